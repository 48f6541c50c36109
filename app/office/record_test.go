//go:build !js

package office

import (
	"bytes"
	"errors"
	"slices"
	"testing"
	"time"

	"verwoord/app/draft"
	"verwoord/app/engine"
	"verwoord/app/engine/enginetest"
	"verwoord/app/review"
	"verwoord/app/store"
)

// elsewhere is an office with the documents of the tests and a client whom they are made for.
func elsewhere(t testing.TB) (*Office, *clock) {
	t.Helper()
	e, err := enginetest.New()
	if err != nil {
		t.Fatal(err)
	}
	o, c := officeOf(t, e, &store.Memory{})
	open, err := o.NewClient(t.Context(), o.act(t), true)
	if err != nil || open.ID != enginetest.Client {
		t.Fatal(err, open.ID)
	}
	return o, c
}

// A document about each kind of record, of files only, is made of what is kept, signed, proven and listed, in each of its languages.
func TestDocumentsAboutRecords(t *testing.T) {
	o, c := elsewhere(t)
	c.now = enginetest.When(o.engine, engine.Agreement)
	identity, err := o.NewIdentity(t.Context(), o.act(t), Subject{Name: "S. de Voorbeeld", Country: "NL"}, "geheim genoeg")
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	kept := map[string]int{} // versions: two documents may be about one record
	for _, d := range o.engine.Documents() {
		c.now = enginetest.When(o.engine, d.ID)
		about := ""
		if d.About != "" {
			specimen := o.engine.Specimen(d.ID)
			id := d.About + " " + specimen.Kind.ID(specimen.About)
			r, err := o.SaveRecord(t.Context(), o.act(t), d.About, kept[id], specimen.AboutJSON())
			if err != nil || !slices.Contains(r.Clients, enginetest.Client) {
				t.Fatal(err, r.About)
			}
			about = r.ID
			if kept[id] == 0 {
				ids = append(ids, about)
			}
			kept[id] = r.Version
		}
		if d.Publish { // there is nothing to publish before the client's own facts are filled in
			made, err := o.Make(t.Context(), o.act(t), enginetest.Client, Request{Document: d.ID})
			if err != nil || made.Document != nil || !draft.Blank(made.Problems) {
				t.Errorf("%s: %v, %+v", d.ID, err, made)
			}
			continue
		}
		for _, lang := range o.engine.Languages(d.ID) {
			made, err := o.Make(t.Context(), o.act(t), enginetest.Client, Request{Document: d.ID, Language: lang, About: about})
			if err != nil || made.Document == nil {
				t.Fatal(d.ID, lang, err, made.Problems)
			}
			if x := made.Document; x.About != about || x.Outdated || x.Template != d.Version || x.Language != lang {
				t.Errorf("%s is listed as %+v", d.ID, x)
			}
			if len(d.Signs) == 0 {
				continue
			}
			signed, err := o.Sign(t.Context(), o.act(t), SignRequest{
				Document: made.Document.ID, Identity: identity.ID, Password: "geheim genoeg", Party: d.Signs[0],
			}, func(time.Time) string { return "" })
			if err != nil || !signed.Report.OK || signed.Report.Proof.Verdict != review.Proven {
				t.Errorf("%s, signed: %v, %+v", d.ID, err, signed.Report)
			}
		}
	}
	list, err := o.Records(t.Context(), enginetest.Client)
	if err != nil || len(list) != len(ids) || len(ids) < 4 {
		t.Errorf("listed %+v, %v", list, err)
	}
	if list, err := o.Records(t.Context(), "bakker"); err != nil || len(list) > 0 {
		t.Errorf("of another client %+v, %v", list, err)
	}
}

