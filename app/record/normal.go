package record

import "reflect"

// Normalized returns a copy of v as documents print it: every identifier as Normalize writes it, every text without spaces around it, no
// empty list. What a check says of v holds for this copy.
func (t *Type[T]) Normalized(v *T) *T {
	n := copyWith(reflect.ValueOf(v).Elem(), t.top, false, func(s *shape, text string) string {
		if s.field.Form == IdentifierText {
			return Normalize(s.field.Scheme, text)
		}
		return tidy(text)
	})
	walk(n, t.top, nil, func(_ []byte, s *shape, v reflect.Value) {
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
	return n.Addr().Interface().(*T)
}
