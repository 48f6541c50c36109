package locale_test

import (
	"encoding/json"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"verwoord/app/locale"
	"verwoord/locales"
)

func load(t *testing.T) *locale.Bundle {
	t.Helper()
	b, err := locale.Load(locales.FS)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestLocale(t *testing.T) {
	b := load(t)
	for tag, want := range map[string]string{"nl": "nl", "nl-NL": "nl", "en": "en", "en_US.UTF-8": "en", "EN-gb": "en", "C": "nl", "": "nl", "fy": "nl"} {
		if got := b.Locale(tag).Lang; got != want {
			t.Errorf("Locale(%q) speaks %q, want %q", tag, got, want)
		}
	}
}

func TestFormat(t *testing.T) {
	b := load(t)
	nl, en := b.Locale("nl"), b.Locale("en")
	for _, c := range []struct{ got, want string }{
		{nl.Date("2026-11-23"), "23 november 2026"},
		{en.Date("2026-03-01"), "1 March 2026"},
		{nl.Date("31-12-2026"), "31-12-2026"},
		{nl.Weekday("2026-11-23"), "maandag 23 november 2026"},
		{en.Weekday("2026-03-01"), "Sunday 1 March 2026"},
		{nl.Weekday("31-12-2026"), "31-12-2026"},
		{nl.Hour(time.Date(2026, 11, 22, 9, 2, 59, 0, time.UTC)), "zondag 22 november 2026, 09:02"},
		{nl.Hour(time.Date(2026, 10, 25, 2, 30, 0, 0, time.FixedZone("", 2*60*60))), "zondag 25 oktober 2026, 02:30 (zomertijd)"},
		{en.Hour(time.Date(2026, 10, 25, 2, 30, 0, 0, time.FixedZone("", 60*60))), "Sunday 25 October 2026, 02:30 (winter time)"},
		{nl.Hour(time.Date(2026, 10, 25, 3, 0, 0, 0, time.FixedZone("", 60*60))), "zondag 25 oktober 2026, 03:00"},
		{nl.Hour(time.Date(2026, 10, 18, 2, 30, 0, 0, time.FixedZone("", 2*60*60))), "zondag 18 oktober 2026, 02:30"},
		{nl.Number(0), "0"},
		{nl.Number(999), "999"},
		{nl.Number(1234567), "1.234.567"},
		{en.Number(-1234), "−1,234"},
		{nl.List(nil), ""},
		{nl.List([]string{"a"}), "a"},
		{nl.List([]string{"a", "b"}), "a en b"},
		{en.List([]string{"a", "b", "c"}), "a, b and c"},
		{nl.Moment(time.Date(2026, 11, 22, 14, 2, 59, 0, time.FixedZone("CET", 3600))), "22 november 2026, 14:02 (UTC+1)"},
		{en.Moment(time.Date(2026, 7, 1, 9, 5, 0, 0, time.UTC)), "1 July 2026, 09:05 (UTC)"},
		{en.Moment(time.Date(2026, 7, 1, 9, 5, 0, 0, time.FixedZone("", -(3*3600+30*60)))), "1 July 2026, 09:05 (UTC−3:30)"},
		{nl.T("no.such.key", nil), "no.such.key"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

// A message stands once in its file: of two the last would win, and the other place would say it too.
func TestKeysOnce(t *testing.T) {
	names, err := fs.Glob(locales.FS, "*.json")
	if err != nil || len(names) < 2 {
		t.Fatalf("message files: %v, %v", names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(locales.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for line := range strings.Lines(string(data)) {
			key, _, named := strings.Cut(strings.TrimPrefix(line, "  \""), "\": ")
			if !named || !strings.HasPrefix(line, "  \"") {
				continue
			}
			if seen[key] {
				t.Errorf("%s has %q twice", name, key)
			}
			seen[key] = true
		}
		if len(seen) < 1000 {
			t.Errorf("only %d messages were seen in %s", len(seen), name)
		}
	}
}

// Every language says the same things.
func TestEqualKeys(t *testing.T) {
	names, err := fs.Glob(locales.FS, "*.json")
	if err != nil || len(names) < 2 {
		t.Fatalf("message files: %v, %v", names, err)
	}
	var first []string
	for _, name := range names {
		data, err := fs.ReadFile(locales.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		messages := map[string]any{}
		if err := json.Unmarshal(data, &messages); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		keys := slices.Sorted(maps.Keys(messages))
		if first == nil {
			first = keys
		}
		for _, k := range keys {
			if !slices.Contains(first, k) {
				t.Errorf("%s has %q, %s has not", name, k, names[0])
			}
		}
		for _, k := range first {
			if !slices.Contains(keys, k) {
				t.Errorf("%s has %q, %s has not", names[0], k, name)
			}
		}
	}
}

// written are the messages of a language, each as it stands in the file.
func written(t *testing.T, lang string) map[string]json.RawMessage {
	t.Helper()
	data, err := fs.ReadFile(locales.FS, lang+".json")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

// Whatever message ends with a name, its sentence is closed once.
func TestStopOnce(t *testing.T) {
	b := load(t)
	variable, ends := regexp.MustCompile(`\{\{[^}]*\.(\w+)[^}]*\}\}`), regexp.MustCompile(`\{\{\.\w+\}\}\.( |"|$)`)
	tried := 0
	for _, lang := range b.Languages() {
		for key, message := range written(t, lang) {
			if !ends.Match(message) {
				continue
			}
			tried++
			for _, name := range []string{"De Linde B.V.", "Wie helpt?"} {
				args := locale.Args{}
				for _, found := range variable.FindAllSubmatch(message, -1) {
					args[string(found[1])] = name
				}
				args["Count"] = 2
				if said := b.Locale(lang).T(key, args); strings.Contains(said, "..") || strings.Contains(said, "?.") {
					t.Errorf("%s, %s: %q", lang, key, said)
				}
			}
		}
	}
	if tried < 100 {
		t.Errorf("only %d messages end with a value", tried)
	}
}

// The name of a country stands by itself: within a sentence some have an article ("de Verenigde Staten"), which no table knows. Member states
// with a list of trusted issuers have none.
func TestCountryByItself(t *testing.T) {
	within := regexp.MustCompile(`\pL \{\{\.Country\}\}`)
	for _, lang := range load(t).Languages() {
		for key, message := range written(t, lang) {
			if within.Match(message) && !strings.HasPrefix(key, "verdict.identity.listed") && !strings.HasPrefix(key, "verify.trust.listed") {
				t.Errorf("%s, %s: a country within a sentence: %s", lang, key, message)
			}
		}
	}
}
