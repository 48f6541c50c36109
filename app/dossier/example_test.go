package dossier

import (
	"reflect"
	"testing"

	"verwoord/templates"
)

const today = "2026-11-22"

func file(t testing.TB, name string) []byte {
	t.Helper()
	data, err := templates.FS.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func world(t testing.TB) *World {
	t.Helper()
	w, err := ParseWorld(file(t, "countries.json"), file(t, "adequacy.json"))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func example(t testing.TB) *Dossier {
	t.Helper()
	d, ps := Decode(file(t, "example/dossier.json"))
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	return d
}

// The example that the program comes with is ready to be made, and is written in the canonical form.
func TestExample(t *testing.T) {
	d := example(t)
	if ps := d.Check(catalogue(t), world(t), "agreement", today); len(ps) > 0 {
		t.Errorf("problems: %+v", ps)
	}
	if got, want := string(d.Encode()), string(file(t, "example/dossier.json")); got != want {
		t.Errorf("encoded:\n%s\nwant:\n%s", got, want)
	}
	if n := d.Normalized(); !reflect.DeepEqual(n, d) {
		t.Errorf("normalized: %+v", n)
	}
}
