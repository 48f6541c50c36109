package store

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
	"time"
)

// heads are heads as they are kept, with all that their texts may hold.
func heads() (all []head) {
	at := time.Date(2026, 11, 29, 14, 2, 0, 123456000, time.UTC)
	content := strings.Repeat("0a", digestSize/2)
	for _, text := range []string{"linde", `a "quote", a \ and <angles>`, `,"head":`, "zorg ü", "x\",\"content\":\"" + content + "\"}"} {
		for _, inside := range []string{"", `{}`, `null`, `{"name":"` + content + `"}`, `{"a":1,"content":"` + content + `"}`, `[{"kind":"x","head":{}}]`} {
			h := head{Kind: Dossier, ID: text, Version: 3, Seq: 1 << 40, At: at, Head: json.RawMessage(inside), Content: content}
			if inside == "" {
				h.Head = nil
			}
			all = append(all, h)
			h.Client, h.Author = text, text
			all = append(all, h)
			h.Client, h.At = text+"2", at.Truncate(time.Second)
			all = append(all, h)
		}
		all = append(all, head{Kind: "some-kind", ID: text, Client: text, Version: 2, Seq: 7, At: at, Deleted: true})
	}
	return all
}

// A head is read as encoding/json reads it.
func TestParseHead(t *testing.T) {
	own := 0
	for _, h := range heads() {
		plain, err := json.Marshal(h)
		if err != nil {
			t.Fatal(err)
		}
		alike(t, plain)
		if _, ok := parseOwn(plain); ok {
			own++
		}
	}
	if own < 38 {
		t.Errorf("only %d of %d were read without encoding/json", own, len(heads()))
	}
	for _, odd := range []string{``, `{}`, `null`, `{"kind":"dossier"}`, `{"id":"a","kind":"dossier","version":1,"seq":1,"at":"2026-11-29T14:02:00Z"}`,
		`{"kind":"dossier","id":"a","version":-1,"seq":1,"at":"2026-11-29T14:02:00Z"}`, `{"kind":"dossier","id":"a","version":1,"seq":1,"at":"today"}`,
		`{"kind":"dossier","id":"a","version":1,"seq":1,"at":"2026-11-29T14:02:00Z","head":{}}`} {
		alike(t, []byte(odd))
	}
}

func FuzzParseHead(f *testing.F) {
	for _, h := range heads() {
		plain, err := json.Marshal(h)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(plain)
	}
	f.Fuzz(func(t *testing.T, plain []byte) {
		h, ok := parseOwn(plain)
		if again, err := json.Marshal(h); ok && err == nil && string(again) == string(plain) { // else no store has written it
			alike(t, plain)
		}
	})
}

func alike(t *testing.T, plain []byte) {
	t.Helper()
	got, failed := parseHead(plain)
	var want head
	if err := json.Unmarshal(plain, &want); (err == nil) != (failed == nil) {
		t.Errorf("%s: %v, and by encoding/json %v", plain, failed, err)
	} else if err == nil && !reflect.DeepEqual(got, want) {
		t.Errorf("%s is %+v, and by encoding/json %+v", plain, got, want)
	}
}
