package form

import (
	"errors"

	"verwoord/app/pdf/cos"
)

// Edit is a form that is being changed in an update of its file, with the catalog above it.
type Edit struct {
	Update  *cos.Update
	Catalog cos.Dict // may be changed; say so by Touch

	form    *Form
	root    cos.Ref
	changed bool     // the catalog is
	ref     cos.Ref  // of the form; zero when it stands in the catalog itself
	dict    cos.Dict // of the form
	edited  bool     // the form is
	signed  bool     // something is signed already, so that nothing may change but what a signature needs
}

// Begin begins to change a form.
func Begin(m *Form, u *cos.Update) (*Edit, error) {
	f := m.File
	root, ok := f.Trailer["Root"].(cos.Ref)
	if !ok {
		return nil, errors.New("form: the catalog is no object of its own")
	}
	e := &Edit{Update: u, Catalog: u.Dict(root), form: m, root: root}
	e.ref, _ = e.Catalog["AcroForm"].(cos.Ref)
	e.dict = u.Dict(e.Catalog["AcroForm"])
	if e.dict == nil {
		e.dict = cos.Dict{"Fields": cos.Array{}}
		e.ref = u.Add(e.dict)
		e.Catalog["AcroForm"] = e.ref
		e.changed, e.edited = true, true
	}
	// Bit 1: there are signatures; bit 2: only append (ISO 32000-1, table 219).
	flags, _ := f.Int(e.dict["SigFlags"])
	e.signed = flags&2 != 0
	if flags&3 != 3 {
		e.dict["SigFlags"] = flags | 3
		e.edited = true
	}
	return e, nil
}

// Touch says that the catalog was changed.
func (e *Edit) Touch() { e.changed = true }

// Declare names an extension of ISO 32000-1 that the file uses (ETSI EN 319 142-1, 5.6; ISO 32000-1, 7.12). PDF 2.0 needs none.
func (e *Edit) Declare(prefix cos.Name, level int64) {
	if e.form.File.Version() >= "2.0" {
		return
	}
	extensions := e.extensions()
	if extensions[prefix] == nil {
		e.declare(extensions, prefix, cos.Dict{"BaseVersion": cos.Name("1.7"), "ExtensionLevel": level})
	}
}

// DeclareISO names a technical specification of 2022 that the file uses, by its number: they extend PDF 2.0, and share one prefix, behind which
// stands an array (ISO 32000-2:2020, 7.12).
func (e *Edit) DeclareISO(number int64) {
	extensions := e.extensions()
	all := e.Update.Array(extensions["ISO_"])
	for _, o := range all {
		if level, _ := e.form.File.Int(e.Update.Dict(o)["ExtensionLevel"]); level == number {
			return
		}
	}
	e.declare(extensions, "ISO_", append(all, cos.Dict{
		"Type": cos.Name("DeveloperExtensions"), "BaseVersion": cos.Name("2.0"), "ExtensionLevel": number, "ExtensionRevision": cos.Text(":2022"),
	}))
}

// extensions is what the catalog declares, to be added to.
func (e *Edit) extensions() cos.Dict {
	extensions := e.Update.Dict(e.Catalog["Extensions"])
	if extensions == nil {
		extensions = cos.Dict{}
	}
	return extensions
}

func (e *Edit) declare(extensions cos.Dict, prefix cos.Name, o cos.Object) {
	extensions[prefix] = o
	e.Catalog["Extensions"] = extensions
	e.changed = true
}

// Close hands what changed to the update.
func (e *Edit) Close() {
	if e.edited && e.ref != (cos.Ref{}) {
		e.Update.Set(e.ref, e.dict)
	} else if e.edited {
		e.Catalog["AcroForm"] = e.dict
		e.changed = true
	}
	if e.changed {
		e.Update.Set(e.root, e.Catalog)
	}
}

// SetValue puts a signature in a field. What the field shows is a form XObject of its size; the zero reference leaves it as it is.
func (e *Edit) SetValue(target *Field, signature, look cos.Ref) {
	d := e.Update.Dict(target.Ref)
	d["V"] = signature
	if look == (cos.Ref{}) {
		e.Update.Set(target.Ref, d)
		return
	}
	widget := d
	if at := target.Widgets[0]; at != target.Ref {
		e.Update.Set(target.Ref, d)
		widget = e.Update.Dict(at)
	}
	widget["AP"] = cos.Dict{"N": look}
	flags, _ := e.form.File.Int(widget["F"])
	widget["F"] = flags&^0b10_0011 | 0b100 // printed, never hidden (ISO 19005-3, 6.3.2)
	e.Update.Set(target.Widgets[0], widget)
}