// What concerns another client has no document for this one, and what is not there has none at all.
func TestRecordsOfOthers(t *testing.T) {
	o, _ := elsewhere(t)
	data := o.engine.Specimen("test-request").AboutJSON()
	data = bytes.ReplaceAll(data, []byte(enginetest.Client), []byte("bakkerij"))
	r, err := o.SaveRecord(t.Context(), o.act(t), "request", 0, data)
	if err != nil {
		t.Fatal(err)
	}
	made, err := o.Make(t.Context(), o.act(t), enginetest.Client, Request{Document: "test-request", About: r.ID})
	if err != nil || made.Document != nil || made.Problems[0].Code != "about-client" {
		t.Errorf("made %+v, %v", made, err)
	}
	var refused *Refusal
	_, err = o.Make(t.Context(), o.act(t), enginetest.Client, Request{Document: "test-request", About: "none"})
	if !errors.As(err, &refused) || refused.Code != "no-record" {
		t.Errorf("of a record that is not there: %v", err)
	}
	made, err = o.Make(t.Context(), o.act(t), enginetest.Client, Request{Document: "test-request"})
	if err != nil || made.Document != nil || made.Problems[0].Code != "about-missing" {
		t.Errorf("made %+v, %v", made, err)
	}
}

// A record is kept as its kind writes it, under the version that one looked at, and refused when its kind does not take it.
func TestSaveRecord(t *testing.T) {
	o, _ := elsewhere(t)
	data := o.engine.Specimen("test-incident").AboutJSON()
	r, err := o.SaveRecord(t.Context(), o.act(t), "incident", 0, data)
	if err != nil {
		t.Fatal(err)
	}
	if kept, err := o.Record(t.Context(), "incident", r.ID); err != nil || !bytes.Equal(kept.Data, r.Data) {
		t.Errorf("kept %s, %v", kept.Data, err)
	}
	var conflict *store.Conflict
	if _, err := o.SaveRecord(t.Context(), o.act(t), "incident", 0, data); !errors.As(err, &conflict) {
		t.Errorf("kept over another: %v", err)
	}
	if err := o.RemoveRecord(t.Context(), o.act(t), "incident", r.ID, r.Version+1); !errors.As(err, &conflict) {
		t.Errorf("removed another version: %v", err)
	}
	if err := o.RemoveRecord(t.Context(), o.act(t), "incident", r.ID, r.Version); err != nil {
		t.Fatal(err)
	}
	if list, err := o.Records(t.Context(), ""); err != nil || len(list) > 0 {
		t.Errorf("listed %+v, %v", list, err)
	}
	var bad *BadRecord
	if _, err := o.SaveRecord(t.Context(), o.act(t), "incident", 0, []byte(`{"schema":"verwoord/incident/1","id":"b-1","colour":"red"}`)); !errors.As(err, &bad) {
		t.Errorf("an unknown member is taken: %v", err)
	}
	var refused *Refusal
	if _, err := o.Record(t.Context(), "dossier", enginetest.Client); !errors.As(err, &refused) {
		t.Errorf("a dossier is a record: %v", err)
	}
}

// A document is outdated when the words of its own template are of another version, and not when the catalogue is.
func TestOutdatedByItsOwnTemplate(t *testing.T) {
	files, err := enginetest.Templates()
	if err != nil {
		t.Fatal(err)
	}
	messages, err := enginetest.Locales()
	if err != nil {
		t.Fatal(err)
	}
	change := func(name, old, new string) *engine.Engine {
		next, err := enginetest.Templates()
		if err != nil {
			t.Fatal(err)
		}
		file := *files[name]
		file.Data = bytes.Replace(file.Data, []byte(old), []byte(new), 1)
		if bytes.Equal(file.Data, files[name].Data) {
			t.Fatalf("%s has no %s", name, old)
		}
		next[name] = &file
		e, err := engine.Load(next, messages)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	o, _ := elsewhere(t)
	made, err := o.Make(t.Context(), o.act(t), enginetest.Client, Request{Document: "test-plain"})
	if err != nil || made.Document == nil {
		t.Fatal(err, made.Problems)
	}
	outdated := func(e *engine.Engine) bool {
		t.Helper()
		list, err := New(e, o.store, o.world).Documents(t.Context(), enginetest.Client)
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		return list[0].Outdated
	}
	if outdated(change("catalogue.json", `"version": "2025"`, `"version": "2031"`)) {
		t.Error("another catalogue makes a document outdated")
	}
	if !outdated(change("test-plain/document.json", `"version": "1"`, `"version": "2"`)) {
		t.Error("other words do not make a document outdated")
	}
}
