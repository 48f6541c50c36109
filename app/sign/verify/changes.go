package verify

import (
	"maps"
	"slices"

	"verwoord/app/pdf/cos"
)

// What a revision may do after a signature is a whitelist over objects, not over bytes: every object that it defines anew must
// be one that signing or adding validation data has to change, must have changed only there, and must not be used for anything else.
// Everything else is a modification. The published attacks (shadow, incremental saving, certification) all need one.

// judgeChanges compares every revision after the first signature with the one before it.
func (v *verifier) judgeChanges() {
	first := -1
	for _, s := range v.signed {
		if !s.broken {
			first = s.of.Revision
			break
		}
	}
	if first < 0 {
		return
	}
	v.first = first
	v.checkSigned(first)
	steps := v.steps(first + 1)
	for _, s := range v.signed {
		if s.broken {
			continue
		}
		later := steps[s.of.Revision-first:]
		s.Since = ExtentNothing
		for _, t := range later {
			s.Since = wider(s.Since, t.extent)
			s.Problems = append(s.Problems, t.problems...)
			for _, name := range t.visible {
				s.note("field-added", name)
			}
			for _, name := range t.filledIn {
				s.note("field-filled", name)
			}
			s.Notes = append(s.Notes, t.drawn...)
			if t.extent == ExtentNothing {
				s.note("saved-again", "")
			}
		}
		v.judgePermissions(s, later)
	}
}

// checkSigned looks at the first signed revision and those before it for what bytes behind them could change: objects in two places,
// outside their revision, or without a proper end, which might come to lie in what is appended. And for two entries of one name, of which
// one program shows the signer the first and another shows the reader the second. The rest of what Flaws tells is the signer's own
// affair there: it was so when he signed.
func (v *verifier) checkSigned(last int) {
	for i := range last + 1 {
		for _, flaw := range v.flaws[i] {
			switch flaw.Code {
			case cos.FlawUnlisted, cos.FlawEnd, cos.FlawEarlier:
				continue
			case cos.FlawSize: // each revision says it anew
				if !slices.ContainsFunc(v.signed, func(s *signed) bool { return s.of.Revision == i }) {
					continue
				}
			}
			v.report.Problems = append(v.report.Problems, Finding{Code: "structure-doubtful", Object: flaw.Object, Detail: string(flaw.Code)})
		}
	}
}

var extents = []Extent{ExtentUnknown, ExtentNothing, ExtentValidation, ExtentSignatures, ExtentFilled, ExtentModified}

func wider(a, b Extent) Extent {
	return extents[max(slices.Index(extents, a), slices.Index(extents, b))]
}

// change is what one revision changed.
type change struct {
	extent   Extent
	problems []Finding
	signed   []string  // fields that were signed in it; those of archive time-stamps not
	visible  []string  // of those, the ones that were made in it and can be seen
	shown    []placed  // what can be seen since
	drawn    []Finding // what is drawn since over something that was there: see over
	filledIn []string  // fields that were filled in, which a certification allows
	empty    int       // fields for signatures that were made and not signed

	revision  int
	v         *verifier
	old, new  *cos.File
	values    map[cos.Ref]*signed // by field: the signatures of this revision
	changed   map[int]bool        // objects that are now different
	added     map[int]bool        // objects that were not there
	explained map[int]uses        // changed objects whose change is allowed, and by which keys they may be referred to
	owners    map[int][]int       // of some of explained: the only objects that may refer to it
	widgets   map[cos.Ref]bool    // the annotations of fields made in it
	stored    bool                // it added validation data, or laid it out anew
	saved     bool                // it noted who wrote the file last, and when
	reported  map[int]bool        // objects that were found modified
	parts     map[int]int         // see page; nil before it is asked
	pagesOf   map[cos.Ref][]int   // see homes; likewise
}

// steps compares the revisions from one on with those before them.
func (v *verifier) steps(from int) []*change {
	var all []*change
	interesting := map[int]bool{}
	for i := from; i < len(v.file.Revisions); i++ {
		t := v.newChange(i)
		for n := range t.changed {
			interesting[n] = true
		}
		for n := range t.added {
			interesting[n] = true
		}
		all = append(all, t)
	}
	if len(all) == 0 {
		return nil
	}
	edges := v.edges(interesting)
	covered := cover{}
	for i, t := range all {
		t.compare()
		t.checkUses(edges, from+i)
		covered.add(t)
		t.conclude()
	}
	return all
}

func (v *verifier) newChange(i int) *change {
	t := &change{
		v: v, revision: i, old: v.at(i - 1), new: v.at(i),
		values:  map[cos.Ref]*signed{},
		changed: map[int]bool{}, added: map[int]bool{}, explained: map[int]uses{}, owners: map[int][]int{}, widgets: map[cos.Ref]bool{}, reported: map[int]bool{},
	}
	for _, s := range v.signed {
		if s.of.Revision == i && !s.broken {
			t.values[s.of.Field.Ref] = s
		}
	}
	revision := v.file.Revisions[i]
	for _, n := range slices.Sorted(maps.Keys(revision.XRef)) {
		at := revision.XRef[n]
		before, existed := t.old.Location(n)
		switch {
		case !existed && !at.Free:
			t.added[n] = true
		case existed && (at.Free || at.Generation != before.Generation):
			t.changed[n] = true
		case existed && at != before:
			ref := cos.Ref{Number: n, Generation: at.Generation}
			if !equal(t.old.Get(ref), t.new.Get(ref)) {
				t.changed[n] = true
			}
		}
	}
	for _, flaw := range v.flaws[i] {
		t.problems = append(t.problems, Finding{Code: "structure-doubtful", Object: flaw.Object, Detail: string(flaw.Code)})
	}
	return t
}