// Size is how large a field is on its page, in points; zero for one that is not seen.
func (e *Edit) Size(target *Field) (width, height float64) {
	r, _ := Rectangle(e.form.File, e.Update.Dict(target.Widgets[0])["Rect"])
	return r.Width(), r.Height()
}

// AddHidden makes a signature field that is not seen: its rectangle has no size (ISO 32000-1, 12.7.4.5). It stands on the first page.
func (e *Edit) AddHidden(name string) *Field {
	d := cos.Dict{
		"Type":    cos.Name("Annot"),
		"Subtype": cos.Name("Widget"),
		"FT":      cos.Name("Sig"),
		"T":       cos.Text(name),
		"Rect":    cos.Array{int64(0), int64(0), int64(0), int64(0)},
		"F":       int64(132), // printed, locked
	}
	ref := e.Update.Add(d)
	if page, ok := e.firstPage(); ok {
		d["P"] = page
		e.annotate(page, ref)
	}
	e.AddFields(ref)
	return e.Made(ref)
}

// AddFields puts fields that were added to the update at the end of the form.
func (e *Edit) AddFields(refs ...cos.Ref) {
	list := make(cos.Array, len(refs))
	for i, ref := range refs {
		list[i] = ref
	}
	if Push(e.Update, e.dict, "Fields", list...) {
		e.edited = true
	}
}

// Made is a signature field that was added to the update, its own widget.
func (e *Edit) Made(ref cos.Ref) *Field {
	d, _ := e.Update.Get(ref).(cos.Dict)
	t, _ := d["T"].(cos.String)
	return &Field{Name: t.Decoded(), Kind: "Sig", Ref: ref, Dict: d, Widgets: []cos.Ref{ref}}
}

// Push adds to the end of an array in a dictionary. It tells whether the dictionary is changed, the array being no object of its own.
func Push(u *cos.Update, d cos.Dict, key cos.Name, o ...cos.Object) bool {
	all := append(u.Array(d[key]), o...)
	if array, ok := d[key].(cos.Ref); ok && u.Resolve(array) != nil {
		u.Set(array, all)
		return false
	}
	d[key] = all
	return true
}

// annotate adds an annotation to a page.
func (e *Edit) annotate(page, annotation cos.Ref) {
	d := e.Update.Dict(page)
	if !Push(e.Update, d, "Annots", annotation) {
		return
	}
	if e.Catalog["StructTreeRoot"] != nil && d["Tabs"] == nil && !e.signed {
		d["Tabs"] = cos.Name("S") // ISO 14289-1, 7.18.3
	}
	e.Update.Set(page, d)
}

// firstPage walks down the first kids of the page tree.
func (e *Edit) firstPage() (cos.Ref, bool) {
	f := e.form.File
	node := e.Catalog["Pages"]
	for range 64 {
		d := f.Dict(node)
		if f.Name(d["Type"]) == "Page" || d["Kids"] == nil {
			ref, ok := node.(cos.Ref)
			return ref, ok && d != nil
		}
		kids := f.Array(d["Kids"])
		i := 0
		for i < len(kids)-1 && empty(f, kids[i]) {
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
func empty(f *cos.File, o cos.Object) bool {
	d := f.Dict(o)
	return f.Name(d["Type"]) == "Pages" && len(f.Array(d["Kids"])) == 0
}

// TakesPage tells whether a page may be added to a file: before anything is signed, and where its page tree can grow. A form in XML is drawn
// by other rules.
func (m *Form) TakesPage() bool {
	f := m.File
	catalog := f.Dict(f.Trailer["Root"])
	if catalog["Perms"] != nil || f.Dict(catalog["AcroForm"])["XFA"] != nil || len(m.Signatures) > 0 {
		return false
	}
	_, isRef := catalog["Pages"].(cos.Ref)
	root := f.Dict(catalog["Pages"])
	count, counted := f.Int(root["Count"])
	return isRef && counted && count > 0 && len(f.Array(root["Kids"])) > 0
}
