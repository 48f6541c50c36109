package privacy

import (
	"slices"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/record"
)

// items are what GDPR, art. 13 and 14 ask for, in their order.
func (r *reader) items() []Item {
	return []Item{
		{ID: "I-01", State: Client, Why: "own-contact", Rows: []string{"/controller/name"}},
		r.officer(),
		r.purposes(),
		r.interest(),
		r.data(),
		r.recipients(),
		r.transfers(),
		r.periods(),
		{ID: "I-09", State: Filled, Rows: r.contact()},
		r.consent(),
		{ID: "I-11", State: Filled, Rows: []string{"/controller/address/country"}},
		r.obliged(),
		r.source(),
		r.computer(),
		{ID: "I-15", State: Client, Why: "further"},
		r.objection(),
		r.arrangements(),
	}
}

// needs is an item that a blank keeps from being filled.
func (r *reader) needs(id string, rows []string, blanks ...string) Item {
	if r.blank(blanks...) {
		return Item{ID: id, State: Client, Why: "blank", Rows: rows}
	}
	return Item{ID: id, State: Filled, Rows: rows}
}

// contact is where people use their rights.
func (r *reader) contact() []string {
	if r.answers.Contact != "" {
		return []string{"/privacyText/contact"}
	}
	return []string{"/controller/privacyContact/email"}
}

// officer is the data protection officer: a public body has one (GDPR, art. 37(1)(a)).
func (r *reader) officer() Item {
	switch {
	case r.Controller.DPO != nil:
		return Item{ID: "I-02", State: Filled, Rows: []string{"/controller/dpo/email"}}
	case r.Controller.LegalForm == "public-body":
		return Item{ID: "I-02", State: Client, Why: "officer-public"}
	}
	return Item{ID: "I-02", State: Without, Why: "no-officer"}
}

// purposes are what the data are for, and why that is allowed.
func (r *reader) purposes() Item {
	var rows []string
	for _, i := range r.own {
		if g, ok := r.answers.Ground(r.Processing.Services[i].ID); !ok || g.Purpose == "" {
			rows = append(rows, record.At("/processing/services", i, "purpose"))
		}
	}
	return r.needs("I-03", append(rows, all("/privacyText/grounds", len(r.answers.Grounds))...), "ground")
}

// interest is the legitimate interest, where that is the ground.
func (r *reader) interest() Item {
	switch {
	case r.given["legitimate-interest"]:
		return r.needs("I-04", all("/privacyText/grounds", len(r.answers.Grounds)), "interest")
	case r.unknown:
		return Item{ID: "I-04", State: Client, Why: "ground-first"}
	}
	return Item{ID: "I-04", State: Without, Why: "no-interest"}
}

// data are the kinds of data, of the people that the text is about.
func (r *reader) data() Item {
	var rows []string
	for i, id := range r.Processing.PersonalData {
		if slices.Contains(r.kinds, id) {
			rows = append(rows, record.At("/processing/personalData", i))
		}
	}
	return r.needs("I-05", rows, "people", "data", "other-data")
}

// recipients are JEX, its sub-processors and the platforms.
func (r *reader) recipients() Item {
	rows := append(all("/processor/entities", len(r.Processor.Entities)), of("/subprocessors", r.active()...)...)
	return r.needs("I-06", append(rows, all("/privacyText/platforms", len(r.answers.Platforms))...), "advertises", "platform", "platform-link")
}

// transfers are where data go outside the EEA.
func (r *reader) transfers() Item {
	var rows []string
	for _, i := range r.active() {
		rows = append(rows, all(record.At("/subprocessors", i, "transfers"), len(r.Subprocessors[i].Transfers))...)
	}
	if len(rows) == 0 {
		return Item{ID: "I-07", State: Without, Why: "no-transfer"}
	}
	return Item{ID: "I-07", State: Filled, Rows: rows}
}

func (r *reader) periods() Item {
	var rows []string
	for i, p := range r.answers.Periods {
		if slices.Contains(r.people, p.ID) {
			rows = append(rows, record.At("/privacyText/periods", i))
		}
	}
	for i, t := range r.AdditionalTerms {
		if t.Term == "return-or-deletion" {
			rows = append(rows, record.At("/additionalTerms", i))
		}
	}
	return r.needs("I-08", rows, "period")
}

