package verify

import (
	"slices"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
)

// mayFill tells whether an earlier certification lets fields be filled in (DocMDP with P=2 or 3, ISO 32000-1, 12.8.2.2.2).
func (t *change) mayFill() bool {
	return slices.ContainsFunc(t.v.signed, func(s *signed) bool {
		return s.Kind == CertificationSignature && s.Certified >= 2 && !s.broken && s.of.Revision < t.revision
	})
}

// fill explains the fields that were filled in: those that are none for signatures, in which nothing differs but their value and how that looks.
func (t *change) fill() {
	if !t.mayFill() {
		return
	}
	for _, field := range form.Read(t.old).Fields {
		if field.Signs() {
			continue
		}
		changed := false
		for _, ref := range append(slices.Clone(field.Widgets), field.Ref) {
			if !t.changed[ref.Number] {
				continue
			}
			if !t.filled(ref, field.Kind) {
				return // reported as what nothing explains
			}
			t.tooLarge(ref, field.Name)
			if t.new.Dict(ref)["Rect"] != nil {
				t.over(ref, field.Name)
			}
			changed = true
		}
		if !changed {
			continue
		}
		t.filledIn = append(t.filledIn, field.Name)
		for _, s := range t.v.signed {
			if s.of.Revision < t.revision && !s.broken && s.of.Locked(t.v.file, field.Name) {
				t.problems = append(t.problems, Finding{Code: "field-locked", Detail: field.Name})
			}
		}
	}
}

// tooLarge refuses a field that hides a quarter or more of a page: who fills it in could show another page (Rohlmann et al. 2021).
func (t *change) tooLarge(ref cos.Ref, name string) {
	if !t.isVisible(ref) || t.new.Dict(ref)["Rect"] == nil {
		return
	}
	rect, ok := form.Rectangle(t.new, t.new.Dict(ref)["Rect"])
	for _, i := range t.homes(ref) {
		seen, known := form.Seen(t.new, t.v.pagesAt(t.revision)[i])
		if !ok || !known || rect.Meet(seen).Area() > seen.Area()/4 {
			t.problems = append(t.problems, Finding{Code: "field-covers", Page: i + 1, Detail: name})
		}
	}
}

// filled explains a field or widget when only its value and its look are others. A button has the looks of its states already.
func (t *change) filled(ref cos.Ref, kind cos.Name) bool {
	old, ok1 := t.old.Get(ref).(cos.Dict)
	d, ok2 := t.new.Get(ref).(cos.Dict)
	if !ok1 || !ok2 {
		return false
	}
	for _, key := range keys(old, d) {
		switch key {
		case "V", "AS", "I", "RV", "M":
		case "Ff": // what is filled in may be made read-only
			was, ok1 := t.old.Int(old[key])
			is, ok2 := t.new.Int(d[key])
			if !equal(old[key], d[key]) && (!ok1 && old[key] != nil || !ok2 || is != was|1) {
				return false
			}
		case "DA": // how a program is to write in it, as iText writes that anew
			if _, isString := t.new.Resolve(d[key]).(cos.String); !isString {
				return false
			}
		case "AP":
			if kind == "Btn" && !equal(old[key], d[key]) {
				return false
			}
		default:
			if !equal(old[key], d[key]) {
				return false
			}
		}
	}
	t.explain(ref, uses{"Fields", "Kids", "Annots", "Obj", "Parent", "CO", ""})
	t.explain(d["V"], uses{"V"})
	t.explainLook(ref, d)
	return true
}

// explainLook explains that the look of a widget is another, also where it has the number of the one before. It is the look of nothing else:
// what another annotation shows would be changed with it.
func (t *change) explainLook(widget cos.Ref, d cos.Dict) {
	l := look{t, []int{widget.Number}, false}
	l.has(d["AP"], "AP")
	looks := t.new.Dict(d["AP"])
	for _, name := range keys(looks, nil) {
		states, _ := t.new.Resolve(looks[name]).(cos.Dict)
		below := l
		below.has(looks[name], name)
		for _, state := range keys(states, nil) {
			one := below
			one.has(states[state], state)
		}
	}
}

// look goes down from a widget to what it shows.
type look struct {
	*change
	above []int // the widget, and the objects from there
	// One of them is as it was: it may be the look of another annotation, so that nothing below it may be another.
	same bool
}

func (l *look) has(o cos.Object, by cos.Name) {
	ref, ok := o.(cos.Ref)
	if !ok || l.same {
		return
	}
	l.explain(ref, uses{by})
	l.owners[ref.Number] = append(l.owners[ref.Number], l.above...)
	l.above = append(slices.Clone(l.above), ref.Number)
	l.same = !l.changed[ref.Number] && !l.added[ref.Number]
}

// fillForm lets filling in change of the form what it needs: resources may be added, and that looks are to be drawn anew taken back.
func (t *change) fillForm(key cos.Name, before, after cos.Object) bool {
	if !t.mayFill() {
		return false
	}
	switch key {
	case "NeedAppearances":
		is, _ := t.new.Resolve(after).(bool)
		return !is
	case "DR":
		return t.grownResources(before, after)
	}
	return false
}

// grownResources tells whether resources are those that were there, and more.
func (t *change) grownResources(before, after cos.Object) bool {
	old, all := t.old.Dict(before), t.new.Dict(after)
	if all == nil {
		return false
	}
	for kind := range old {
		was, is := t.old.Dict(old[kind]), t.new.Dict(all[kind])
		for name := range was {
			if !t.alike(was[name], is[name], name, 0) {
				return false
			}
		}
		t.explain(all[kind], uses{kind})
	}
	t.explain(after, uses{"DR", "Resources"})
	return true
}
