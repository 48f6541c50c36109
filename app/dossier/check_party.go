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
		} else if record.MayHoldBSN(c.VATID) {
			k.Add("/controller/vatId", "vat-sole-trader-both")
		}
		if r := c.Registration; r != nil && k.holdsOwnerBSN(*r) {
			k.Add("/controller/registration/number", "vat-sole-trader")
		}
	}
	var unchecked []string
	for i, id := range k.Processor.Entities {
		e, known := k.catalogue.Entity(id)
		if !known {
			k.Unknown(record.At("/processor/entities", i), id, ids(k.catalogue.Entities, entityID))
		} else if c.KvK != "" && e.KvK == c.KvK {
			k.Add("/controller/kvk", "client-is-entity", e.Name)
		}
		if known && !e.Verified && !k.checked[id] {
			unchecked = append(unchecked, e.Name)
		}
	}
	if k.Document() && k.Shows("/processor/entities") && len(unchecked) > 0 {
		k.Add("/processor/entities", "entity-unchecked", strings.Join(unchecked, ", "))
	}
	k.people()
}

// people checks whom a document names for the parties.
func (k *checker) people() {
	c := &k.Controller
	if !k.Document() {
		return
	}
	k.signatories()
	if c.LegalForm == "public-body" && c.DPO == nil && k.Shows("/controller/name") { // GDPR, art. 37(1)(a)
		k.Add("/controller/dpo", "dpo-missing")
	}
	if c.LegalForm != "public-body" && c.DPO == nil && schooling().MatchString(c.Name) && k.Shows("/controller/name") {
		k.Add("/controller/dpo", "dpo-school")
	}
	if c.LegalForm != "public-body" && c.DPO == nil && caring().MatchString(c.Name) && k.Shows("/controller/name") { // GDPR, art. 37(1)(c)
		k.Add("/controller/dpo", "dpo-care")
	}
	if several(c.Name) && k.Shows("/controller/name") { // GDPR, art. 26 and 28(3): the contract is with regard to the controller
		k.Add("/controller/name", "controller-several")
	}
	if c.LegalForm == "public-body" && ownName().MatchString(c.Name) && k.Shows("/controller/name") {
		k.Add("/controller/name", "public-organ")
	}
	if c.LegalForm == "public-body" && c.Basis == "" && k.Shows("/controller/signatory/name") { // Awb, art. 10:3; Gemeentewet, art. 171
		k.Add("/controller/basis", "basis-public")
	}
	if c.LegalForm != "" && c.LegalForm != "public-body" && c.Basis == "mandate" && k.Shows("/controller/signatory/name") { // Awb, art. 10:1
		k.Add("/controller/basis", "basis-mandate")
	}
	if k.Processor.Basis == "mandate" && k.Shows("/processor/signatory/name") {
		k.Add("/processor/basis", "basis-mandate")
	}
	if k.Processor.NoDPO && k.Processor.DPO != nil && k.Shows("/processor/dpo") {
		k.Add("/processor/noDpo", "dpo-both")
	}
	if c.BreachContact.Name != "" && c.BreachContact.Phone == "" && k.Shows("/controller/breachContact/name") {
		k.Add("/controller/breachContact/phone", "contact-phone")
	}
	if c.KvK == "" && c.RSIN == "" && c.Registration == nil && (c.Address.Country == "" || c.Address.Country == "NL") && slices.Contains(unregistered, c.LegalForm) {
		k.Add("/controller/kvk", "register-none")
	}
	if incorporating().MatchString(c.Name) { // Dutch Civil Code, art. 2:203
		k.Add("/controller/name", "form-incorporation")
	}
}

// signatories checks that who signs is another person each time: for the other party, and beside whom there is no authority alone.
func (k *checker) signatories() {
	type signing struct{ party, path, name string }
	var all []signing
	of := func(party string, first record.Person, second *record.Person) {
		all = append(all, signing{party, "/" + party + "/signatory/name", first.Name})
		if second != nil {
			all = append(all, signing{party, "/" + party + "/jointSignatory/name", second.Name})
		}
	}
	of("processor", k.Processor.Signatory, k.Processor.JointSignatory)
	of("controller", k.Controller.Signatory, k.Controller.JointSignatory)
	for i, s := range all {
		at := slices.IndexFunc(all[:i], func(o signing) bool { return strings.EqualFold(o.name, s.name) })
		switch {
		case at < 0 || s.name == "" || !k.Shows(s.path):
		case all[at].party == s.party:
			k.Add(s.path, "signatory-twice", s.name)
		default:
			k.Add(s.path, "signatory-both", s.name)
		}
	}
}

// unregistered are the legal forms that can be without a number in the Dutch trade register, the foreign ones as an embassy is
// (Handelsregisterwet 2007, art. 5 and 6). The agreement says that there is none.
var unregistered = []string{"religious-body", "association", "public-body", "foreign"}

var (
	// schooling is how the name of a school board says that it is one.
	schooling = record.Expression(`(?i)\b(school|schol|hogeschool|onderwijs|lyceum|gymnasium|montessori|roc|mbo|universiteit)`)
	// caring is how the name of an institution for health care says that it is one.
	caring = record.Expression(`(?i)(ziekenhuis|\bzorg(groep|instelling|centrum|centra)|thuiszorg|ouderenzorg|jeugdzorg|\bggz\b|huisarts|medisch centrum|verpleeg|revalidatie|kliniek|hospital|\bclinic)`)
	// form is how a name says that it is that of a legal person, and joined what stands between two of them.
	form   = record.Expression(`(?i)\b(b\.?v\.?|n\.?v\.?|gmbh|s\.?a\.?r\.?l\.?|ltd|inc|u\.?a\.?)(\b|\s|,|$)|^(de )?(stichting|vereniging|coöperatie|gemeente)\b`)
	joined = record.Expression(`(?i)\s+(en|and|&|alsmede|respectievelijk)\s+|;|\s+/\s+`)
	// ownName is a name of the legal person and not of the body that decides for it (Gemeentewet, art. 160; Provinciewet, art. 158).
	ownName = record.Expression(`(?i)^(de |het )?(gemeente|provincie|waterschap|ministerie|staat der nederlanden)\b`)
)

// several tells whether a name is that of more than one legal person.
func several(name string) bool {
	n := 0
	for _, part := range joined().Split(name, -1) {
		if form().MatchString(part) {
			n++
		}
	}
	return n > 1
}

// incorporating is how the name of a company says that it is not there yet.
var incorporating = record.Expression(`(?i)\b(i\.? ?o\.?|in oprichting)( |$|\))`)

// holdsOwnerBSN tells whether a sole trader's entry in a register is the citizen service number of its owner.
func (k *checker) holdsOwnerBSN(r record.Registration) bool {
	return r.Kind == record.RSIN && record.Eleven(r.Number) || (r.Kind == record.VAT || r.Kind == record.EORI) && record.HoldsBSN(r.Number)
}

// soleTrader tells whether a legal form, as written in its country, is one in which the company is its owner.
func soleTrader(form string) bool {
	f := strings.ToLower(form)
	return slices.ContainsFunc([]string{"eenmanszaak", "zzp", "sole trader", "sole proprietor"}, func(s string) bool { return strings.Contains(f, s) })
}
