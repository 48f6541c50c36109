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
		case !t.isContainer(n) && !slices.ContainsFunc(edges[n], func(e edge) bool { return t.inForce(e, revision) }):
			t.modified(n, "unused") // a later revision could bring it to life
		}
	}
	for _, n := range slices.Sorted(maps.Keys(t.explained)) {
		by := t.explained[n]
		if !t.changed[n] || slices.Contains(by, anyUse) {
			continue
		}
		if slices.ContainsFunc(edges[n], func(e edge) bool {
			return !t.added[e.from] && t.inForce(e, revision) && !slices.Contains(by, e.key)
		}) {
			t.modified(n, "shared")
		}
	}
}

// isContainer tells whether an object holds other objects, or is the document information: those are found without a reference.
func (t *change) isContainer(number int) bool {
	if info, ok := t.new.Trailer["Info"].(cos.Ref); ok && info.Number == number {
		return true
	}
	at, _ := t.new.Location(number)
	s, ok := t.new.Get(cos.Ref{Number: number, Generation: at.Generation}).(*cos.Stream)
	if !ok {
		return false
	}
	kind := t.new.Name(s.Dict["Type"])
	return kind == "XRef" || kind == "ObjStm"
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
