package office

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/organisation"
	"verwoord/app/record"
	"verwoord/app/store"
)

// What the organisation knows of itself is one record, of legal's space. Its head is what documents are checked against.
var organisationRef = store.Ref{Space: store.Legal, Kind: "organisation", ID: "organisation"}

// Organisation is what the organisation knows of itself. Before anybody said anything it is what the settings had of it, with a place for every
// company and service of the catalogue.
func (o *Office) Organisation(ctx context.Context) (organisation.Organisation, error) {
	org, _, err := o.keptOrganisation(ctx)
	return org, err
}

func (o *Office) keptOrganisation(ctx context.Context) (org organisation.Organisation, version int, err error) {
	r, err := o.store.Get(ctx, organisationRef)
	switch {
	case errors.Is(err, store.ErrNotFound):
		settings, _, err := o.keptSettings(ctx)
		if err != nil {
			return org, 0, err
		}
		org = earlier(settings.Processor, o.engine.Catalogue())
		version = r.Version
	case err != nil:
		return org, 0, err
	default:
		known, problems := organisation.Type.Decode(r.Data)
		if known == nil {
			return org, 0, &BadRecord{problems}
		}
		org, version = *known, r.Version
	}
	org.Complete(o.engine.Catalogue())
	return *organisation.Type.Full(&org), version, nil
}

// earlier is what the settings of an earlier program had of the organisation.
func earlier(p dossier.Processor, c *dossier.Catalogue) organisation.Organisation {
	org := organisation.Organisation{ID: organisationRef.ID, BreachContact: p.BreachContact, PrivacyContact: p.PrivacyContact}
	for _, e := range c.Entities {
		apart := len(p.Entities) > 0 && !slices.Contains(p.Entities, e.ID)
		org.Entities = append(org.Entities, organisation.Entity{ID: e.ID, Apart: apart})
	}
	if p.Signatory != (record.Person{}) {
		org.Signatories = []organisation.Signatory{{ID: "signatory", Person: p.Signatory}}
	}
	if p.DPO != nil {
		org.DPO = &organisation.Officer{Person: p.DPO}
	}
	return org
}

// SetOrganisation keeps what was changed since the base that it was made from, beside what another window kept in the meantime. Of a value that
// both changed the last one stays. A row of the register that is another than before gets a new version.
func (o *Office) SetOrganisation(ctx context.Context, by By, base, changed organisation.Organisation) (organisation.Organisation, error) {
	return o.reviseOrganisation(ctx, by, func(kept *organisation.Organisation) {
		merged := organisation.Type.Merge(&base, &changed, kept, nil).Value
		merged.Keep(kept)
		*kept = merged
	})
}

// ImportOrganisation takes over what a file of the organisation says, and tells how much that was. The error is a *BadRecord when it cannot be
// read.
func (o *Office) ImportOrganisation(ctx context.Context, by By, f File) (org organisation.Organisation, taken organisation.Taken, err error) {
	in, problems := organisation.Type.Decode(f.Data)
	if in == nil {
		return org, taken, &BadRecord{problems}
	}
	org, err = o.reviseOrganisation(ctx, by, func(kept *organisation.Organisation) { taken = kept.Take(in) })
	return org, taken, err
}

// ExportOrganisation is what the organisation knows of itself, as a file.
func (o *Office) ExportOrganisation(ctx context.Context) (File, error) {
	org, err := o.Organisation(ctx)
	return File{"organisation.verwoord.json", organisation.Type.Encode(&org)}, err
}

// reviseOrganisation keeps what a change makes of what is kept.
func (o *Office) reviseOrganisation(ctx context.Context, by By, change func(*organisation.Organisation)) (organisation.Organisation, error) {
	for {
		org, version, err := o.keptOrganisation(ctx)
		if err != nil {
			return org, err
		}
		before := *organisation.Type.Full(&org)
		change(&org)
		org.Schema, org.ID = organisation.Schema, organisationRef.ID
		agreed, err := o.agreedVersions(ctx)
		if err != nil {
			return org, err
		}
		org.Renew(&before, o.today(), agreed)
		head, err := json.Marshal(org.Brief())
		if err != nil {
			return org, err
		}
		_, err = o.put(ctx, by, store.Change{Ref: organisationRef, Base: version, Head: head, Data: organisation.Type.Encode(&org)})
		if conflict := new(store.Conflict); errors.As(err, &conflict) {
			continue // another window was just before this one
		}
		if err != nil {
			return org, err
		}
		o.itself.Store(org.Brief())
		o.tell(organisationRef.Kind, "", 0)
		return *organisation.Type.Full(&org), nil
	}
}

