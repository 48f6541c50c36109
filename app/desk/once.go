package desk

import (
	"slices"

	"verwoord/app/locale"
	"verwoord/app/office"
)

// once says what holds of every signature once, and likewise of every archive time-stamp: apart from them, below a heading of its own. Each
// keeps its mark.
func (r *Report) once(l *locale.Locale, found []office.Signature) {
	stamp := func(s office.Signature) bool { return s.Stamp() }
	both := slices.ContainsFunc(found, stamp) && slices.ContainsFunc(found, func(s office.Signature) bool { return !stamp(s) })
	if both {
		r.each(l.T("desk.each.all", nil), found, func(office.Signature) bool { return true })
	}
	r.each(l.T("desk.each.signature", nil), found, func(s office.Signature) bool { return !stamp(s) })
	r.each(l.T("desk.each.timestamp", nil), found, stamp)
}

// each takes what several have in common out of them, and says it below a title.
func (r *Report) each(title string, found []office.Signature, of func(office.Signature) bool) {
	var all []*SignatureReport
	for i, s := range found {
		if of(s) {
			all = append(all, &r.Signatures[i])
		}
	}
	if len(all) < 2 {
		return
	}
	each := SignatureReport{Title: title, Kind: all[0].Kind, Sentence: all[0].Sentence}
	if slices.ContainsFunc(all, func(s *SignatureReport) bool { return s.Sentence != each.Sentence }) {
		each.Sentence = ""
	} else {
		for _, s := range all {
			s.Sentence = ""
		}
	}
	each.Problems = shared(all, func(s *SignatureReport) *[]string { return &s.Problems })
	each.Told = shared(all, func(s *SignatureReport) *[]string { return &s.Told })
	each.Notes = shared(all, func(s *SignatureReport) *[]string { return &s.Notes })
	each.Details = shared(all, func(s *SignatureReport) *[]Detail { return &s.Details })
	if each.Sentence != "" || len(each.Problems)+len(each.Told)+len(each.Notes)+len(each.Details) > 0 {
		r.Each = append(r.Each, each)
	}
}

// shared takes what all have out of each, in the order of the first.
func shared[T comparable](all []*SignatureReport, of func(*SignatureReport) *[]T) []T {
	common := []T{}
	for _, one := range *of(all[0]) {
		if !slices.ContainsFunc(all, func(s *SignatureReport) bool { return !slices.Contains(*of(s), one) }) {
			common = append(common, one)
		}
	}
	for _, s := range all {
		*of(s) = slices.DeleteFunc(*of(s), func(one T) bool { return slices.Contains(common, one) })
	}
	return common
}
