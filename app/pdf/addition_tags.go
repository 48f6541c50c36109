package pdf

import (
	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
)

// nextKey is a key that the parent tree of a structure tree does not have, nor a greater one (ISO 32000-1, 14.7.4.4).
func nextKey(f *cos.File, tree cos.Object) int64 {
	root := f.Dict(tree)
	next, _ := f.Int(root["ParentTreeNextKey"])
	return max(next, lastKey(f, root["ParentTree"], 0)+1)
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
	if depth < maxNesting {
		for _, kid := range f.Array(d["Kids"]) {
			last = max(last, lastKey(f, kid, depth+1))
		}
	}
	return last
}

// tag puts the elements at the end of the document, and in the parent tree.
func (a *addition) tag(rootRef cos.Ref) {
	u := a.update
	root := u.Dict(rootRef)
	parent, nested := a.document(root)
	if !nested {
		parent = rootRef
	}
	a.structure.write(u, parent, a.pages)
	if nested {
		d := u.Dict(parent)
		a.adopt(d)
		u.Set(parent, d)
	} else {
		a.adopt(root)
	}
	a.growTree(root)
	root["ParentTreeNextKey"] = a.next
	u.Set(rootRef, root)
}

// document is the only element at the top, when there is one.
func (a *addition) document(root cos.Dict) (cos.Ref, bool) {
	k := root["K"]
	if list := a.update.Array(k); len(list) == 1 {
		k = list[0]
	}
	ref, ok := k.(cos.Ref)
	return ref, ok && a.update.File().Dict(ref)["S"] != nil
}

// adopt adds the section to the kids of an element.
func (a *addition) adopt(d cos.Dict) {
	if _, isArray := a.update.Resolve(d["K"]).(cos.Array); !isArray && d["K"] != nil {
		d["K"] = cos.Array{d["K"]}
	}
	form.Push(a.update, d, "K", a.structure.root.ref)
}

// growTree adds to the parent tree: to its only list, or as another leaf. The keys are greater than all that it has.
func (a *addition) growTree(root cos.Dict) {
	u := a.update
	var nums cos.Array
	for _, k := range a.keys {
		if k.page != nil {
			nums = append(nums, k.number, u.Add(k.page.owners()))
		} else {
			nums = append(nums, k.number, k.element.ref)
		}
	}
	tree := u.Dict(root["ParentTree"])
	if tree == nil {
		tree = cos.Dict{}
	}
	if u.File().Array(tree["Kids"]) != nil {
		form.Push(u, tree, "Kids", u.Add(cos.Dict{"Nums": nums, "Limits": cos.Array{nums[0], nums[len(nums)-2]}}))
	} else {
		form.Push(u, tree, "Nums", nums...)
	}
	if ref, ok := root["ParentTree"].(cos.Ref); ok {
		u.Set(ref, tree)
	} else {
		root["ParentTree"] = u.Add(tree)
	}
}
