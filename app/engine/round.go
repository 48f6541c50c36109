package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"verwoord/app/deadline"
	"verwoord/app/dossier"
	"verwoord/app/incident"
	"verwoord/app/pdf"
	"verwoord/app/pdf/cos"
	"verwoord/app/record"
)

// Round is a record that concerns several clients, and the clients that may be concerned: one notice for each that it touches.
type Round struct {
	About    []byte
	Dossiers [][]byte // each of another client
	Earlier  [][]byte // files of notices that were sent before, of whichever client
	Lang     string   // "" for each dossier's own
	Date     string
}

// Turn is one client in a round.
type Turn struct {
	Client string // id of its dossier
	Name   string // "" when there is no dossier
	// Touched clients get a notice; the others only could be touched, by their agreement: a person looks.
	Touched   bool
	Why       []incident.Reason // of those: what their agreements have in common with the breach
	Number    int               // of the notice in its chain
	Phase     string            // of the notice
	Reference string            // of what it is about
	Open      int               // questions that it leaves open
	Drill     bool              // it is an exercise
	Abroad    bool              // the client is in another country, where a clock may say something else
	To        record.Person     // who is to be told at the client
	From      record.Person     // who tells it
	Company   string            // for which company
	Reach     record.Person     // whom to reach about it, day and night
	Lang      string            // that the notice is written in
	Limits    []deadline.Named
	Request   Request
	Problems  record.Problems
}

// touching is a record that knows which clients it concerns, and which it could.
type touching interface {
	Clients() []string
	Could(*dossier.Dossier) []incident.Reason
}

// asking is a record that leaves questions open, and names moments to keep.
type asking interface {
	Questions() int
	Limits() []deadline.Named
}

// Round says for each client that a record touches what its notice would be and what stands in its way; clients that only could be touched
// come last. Nothing is made yet. The problems are those of what was given as a whole.
func (e *Engine) Round(ctx context.Context, r Round) ([]Turn, record.Problems) {
	kind := kindOfSchema(r.About)
	if kind == nil {
		return nil, record.Problems{Codes.Problem("/about", "about-none")}
	}
	whole, problems := kind.Decode(r.About)
	if whole == nil {
		return nil, under("/about", problems)
	}
	about, ok := whole.(touching)
	document := e.Notice(kind.Name())
	if !ok || document == "" {
		return nil, record.Problems{Codes.Problem("/about", "about-none")}
	}
	problems, _ = e.CheckRecord(r.About, r.Date)
	twice := slices.DeleteFunc(problems, func(p record.Problem) bool { return p.Code != "duplicate" })
	if len(twice) > 0 {
		return nil, under("/about", twice)
	}
	known, problems := readDossiers(r.Dossiers)
	if problems.Errors() {
		return nil, problems
	}
	chains, problems := e.sentBefore(ctx, r.Earlier)
	if problems != nil {
		return nil, problems
	}
	var names []string
	places := map[string]int{}
	for at, d := range known {
		names = append(names, d.Controller.Name)
		places[d.ID] = at
	}
	clients := record.NamesOf(names...)
	var turns []Turn
	for _, client := range about.Clients() {
		at, ok := places[client]
		if !ok {
			turns = append(turns, Turn{Client: client, Touched: true, Problems: record.Problems{Codes.Problem("", "round-no-dossier", client)}})
			continue
		}
		// Of the record only what this client may see goes any further: also, a round then costs no more for each than it has clients.
		own, _ := kind.For(whole, client)
		request := Request{Document: document, Dossier: r.Dossiers[at], About: kind.Encode(own), Lang: r.Lang, Date: r.Date, Clients: clients}
		earlier := chains[chainOf{client, kind.ID(whole)}]
		request.Chain, request.Before = earlier.chain, earlier.before
		turns = append(turns, e.Turn(client, known[at].Controller.Name, request))
	}
	touched := about.Clients()
	for _, d := range known {
		if why := about.Could(d); !slices.Contains(touched, d.ID) && len(why) > 0 {
			turns = append(turns, Turn{Client: d.ID, Name: d.Controller.Name, Why: why})
		}
	}
	return turns, nil
}

// Turn is that of one client that is touched.
func (e *Engine) Turn(client, name string, r Request) Turn {
	t := Turn{Client: client, Name: name, Touched: true, Request: r}
	s, problems := e.subject(r)
	t.Problems = problems
	if s == nil {
		return t
	}
	if about, ok := s.About.(composed); ok {
		t.Number, t.Phase = about.Place()
	}
	if about, ok := s.About.(asking); ok {
		t.Open, t.Limits = about.Questions(), about.Limits()
	}
	if about, ok := s.About.(drilled); ok {
		t.Drill = about.Drill()
	}
	t.Abroad = s.Dossier.Controller.Address.Country != e.catalogue().Group.Address.Country
	l := e.drafting(s, r).Locale
	t.Lang, t.Reference, t.To, t.Reach = l.Lang, s.kind.ID(s.About), e.Recipient(r.Document, s.Dossier), s.Dossier.Processor.BreachContact
	t.From, t.Company = e.party(l, &Carried{Dossier: s.Dossier, About: s.About}, Processor)
	t.Problems = followed(append(t.Problems, e.checkFor(s, r)...))
	return t
}

// TurnOf is the turn that the file of a notice was made in. The errors are those of Follows.
func (e *Engine) TurnOf(ctx context.Context, file []byte) (Turn, error) {
	c, _, err := e.Inside(ctx, file)
	if err != nil {
		return Turn{}, err
	}
	f, err := cos.OpenContext(ctx, file)
	if err != nil {
		return Turn{}, unreadable(err)
	}
	r, ok := parseRecipe(pdf.Original(f).Identifier)
	if c == nil || c.Kind == nil || !ok {
		return Turn{}, fmt.Errorf("%w: it is about no record", ErrUnreadable)
	}
	return e.Turn(c.Dossier.ID, c.Dossier.Controller.Name, c.Request(r.document, r.lang, r.date)), nil
}

// readDossiers reads dossiers that are each of another client.
func readDossiers(files [][]byte) (all []*dossier.Dossier, problems record.Problems) {
	for _, file := range files {
		d, wrong := dossier.Decode(file)
		if d == nil {
			return nil, wrong
		}
		if slices.ContainsFunc(all, func(other *dossier.Dossier) bool { return other.ID == d.ID }) {
			return nil, record.Problems{Codes.Problem("", "round-twice", d.ID)}
		}
		all = append(all, d.Normalized())
	}
	return all, nil
}

// Rounds are the example of a record that concerns several clients, as it goes on: each without the notices that came before.
func (e *Engine) Rounds() []Round {
	var file struct {
		Dossiers []json.RawMessage `json:"dossiers"`
		Steps    []struct {
			Date     string          `json:"date"`
			Incident json.RawMessage `json:"incident"`
		} `json:"steps"`
	}
	if err := json.Unmarshal(e.file("breach-notice/round.json"), &file); err != nil {
		panic(err) // it is a file of the program
	}
	dossiers := [][]byte{e.Example("dossier")}
	for _, d := range file.Dossiers {
		dossiers = append(dossiers, d)
	}
	var rounds []Round
	for _, step := range file.Steps {
		rounds = append(rounds, Round{About: step.Incident, Dossiers: dossiers, Date: step.Date})
	}
	return rounds
}
