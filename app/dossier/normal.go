package dossier

import "reflect"

// Normalized returns a copy of d as documents print it: every identifier as Normalize writes it, every text without spaces around it.
// What Check says of d holds for this copy.
func (d *Dossier) Normalized() *Dossier {
	n := copyWith(reflect.ValueOf(*d), "", false, func(pattern, s string) string {
		if f := fields[pattern]; f.form == identifierText {
			return Normalize(f.scheme, s)
		}
		return tidy(s)
	}).Interface().(Dossier)
	walk(reflect.ValueOf(&n).Elem(), "", "", func(_, _ string, v reflect.Value) {
		if v.Kind() == reflect.Struct {
			v = v.Addr()
		}
		switch part := v.Interface().(type) {
		case *Registration:
			if part != nil {
				part.Number = Normalize(part.Kind, part.Number)
			}
		case *Address:
			if part.Country == "NL" {
				part.Postcode = Normalize(Postcode, part.Postcode)
			}
		}
	})
	return &n
}
