package office

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/record"
	store "verwoord/app/vault"
)

// Overview is every client and what is due.
type Overview struct {
	Clients []Client // by name
	Due     []Due    // the next first
	Damage  []error  // records that cannot be read
}

// Client is one line of the overview.
type Client struct {
	ID       string
	Name     string // empty as long as nobody filled it in
	City     string // to tell two of one name apart
	State    string
	Errors   int // problems that stand in the way
	Warnings int // problems to look at
	Changed  time.Time
	Due      *Due // what is next; nil for nothing
}

// summary is what the overview needs of a dossier, kept beside it so that a list opens none.
type summary struct {
	Name     string `json:"name"`
	City     string `json:"city"`
	Prints   string `json:"prints"` // digest of what the agreement prints
	Day      string `json:"day"`    // on which the problems were counted: some come with time
	Errors   int    `json:"errors"`
	Warnings int    `json:"warnings"`
	Start    string `json:"start,omitempty"` // first day of the processing
	Version  string `json:"version"`         // a name that only this version has, on whatever machine it is
	// The names of the versions that came in files and that this one was made from.
	Files []string `json:"files,omitempty"`
	// What the dates in the dossier ask for, on whatever day.
	Due []engine.Due `json:"due,omitempty"`
}

// Clients lists every client and what is due.
func (o *Office) Clients(ctx context.Context) (Overview, error) {
	var out Overview
	records, err := o.store.List(store.Dossier)
	documents, more := o.store.List(store.Document)
	if out.Damage, err = damaged(errors.Join(err, more)); err != nil {
		return Overview{}, err
	}
	kept := byClient(documents)
	for _, r := range records {
		s, err := o.summary(ctx, r)
		if err != nil {
			damage, err := damaged(err)
			if err != nil {
				return Overview{}, err
			}
			out.Damage = append(out.Damage, damage...)
			continue
		}
		client := Client{
			ID: r.ID, Name: s.Name, City: s.City, State: o.agreementState(s.Prints, kept[r.ID]),
			Errors: s.Errors, Warnings: s.Warnings, Changed: r.Time,
		}
		due := o.due(r.ID, s, r.Time, kept[r.ID])
		if len(due) > 0 {
			client.Due = &due[0]
		}
		out.Due = append(out.Due, due...)
		out.Clients = append(out.Clients, client)
	}
	identities, err := o.dueIdentities(ctx)
	if err != nil {
		return Overview{}, err
	}
	out.Due = append(out.Due, identities...)
	sortDue(out.Due)
	slices.SortStableFunc(out.Clients, func(a, b Client) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return out, nil
}

// summary is that of a listed record, counted anew when it is of another day.
func (o *Office) summary(ctx context.Context, r store.Record) (summary, error) {
	var s summary
	if err := json.Unmarshal(r.Meta, &s); err == nil && s.Day == o.today() {
		return s, nil
	}
	next, err := o.latest(ctx, r.ID)
	if err != nil {
		return summary{}, err
	}
	return o.summarize(next, prints(next), o.problems(next)), nil
}

func (o *Office) summarize(next dossier.Dossier, prints string, problems record.Problems) summary {
	s := summary{
		Name: next.Controller.Name, City: next.Controller.Address.City, Prints: prints, Day: o.today(),
		Start: next.Processing.Start, Due: o.engine.DueInDossier(&next),
	}
	for _, p := range problems {
		if p.Severity == record.Error {
			s.Errors++
		} else {
			s.Warnings++
		}
	}
	return s
}
