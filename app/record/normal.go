package record

import (
	"reflect"
	"strings"
)

// Normalized returns a copy of v as documents print it: every identifier as Normalize writes it, every text without spaces around it, no
// empty list. What a check says of v holds for this copy.
func (t *Type[T]) Normalized(v *T) *T {
	n := copyWith(reflect.ValueOf(v).Elem(), t.top, false, func(s *shape, text string) string {
		if s.field.Form == IdentifierText && s.field.Scheme == Phone {
			return text // the country has to be known first
		}
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
				part.court()
				part.Number = Normalize(part.Kind, part.Number)
			}
		case *Address:
			if part.Country == "NL" {
				part.Postcode = Normalize(Postcode, part.Postcode)
			}
		}
	})
	callFrom(n, t.top, home)
	return n.Addr().Interface().(*T)
}

// courtBefore and courtBehind are a number of the German register that was copied along with its court.
var (
	courtBefore = Expression(`(?i)^(?:registergericht:? *)?((?:amtsgericht|ag) [^0-9,;:]+?)[,;: ]+((?:HR ?[AB]|VR|GnR|PR)\b.*[0-9].*)$`)
	courtBehind = Expression(`(?i)^((?:HR ?[AB]|VR|GnR|PR) ?[0-9]+(?: ?[A-Z]{1,2})?)[,;: ]+\(?(?:beim )?((?:amtsgericht|ag) [^0-9,;:)]+)\)?$`)
)

// court takes the court out of a German number, where it stands in it and nowhere else.
func (r *Registration) court() {
	if r.Kind != "hrb" || r.Court != "" {
		return
	}
	number := strings.TrimSpace(r.Number)
	if m := courtBefore().FindStringSubmatch(number); m != nil {
		r.Court, r.Number = m[1], m[2]
	} else if m := courtBehind().FindStringSubmatch(number); m != nil {
		r.Number, r.Court = m[1], m[2]
	}
}

var addressType = reflect.TypeFor[Address]()

// callFrom writes the telephone numbers in v, of people who are in a country unless something around them has its own address.
func callFrom(v reflect.Value, s *shape, country string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			callFrom(v.Elem(), s, country)
		}
	case reflect.Slice:
		for i := range v.Len() {
			callFrom(v.Index(i), s, country)
		}
	case reflect.String:
		if s.field.Scheme == Phone {
			v.SetString(telephone(v.String(), country))
		}
	case reflect.Struct:
		for i := range s.members {
			if a := v.Field(i); a.Type() == addressType && a.Addr().Interface().(*Address).Country != "" {
				country = a.Addr().Interface().(*Address).Country
			}
		}
		for i, m := range s.members {
			callFrom(v.Field(i), m, country)
		}
	}
}
