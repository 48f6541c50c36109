package verify

import (
	"maps"
	"slices"

	"verwoord/app/pdf/cos"
)

// uses is the keys that may refer to an object. An object that is changed as one thing must not be another thing too: an array that
// is both the certificates of the DSS and the contents of a page would let the one be changed under the name of the other.
// The empty name stands for elements of an array that is an object by itself.
type uses []cos.Name

// anyUse is for changes that are harmless whoever refers to the object.
const anyUse cos.Name = "*"

// edge is a reference from one version of an object.
type edge struct {
	from, revision int
	key            cos.Name
}

// edges finds who refers to the interesting objects, in every version of every object.
func (v *verifier) edges(interesting map[int]bool) map[int][]edge {
	found := map[int][]edge{}
	for i, revision := range v.file.Revisions {
		file := v.at(i)
		for n := range revision.XRef {
			for _, link := range file.Links(n) {
				if interesting[link.Number] {
					found[link.Number] = append(found[link.Number], edge{n, i, link.Key})
				}
			}
		}
	}
	return found
}

// checkUses refuses references that were there before to objects that are new: they would bring those to life wherever they stand.
// And it refuses references to changed objects under another name than the change was allowed for.
func (t *change) checkUses(edges map[int][]edge, revision int) {
	for _, n := range slices.Sorted(maps.Keys(t.added)) {
		switch {
		case slices.ContainsFunc(edges[n], func(e edge) bool { return t.inForce(e, revision-1) }):
			t.modified(n, "shared")
		case t.isRoot(n) && t.unreachable(n):
			t.modified(n, "unused") // a program that rebuilds the file could pick it up
		}
	}
	for _, n := range slices.Sorted(maps.Keys(t.explained)) {
		by := t.explained[n]
		if !t.changed[n] || slices.Contains(by, anyUse) {
			continue
		}
		if slices.ContainsFunc(edges[n], func(e edge) bool {
			return t.inForce(e, revision) && (!t.added[e.from] && !slices.Contains(by, e.key) || t.owners[n] != nil && !slices.Contains(t.owners[n], e.from))
		}) {
			t.modified(n, "shared")
		}
	}
}

// isRoot tells whether an object is one that a program looks for when it rebuilds a file: the catalog, or the pages.
func (t *change) isRoot(number int) bool {
	at, _ := t.new.Location(number)
	d := t.new.Dict(cos.Ref{Number: number, Generation: at.Generation})
	kind := t.new.Name(d["Type"])
	return kind == "Catalog" || kind == "Pages" || d["Pages"] != nil && d["Root"] == nil && kind != "XRef"
}

// unreachable tells whether nothing led to an object before this revision, and nothing does in it or in any later one. What it holds is seen
// by no one; programs leave such objects behind when they sign.
func (t *change) unreachable(number int) bool {
	for revision := t.revision - 1; revision < len(t.v.file.Revisions); revision++ {
		if t.v.reach(revision)[number] {
			return false
		}
	}
	return true
}

// reach are the objects that the trailer leads to as of a revision.
func (v *verifier) reach(revision int) map[int]bool {
	if found, ok := v.reached[revision]; ok {
		return found
	}
	f := v.at(revision)
	found := map[int]bool{}
	var queue []int
	visit := func(links []cos.Link) {
		for _, link := range links {
			if !found[link.Number] {
				found[link.Number] = true
				queue = append(queue, link.Number)
			}
		}
	}
	for _, r := range v.file.Revisions[:revision+1] { // what an earlier trailer led to may be what another program begins with
		visit(cos.Links(r.Trailer["Root"]))
		visit(cos.Links(r.Trailer["Info"]))
	}
	for ; len(queue) > 0 && f.Err() == nil; queue = queue[1:] {
		visit(f.Links(queue[0]))
	}
	if v.reached == nil {
		v.reached = map[int]map[int]bool{}
	}
	v.reached[revision] = found
	return found
}

// inForce tells whether the version of an object that an edge starts from is the one that counts at the end of a revision.
func (t *change) inForce(e edge, revision int) bool {
	if e.revision > revision {
		return false
	}
	for i := e.revision + 1; i <= revision; i++ {
		if _, replaced := t.v.file.Revisions[i].XRef[e.from]; replaced {
			return false
		}
	}
	return true
}
