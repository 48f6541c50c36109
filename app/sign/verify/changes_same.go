package verify

import (
	"maps"
	"slices"

	"verwoord/app/pdf/cos"
)

// maxAlike bounds how deep two objects are compared through references.
const maxAlike = 24

// alike tells whether two objects hold the same, however that is written: in place or as an object of its own, under another number, a stream
// with another filter of the same data. What is an object of the file both times is the same when it did not change; what is below it and
// did is judged where it is found. The objects that turn out to be the same are explained under the key that leads to them.
func (t *change) alike(a, b cos.Object, key cos.Name, depth int) bool {
	if depth > maxAlike || !t.old.Spend(1) {
		return false
	}
	before, isRef := a.(cos.Ref)
	after, stays := b.(cos.Ref)
	if isRef && stays && before == after && !t.changed[after.Number] {
		return true
	}
	if !t.alikeValue(t.old.Resolve(a), t.new.Resolve(b), key, depth) {
		return false
	}
	if stays && t.changed[after.Number] {
		t.explain(after, uses{key})
	}
	return true
}

func (t *change) alikeValue(a, b cos.Object, key cos.Name, depth int) bool {
	switch a := a.(type) {
	case cos.Array:
		b, ok := b.(cos.Array)
		if !ok || len(a) != len(b) {
			return false
		}
		for i := range a {
			if !t.alike(a[i], b[i], key, depth+1) {
				return false
			}
		}
		return true
	case cos.Dict:
		b, ok := b.(cos.Dict)
		return ok && t.alikeDict(a, b, depth)
	case *cos.Stream:
		b, ok := b.(*cos.Stream)
		if !ok {
			return false
		}
		plain, err1 := t.old.StreamData(a)
		same, err2 := t.new.StreamData(b)
		return err1 == nil && err2 == nil && string(plain) == string(same) && t.alikeDict(unfiltered(a.Dict), unfiltered(b.Dict), depth)
	}
	return equal(a, b)
}

func (t *change) alikeDict(a, b cos.Dict, depth int) bool {
	for _, key := range keys(a, b) {
		if !t.alike(a[key], b[key], key, depth+1) {
			return false
		}
	}
	return true
}

// unfiltered is the dictionary of a stream without what says how its data is written.
func unfiltered(d cos.Dict) cos.Dict {
	d = maps.Clone(d)
	for _, key := range []cos.Name{"Length", "Filter", "DecodeParms"} {
		delete(d, key)
	}
	return d
}

// structTree lets a later program write the structure tree in its own way, and enter the widgets of new fields (ISO 32000-1, 14.7): the
// elements that were there stay, with their places, and new ones are Form elements that hold such a widget and nothing else.
func (t *change) structTree(before, after cos.Object) {
	if before == nil && after == nil {
		return
	}
	root, _ := after.(cos.Ref)
	old, ok1 := t.old.Resolve(before).(cos.Dict)
	tree, ok2 := t.new.Resolve(after).(cos.Dict)
	if !ok1 || !ok2 {
		t.modified(root.Number, "StructTreeRoot")
		return
	}
	if !t.touched(before, after) && equal(before, after) && !t.changedBelow(old, tree) {
		return
	}
	t.explain(after, uses{"StructTreeRoot", "P"})
	for _, key := range keys(old, tree) {
		ok := false
		switch key {
		case "RoleMap", "ClassMap":
			ok = old[key] == nil && len(t.new.Dict(tree[key])) == 0 && t.new.Dict(tree[key]) != nil || t.alike(old[key], tree[key], key, 0)
		case "ParentTree":
			ok = t.parentTree(old[key], tree[key])
		case "ParentTreeNextKey":
			was, _ := t.old.Int(old[key])
			is, isInt := t.new.Int(tree[key])
			ok = isInt && is >= was
		case "K":
			ok = t.grownKids(old[key], tree[key])
		default:
			ok = t.alike(old[key], tree[key], key, 0)
		}
		if !ok {
			t.modified(root.Number, "StructTreeRoot "+string(key))
		}
	}
	for _, n := range slices.Sorted(maps.Keys(t.changed)) {
		t.grownElement(n)
	}
}

// touched tells whether what a reference names is another, or the reference is.
func (t *change) touched(before, after cos.Object) bool {
	ref, isRef := after.(cos.Ref)
	return !equal(before, after) || isRef && t.changed[ref.Number]
}

// changedBelow tells whether one of the parts of a structure tree is another.
func (t *change) changedBelow(old, tree cos.Dict) bool {
	for _, key := range keys(old, tree) {
		if t.touched(old[key], tree[key]) {
			return true
		}
	}
	return len(t.widgets) > 0
}

