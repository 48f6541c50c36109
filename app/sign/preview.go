package sign

import (
	"maps"
	"slices"

	"verwoord/app/pdf/cos"
)

// View is what a field will show.
type View struct {
	File          []byte // of one page, which is the field and nothing else; nil when the field is one that is not seen
	Width, Height float64
}

// Preview draws what Sign will have the field show, without a key: the look of the request, which must have one, as large as the field is. It
// takes it that a time-stamp can be had when a level above BB is asked for.
//
// Errors are of type *Error, or the look's: those of Sign that are not about the identity or the network.
func Preview(f *cos.File, r Request) (View, error) {
	p, err := find(f, r.Field)
	if err != nil {
		return View{}, err
	}
	edit, target, err := p.enter(r.Sheet)
	if err != nil {
		return View{}, err
	}
	width, height := edit.Size(target)
	if width <= 0 || height <= 0 {
		return View{}, nil
	}
	look, err := r.Look(edit.Update, width, height, r.Level >= BT)
	if err != nil {
		return View{}, err
	}
	var b cos.Builder
	look = copied(&b, edit.Update, look)
	pages := b.Add(nil)
	page := b.Add(cos.Dict{
		"Type": cos.Name("Page"), "Parent": pages,
		"MediaBox":  cos.Array{int64(0), int64(0), width, height},
		"Resources": cos.Dict{"XObject": cos.Dict{"Look": look}},
		"Contents":  b.Add(&cos.Stream{Data: []byte("/Look Do")}),
	})
	b.Set(pages, cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{page}, "Count": int64(1)})
	return View{b.Plain(b.Add(cos.Dict{"Type": cos.Name("Catalog"), "Pages": pages})), width, height}, nil
}

// copied adds an object, with all that it leads to, to another file.
func copied(b *cos.Builder, from *cos.Update, first cos.Ref) cos.Ref {
	queue := []cos.Ref{first}
	refs := map[cos.Ref]cos.Ref{first: b.Add(nil)}
	var renumbered func(o cos.Object) cos.Object
	renumbered = func(o cos.Object) cos.Object {
		switch o := o.(type) {
		case cos.Ref:
			if _, known := refs[o]; !known {
				refs[o] = b.Add(nil)
				queue = append(queue, o)
			}
			return refs[o]
		case cos.Array:
			out := make(cos.Array, len(o))
			for i, e := range o {
				out[i] = renumbered(e)
			}
			return out
		case cos.Dict:
			out := cos.Dict{}
			for _, key := range slices.Sorted(maps.Keys(o)) {
				out[key] = renumbered(o[key])
			}
			return out
		case *cos.Stream:
			return &cos.Stream{Dict: renumbered(o.Dict).(cos.Dict), Data: o.Data}
		}
		return o
	}
	for ; len(queue) > 0; queue = queue[1:] {
		b.Set(refs[queue[0]], renumbered(from.Get(queue[0])))
	}
	return refs[first]
}
