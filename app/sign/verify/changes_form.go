package verify

import (
	"bytes"
	"maps"
	"slices"

	"verwoord/app/pdf/cos"
)

// newEntries are those that a new field and its annotation may have. No actions: they would run.
var newEntries = []cos.Name{"Type", "Subtype", "FT", "T", "TU", "V", "Rect", "P", "F", "AP", "Ff", "Lock", "SV", "MK", "DA", "Q",
	"BS", "Border", "M", "NM", "StructParent", "Kids", "Parent", "H"}

// highlights are how a widget may look while it is pressed (ISO 32000-1, table 188); P and T have it show its look for that, where it has one.
var highlights = []cos.Name{"", "N", "I", "O", "P", "T"}

// flagsSigned are those that signing may switch on.
const flagsSigned = printed | readOnly | locked | lockedContents

// form compares the interactive forms (ISO 32000-1, 12.7.2).
func (t *change) form(before, after cos.Object) {
	old, had := t.old.Resolve(before).(cos.Dict)
	form, has := t.new.Resolve(after).(cos.Dict)
	if !has {
		if had || before != nil || after != nil {
			t.modified(rootNumber(t.new), "AcroForm")
		}
		return
	}
	t.explain(after, uses{"AcroForm"})
	for _, key := range keys(old, form) {
		switch key {
		case "Fields":
			t.fields(old[key], form[key])
		case "SigFlags":
			was, _ := t.old.Int(old[key])
			is, ok := t.new.Int(form[key])
			if !ok || was&^is != 0 || is > 3 {
				t.modified(0, "SigFlags")
			}
		case "DR", "DA":
			// Resources for the text of fields: of no account when there is no field with text.
			if t.touched(old[key], form[key]) && !t.alike(old[key], form[key], key, 0) && !t.fillForm(key, old[key], form[key]) &&
				!t.onlySignatures(old["Fields"], map[cos.Ref]bool{}) {
				t.modified(0, string(key))
			}
		default:
			if t.touched(old[key], form[key]) && !t.alike(old[key], form[key], key, 0) && !t.fillForm(key, old[key], form[key]) {
				t.modified(0, string(key))
			}
		}
	}
}

// fields compares the lists of fields: all that were there, in their order, and among them only ones for signatures, signed in this revision
// or empty. Of those that were there only the ones that it signs may be different.
func (t *change) fields(before, after cos.Object) {
	old, list := t.old.Array(before), t.new.Array(after)
	var more cos.Array
	for _, o := range list {
		if len(old) > 0 && equal(old[0], o) {
			old = old[1:]
		} else {
			more = append(more, o)
		}
	}
	if len(old) > 0 {
		t.modified(0, "Fields")
		return
	}
	t.explain(after, uses{"Fields"})
	for _, o := range more {
		ref, ok := o.(cos.Ref)
		if s := t.values[ref]; ok && s != nil && t.added[ref.Number] {
			t.newField(ref, s)
		} else if !ok || !t.emptyField(ref) {
			t.modified(ref.Number, "Fields")
		}
	}
	for ref, s := range t.values {
		if !t.added[ref.Number] {
			t.signField(ref, s)
		}
	}
}

// onlySignatures tells whether no field in a list is of another kind. In a tree of fields each stands once.
func (t *change) onlySignatures(list cos.Object, seen map[cos.Ref]bool) bool {
	for _, o := range t.old.Array(list) {
		ref, isRef := o.(cos.Ref)
		if !isRef || seen[ref] {
			return false
		}
		seen[ref] = true
		d := t.old.Dict(ref)
		if kind := t.old.Name(d["FT"]); kind != "Sig" && (kind != "" || d["Kids"] == nil || !t.onlySignatures(d["Kids"], seen)) {
			return false
		}
	}
	return true
}

// newField checks a field that the signer made for himself.
func (t *change) newField(ref cos.Ref, s *signed) {
	d, _ := t.new.Get(ref).(cos.Dict)
	if !t.added[s.of.Ref.Number] || t.new.Name(d["FT"]) != "Sig" || d["Parent"] != nil || !t.fits(d) {
		t.modified(ref.Number, "field")
		return
	}
	widgets := []cos.Ref{ref}
	if kids := t.new.Array(d["Kids"]); len(kids) > 0 {
		widgets = nil
		for _, kid := range kids {
			w, ok := kid.(cos.Ref)
			dict, isDict := t.new.Get(w).(cos.Dict)
			if !ok || !isDict || !t.added[w.Number] || !t.fits(dict) || dict["T"] != nil || dict["Parent"] != cos.Object(ref) {
				t.modified(w.Number, "field")
				return
			}
			widgets = append(widgets, w)
		}
	}
	for _, w := range widgets {
		t.widgets[w] = true
		d := t.new.Dict(w)
		switch visible := t.isVisible(w); {
		case visible && s.Kind == DocumentTimestamp, t.new.Name(d["Subtype"]) != "Widget", !slices.Contains(fieldFlags, flags(t.new, d)):
			// A time-stamp is anyone's for the asking: nobody answers for what it shows.
			t.modified(w.Number, "field")
			return
		case visible:
			t.visible = append(t.visible, s.Field)
			t.show(s, w)
			t.over(w, s.Field)
		}
	}
	t.signedField(s)
}

// emptyField explains a field for a signature that was made and not signed. Nobody answers for what it shows, so it shows nothing.
func (t *change) emptyField(ref cos.Ref) bool {
	d, ok := t.new.Get(ref).(cos.Dict)
	if !ok || !t.added[ref.Number] || t.new.Name(d["FT"]) != "Sig" || d["V"] != nil || d["Parent"] != nil || d["Kids"] != nil || d["MK"] != nil ||
		!t.fits(d) || t.new.Name(d["Subtype"]) != "Widget" || !slices.Contains(fieldFlags, flags(t.new, d)) || !t.isBlank(d["AP"]) {
		return false
	}
	t.widgets[ref] = true
	t.empty++
	if t.isVisible(ref) {
		name, _ := t.new.String(d["T"])
		t.visible = append(t.visible, name.Decoded())
	}
	return true
}