// equal compares two objects, references by what they name and not by what that holds. A whole number equals its real.
func equal(a, b cos.Object) bool {
	switch a := a.(type) {
	case int64:
		if f, ok := b.(float64); ok {
			return float64(a) == f
		}
	case float64:
		if n, ok := b.(int64); ok {
			return a == float64(n)
		}
	case cos.Array:
		b, ok := b.(cos.Array)
		return ok && slices.EqualFunc(a, b, equal)
	case cos.Dict:
		b, ok := b.(cos.Dict)
		return ok && maps.EqualFunc(a, b, equal)
	case *cos.Stream:
		b, ok := b.(*cos.Stream)
		return ok && equal(a.Dict, b.Dict) && string(a.Data) == string(b.Data)
	}
	switch b.(type) {
	case cos.Array, cos.Dict, *cos.Stream:
		return false
	}
	return a == b
}

// modified reports an object that may not have changed, once.
func (t *change) modified(number int, detail string) {
	if number > 0 && t.reported[number] {
		return
	}
	f := Finding{Code: "modified", Object: number, Detail: detail}
	if number > 0 {
		t.reported[number] = true
		f.Page = t.page(number)
	}
	t.problems = append(t.problems, f)
}

// explain notes that the object behind a reference may have changed as it did. Direct values need no note.
func (t *change) explain(o cos.Object, by uses) {
	if ref, ok := o.(cos.Ref); ok {
		t.explained[ref.Number] = append(t.explained[ref.Number], by...)
	}
}

// compare goes from the trailer to everything that may change.
func (t *change) compare() {
	root := t.new.Trailer["Root"]
	if ref, ok := root.(cos.Ref); !equal(t.old.Trailer["Root"], root) && !(ok && t.added[ref.Number]) {
		t.modified(0, "Root") // a catalog that was there before, and was none; a new one is held against the old one as if it had its number
		return
	}
	t.info()
	before, ok1 := t.old.Resolve(t.old.Trailer["Root"]).(cos.Dict)
	after, ok2 := t.new.Resolve(root).(cos.Dict)
	if !ok1 || !ok2 {
		t.modified(0, "Root")
		return
	}
	t.explain(root, uses{"Data", "Root"}) // a signature reference; a cross-reference stream
	for _, key := range keys(before, after) {
		t.catalogEntry(key, before[key], after[key])
	}
	t.structTree(before["StructTreeRoot"], after["StructTreeRoot"])
	t.pages(after["Pages"])
	t.fill()
}

func (t *change) catalogEntry(key cos.Name, before, after cos.Object) {
	switch key {
	case "AcroForm":
		t.form(before, after)
	case "DSS":
		t.dss(before, after)
	case "Extensions":
		t.extensions(before, after)
	case "Version":
		t.version(before, after)
	case "Metadata":
		t.metadata(before, after)
	case "StructTreeRoot": // in compare, when it is known which widgets are new
	case "Perms":
		if !equal(before, after) && !t.certifies(before, after) {
			t.modified(rootNumber(t.new), string(key))
		}
	default:
		if t.touched(before, after) && !t.alike(before, after, key, 0) {
			t.modified(rootNumber(t.new), string(key))
		}
	}
}

// certifies tells whether the permissions are those of a certification that is made here, which is the first signature of a file
// (ISO 32000-1, 12.8.2.2.1).
func (t *change) certifies(before, after cos.Object) bool {
	perms, ok := after.(cos.Dict)
	if before != nil || !ok || len(perms) != 1 || len(t.values) != 1 || slices.ContainsFunc(t.v.signed, t.isEarlier) {
		return false
	}
	for _, s := range t.values {
		return s.Kind == CertificationSignature && perms["DocMDP"] == cos.Object(s.of.Ref)
	}
	return false
}

// isEarlier tells whether a signature was there before.
func (t *change) isEarlier(s *signed) bool {
	_, existed := t.old.Location(s.of.Ref.Number)
	return existed
}

func rootNumber(f *cos.File) int {
	ref, _ := f.Trailer["Root"].(cos.Ref)
	return ref.Number
}

// keys lists the keys of both dictionaries, sorted.
func keys(a, b cos.Dict) []cos.Name {
	all := maps.Clone(a)
	if all == nil {
		all = cos.Dict{}
	}
	maps.Copy(all, b)
	return slices.Sorted(maps.Keys(all))
}

// conclude reports what nothing explained, and how far the revision went.
func (t *change) conclude() {
	for _, n := range slices.Sorted(maps.Keys(t.changed)) {
		if _, ok := t.explained[n]; !ok && (t.isRoot(n) || !t.unreachable(n)) {
			t.modified(n, "")
		}
	}
	does := len(t.values) > 0 || t.stored || len(t.filledIn) > 0 || t.empty > 0
	if len(t.problems) == 0 && !does && !t.saved {
		t.problems = append(t.problems, Finding{Code: "revision-idle"})
	}
	switch {
	case len(t.problems) > 0:
		t.extent = ExtentModified
	case len(t.filledIn) > 0:
		t.extent = ExtentFilled
	case len(t.signed) > 0 || t.empty > 0:
		t.extent = ExtentSignatures
	case !does: // saved anew, and nothing else
		t.extent = ExtentNothing
	default:
		t.extent = ExtentValidation
	}
}
