package sign

import "verwoord/app/pdf/cos"

// maxPages bounds the walk through a page tree.
const maxPages = 1 << 16

// pageRefs lists the pages in their order.
func pageRefs(f *cos.File, root cos.Object) []cos.Ref {
	var pages []cos.Ref
	seen := map[cos.Ref]bool{}
	var walk func(o cos.Object, depth int)
	walk = func(o cos.Object, depth int) {
		ref, ok := o.(cos.Ref)
		if !ok || seen[ref] || len(seen) > maxPages || depth > 64 {
			return
		}
		seen[ref] = true
		d := f.Dict(ref)
		if kids := f.Array(d["Kids"]); kids != nil {
			for _, kid := range kids {
				walk(kid, depth+1)
			}
			return
		}
		pages = append(pages, ref)
	}
	walk(root, 0)
	return pages
}

// pages allows a page nothing but the annotations of the fields made in this revision.
func (t *change) pages(root cos.Object) {
	if len(t.widgets) == 0 {
		return
	}
	for _, ref := range pageRefs(t.new, root) {
		old, ok1 := t.old.Get(ref).(cos.Dict)
		page, ok2 := t.new.Get(ref).(cos.Dict)
		if !ok1 || !ok2 {
			continue
		}
		list, isRef := page["Annots"].(cos.Ref)
		if !t.changed[ref.Number] && !(isRef && (t.changed[list.Number] || t.added[list.Number])) {
			continue
		}
		if !samePage(old, page) || !t.annotations(old["Annots"], page["Annots"]) {
			t.modified(ref.Number, "")
			continue
		}
		t.explain(ref, uses{anyUse})
		t.explain(page["Annots"], uses{"Annots"})
	}
}

func samePage(old, page cos.Dict) bool {
	if old["Type"] != cos.Name("Page") {
		return false
	}
	for _, key := range keys(old, page) {
		if key != "Annots" && !equal(old[key], page[key]) {
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

// pageOf is the number of the first page that an object is a part of, counted from 1; 0 when it is a part of none.
func pageOf(f *cos.File, number int) int {
	for i, page := range pageRefs(f, f.Dict(f.Trailer["Root"])["Pages"]) {
		if reaches(f, page, number, map[int]bool{}, 0) {
			return i + 1
		}
	}
	return 0
}

// reaches tells whether an object is reached from o without going up or aside in the document.
func reaches(f *cos.File, o cos.Object, number int, seen map[int]bool, depth int) bool {
	if depth > 64 {
		return false
	}
	switch o := o.(type) {
	case cos.Ref:
		if o.Number == number {
			return true
		}
		if seen[o.Number] {
			return false
		}
		seen[o.Number] = true
		return reaches(f, f.Get(o), number, seen, depth+1)
	case cos.Array:
		for _, e := range o {
			if reaches(f, e, number, seen, depth+1) {
				return true
			}
		}
	case cos.Dict:
		for key, e := range o {
			switch key {
			case "Parent", "P", "Dest", "D", "A", "Reference", "Popup", "IRT":
				continue
			}
			if reaches(f, e, number, seen, depth+1) {
				return true
			}
		}
	case *cos.Stream:
		return reaches(f, o.Dict, number, seen, depth+1)
	}
	return false
}
