package sign

import (
	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
)

// tags is the structure tree of a file that a page is added to (ISO 32000-1, 14.7; ISO 14289-1, 7.1).
type tags struct {
	in      *form.Edit
	file    *cos.File
	page    cos.Ref
	section cos.Ref   // what stands on the page
	kids    cos.Array // of it
	marked  cos.Array // the elements of the page's own content, by MCID
	next    int64     // key of the parent tree
	nums    cos.Array // new in the parent tree
	lang    string
}

// takesTags tells whether the file has no structure tree, or one that can be added to.
func takesTags(f *cos.File) bool {
	o := f.Dict(f.Trailer["Root"])["StructTreeRoot"]
	if o == nil {
		return true
	}
	_, isRef := o.(cos.Ref)
	root := f.Dict(o)
	return isRef && root != nil && (root["ParentTree"] == nil || f.Dict(root["ParentTree"]) != nil)
}

func openTags(m *form.Edit, f *cos.File, page cos.Ref, lang string) *tags {
	root := f.Dict(m.Catalog["StructTreeRoot"])
	next, _ := f.Int(root["ParentTreeNextKey"])
	return &tags{in: m, file: f, page: page, lang: lang, section: m.Update.Add(nil), next: max(next, lastKey(f, root["ParentTree"], 0)+1)}
}

// lastKey is the greatest key in a number tree (ISO 32000-1, 7.9.7), -1 for none.
func lastKey(f *cos.File, o cos.Object, depth int) int64 {
	last := int64(-1)
	d := f.Dict(o)
	for i, n := range f.Array(d["Nums"]) {
		if key, ok := f.Int(n); ok && i%2 == 0 {
			last = max(last, key)
		}
	}
	if depth < 64 {
		for _, kid := range f.Array(d["Kids"]) {
			last = max(last, lastKey(f, kid, depth+1))
		}
	}
	return last
}

// content makes an element for the next piece of the page's content, and gives its MCID.
func (t *tags) content(kind cos.Name) int64 {
	id := int64(len(t.marked))
	ref := t.in.Update.Add(cos.Dict{
		"Type": cos.Name("StructElem"), "S": kind, "P": t.section, "Pg": t.page, "K": id,
	})
	t.kids, t.marked = append(t.kids, ref), append(t.marked, ref)
	return id
}

// form makes the element of a field, and gives the key by which the parent tree knows it (ISO 14289-1, 7.18.4).
func (t *tags) form(widget cos.Ref, description string) int64 {
	ref := t.in.Update.Add(cos.Dict{
		"Type": cos.Name("StructElem"), "S": cos.Name("Form"), "P": t.section, "Pg": t.page, "Alt": cos.Text(description),
		"K": cos.Dict{"Type": cos.Name("OBJR"), "Obj": widget, "Pg": t.page},
	})
	t.kids = append(t.kids, ref)
	return t.key(ref)
}

func (t *tags) key(o cos.Object) int64 {
	key := t.next
	t.next++
	t.nums = append(t.nums, key, o)
	return key
}

// close puts the section at the end of the document, and gives the key of the page's content.
func (t *tags) close() int64 {
	u := t.in.Update
	key := t.key(t.marked)
	rootRef := t.in.Catalog["StructTreeRoot"].(cos.Ref)
	root := u.Dict(rootRef)
	parent := rootRef
	if document, ok := t.document(root); ok {
		parent = document
		d := u.Dict(document)
		t.adopt(d)
		u.Set(document, d)
	} else {
		t.adopt(root)
	}
	u.Set(t.section, cos.Dict{
		"Type": cos.Name("StructElem"), "S": cos.Name("Sect"), "P": parent, "K": t.kids, "Lang": cos.Text(t.lang),
	})
	t.grow(root)
	root["ParentTreeNextKey"] = t.next
	u.Set(rootRef, root)
	return key
}

// document is the only element at the top, when there is one.
func (t *tags) document(root cos.Dict) (cos.Ref, bool) {
	k := root["K"]
	if list := t.in.Update.Array(k); len(list) == 1 {
		k = list[0]
	}
	ref, ok := k.(cos.Ref)
	return ref, ok && t.file.Dict(ref)["S"] != nil
}

// adopt adds the section to the kids of an element.
func (t *tags) adopt(d cos.Dict) {
	if _, isArray := t.in.Update.Resolve(d["K"]).(cos.Array); !isArray && d["K"] != nil {
		d["K"] = cos.Array{d["K"]}
	}
	form.Push(t.in.Update, d, "K", t.section)
}

// grow adds to the parent tree: to its only list, or as another leaf. The keys are greater than all that it has.
func (t *tags) grow(root cos.Dict) {
	m := t.in
	tree := m.Update.Dict(root["ParentTree"])
	if tree == nil {
		tree = cos.Dict{}
	}
	if t.file.Array(tree["Kids"]) != nil {
		form.Push(m.Update, tree, "Kids", m.Update.Add(cos.Dict{"Nums": t.nums, "Limits": cos.Array{t.nums[0], t.nums[len(t.nums)-2]}}))
	} else {
		form.Push(m.Update, tree, "Nums", t.nums...)
	}
	if ref, ok := root["ParentTree"].(cos.Ref); ok {
		m.Update.Set(ref, tree)
	} else {
		root["ParentTree"] = m.Update.Add(tree)
	}
}
