package office

import (
	"encoding/json"
	"reflect"
	"testing"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/record"
	"verwoord/app/store"
)

// summaries are summaries as they are kept, with all that their texts may hold.
func summaries(t testing.TB) (all []summary) {
	o, _ := newOffice(t, new(store.Memory))
	example, err := read(o.engine.Example("dossier"))
	if err != nil {
		t.Fatal(err)
	}
	whole, _ := o.summarize(&example)
	for _, text := range []string{"", "Zorggroep De Linde", `<Één> & "twee", a \ and a /`, "a\nb\u2028c", `{"name":"x"}],`} {
		s := whole
		s.Name, s.City, s.KvK, s.Start = text, text, text, text
		s.Subprocessors = []string{text, "Twee"}
		s.Agreed = []dossier.RegisterRow{{ID: text, Version: "1"}, {ID: "b", Version: text}}
		s.Due = append([]engine.Due{{Day: "2026-12-01", Code: text, Path: "/" + text, Args: map[string]string{"Name": text}}}, s.Due...)
		s.Timed = append([]timed{{record.Span{From: text}, true}, {record.Span{From: "2026-1-1", Until: "2027-01-01"}, false}}, s.Timed...)
		all = append(all, s, summary{Name: text}, summary{Name: text, Was: &was{"a", "b"}, Prints: "b"})
	}
	return all
}

// What the index holds of a summary says what the summary says.
func TestBrief(t *testing.T) {
	for _, s := range summaries(t) {
		head, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		var spaced any
		if err := json.Unmarshal(head, &spaced); err != nil {
			t.Fatal(err)
		}
		other, err := json.MarshalIndent(spaced, "", "  ") // as a server may give it back, in another order
		if err != nil {
			t.Fatal(err)
		}
		for _, head := range [][]byte{head, other} {
			if err := sameAs(s, briefOf(head)); err != "" {
				t.Errorf("%s: %s", head, err)
			}
		}
	}
	for _, odd := range []string{``, `[]`, `null`, `{"name":`, `{"name":1}`, `{"name":"a"} b`, `{"timed":[{"from":"2026-01-01"`, `"\`} {
		if b := briefOf([]byte(odd)); !reflect.DeepEqual(b, brief{}) {
			t.Errorf("%q is %+v", odd, b)
		}
	}
}

// sameAs tells what a brief says otherwise than its summary.
func sameAs(s summary, b brief) string {
	if b.Name != s.Name || b.City != s.City || b.KvK != s.KvK || b.Prints != s.Prints || b.Start != s.Start || b.Rules != s.Rules ||
		b.Errors != s.Errors || b.Warnings != s.Warnings || !reflect.DeepEqual(b.Was, s.Was) {
		return "its texts"
	}
	for day := "2024-01-01"; day < "2033"; day = record.Next(day) {
		errs, warnings := s.Errors, s.Warnings
		for _, x := range s.Timed {
			switch {
			case !x.On(day):
			case x.Error:
				errs++
			default:
				warnings++
			}
		}
		if e, w := b.on(day); e != errs || w != warnings {
			return day
		}
	}
	names := ""
	for _, name := range s.Subprocessors {
		names += name + "\n"
	}
	if b.subprocessors != names {
		return "its sub-processors"
	}
	var agreed []dossier.RegisterRow
	b.rows(func(r dossier.RegisterRow) { agreed = append(agreed, r) })
	if !reflect.DeepEqual(agreed, s.Agreed) {
		return "what was agreed"
	}
	var due []engine.Due
	b.dues(func(d dated) {
		if err := json.Unmarshal([]byte(d.args), &d.Args); err != nil {
			panic(err)
		}
		due = append(due, d.Due)
	})
	if !reflect.DeepEqual(due, s.Due) {
		return "what is due"
	}
	return ""
}

// No head makes the scanner fail otherwise than by saying so.
func FuzzBrief(f *testing.F) {
	for _, s := range summaries(f) {
		if head, err := json.Marshal(s); err == nil {
			f.Add(head)
		}
	}
	f.Fuzz(func(t *testing.T, head []byte) {
		var s summary
		var in briefing
		if json.Unmarshal(head, &s) != nil || !in.read(head) {
			return
		}
		again, err := json.Marshal(s)
		if err != nil || string(again) != string(head) { // else no store has it
			return
		}
		if err := sameAs(s, briefOf(head)); err != "" {
			t.Errorf("%s: %s", head, err)
		}
	})
}
