package verify

import (
	"slices"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
)

// dss compares the document security stores (ETSI EN 319 142-1, 5.4.2): entries are streams. A program may leave out what it needs no more;
// what stood there before is read all the same: see readEvidence.
func (t *change) dss(before, after cos.Object) {
	old := t.old.Dict(before)
	store, ok := t.new.Resolve(after).(cos.Dict)
	if !ok {
		t.modified(rootNumber(t.new), "DSS")
		return
	}
	t.explain(after, uses{"DSS"})
	t.stored = t.stored || t.touched(before, after)
	for _, key := range keys(old, store) {
		switch key {
		case "Type": // it need not be there (ETSI EN 319 142-1, 5.4.2.2)
			if is := t.new.Resolve(store[key]); is != nil && is != cos.Name("DSS") && !equal(old[key], store[key]) {
				t.modified(0, "DSS Type")
			}
		case "Certs", "OCSPs", "CRLs":
			t.evidence(key, old[key], store[key])
		case "VRI":
			t.vri(old[key], store[key])
		default:
			if !equal(old[key], store[key]) {
				t.modified(0, "DSS "+string(key))
			}
		}
	}
}

func (t *change) vri(before, after cos.Object) {
	old := t.old.Dict(before)
	all, ok := t.new.Resolve(after).(cos.Dict)
	if !ok {
		t.modified(0, "VRI")
		return
	}
	t.explain(after, uses{"VRI"})
	for _, name := range keys(old, all) {
		if name == "Type" {
			continue
		}
		if all[name] == nil {
			continue // left out
		}
		was := t.old.Dict(old[name])
		entry, ok := t.new.Resolve(all[name]).(cos.Dict)
		if !ok {
			t.modified(0, "VRI")
			continue
		}
		t.explain(all[name], uses{name})
		for _, key := range keys(was, entry) {
			switch key {
			case "Type", "TU":
			case "Cert", "OCSP", "CRL":
				t.evidence(key, was[key], entry[key])
			case "TS":
				t.evidence(key, cos.Array{}, cos.Array{entry[key]})
			default:
				t.modified(0, "VRI "+string(key))
			}
		}
	}
}

// evidence checks an array of streams. A stream is an object by itself, so that all it holds is references.
func (t *change) evidence(key cos.Name, before, after cos.Object) {
	if after == nil {
		return
	}
	list, ok := t.new.Resolve(after).(cos.Array)
	if !ok {
		t.modified(0, string(key))
		return
	}
	t.explain(after, uses{key})
	if t.v.listed += len(list); t.v.listed > maxListed {
		t.modified(0, string(key))
		return
	}
	was := known(form.References(t.old.Array(before)))
	for _, o := range list {
		ref, isRef := o.(cos.Ref)
		if _, ok := t.new.Resolve(o).(*cos.Stream); !ok || !isRef {
			t.modified(0, string(key))
		}
		t.stored = t.stored || !was[ref]
	}
}

func known(refs []cos.Ref) map[cos.Ref]bool {
	all := make(map[cos.Ref]bool, len(refs))
	for _, ref := range refs {
		all[ref] = true
	}
	return all
}

// extensions allows developer extensions to be declared: dictionaries of names, numbers and strings, which nothing draws.
func (t *change) extensions(before, after cos.Object) {
	if equal(before, after) {
		if ref, ok := after.(cos.Ref); !ok || !t.changed[ref.Number] {
			return
		}
	}
	old := t.old.Dict(before)
	all, ok := t.new.Resolve(after).(cos.Dict)
	if !ok {
		t.modified(rootNumber(t.new), "Extensions")
		return
	}
	t.explain(after, uses{"Extensions"})
	for _, key := range keys(old, all) {
		if !equal(old[key], all[key]) && !t.isPlain(all[key]) {
			t.modified(rootNumber(t.new), "Extensions")
		}
	}
}

// version lets a later program name the version of the language that its own entries are of; nothing else is read from it.
func (t *change) version(before, after cos.Object) {
	is, _ := after.(cos.Name)
	known := len(is) == 3 && ("1.0" <= is && is <= "1.7" || is == "2.0")
	if !equal(before, after) && (!known || is < t.old.Name(before)) {
		t.modified(rootNumber(t.new), "Version")
	}
}

// isPlain tells whether a value refers to nothing.
func (t *change) isPlain(o cos.Object) bool {
	return o != nil && len(cos.Links(o)) == 0
}

// info lets a later program leave its name and the time in the document information, and nothing else: titles are shown.
func (t *change) info() {
	before, after := t.old.Trailer["Info"], t.new.Trailer["Info"]
	if before == nil && after == nil {
		return
	}
	old, d := t.old.Dict(before), t.new.Dict(after)
	for _, key := range keys(old, d) {
		switch key {
		case "ModDate", "Producer":
			if equal(old[key], d[key]) {
				continue // also where it is an object of its own
			}
			if _, isString := d[key].(cos.String); d[key] != nil && !isString {
				ref, _ := after.(cos.Ref)
				t.modified(ref.Number, "Info "+string(key))
			}
			t.saved = true
		default:
			if !equal(old[key], d[key]) && after != nil {
				ref, _ := after.(cos.Ref)
				t.modified(ref.Number, "Info "+string(key))
			}
		}
	}
	t.explain(after, uses{"Info"})
}

// metadata lets a later program leave the same in the XMP packet, also in one that it adds.
func (t *change) metadata(before, after cos.Object) {
	ref, _ := after.(cos.Ref)
	if equal(before, after) && !t.changed[ref.Number] {
		return
	}
	was, ok1 := properties(t.old, before)
	is, ok2 := properties(t.new, after)
	if before == nil {
		is = slices.DeleteFunc(is, func(line string) bool { return t.restates(line) })
	}
	if !ok2 || !ok1 && before != nil || !slices.Equal(was, is) {
		t.modified(ref.Number, "Metadata")
		return
	}
	t.saved = true
	t.explain(after, uses{"Metadata"})
}
