package organisation

import (
	"slices"

	"verwoord/app/dossier"
	"verwoord/app/record"
)

// Processor is what a new client knows of the organisation.
func (o *Organisation) Processor() dossier.Processor {
	p := dossier.Processor{Entities: []string{}, BreachContact: o.BreachContact, PrivacyContact: clone(o.PrivacyContact)}
	for _, e := range o.Entities {
		if !e.Apart {
			p.Entities = append(p.Entities, e.ID)
		}
	}
	for i, s := range o.Signatories {
		if i == 0 {
			p.Signatory, p.Basis = s.Person, s.Basis
		} else if s.Jointly && o.Signatories[0].Jointly {
			p.JointSignatory = clone(&s.Person)
			break
		}
	}
	if o.DPO != nil && o.DPO.None {
		p.NoDPO = true
	} else if o.DPO != nil {
		p.DPO = clone(o.DPO.Person)
	}
	return p
}

func clone(p *record.Person) *record.Person {
	if p == nil {
		return nil
	}
	out := *p
	return &out
}

// Complete gives an organisation a row for each of the catalogue's entities and services, in its order, so that there is a place for what is
// not known yet.
func (o *Organisation) Complete(c *dossier.Catalogue) {
	o.Schema = Schema
	for i, e := range c.Entities {
		if at := slices.IndexFunc(o.Entities, func(x Entity) bool { return x.ID == e.ID }); at < 0 {
			o.Entities = slices.Insert(o.Entities, min(i, len(o.Entities)), Entity{ID: e.ID})
		}
	}
	for i, s := range c.Services {
		if at := slices.IndexFunc(o.Services, func(x Service) bool { return x.ID == s.ID }); at < 0 {
			o.Services = slices.Insert(o.Services, min(i, len(o.Services)), Service{ID: s.ID})
		}
	}
}

// ApprovalOf is who approved a version of a text; nil as long as who, in which function and on which day are not all known.
func ApprovalOf(list []Approval, document, version string) *Approval {
	for i := range list {
		if a := &list[i]; a.Document == document && a.Version == version && a.By != "" && a.Function != "" && a.Day != "" {
			return a
		}
	}
	return nil
}

// Brief is the part of an organisation that documents are checked against.
func (o *Organisation) Brief() *Organisation {
	b := &Organisation{Schema: Schema, ID: o.ID, Entities: o.Entities, Approvals: o.Approvals, Subprocessors: []Row{}}
	for _, r := range o.Subprocessors {
		b.Subprocessors = append(b.Subprocessors, Row{ID: r.ID, Version: r.Version, Changed: r.Changed})
	}
	return b
}