// isBlank tells whether an appearance draws nothing.
func (t *change) isBlank(o cos.Object) bool {
	if o == nil {
		return true
	}
	looks := t.new.Dict(o)
	stream, ok := t.new.Resolve(looks["N"]).(*cos.Stream)
	if !ok || len(looks) != 1 {
		return false
	}
	data, err := t.new.StreamData(stream)
	return err == nil && len(bytes.TrimSpace(data)) == 0
}

// fits tells whether a new field has no entries but those that it may have. Resources of its own look are nothing, and so is a value to
// return to that is the signature itself.
func (t *change) fits(d cos.Dict) bool {
	for key, o := range d {
		nothing := key == "DR" && t.ownResources(o) || key == "DV" && o != nil && equal(o, d["V"])
		if !nothing && !slices.Contains(newEntries, key) {
			return false
		}
	}
	pressed := t.new.Name(d["H"])
	return slices.Contains(highlights, pressed) && (pressed != "P" && pressed != "T" || t.new.Dict(d["AP"])["D"] == nil)
}

// ownResources tells whether resources hold nothing, or just pictures that were made in this revision, as iText 2 and 5 write those of a look once
// more. No text of a field is drawn with them.
func (t *change) ownResources(o cos.Object) bool {
	all, ok := t.new.Resolve(o).(cos.Dict)
	if !ok || !only(all, []cos.Name{"XObject"}) {
		return false
	}
	for _, picture := range t.new.Dict(all["XObject"]) {
		if ref, isRef := picture.(cos.Ref); !isRef || !t.added[ref.Number] {
			return false
		}
	}
	return true
}

// signedField counts the field among those signed. Archive time-stamps are validation data.
func (t *change) signedField(s *signed) {
	if s.Kind != DocumentTimestamp {
		t.signed = append(t.signed, s.Field)
	}
}

// signField checks that signing a field that was there set nothing but its value and how it looks.
func (t *change) signField(ref cos.Ref, s *signed) {
	old, ok1 := t.old.Get(ref).(cos.Dict)
	d, ok2 := t.new.Get(ref).(cos.Dict)
	if !ok1 || !ok2 || old["V"] != nil || !t.added[s.of.Ref.Number] || !t.sameBut(old, d) {
		t.modified(ref.Number, "field")
		return
	}
	t.explain(ref, uses{"Fields", "Kids", "Annots", "Obj", "Parent", ""})
	for _, kid := range t.new.Array(d["Kids"]) {
		w, ok := kid.(cos.Ref)
		if !ok || !t.changed[w.Number] {
			continue
		}
		was, ok1 := t.old.Get(w).(cos.Dict)
		is, ok2 := t.new.Get(w).(cos.Dict)
		if !ok1 || !ok2 || is["V"] != nil || !t.sameBut(was, is) {
			t.modified(w.Number, "field")
			return
		}
		t.explain(w, uses{"Kids", "Annots", "Obj", ""})
		t.explainLook(w, is)
		if t.stampShows(s, w, was, is) {
			return
		}
		t.show(s, w)
		t.tellDrawn(s, w, was, is)
	}
	t.explainLook(ref, d)
	if !t.stampShows(s, ref, old, d) {
		t.show(s, ref)
		t.tellDrawn(s, ref, old, d)
		t.signedField(s)
	}
}

// tellDrawn notes what a field lies over that shows something else since.
func (t *change) tellDrawn(s *signed, widget cos.Ref, old, d cos.Dict) {
	if t.redrawn(old, d) && s.Kind != DocumentTimestamp {
		t.over(widget, s.Field)
	}
}

// redrawn tells whether a widget has another look than it had, under another number or the same.
func (t *change) redrawn(old, d cos.Dict) bool {
	if !equal(old["AP"], d["AP"]) {
		return true
	}
	queue := []cos.Object{d["AP"]}
	for _, o := range t.new.Dict(d["AP"]) {
		queue = append(queue, o)
		if states, ok := t.new.Resolve(o).(cos.Dict); ok {
			queue = slices.AppendSeq(queue, maps.Values(states))
		}
	}
	return slices.ContainsFunc(queue, func(o cos.Object) bool {
		ref, ok := o.(cos.Ref)
		return ok && t.changed[ref.Number]
	})
}

// stampShows refuses a time-stamp that gives a field something to show.
func (t *change) stampShows(s *signed, widget cos.Ref, old, d cos.Dict) bool {
	shows := s.Kind == DocumentTimestamp && t.redrawn(old, d) && t.isVisible(widget)
	if shows {
		t.modified(widget.Number, "field")
	}
	return shows
}

// sameBut tells whether only entries differ that signing sets.
func (t *change) sameBut(old, d cos.Dict) bool {
	for _, key := range keys(old, d) {
		if equal(old[key], d[key]) {
			continue
		}
		switch key {
		case "V", "AP":
		case "Rect": // a program that shows nothing may make the box empty
			if d[key] == nil || hasArea(t.new, d[key]) {
				return false
			}
		case "F":
			was, is := flags(t.old, old), flags(t.new, d)
			if was < 0 || is < 0 || was&^is != 0 || (is&^was)&^flagsSigned != 0 {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func only(d cos.Dict, allowed []cos.Name) bool {
	for key := range d {
		if !slices.Contains(allowed, key) {
			return false
		}
	}
	return true
}
