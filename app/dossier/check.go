package dossier

import (
	"maps"
	"slices"
	"strings"

	"verwoord/app/record"
)

// Knowledge is what a dossier is checked against.
type Knowledge struct {
	Catalogue *Catalogue
	Atlas     *Atlas
	Today     string          // ISO 8601
	EveryDay  bool            // problems of other days are told as well, each with its Span
	Languages []string        // that there are messages in
	Terms     []Term          // the library of prepared terms
	EveryRole bool            // services in which JEX is controller itself do not stand in the way
	Checked   map[string]bool // the entities, by id, whose name and number were compared with the trade register
	// The newest versions of the register of sub-processors, by the ids of its companies. Nil when that is not known.
	Register map[string]string
}

// Check tells what is wrong with a dossier as Normalized gives it, and what someone should look at first. Shown is what a document shows of it: of what it does not
// show nothing stands in its way. Nil is no document, and everything counts. Lacks is what the document says it lacks. Problems are in the
// order of the dossier.
func (d *Dossier) Check(with Knowledge, shown record.Shown, lacks record.Problems) record.Problems {
	known := record.Known{Today: with.Today, EveryDay: with.EveryDay, Languages: with.Languages, Region: with.Atlas.Region}
	k := &checker{Dossier: d, Checker: Type.Checker(d, known, shown, Codes), catalogue: with.Catalogue, atlas: with.Atlas, library: with.Terms, checked: with.Checked, register: with.Register, everyRole: with.EveryRole}
	k.numbers()
	Type.Fields(d, k.Checker)
	k.terms()
	k.Lacks(lacks)
	for i, x := range k.NotBSN {
		if k.Excused[x.Path] {
			k.Add(record.At("/notBsn", i, "path"), "not-bsn-unused")
		}
	}
	k.parties()
	k.processing()
	for i := range k.Subprocessors {
		k.subprocessor(i)
	}
	k.companies()
	return k.Problems()
}

// checker is the state of one Check.
type checker struct {
	*Dossier // normalized
	*record.Checker
	catalogue *Catalogue
	atlas     *Atlas
	library   []Term
	checked   map[string]bool
	everyRole bool
	register  map[string]string
}

// numbers notes the numbers of nine digits that the parties are registered under and that a text may therefore repeat, and the texts whose
// number is said to be no citizen service number.
func (k *checker) numbers() {
	for _, n := range k.NotBSN {
		k.Excused[n.Path] = n.Reason != ""
	}
	allow := func(number string) {
		if n := strings.TrimPrefix(number, "NL"); len(n) >= 9 && strings.Trim(n[:9], "0123456789") == "" {
			k.Allowed[n[:9]] = true
		}
	}
	schemes := []string{record.RSIN, record.VAT, record.EORI}
	if k.Controller.LegalForm != "sole-trader" {
		allow(k.Controller.RSIN)
		allow(k.Controller.VATID)
		if r := k.Controller.Registration; r != nil && slices.Contains(schemes, r.Kind) {
			allow(r.Number)
		}
	}
	for _, s := range k.Subprocessors {
		if slices.Contains(schemes, s.Registration.Kind) && !soleTrader(s.LegalForm) {
			allow(s.Registration.Number)
		}
	}
}

// stale adds the problem with a day that is still to come, or more than twelve months ago.
func (k *checker) stale(path, code, day string) {
	if !record.IsDate(day) {
		return
	}
	k.AddOn(record.Before(day), path, "date-future", day, k.Today)
	k.AddOn(record.Since(record.Months(day, 12)), path, code, day)
}

// sorted are the keys of a map, in order.
func sorted(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
