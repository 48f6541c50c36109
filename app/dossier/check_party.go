package dossier

import (
	"slices"
	"strings"
)

// parties checks what concerns the client and the entities as such.
func (k *checker) parties() {
	c := &k.Controller
	abroad := c.Address.Country != "" && c.Address.Country != "NL"
	if k.needs["controller.legalForm"] && c.KvK == "" { // the document says who the client is
		switch {
		case !abroad:
			k.add(problem("/controller/kvk", "required", "controller.kvk"))
		case c.Registration == nil:
			k.add(problem("/controller/registration", "required", "controller.registration"))
		}
	}
	if c.LegalForm == "sole-trader" {
		if eleven(c.RSIN) {
			k.add(problem("/controller/rsin", "rsin-sole-trader"))
		}
		if holdsBSN(c.VATID) {
			k.add(problem("/controller/vatId", "vat-sole-trader"))
		}
		if r := c.Registration; r != nil && k.holdsOwnerBSN(*r) {
			k.add(problem("/controller/registration/number", "vat-sole-trader"))
		}
	}
	for i, id := range k.Processor.Entities {
		e, known := k.catalogue.Entity(id)
		if !known {
			k.unknown(join("/processor/entities", i), id, ids(k.catalogue.Entities, entityID))
		} else if c.KvK != "" && e.KvK == c.KvK {
			k.add(problem("/controller/kvk", "client-is-entity", e.Name))
		}
	}
}

// unknown adds the problem with an id that the catalogue does not have, unless the id has a problem of its own.
func (k *checker) unknown(path, id string, known []string) {
	if id != "" && !k.bad[path] {
		k.add(problem(path, "id-unknown", id, strings.Join(known, ", ")))
	}
}

// address checks the postcode by the country. An address in the Netherlands has one.
func (k *checker) address(path, pattern string, a *Address) {
	if a.Country != "NL" {
		return
	}
	if a.Postcode == "" {
		if k.needs[pattern+".city"] {
			k.add(problem(path+"/postcode", "required", pattern+".postcode"))
		}
	} else if code, args := CheckIdentifier(Postcode, a.Postcode); code != "" {
		k.add(problem(path+"/postcode", code, args...))
	}
}

// registers are the kinds of register that belong to one country.
var registers = map[string]string{
	"kvk": "NL", "rsin": "NL", "be": "BE", "companies-house": "GB", "cro": "IE", "ein": "US", "hrb": "DE", "siren": "FR",
}

// registration checks the number by the kind of register, and that the register is of the country.
func (k *checker) registration(path string, r *Registration) {
	if home := registers[r.Kind]; home != "" && r.Country != "" && r.Country != home {
		k.add(problem(path+"/country", "registration-country", home))
	}
	if r.Number == "" || slices.Contains([]string{Branch, Postcode, Email, Phone, Region, Date}, r.Kind) {
		return
	}
	if code, args := CheckIdentifier(r.Kind, r.Number); code != "" {
		k.add(problem(path+"/number", code, args...))
	}
}

// holdsOwnerBSN tells whether a sole trader's entry in a register is the citizen service number of its owner.
func (k *checker) holdsOwnerBSN(r Registration) bool {
	return r.Kind == RSIN && eleven(r.Number) || (r.Kind == VAT || r.Kind == EORI) && holdsBSN(r.Number)
}

// partyNumbers are the numbers of nine digits that the parties are registered under and that a text may therefore repeat.
func (k *checker) partyNumbers() map[string]bool {
	out := map[string]bool{}
	allow := func(number string) {
		if n := strings.TrimPrefix(number, "NL"); len(n) >= 9 && allDigits(n[:9]) {
			out[n[:9]] = true
		}
	}
	if k.Controller.LegalForm != "sole-trader" {
		allow(k.Controller.RSIN)
		allow(k.Controller.VATID)
		if r := k.Controller.Registration; r != nil && slices.Contains([]string{RSIN, VAT, EORI}, r.Kind) {
			allow(r.Number)
		}
	}
	for _, s := range k.Subprocessors {
		if slices.Contains([]string{RSIN, VAT, EORI}, s.Registration.Kind) && !soleTrader(s.LegalForm) {
			allow(s.Registration.Number)
		}
	}
	return out
}

// soleTrader tells whether a legal form, as written in its country, is one in which the company is its owner.
func soleTrader(form string) bool {
	f := strings.ToLower(form)
	return slices.ContainsFunc([]string{"eenmanszaak", "zzp", "sole trader", "sole proprietor"}, func(s string) bool { return strings.Contains(f, s) })
}
