package desk_test

import (
	"encoding/json"
	"testing"

	"verwoord/app/desk"
	"verwoord/app/engine/enginetest"
)

// A document about each kind of record, of files only, is looked at, made, signed, listed and taken back through the window.
func TestRecords(t *testing.T) {
	m := newMachine()
	d := desk.With(m, enginetest.New)
	good(d.Start())(t)
	e := good(enginetest.New())(t)
	o := good(d.NewClient(true))(t)
	m.now = enginetest.When(e, "test-plain")
	identity := good(d.NewIdentity(desk.NewIdentity{Name: "S. de Voorbeeld", Country: "NL", Password: "geheim genoeg"}))(t)
	kept := map[string]int{} // versions: two documents may be about one record
	for _, kind := range good(d.About())(t).Documents {
		m.now = enginetest.When(e, kind.ID)
		request := desk.Request{Document: kind.ID}
		if of, _ := e.Document(kind.ID); kind.Version != of.Version || kind.Reviews != of.Reviews {
			t.Errorf("%s is listed as %+v", kind.ID, kind)
		}
		if kind.About != "" {
			var specimen map[string]any
			if err := json.Unmarshal(e.Specimen(kind.ID).AboutJSON(), &specimen); err != nil {
				t.Fatal(err)
			}
			id, _ := specimen["id"].(string)
			r := good(d.SaveRecord(kind.About, kept[kind.About+" "+id], specimen))(t)
			request.About, kept[kind.About+" "+id] = r.ID, r.Version
			if again := good(d.Record(kind.About, r.ID))(t); again.Record["id"] != r.ID || again.Version != r.Version {
				t.Errorf("opened %+v", again)
			}
			_, err := d.SaveRecord(kind.About, 0, specimen)
			refused(t, err, "store.conflict")
		}
		for _, lang := range e.Languages(kind.ID) {
			request.Language = lang
			p := good(d.Preview(o.Dossier, request, desk.View{Sheets: []desk.Drawn{{Page: 1}}, Text: true}))(t)
			if of, _ := e.Document(kind.ID); of.Publish { // the client's own facts are not there: it is a draft to look at
				if len(p.Pages) == 0 || len(p.Problems) == 0 || good(d.Make(o.ID, request))(t).Document != nil {
					t.Errorf("%s in %s: %+v", kind.ID, lang, p.Problems)
				}
				continue
			}
			if len(p.Pages) == 0 || p.PDF == "" || p.HTML == "" || len(p.Problems) > 0 {
				t.Errorf("%s in %s: looked at %d pages, %+v", kind.ID, lang, len(p.Pages), p.Problems)
			}
			made := good(d.Make(o.ID, request))(t)
			if made.Document == nil || made.Document.About != request.About || made.Document.Document != kind.ID {
				t.Fatalf("%s in %s: made %+v", kind.ID, lang, made)
			}
			if r := good(d.Verify(good(d.Document(made.Document.ID))(t)))(t); !r.Approved.OK {
				t.Errorf("%s in %s: %+v", kind.ID, lang, r.Approved)
			}
			of, _ := e.Document(kind.ID)
			for _, party := range of.Signs[:min(1, len(of.Signs))] {
				signed := good(d.Sign(desk.SignRequest{Document: made.Document.ID, Identity: identity.ID, Password: "geheim genoeg", Party: party}))(t)
				if r := good(d.Verify(good(d.Document(signed.Document.ID))(t)))(t); !r.OK || !r.Approved.OK || len(r.Signatures) != 1 {
					t.Errorf("%s in %s, signed: %+v", kind.ID, lang, r)
				}
			}
		}
	}
	list := good(d.Records(o.ID))(t)
	if len(list) < 4 {
		t.Errorf("listed %+v", list)
	}
	for _, r := range list {
		if err := d.RemoveRecord(r.Kind, r.ID, r.Version); err != nil {
			t.Error(err)
		}
	}
	_, err := d.Preview(o.Dossier, desk.Request{Document: "test-incident", About: "b-1"}, desk.View{})
	refused(t, err, "no-record")
	_, err = d.SaveRecord("incident", 0, map[string]any{"schema": "verwoord/incident/1", "id": "b-1", "colour": "red"})
	refused(t, err, "bad-record")
	_, err = d.Record("colour", "b-1")
	refused(t, err, "no-record-kind")
}
