package dossier

import "reflect"

// Normalized returns a copy of d as documents print it: every identifier as Normalize writes it, every text without spaces around it.
// What Check says of d holds for this copy.
func (d *Dossier) Normalized() *Dossier {
	n := copyWith(reflect.ValueOf(d).Elem(), top, false, func(s *shape, text string) string {
		if s.field.form == identifierText {
			return Normalize(s.field.scheme, text)
		}
		return tidy(text)
	}).Interface().(Dossier)
	walkAll(&n, func(_ []byte, s *shape, v reflect.Value) {
		if len(s.members) == 0 || v.Kind() == reflect.Slice {
			return
		}
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