// kidsOf lists the kids of an element or of the root.
func kidsOf(f *cos.File, o cos.Object) cos.Array {
	switch k := f.Resolve(o).(type) {
	case nil:
		return nil
	case cos.Array:
		return k
	}
	return cos.Array{o}
}

// grownKids tells whether kids are those that were there, and then new elements of widgets.
func (t *change) grownKids(before, after cos.Object) bool {
	old, list := kidsOf(t.old, before), kidsOf(t.new, after)
	if len(list) < len(old) {
		return false
	}
	for i := range old {
		if !equal(old[i], list[i]) {
			return false
		}
	}
	for _, o := range list[len(old):] {
		if ref, ok := o.(cos.Ref); !ok || !t.isFormElement(ref) {
			return false
		}
	}
	if _, isArray := t.new.Resolve(after).(cos.Array); isArray {
		t.explain(after, uses{"K"})
	}
	return true
}

// formEntries are those of the element of a widget. None gives it words that are read in place of something else.
var formEntries = []cos.Name{"Type", "S", "P", "K", "Pg", "Alt", "T", "Lang", "ID", "NS"}

// isFormElement tells whether an element was added for the widget of a field that was made in this revision, and holds nothing else.
func (t *change) isFormElement(ref cos.Ref) bool {
	d, ok := t.new.Get(ref).(cos.Dict)
	if !ok || !t.added[ref.Number] || t.new.Name(d["S"]) != "Form" || !only(d, formEntries) {
		return false
	}
	kids := kidsOf(t.new, d["K"])
	if len(kids) != 1 {
		return false
	}
	reference := t.new.Dict(kids[0])
	widget, isRef := reference["Obj"].(cos.Ref)
	return t.new.Name(reference["Type"]) == "OBJR" && isRef && t.widgets[widget] && only(reference, []cos.Name{"Type", "Obj", "Pg"})
}

// grownElement explains an element that has new kids, when those are elements of widgets, and nothing else is another.
func (t *change) grownElement(number int) {
	at, _ := t.new.Location(number)
	ref := cos.Ref{Number: number, Generation: at.Generation}
	old, ok1 := t.old.Get(ref).(cos.Dict)
	d, ok2 := t.new.Get(ref).(cos.Dict)
	if _, done := t.explained[number]; done || !ok1 || !ok2 || old["S"] == nil || old["P"] == nil {
		return
	}
	for _, key := range keys(old, d) {
		if key != "K" && !equal(old[key], d[key]) {
			return
		}
	}
	if t.grownKids(old["K"], d["K"]) {
		t.explain(ref, uses{"K", "P", ""})
	}
}

// parentTree compares two number trees (ISO 32000-1, 7.9.7), however they are cut in leaves. New keys are of the elements of new widgets.
func (t *change) parentTree(before, after cos.Object) bool {
	old, ok1 := numbers(t.old, before)
	tree, ok2 := numbers(t.new, after)
	if !ok1 || !ok2 || before != nil && after == nil {
		return false
	}
	for key, o := range old {
		if !t.alike(o, tree[key], "", 0) {
			return false
		}
	}
	for key, o := range tree {
		if _, had := old[key]; had {
			continue
		}
		if ref, ok := o.(cos.Ref); !ok || !t.isFormElement(ref) {
			return false
		}
	}
	t.explainTree(after, 0)
	return true
}

// explainTree explains the nodes of a number tree.
func (t *change) explainTree(o cos.Object, depth int) {
	t.explain(o, uses{"ParentTree", "Kids", ""})
	d := t.new.Dict(o)
	t.explain(d["Nums"], uses{"Nums"})
	t.explain(d["Kids"], uses{"Kids"})
	if depth < maxAlike {
		for _, kid := range t.new.Array(d["Kids"]) {
			t.explainTree(kid, depth+1)
		}
	}
}

// numbers reads a number tree. It fails when a key stands twice or is none.
func numbers(f *cos.File, o cos.Object) (map[int64]cos.Object, bool) {
	all := map[int64]cos.Object{}
	ok := true
	var walk func(o cos.Object, depth int)
	walk = func(o cos.Object, depth int) {
		d := f.Dict(o)
		nums := f.Array(d["Nums"])
		if depth > maxAlike || len(nums)%2 != 0 || !f.Spend(len(nums)+1) {
			ok = false
			return
		}
		for i := 0; i+1 < len(nums); i += 2 {
			key, isInt := f.Int(nums[i])
			if _, twice := all[key]; !isInt || twice {
				ok = false
				return
			}
			all[key] = nums[i+1]
		}
		for _, kid := range f.Array(d["Kids"]) {
			walk(kid, depth+1)
		}
	}
	walk(o, 0)
	return all, ok
}