// consent is that people may withdraw it, where a purpose or a period rests on it.
func (r *reader) consent() Item {
	var rows []string
	if r.given["consent"] {
		rows = all("/privacyText/grounds", len(r.answers.Grounds))
	}
	for i, p := range r.answers.Periods {
		if p.Consented != "" && slices.Contains(r.people, p.ID) {
			rows = append(rows, record.At("/privacyText/periods", i))
		}
	}
	switch {
	case r.consentInPeriod() >= 0:
		return Item{ID: "I-10", State: Client, Why: "consent-apart", Rows: rows}
	case len(rows) > 0:
		return Item{ID: "I-10", State: Filled, Rows: rows}
	case r.unknown:
		return Item{ID: "I-10", State: Client, Why: "ground-first"}
	}
	return Item{ID: "I-10", State: Without, Why: "no-consent"}
}

// consentInPeriod is the first period that speaks of consent in words, which the text cannot know; -1 for none.
func (r *reader) consentInPeriod() int {
	return slices.IndexFunc(r.answers.Periods, func(p dossier.Period) bool {
		words := strings.ToLower(p.Period)
		return slices.Contains(r.people, p.ID) && (strings.Contains(words, "toestemming") || strings.Contains(words, "consent"))
	})
}

// obliged is whether a person has to give the data: asked of data from the person alone.
func (r *reader) obliged() Item {
	if r.answers.Origin == "others" {
		return Item{ID: "I-12", State: Without, Why: "not-from-person"}
	}
	return Item{ID: "I-12", State: Client, Why: "obliged"}
}

// source is where data come from that are not of the person's own giving.
func (r *reader) source() Item {
	var rows []string
	if r.leads() {
		rows = of("/processing/dataSubjects", slices.Index(r.Processing.DataSubjects, "leads"))
	}
	rows = append(rows, all("/privacyText/sources", len(r.answers.Sources))...)
	if r.answers.Origin == "self" && !r.leads() {
		return Item{ID: "I-13", State: Without, Why: "from-person"}
	}
	return r.needs("I-13", rows, "origin", "source")
}

// computer is whether software decides about people.
func (r *reader) computer() Item {
	rows := []string{}
	if r.answers.Decision != "" {
		rows = append(rows, "/privacyText/decision")
	}
	if r.answers.Chatbot != "" && r.Shown["/privacyText/chatbot"] {
		rows = append(rows, "/privacyText/chatbot")
	}
	return r.needs("I-14", rows, "decision", "software", "factors", "effect", "human", "chatbot")
}

// objection is the right to object, which stands apart (GDPR, art. 21(4)).
func (r *reader) objection() Item {
	switch {
	case r.given["public-task"] || r.given["legitimate-interest"] || r.advertises():
		return Item{ID: "I-16", State: Filled, Rows: r.contact()}
	case r.unknown:
		return Item{ID: "I-16", State: Client, Why: "ground-first"}
	}
	return Item{ID: "I-16", State: Without, Why: "no-objection"}
}

// arrangements are the essence of what was arranged with those that decide together with the client: platforms, and JEX (GDPR, art. 26(2)).
func (r *reader) arrangements() Item {
	rows := all("/privacyText/platforms", len(r.answers.Platforms))
	joint := slices.ContainsFunc(r.Processing.Services, func(s dossier.Service) bool { return s.Role == "joint-controller" })
	if joint && r.answers.JointArrangement != "" {
		rows = append(rows, "/privacyText/jointArrangement")
	}
	platforms := r.advertises() && r.answers.Advertises != "no"
	switch {
	case r.blank("joint-arrangement"):
		return Item{ID: "I-17", State: Client, Why: "joint-arrangement", Rows: rows}
	case platforms && (r.blank("advertises", "platform") || r.lacksArrangement()):
		return Item{ID: "I-17", State: Client, Why: "arrangement", Rows: rows}
	case !platforms && !joint:
		return Item{ID: "I-17", State: Without, Why: "no-platforms"}
	}
	return Item{ID: "I-17", State: Filled, Rows: rows}
}

func (r *reader) lacksArrangement() bool {
	for _, p := range r.answers.Platforms {
		if p.Arrangement == "" {
			return true
		}
	}
	return false
}
