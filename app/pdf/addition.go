package pdf

import (
	"fmt"
	"iter"
	"strconv"

	"verwoord/app/doc"
	"verwoord/app/layout"
	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
)

// TakesPages tells whether Append can add to the structure tree of a file. One without a tree takes pages without tags.
func TakesPages(f *cos.File) bool {
	o := f.Dict(f.Trailer["Root"])["StructTreeRoot"]
	if o == nil {
		return true
	}
	_, isRef := o.(cos.Ref)
	root := f.Dict(o)
	return isRef && root != nil && (root["ParentTree"] == nil || f.Dict(root["ParentTree"]) != nil)
}

// Append adds the pages of a document to the end of a file in an update of it, with their tags where the file has any: the words, rules and
// signature fields, without links or an outline. It gives the fields, which are still to be put in the form. The file must be one that
// TakesPages, with a page tree that can grow.
func Append(u *cos.Update, d *doc.Doc, pages iter.Seq[*layout.Page]) ([]cos.Ref, error) {
	a := addition{update: u, structure: newStructure(d)}
	root, _ := u.File().Trailer["Root"].(cos.Ref)
	a.catalog = u.Dict(root)
	_, a.tagged = a.catalog["StructTreeRoot"].(cos.Ref)
	if a.tagged {
		a.next = nextKey(u.File(), a.catalog["StructTreeRoot"])
	}
	a.structure.root.tag, a.structure.root.lang = "Sect", d.Lang
	a.paint = painter{structure: a.structure, bare: !a.tagged, faces: faces{file: u.File()}}
	resources := u.Add(nil)
	for page := range pages {
		if err := a.page(page, resources); err != nil {
			return nil, err
		}
	}
	fonts, err := a.paint.faces.resources(u, cos.Deflate)
	if err != nil {
		return nil, err
	}
	u.Set(resources, fonts)
	a.grow()
	if a.tagged {
		if err := a.structure.complete(); err != nil {
			return nil, err
		}
		a.tag(a.catalog["StructTreeRoot"].(cos.Ref))
	}
	return a.fields, nil
}

// addition is pages on their way into a file that exists.
type addition struct {
	update    *cos.Update
	catalog   cos.Dict
	structure *structure
	paint     painter
	tagged    bool
	next      int64 // key of the parent tree
	keys      []key
	pages     []cos.Ref
	fields    []cos.Ref
}

// key is an entry of the parent tree: an element, or the marks of a page.
type key struct {
	number  int64
	element *element
	page    *imprint
}

func (a *addition) page(page *layout.Page, resources cos.Ref) error {
	index := len(a.pages)
	if err := a.paint.text(page, index); err != nil {
		return err
	}
	ref := a.update.Add(nil)
	a.pages = append(a.pages, ref)
	var widgets cos.Array
	for _, field := range page.Fields {
		e := a.structure.owners[field.Signature]
		if field.Signature == nil || e == nil || e.kids != nil {
			return &Refusal{"ISO 14289-1, 7.18.4", fmt.Sprintf("page %d has a signature field that is not in the document, or twice", index+1)}
		}
		widget := signatureField(a.update, field, ref, page.Height)
		widget["F"] = int64(4) // printed (ISO 19005-3, 6.3.2)
		if a.tagged {
			widget["StructParent"] = a.key(key{element: e})
		}
		annotation := a.update.Add(widget)
		e.kids = append(e.kids, kid{page: int32(index), annotation: annotation})
		widgets, a.fields = append(widgets, annotation), append(a.fields, annotation)
	}
	box := cos.Array{int64(0), int64(0), hundredth(page.Width), hundredth(page.Height)}
	d := cos.Dict{
		"Type": cos.Name("Page"), "Parent": a.catalog["Pages"],
		// All that a page can inherit stands here.
		"MediaBox": box, "CropBox": box, "Rotate": int64(0), "Resources": resources,
		"Contents": a.update.Add(cos.Deflate(cos.Dict{}, append(a.rules(page), a.paint.out...))),
	}
	if widgets != nil {
		d["Annots"] = widgets
	}
	if a.tagged {
		d["StructParents"], d["Tabs"] = a.key(key{page: &imprint{marks: a.paint.marks}}), cos.Name("S")
	}
	a.update.Set(ref, d)
	return nil
}

// rules draws the rules of a page, artifacts all of them.
func (a *addition) rules(page *layout.Page) (out []byte) {
	if len(page.Rules) == 0 {
		return nil
	}
	if a.tagged {
		out = append(out, "/Artifact<</Type/Layout>>BDC\n"...)
	}
	for _, r := range page.Rules {
		for _, v := range inks[r.Ink] {
			out = append(appendShade(out, v), ' ')
		}
		out = append(out, "RG "...)
		out = strconv.AppendFloat(out, r.Width, 'f', -1, 64)
		out = append(out, " w "...)
		for _, v := range []float64{r.X1, page.Height - r.Y1} {
			out = append(appendHundredths(out, v), ' ')
		}
		out = append(out, "m "...)
		for _, v := range []float64{r.X2, page.Height - r.Y2} {
			out = append(appendHundredths(out, v), ' ')
		}
		out = append(out, "l S\n"...)
	}
	if a.tagged {
		out = append(out, "EMC\n"...)
	}
	return out
}

// grow puts the pages in the page tree.
func (a *addition) grow() {
	ref, _ := a.catalog["Pages"].(cos.Ref)
	root := a.update.Dict(ref)
	count, _ := a.update.File().Int(root["Count"])
	for _, page := range a.pages {
		form.Push(a.update, root, "Kids", page)
	}
	root["Count"] = count + int64(len(a.pages))
	a.update.Set(ref, root)
}

func (a *addition) key(k key) int64 {
	k.number = a.next
	a.next++
	a.keys = append(a.keys, k)
	return k.number
}
