package record

import (
	"bytes"
	"reflect"
)

// Kind is a kind of record that a document can be about, whatever its type is. The values that it gives and takes are pointers to that type.
type Kind interface {
	// Name is what the kind is called: incident.
	Name() string
	// Schema is the name of its format.
	Schema() string
	// SchemaJSON is the JSON Schema of its format (draft 2020-12). It is stricter than Decode: it lists the choices and the greatest lengths.
	SchemaJSON() []byte
	// Decode reads a record; with any problem it is nil.
	Decode(data []byte) (any, Problems)
	// Encode writes a record in its one canonical form.
	Encode(v any) []byte
	// ID is the id of a record.
	ID(v any) string
	// For is the record as one client may see it, by the id of its dossier; ok is false when it does not concern that client. Nothing else
	// of the record reaches a document.
	For(v any, client string) (own any, ok bool)
	// Normalized is the record as documents print it.
	Normalized(v any) any
	// Printed is the record with only what a document shows.
	Printed(v any, shown Shown) any
	// Check tells what is wrong with a record, as Type.Checker has it, and what a document says it lacks.
	Check(v any, known Known, shown Shown, lacks Problems) Problems
}

// KindOf makes a Kind of a type. For tells what of a record a client may see, and whether it concerns that client at all. Check adds to what
// the fields say; it may be nil.
func KindOf[T any](name string, t *Type[T], schema []byte, rules Rules, forClient func(v T, client string) (T, bool), check func(v *T, k *Checker)) Kind {
	return kind[T]{name, t, schema, rules, forClient, check}
}

type kind[T any] struct {
	name  string
	of    *Type[T]
	json  []byte
	rules Rules
	own   func(T, string) (T, bool)
	check func(*T, *Checker)
}

func (k kind[T]) Name() string   { return k.name }
func (k kind[T]) Schema() string { return k.of.schema }

func (k kind[T]) SchemaJSON() []byte { return bytes.Clone(k.json) }

func (k kind[T]) Decode(data []byte) (any, Problems) {
	v, problems := k.of.Decode(data)
	if v == nil {
		return nil, problems
	}
	return v, problems
}

func (k kind[T]) Encode(v any) []byte  { return k.of.Encode(v.(*T)) }
func (k kind[T]) Normalized(v any) any { return k.of.Normalized(v.(*T)) }

func (k kind[T]) ID(v any) string {
	f, _ := member(reflect.ValueOf(v).Elem(), k.of.top, "id")
	return f.String()
}

func (k kind[T]) For(v any, client string) (any, bool) {
	own, ok := k.own(*v.(*T), client)
	if !ok {
		return nil, false
	}
	return &own, true
}

func (k kind[T]) Printed(v any, shown Shown) any {
	out, moved := k.of.Printed(v.(*T), shown)
	if pointing, ok := any(out).(interface{ Move(Moved) }); ok {
		pointing.Move(moved) // it holds paths of its own parts
	}
	return out
}

func (k kind[T]) Check(v any, known Known, shown Shown, lacks Problems) Problems {
	n := k.of.Normalized(v.(*T))
	c := k.of.Checker(n, known, shown, k.rules)
	if excusing, ok := any(n).(interface{ NoBSN() []string }); ok {
		for _, path := range excusing.NoBSN() {
			c.Excused[path] = true
		}
	}
	k.of.Fields(n, c)
	c.Lacks(lacks)
	if k.check != nil {
		k.check(n, c)
	}
	return append(k.of.Cleaned(v.(*T)), c.Problems()...)
}

// Under returns shown as it is for a part of what a document is made of: the paths below a prefix, without it.
func (s Shown) Under(prefix string) Shown {
	if s == nil {
		return nil
	}
	out := Shown{}
	for path := range s {
		if len(path) > len(prefix) && path[:len(prefix)] == prefix && path[len(prefix)] == '/' {
			out[path[len(prefix):]] = true
		}
	}
	return out
}
