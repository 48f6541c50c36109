package engine

import (
	"strings"
	"testing"

	"verwoord/app/dossier"
)

// What a document would carry is what is inside it once it is made, and a document of that carries the same again.
func TestCarried(t *testing.T) {
	e := engine(t)
	d, problems := dossier.Decode(e.Example("dossier"))
	if d == nil {
		t.Fatal(problems)
	}
	d.Controller.KvK, d.Controller.RSIN, d.Versions = "1234.5678", "850000014", []string{d.Version()}
	inside, err := e.Extract(t.Context(), agreement(t, e, d.Encode()).Data)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if d, err = e.Carried(d, Request{Document: Agreement, Date: today}); err != nil || string(d.Encode()) != string(inside) {
			t.Fatalf("carried %s, %v; inside is %s", d.Encode(), err, inside)
		}
	}
	if _, err := e.Carried(&dossier.Dossier{}, Request{Document: Agreement, Date: today}); err != nil {
		t.Errorf("of a dossier without a word: %v", err)
	}
}

// That no officer was designated is printed as a fact, and a document that says so is made again from what it carries.
func TestNoOfficer(t *testing.T) {
	e := engine(t)
	d, problems := dossier.Decode(e.Example("dossier"))
	if d == nil {
		t.Fatal(problems)
	}
	d.Processor.DPO, d.Processor.NoDPO, d.Controller.DPO = nil, true, nil
	made := agreement(t, e, d.Encode())
	again, err := e.Extract(t.Context(), made.Data)
	if err != nil || string(agreement(t, e, again).Data) != string(made.Data) {
		t.Fatalf("made again it is another file: %v", err)
	}
	text, _, err := e.Make(t.Context(), Request{Document: Agreement, Dossier: d.Encode(), Date: today, Format: Text})
	if err != nil || !strings.Contains(string(text.Data), "geen aangewezen") {
		t.Errorf("%v: it does not say that there is none", err)
	}
}