// agreedVersions tells whether some client may have a row of the register as a version of it was.
func (o *Office) agreedVersions(ctx context.Context) (func(id, version string) bool, error) {
	x, done, err := o.look(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	known, all := map[dossier.RegisterRow]bool{}, true
	for _, r := range x.rows {
		all = all && o.current(r)
		r.counts().rows(func(a dossier.RegisterRow) { known[a] = true })
	}
	return func(id, version string) bool { return !all || known[dossier.RegisterRow{ID: id, Version: version}] }, nil
}

// heed takes over what a record of the organisation says that documents are checked against.
func (o *Office) heed(r store.Record) {
	var brief organisation.Organisation
	if r.Ref == organisationRef && !r.Deleted && json.Unmarshal(r.Head, &brief) == nil {
		o.itself.Store(&brief)
	}
}

// OrganisationProblems are what is wrong with what the organisation knows of itself: with its texts as such, and with what an agreement would
// print of it.
func (o *Office) OrganisationProblems(org organisation.Organisation) record.Problems {
	atlas := o.engine.Atlas()
	problems := org.Check(record.Known{Today: o.today(), Languages: o.engine.Locales().Languages(), Region: atlas.Region})
	told := map[string]bool{}
	for _, p := range problems {
		told[p.Path] = true
	}
	d := o.wholeClient(&org)
	for _, p := range o.engine.CheckOpen(d, engine.Request{Document: engine.Agreement, Date: o.today(), Organisation: org.Brief()}) {
		if path, ok := ofOrganisation(p.Path); ok && !told[path] {
			p.Path = path
			problems = append(problems, p)
		}
	}
	return problems
}

// wholeClient is a client for whom JEX does all that it does, with every sub-processor: what an agreement asks of the register is asked of it.
func (o *Office) wholeClient(org *organisation.Organisation) *dossier.Dossier {
	c := o.engine.Catalogue()
	d := &dossier.Dossier{Schema: dossier.Schema, ID: "client", Language: o.engine.Locales().Source(), Processor: org.Processor()}
	for _, s := range c.Services {
		if s.Role == "processor" {
			d.Processing.Services = append(d.Processing.Services, dossier.Service{ID: s.ID, Role: s.Role})
		}
	}
	for _, s := range c.DataSubjects {
		d.Processing.DataSubjects = append(d.Processing.DataSubjects, s.ID)
	}
	for _, p := range c.PersonalData {
		d.Processing.PersonalData = append(d.Processing.PersonalData, p.ID)
	}
	for _, r := range org.Subprocessors {
		s := r.Company
		s.ID, s.Status, s.Register = r.ID, "active", nil
		s.Services = []string{d.Processing.Services[0].ID}
		d.Subprocessors = append(d.Subprocessors, s)
	}
	return d
}

// askedOfClient are the parts of a sub-processor that are asked for each client.
var askedOfClient = record.Expression(`^/(services|until|status|register|transfers/\d+/consent(Reference)?)(/|$)`)

// ofOrganisation is the place in the organisation that an agreement printed at a place; ok is false when that is the client's.
func ofOrganisation(path string) (at string, ok bool) {
	if rest, found := strings.CutPrefix(path, "/subprocessors/"); found {
		row, field, _ := strings.Cut(rest, "/")
		if _, err := strconv.Atoi(row); err != nil || field == "" || askedOfClient().MatchString("/"+field) {
			return "", false
		}
		return "/subprocessors/" + row + "/company/" + field, true
	}
	if field, found := strings.CutPrefix(path, "/processor/signatory"); found {
		return "/signatories/0/person" + field, true
	}
	for _, own := range []string{"breachContact", "privacyContact"} {
		if strings.HasPrefix(path, "/processor/"+own) {
			return strings.TrimPrefix(path, "/processor"), true
		}
	}
	if field, found := strings.CutPrefix(path, "/processor/dpo"); found {
		return "/dpo/person" + field, true
	}
	return "", false
}
