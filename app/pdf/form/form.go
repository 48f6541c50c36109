// Package form reads and writes the interactive form of a PDF file: its fields with their widgets, and the signatures in them, with the
// bytes that each is of and the revision that it closes (ISO 32000-1, 12.7 and 12.8).
//
// Read tells what a file has; Begin starts to change it. Whoever signs a file and whoever verifies it asks here and nowhere else, so that
// no file means one thing to the one and another to the other. What is doubtful has a code; what follows from it is for the caller.
package form

import (
	"strconv"
	"strings"

	"verwoord/app/pdf/cos"
)

// Form is the interactive form of a file.
type Form struct {
	File       *cos.File
	Fields     []*Field     // in the order of the form, parents before kids
	Signatures []*Signature // in the order of what they cover, those that cover nothing first
	Doubts     []string     // codes of what two programs may read in two ways, each once
}

// Doubts about a form.
const (
	Doubtful            = "form-doubtful"               // a field that is no object of its own, stands twice, or is one too many
	FieldTwice          = "field-twice"                 // two fields of one name
	CertificationUnheld = "certification-without-field" // a certification signature that no field holds
)

// Field is one that can hold a value (ISO 32000-1, 12.7.3).
type Field struct {
	Name    string   // in full: the partial names joined by periods
	Kind    cos.Name // FT, its own or that of a field above it
	Ref     cos.Ref
	Dict    cos.Dict
	Value   cos.Object // V, its own or that of a field above it; nil for none
	Widgets []cos.Ref  // its annotations, often the field itself; none when there are fields below it
	own     bool       // the value stands in this very dictionary
}

// Signs tells whether a signature can stand in the field, or does.
func (d *Field) Signs() bool { return d.Kind == "Sig" }

// Empty tells whether a signature can be put in the field.
func (d *Field) Empty() bool { return d.Signs() && d.Value == nil && len(d.Widgets) > 0 }

// Bounds on what is read. An agreement that is renewed each year for a century has some hundred signatures.
const (
	maxFields     = 10_000
	maxSignatures = 256 // each is held against all of the file
	maxDepth      = 32
)

// Read reads the form of a file. One without a form has no fields.
func Read(f *cos.File) *Form {
	m := &Form{File: f}
	catalog := f.Dict(f.Trailer["Root"])
	w := walk{form: m, names: map[string]bool{}, seen: map[cos.Ref]bool{}}
	w.list(f.Dict(catalog["AcroForm"])["Fields"], &Field{}, 0)
	m.readSignatures()
	// A certification signature that no field holds would say what may change, and be looked at by no one.
	if perms := f.Dict(catalog["Perms"]); perms["DocMDP"] != nil {
		if ref, ok := perms["DocMDP"].(cos.Ref); !ok || !m.holds(ref) {
			m.doubt(CertificationUnheld)
		}
	}
	return m
}

func (m *Form) doubt(code string) {
	for _, have := range m.Doubts {
		if have == code {
			return
		}
	}
	m.Doubts = append(m.Doubts, code)
}

func (m *Form) holds(signature cos.Ref) bool {
	for _, s := range m.Signatures {
		if s.Ref == signature {
			return true
		}
	}
	return false
}

// walk goes through the tree of fields.
type walk struct {
	form  *Form
	names map[string]bool
	seen  map[cos.Ref]bool
}

// list reads the fields of an array. It gives those of its entries that are widgets of the parent and no fields.
func (w *walk) list(entries cos.Object, parent *Field, depth int) (widgets []cos.Ref) {
	f := w.form.File
	for _, o := range f.Array(entries) {
		ref, ok := o.(cos.Ref)
		if !ok || w.seen[ref] || len(w.seen) >= maxFields || depth > maxDepth {
			w.form.doubt(Doubtful)
			continue
		}
		w.seen[ref] = true
		d, ok := f.Get(ref).(cos.Dict)
		switch {
		case !ok:
			w.form.doubt(Doubtful)
		case depth > 0 && d["T"] == nil && d["V"] == nil && d["Kids"] == nil:
			widgets = append(widgets, ref)
		default:
			w.field(ref, d, parent, depth)
		}
	}
	return widgets
}

func (w *walk) field(ref cos.Ref, d cos.Dict, parent *Field, depth int) {
	f := w.form.File
	field := &Field{Name: parent.Name, Kind: parent.Kind, Ref: ref, Dict: d, Value: parent.Value}
	if kind := f.Name(d["FT"]); kind != "" {
		field.Kind = kind
	}
	if value := d["V"]; value != nil {
		field.Value, field.own = value, true
	}
	if t, ok := f.String(d["T"]); ok {
		field.Name = strings.TrimPrefix(parent.Name+"."+t.Decoded(), ".")
		if w.names[field.Name] {
			w.form.doubt(FieldTwice)
		}
		w.names[field.Name] = true
	}
	w.form.Fields = append(w.form.Fields, field)
	before := len(w.form.Fields)
	field.Widgets = w.list(d["Kids"], field, depth+1)
	if len(field.Widgets) == 0 && len(w.form.Fields) == before {
		field.Widgets = []cos.Ref{ref}
	}
}

// Free is the stem with the first number that no field has.
func (m *Form) Free(stem string) string {
	for i := 1; ; i++ {
		if name := stem + strconv.Itoa(i); m.Named(name) == nil {
			return name
		}
	}
}

// Named is the first field of a name; nil for none.
func (m *Form) Named(name string) *Field {
	for _, d := range m.Fields {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// Choose finds the field to sign: the empty one of that name, or the first empty one when there is none. It gives nil when the field is to
// be made, with the name for it.
func (m *Form) Choose(name string) (*Field, string) {
	for _, d := range m.Fields {
		if d.Empty() && (name == "" || d.Name == name) {
			return d, d.Name
		}
	}
	if name == "" {
		name = m.Free("Signature")
	}
	return nil, name
}
