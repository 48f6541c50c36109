package verify

import (
	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
)

// pages allows a page nothing but the annotations of the fields made in this revision, and to say itself what it inherited.
func (t *change) pages(root cos.Object) {
	if len(t.widgets) == 0 && !t.rewritesPage() {
		return
	}
	for _, ref := range form.Pages(t.new) {
		old, ok1 := t.old.Get(ref).(cos.Dict)
		page, ok2 := t.new.Get(ref).(cos.Dict)
		if !ok1 || !ok2 {
			continue
		}
		list, isRef := page["Annots"].(cos.Ref)
		if !t.changed[ref.Number] && !(isRef && (t.changed[list.Number] || t.added[list.Number])) {
			continue
		}
		if !t.samePage(ref, old, page) || !t.annotations(old["Annots"], page["Annots"]) {
			t.modified(ref.Number, "")
			continue
		}
		t.explain(ref, uses{anyUse})
		t.explain(page["Annots"], uses{"Annots"})
	}
}

// rewritesPage tells whether a page is among what changed.
func (t *change) rewritesPage() bool {
	for n := range t.changed {
		at, _ := t.new.Location(n)
		if d, ok := t.new.Get(cos.Ref{Number: n, Generation: at.Generation}).(cos.Dict); ok && d["Type"] == cos.Object(cos.Name("Page")) {
			return true
		}
	}
	return false
}

func (t *change) samePage(ref cos.Ref, old, page cos.Dict) bool {
	if old["Type"] != cos.Name("Page") {
		return false
	}
	for _, key := range keys(old, page) {
		switch key {
		case "Annots":
			continue
		case "Tabs":
			if _, ok := page[key].(cos.Name); ok {
				continue // in which order one goes through the fields
			}
		case "MediaBox", "CropBox", "Rotate": // pypdf writes them on the page that it was given
			if old[key] == nil && equal(t.old.Resolve(form.Inherited(t.old, ref, key)), page[key]) {
				continue
			}
		}
		if !equal(old[key], page[key]) {
			return false
		}
	}
	return true
}

// annotations tells whether only annotations of new signature fields were added, behind the others.
func (t *change) annotations(before, after cos.Object) bool {
	old, list := t.old.Array(before), t.new.Array(after)
	if before != nil && old == nil || len(list) < len(old) || !equal(old, list[:len(old)]) {
		return false
	}
	for _, o := range list[len(old):] {
		if ref, ok := o.(cos.Ref); !ok || !t.widgets[ref] {
			return false
		}
	}
	return true
}

// page is the number of the first page that an object is a part of, or was, counted from 1; 0 when it is a part of none.
func (t *change) page(number int) int {
	if t.parts == nil {
		t.parts = map[int]int{}
		markPages(t.new, t.parts)
		markPages(t.old, t.parts)
	}
	return t.parts[number]
}

// markPages notes for each object that is not noted yet the first page that it is a part of.
func markPages(f *cos.File, parts map[int]int) {
	seen := map[int]bool{}
	for i, page := range form.Pages(f) {
		markPage(f, page, i+1, parts, seen, 0)
	}
}

// markPage goes from o to all that it has without going up or aside in the document.
func markPage(f *cos.File, o cos.Object, page int, parts map[int]int, seen map[int]bool, depth int) {
	if depth > 64 {
		return
	}
	switch o := o.(type) {
	case cos.Ref:
		if seen[o.Number] {
			return
		}
		seen[o.Number] = true
		if parts[o.Number] == 0 {
			parts[o.Number] = page
		}
		markPage(f, f.Get(o), page, parts, seen, depth+1)
	case cos.Array:
		for _, e := range o {
			markPage(f, e, page, parts, seen, depth+1)
		}
	case cos.Dict:
		for _, key := range keys(o, nil) {
			switch key {
			case "Parent", "P", "Dest", "D", "A", "Reference", "Popup", "IRT":
			default:
				markPage(f, o[key], page, parts, seen, depth+1)
			}
		}
	case *cos.Stream:
		markPage(f, o.Dict, page, parts, seen, depth+1)
	}
}
