package engine

import (
	"cmp"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"verwoord/app/review"
	"verwoord/locales"
	"verwoord/templates"
)

// rewording is an engine whose templates have other words in a file, and whose records are as they are or know nothing of passages.
func rewording(t *testing.T, name, old, new string, recorded bool) *Engine {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(templates.FS, ".", func(at string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(templates.FS, at)
		if at == name {
			if !strings.Contains(string(data), old) {
				t.Fatalf("%s does not say %q", name, old)
			}
			data = []byte(strings.ReplaceAll(string(data), old, new))
		}
		if !recorded && strings.HasPrefix(at, "approved/") {
			data = []byte(strings.ReplaceAll(string(data), `"passages"`, `"dropped"`))
		}
		files[at] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	e, err := Load(files, locales.FS)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// The words of a paragraph are recorded, though it has no id: a program with others proves nothing, and a file with others is not said to have the
// same words.
func TestWordsOfParagraphsAreRecorded(t *testing.T) {
	for _, c := range []struct{ document, name, old, new string }{
		{PrivacyText, "privacy-text/nl.md", "Die mag {{$you}} altijd intrekken.", "Die mag {{$you}} niet intrekken."},
		{PrivacyText, "privacy-text/nl.md", "gegevens alleen voor ons en volgens onze instructies", "gegevens ook voor zichzelf"},
		{ReviewDocument, "review/nl.md", "Dat oordeel geeft een jurist.", "Dat oordeel geeft niemand."},
		{ReviewDocument, "review/nl.json", "Beveiliging volgens artikel 32", "Beveiliging volgens artikel 33"},
		{"breach-notice", "breach-notice/nl.md", "tenzij een risico voor de betrokkenen onwaarschijnlijk is", "als jullie dat willen"},
		{"breach-log", "breach-log/nl.md", "Oefeningen staan er niet in.", "Alles staat er in."},
	} {
		own := rewording(t, c.name, c.old, c.new, true)
		request := own.Specimen(c.document).Request(c.document, "nl", cmp.Or(own.Specimen(c.document).Date, today))
		made, problems, err := own.Make(t.Context(), request)
		if err != nil || made == nil {
			t.Fatal(c.document, err, problems)
		}
		if p, err := own.Prove(t.Context(), made.Data); err != nil || p.Verdict != review.NotApproved {
			t.Errorf("%s: words that were never recorded are %s: %v", c.name, p.Verdict, err)
		}
	}
	own := rewording(t, "privacy-text/nl.md", "gegevens alleen voor ons en volgens onze instructies", "gegevens ook voor zichzelf", false)
	made, problems, err := own.Make(t.Context(), own.Specimen(PrivacyText).Request(PrivacyText, "nl", today))
	if err != nil || made == nil {
		t.Fatal(err, problems)
	}
	p, err := engine(t).Prove(t.Context(), made.Data)
	if err != nil || p.Verdict != review.SameWords || p.Beside == nil || !strings.Contains(p.Beside.Got, "ook voor zichzelf") || !strings.Contains(p.Beside.Want, "alleen voor ons") {
		t.Errorf("other words under the same headings: %+v %+v %v", p, p.Beside, err)
	}
	said := strings.Join(ProofSentences(engine(t).Locales().Locale("nl"), p), " ")
	if !strings.Contains(said, "Buiten die teksten verschillen de woorden") {
		t.Error(said)
	}
}
