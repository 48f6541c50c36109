// Package record is what all that is kept has in common, whatever its type: a dossier, an incident, a change, a request.
//
// A package says what its type is with New: the Go type, the name of its format and a table of its fields. It gets a strict reader and one
// canonical form of JSON, a walk over all parts by their JSON Pointer (RFC 6901), the check of every text by its field, a copy with only
// what a document shows, and the merge of two versions. Start with New, then Type.Decode.
//
// Dates are ISO 8601 (2026-12-01), moments RFC 3339 with their offset (2026-12-01T03:10:00+01:00), countries ISO 3166-1 alpha-2 (NL),
// everywhere. Keys are English in camelCase, ids lower-case letters, digits and hyphens; an id is never reused.
package record

import (
	"bytes"
	"encoding/json"
	"reflect"
)

// Type is a kind of record whose values are of type T, a struct. Its members "schema" and "id" are texts. It is immutable.
type Type[T any] struct {
	schema string
	older  []Older
	top    *shape
}

// Older is an earlier format of a type that is still read.
type Older struct {
	Schema string
	// Members at the top that it had and the type has no more. What they hold is left out.
	Gone []string
}

// New describes a type by the name of its format ("verwoord/dossier/2") and its fields.
func New[T any](schema string, fields Fields, older ...Older) *Type[T] {
	return &Type[T]{schema, older, shapeOf(reflect.TypeFor[T](), "", "", fields)}
}

// Schema is the name of the format.
func (t *Type[T]) Schema() string { return t.schema }

// Encode writes v in its one canonical form: members in the order of the type, two spaces a level, a newline at the end. Decode reads it
// back as it was, except that a list that is empty comes back nil.
func (t *Type[T]) Encode(v *T) []byte { return encode(t.Full(v)) }

// Full returns a copy of v in which a list is nil only where an empty one is left out of the JSON, as encoding/json reads back what Encode
// wrote.
func (t *Type[T]) Full(v *T) *T {
	return copyWith(reflect.ValueOf(v).Elem(), t.top, true, func(_ *shape, text string) string { return text }).Addr().Interface().(*T)
}

// encode writes a value as all records are written.
func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		panic(err) // strings, numbers, booleans, lists and structs only
	}
	return b.Bytes()
}

// Table is the table of fields that New was given, without what the type has not.
func (t *Type[T]) Table() Fields {
	out := Fields{}
	var collect func(s *shape)
	collect = func(s *shape) {
		if s.known {
			out[s.pattern] = s.field
		}
		for _, m := range s.members {
			collect(m)
		}
	}
	collect(t.top)
	return out
}
