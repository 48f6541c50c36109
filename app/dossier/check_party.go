package dossier

import (
	"slices"
	"strings"

	"verwoord/app/record"
)

// parties checks what concerns the client and the entities as such.
func (k *checker) parties() {
	c := &k.Controller
	if c.LegalForm == "sole-trader" {
		if record.Eleven(c.RSIN) {
			k.Add("/controller/rsin", "rsin-sole-trader")
		}
		if record.HoldsBSN(c.VATID) {
			k.Add("/controller/vatId", "vat-sole-trader")
		}
		if r := c.Registration; r != nil && k.holdsOwnerBSN(*r) {
			k.Add("/controller/registration/number", "vat-sole-trader")
		}
	}
	for i, id := range k.Processor.Entities {
		e, known := k.catalogue.Entity(id)
		if !known {
			k.Unknown(record.At("/processor/entities", i), id, ids(k.catalogue.Entities, entityID))
		} else if c.KvK != "" && e.KvK == c.KvK {
			k.Add("/controller/kvk", "client-is-entity", e.Name)
		}
	}
}

// holdsOwnerBSN tells whether a sole trader's entry in a register is the citizen service number of its owner.
func (k *checker) holdsOwnerBSN(r record.Registration) bool {
	return r.Kind == record.RSIN && record.Eleven(r.Number) || (r.Kind == record.VAT || r.Kind == record.EORI) && record.HoldsBSN(r.Number)
}

// soleTrader tells whether a legal form, as written in its country, is one in which the company is its owner.
func soleTrader(form string) bool {
	f := strings.ToLower(form)
	return slices.ContainsFunc([]string{"eenmanszaak", "zzp", "sole trader", "sole proprietor"}, func(s string) bool { return strings.Contains(f, s) })
}
