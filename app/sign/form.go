package sign

import (
	"verwoord/app/pdf/cos"
)

// form is the interactive form of a file that is being updated, with the catalog above it.
type form struct {
	file    *cos.File
	update  *cos.Update
	root    cos.Ref
	catalog cos.Dict
	changed bool     // the catalog is
	ref     cos.Ref  // of the form; zero when it stands in the catalog itself
	dict    cos.Dict // of the form
	edited  bool     // the form is
	signed  bool     // something is signed already, so that nothing may change but what a signature needs
}

func openForm(f *cos.File, u *cos.Update) (*form, error) {
	root, ok := f.Trailer["Root"].(cos.Ref)
	if !ok {
		return nil, refuse("damaged")
	}
	m := &form{file: f, update: u, root: root, catalog: u.Dict(root)}
	m.ref, _ = m.catalog["AcroForm"].(cos.Ref)
	m.dict = u.Dict(m.catalog["AcroForm"])
	if m.dict == nil {
		m.dict = cos.Dict{"Fields": cos.Array{}}
		m.ref = u.Add(m.dict)
		m.catalog["AcroForm"] = m.ref
		m.changed, m.edited = true, true
	}
	// Bit 1: there are signatures; bit 2: only append (ISO 32000-1, table 219).
	flags, _ := f.Int(m.dict["SigFlags"])
	m.signed = flags&2 != 0
	if flags&3 != 3 {
		m.dict["SigFlags"] = flags | 3
		m.edited = true
	}
	return m, nil
}

// declare names an extension of ISO 32000-1 that the file uses (ETSI EN 319 142-1, 5.6; ISO 32000-1, 7.12). PDF 2.0 needs none.
func (m *form) declare(prefix cos.Name, level int64) {
	if m.file.Version() >= "2.0" {
		return
	}
	extensions := m.update.Dict(m.catalog["Extensions"])
	if extensions == nil {
		extensions = cos.Dict{}
	}
	if extensions[prefix] != nil {
		return
	}
	extensions[prefix] = cos.Dict{"BaseVersion": cos.Name("1.7"), "ExtensionLevel": level}
	m.catalog["Extensions"] = extensions
	m.changed = true
}

// close hands what changed to the update.
func (m *form) close() {
	if m.edited && m.ref != (cos.Ref{}) {
		m.update.Set(m.ref, m.dict)
	} else if m.edited {
		m.catalog["AcroForm"] = m.dict
		m.changed = true
	}
	if m.changed {
		m.update.Set(m.root, m.catalog)
	}
}

// setValue signs a field.
func (m *form) setValue(target *field, signature cos.Ref, a *Appearance) error {
	d := m.update.Dict(target.ref)
	d["V"] = signature
	if a == nil {
		m.update.Set(target.ref, d)
		return nil
	}
	widget := d
	if target.widget != target.ref {
		m.update.Set(target.ref, d)
		widget = m.update.Dict(target.widget)
	}
	if width, height := m.size(target); width > 0 && height > 0 {
		look, err := a.draw(m.update, width, height)
		if err != nil {
			return err
		}
		widget["AP"] = cos.Dict{"N": look}
		flags, _ := m.file.Int(widget["F"])
		widget["F"] = flags&^0b10_0011 | 0b100 // printed, never hidden (ISO 19005-3, 6.3.2)
	}
	m.update.Set(target.widget, widget)
	return nil
}

// size is how large a field is on its page; zero for one that is not seen.
func (m *form) size(target *field) (width, height float64) {
	return rectangle(m.file, m.update.Dict(target.widget)["Rect"])
}

// rectangle is the size of a rectangle; zero when it is none.
func rectangle(f *cos.File, o cos.Object) (width, height float64) {
	a := f.Array(o)
	if len(a) != 4 {
		return 0, 0
	}
	var v [4]float64
	for i, o := range a {
		switch n := f.Resolve(o).(type) {
		case int64:
			v[i] = float64(n)
		case float64:
			v[i] = n
		}
	}
	return max(v[0], v[2]) - min(v[0], v[2]), max(v[1], v[3]) - min(v[1], v[3])
}

// newField makes a signature field: on a sheet of its own, or unseen where there can be none.
func (m *form) newField(name string, s *Sheet) (*field, error) {
	if s != nil && s.has(name) && m.takesSheet() {
		return m.addSheet(name, s)
	}
	return m.addField(name), nil
}

// addField makes a signature field that is not seen: its rectangle has no size (ISO 32000-1, 12.7.4.5). It stands on the first page.
func (m *form) addField(name string) *field {
	d := cos.Dict{
		"Type":    cos.Name("Annot"),
		"Subtype": cos.Name("Widget"),
		"FT":      cos.Name("Sig"),
		"T":       cos.Text(name),
		"Rect":    cos.Array{int64(0), int64(0), int64(0), int64(0)},
		"F":       int64(132), // printed, locked
	}
	ref := m.update.Add(d)
	if page, ok := m.firstPage(); ok {
		d["P"] = page
		m.annotate(page, ref)
	}
	if m.push(m.dict, "Fields", ref) {
		m.edited = true
	}
	return &field{name: name, ref: ref, dict: d, widget: ref}
}

// push adds to the end of an array in a dictionary. It tells whether the dictionary is changed, the array being no object of its own.
func (m *form) push(d cos.Dict, key cos.Name, o ...cos.Object) bool {
	all := append(m.update.Array(d[key]), o...)
	if array, ok := d[key].(cos.Ref); ok && m.update.Resolve(array) != nil {
		m.update.Set(array, all)
		return false
	}
	d[key] = all
	return true
}

// annotate adds an annotation to a page.
func (m *form) annotate(page, annotation cos.Ref) {
	d := m.update.Dict(page)
	if !m.push(d, "Annots", annotation) {
		return
	}
	if m.catalog["StructTreeRoot"] != nil && d["Tabs"] == nil && !m.signed {
		d["Tabs"] = cos.Name("S") // ISO 14289-1, 7.18.3
	}
	m.update.Set(page, d)
}

// firstPage walks down the first kids of the page tree.
func (m *form) firstPage() (cos.Ref, bool) {
	node := m.catalog["Pages"]
	for range 64 {
		d := m.file.Dict(node)
		if m.file.Name(d["Type"]) == "Page" || d["Kids"] == nil {
			ref, ok := node.(cos.Ref)
			return ref, ok && d != nil
		}
		kids := m.file.Array(d["Kids"])
		i := 0
		for i < len(kids)-1 && m.empty(kids[i]) {
			i++
		}
		if len(kids) == 0 {
			return cos.Ref{}, false
		}
		node = kids[i]
	}
	return cos.Ref{}, false
}

// empty tells whether a node of the page tree has no pages under it.
func (m *form) empty(o cos.Object) bool {
	d := m.file.Dict(o)
	return m.file.Name(d["Type"]) == "Pages" && len(m.file.Array(d["Kids"])) == 0
}
