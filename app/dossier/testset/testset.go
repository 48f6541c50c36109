// Package testset makes dossiers that are hard to print: long names and words, many rows and few, texts of one word and of a page,
// companies from elsewhere. Start with Generate; the same number gives the same dossier.
package testset

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// Generate changes an example dossier into the one of a number. What it makes passes the check of an agreement.
func Generate(example []byte, number int) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(example))
	decoder.UseNumber()
	var d object
	if err := decoder.Decode(&d); err != nil {
		return nil, err
	}
	g := &generator{uint64(number)}
	d["id"] = fmt.Sprintf("generated-%d", number)
	g.controller(d["controller"].(object))
	g.agreement(d["mainAgreement"].(object))
	g.processing(d["processing"].(object))
	d["subprocessors"] = g.subprocessors(d["processing"].(object), d["subprocessors"].([]any))
	d["additionalTerms"] = g.terms()
	for _, party := range []string{"controller", "processor"} {
		g.jointly(d[party].(object))
	}
	return json.Marshal(d)
}

type object = map[string]any

type generator struct{ state uint64 }

// Intn is a number below n. (G. Steele, D. Lea, C. Flood, "Fast Splittable Pseudorandom Number Generators", 2014.)
func (g *generator) Intn(n int) int {
	g.state += 0x9E3779B97F4A7C15
	z := (g.state ^ g.state>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return int((z ^ z>>31) >> 33 % uint64(n))
}

func pick[T any](g *generator, from []T) T { return from[g.Intn(len(from))] }

// one tells yes once in n times.
func (g *generator) one(n int) bool { return g.Intn(n) == 0 }

func (g *generator) controller(c object) {
	c["name"] = pick(g, clients)
	delete(c, "branchNumber")
	delete(c, "vatId")
	if g.one(3) {
		abroad := pick(g, companies[1:])
		c["legalForm"], c["kvk"] = "foreign", ""
		c["registration"] = object{"kind": abroad.register, "number": abroad.number, "country": abroad.country}
		c["address"] = abroad.address()
	} else {
		c["address"] = object{"street": pick(g, streets), "postcode": fmt.Sprintf("%d AB", 1000+g.Intn(9000)), "city": pick(g, cities), "country": "NL"}
	}
	for _, who := range []string{"signatory", "privacyContact", "breachContact"} {
		c[who] = g.person(who != "signatory")
	}
	if c["dpo"] = any(nil); g.one(2) {
		c["dpo"] = g.person(true)
	}
}

// jointly has some parties sign by two who have authority only together.
func (g *generator) jointly(party object) {
	delete(party, "jointSignatory")
	if !g.one(3) {
		return
	}
	second := g.person(false)
	for second["name"] == party["signatory"].(object)["name"] {
		second = g.person(false)
	}
	party["basis"], party["jointSignatory"] = pick(g, bases), second
}

func (g *generator) person(phone bool) object {
	p := object{"name": pick(g, people), "role": pick(g, roles), "email": pick(g, addresses)}
	if phone {
		p["phone"] = pick(g, phones)
	}
	return p
}

func (g *generator) agreement(a object) {
	a["title"], a["reference"] = pick(g, titles), pick(g, references)
}

func (g *generator) processing(p object) {
	services := g.some(processor, 1+g.Intn(len(processor)))
	list := make([]any, len(services))
	for i, id := range services {
		list[i] = object{"id": id, "role": "processor", "purpose": g.prose(), "nature": g.prose()}
	}
	p["services"] = list
	p["dataSubjects"] = anys(g.some(subjects, 1+g.Intn(len(subjects))))
	p["personalData"] = anys(g.some(personal, 1+g.Intn(len(personal))))
	delete(p, "legalGrounds")
}

// prose is free text: mostly a sentence or two, sometimes a word, sometimes a page.
func (g *generator) prose() string {
	words := 3 + g.Intn(20)
	switch g.Intn(12) {
	case 0:
		words = 1
	case 1:
		words = 60 + g.Intn(120)
	}
	var b strings.Builder
	for i := range words {
		switch {
		case i == 0:
		case i%17 == 16 && g.one(3):
			b.WriteString(".\n\n")
		default:
			b.WriteByte(' ')
		}
		b.WriteString(pick(g, vocabulary))
	}
	text := b.String()
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

// phrase is a few words.
func (g *generator) phrase() string {
	words := make([]string, 1+g.Intn(8))
	for i := range words {
		words[i] = pick(g, vocabulary)
	}
	return strings.Join(words, " ")
}

func (g *generator) subprocessors(processing object, examples []any) []any {
	count := []int{0, 1, 2, 3, 5, 8, 13, 30}[g.Intn(8)]
	like := examples[0].(object)
	out := []any{}
	for i := range count {
		c := pick(g, companies)
		s := object{
			"id": fmt.Sprintf("row-%d", i), "name": c.name, "registration": object{"kind": c.register, "number": c.number, "country": c.country},
			"address": c.address(), "contact": g.person(g.one(2)), "service": g.phrase(), "purpose": g.prose(),
			"services": g.among(processing, "services"), "personalData": g.among(processing, "personalData"), "dataSubjects": g.among(processing, "dataSubjects"),
			"locations": anys(g.some(europe, 1+g.Intn(4))), "furtherSubprocessors": []any{}, "status": "active",
			"agreementDate": like["agreementDate"], "agreementReference": pick(g, references), "since": like["since"], "lastChecked": like["lastChecked"],
		}
		if g.one(3) {
			s["certifications"] = []any{object{"name": "ISO/IEC 27001", "number": pick(g, references), "validUntil": "2028-02-29"}}
		}
		if g.one(3) {
			s["furtherSubprocessors"] = []any{object{"name": pick(g, companies).name, "country": "DE", "service": g.phrase(), "contact": pick(g, people) + ", +49 441 1234567"}}
		}
		if g.one(3) {
			s["transfers"], s["locations"] = g.transfers(s["locations"].([]any))
		}
		out = append(out, s)
	}
	return out
}

func (g *generator) transfers(locations []any) (transfers, all []any) {
	for _, country := range g.some([]string{"IN", "TR", "BR"}, 1+g.Intn(3)) {
		transfers = append(transfers, object{
			"country": country, "mechanism": "scc-2021-914-m3", "reference": pick(g, references), "date": "2025-09-01", "assessmentDate": "2026-08-20",
			"measures": g.prose(), "checked": "2026-09-01",
		})
		locations = append(locations, country)
	}
	return transfers, locations
}

func (g *generator) terms() []any {
	out := []any{}
	for i := range g.Intn(5) {
		out = append(out, object{"id": fmt.Sprintf("term-%d", i), "title": pick(g, titles), "text": pick(g, terms)})
	}
	return out
}

// some is a number of strings, in their order.
func (g *generator) some(from []string, n int) []string {
	var out []string
	for i, s := range from {
		if g.Intn(len(from)-i) < n-len(out) {
			out = append(out, s)
		}
	}
	return out
}

// among is some of the ids that a member of the processing has.
func (g *generator) among(processing object, member string) []any {
	var ids []string
	for _, e := range processing[member].([]any) {
		if o, is := e.(object); is {
			e = o["id"]
		}
		ids = append(ids, e.(string))
	}
	return anys(g.some(ids, 1+g.Intn(len(ids))))
}

func anys(list []string) []any {
	out := make([]any, len(list))
	for i, s := range list {
		out[i] = s
	}
	return out
}
