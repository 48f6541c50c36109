package dossier

import (
	"encoding/json"
	"reflect"
	"strings"
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

func atlas(t testing.TB) *Atlas {
	t.Helper()
	w, err := ParseAtlas(file(t, "countries.json"), file(t, "adequacy.json"))
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func example(t testing.TB) *Dossier {
	t.Helper()
	var specimen struct {
		Dossier json.RawMessage
	}
	if err := json.Unmarshal(file(t, "agreement/specimen.json"), &specimen); err != nil {
		t.Fatal(err)
	}
	d, ps := Decode(specimen.Dossier)
	if len(ps) > 0 {
		t.Fatal(ps)
	}
	return d
}

// Nothing is wrong with the example that the program comes with, and it is written as documents print it.
func TestExample(t *testing.T) {
	d := example(t)
	if ps := d.Normalized().Check(knowledge(t), nil, nil); len(ps) > 0 {
		t.Errorf("problems: %+v", ps)
	}
	if n := d.Normalized(); !reflect.DeepEqual(n, d) {
		t.Errorf("normalized: %+v", n)
	}
}

func knowledge(t testing.TB) Knowledge {
	t.Helper()
	return Knowledge{Catalogue: catalogue(t), Atlas: atlas(t), Today: today, Languages: []string{"nl", "en"}}
}

// memberName returns a field's name in JSON.
func memberName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}
