package engine_test

import (
	"encoding/json"
	"testing"
	"testing/fstest"

	"verwoord/app/engine"
	"verwoord/app/engine/enginetest"
	"verwoord/app/review"
	"verwoord/locales"
)

// A language in which no words of a document were recorded yet is told so: its words are not called others than the recorded ones, and what
// was recorded or approved of another language says nothing of them.
func TestALanguageWithoutRecord(t *testing.T) {
	files, err := enginetest.Templates()
	if err != nil {
		t.Fatal(err)
	}
	const name = "approved/agreement-2025.json"
	recorded := map[string]any{}
	if err := json.Unmarshal(files[name].Data, &recorded); err != nil {
		t.Fatal(err)
	}
	delete(recorded["texts"].(map[string]any), "en")
	recorded["approval"] = map[string]any{"by": "J. Jansen", "function": "jurist", "day": "2026-11-20"}
	data, err := json.Marshal(recorded)
	if err != nil {
		t.Fatal(err)
	}
	files[name] = &fstest.MapFile{Data: data}
	e, err := engine.Load(files, locales.FS)
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]review.Verdict{"nl": review.Proven, "en": review.Remade} {
		made, problems, err := e.Make(t.Context(), e.Specimen(engine.Agreement).Request(engine.Agreement, lang, "2026-11-22"))
		if err != nil || made == nil {
			t.Fatal(err, problems)
		}
		proof, err := e.Prove(t.Context(), made.Data)
		if err != nil || proof.Verdict != want || (proof.Approval != nil) != (want == review.Proven) {
			t.Errorf("%s: %v, %+v", lang, err, proof)
		}
	}
}

// A clause may say the day of its document: its words are the recorded ones on whatever day it is made.
func TestProvenOnAnyDay(t *testing.T) {
	e, err := enginetest.New()
	if err != nil {
		t.Fatal(err)
	}
	const document = "test-plain"
	for _, day := range []string{engine.RecordedOn, "2027-03-01"} {
		made, problems, err := e.Make(t.Context(), e.Specimen(document).Request(document, "", day))
		if err != nil || made == nil {
			t.Fatal(err, problems)
		}
		if proof, err := e.Prove(t.Context(), made.Data); err != nil || proof.Verdict != review.Proven {
			t.Errorf("made on %s: %v, %+v", day, err, proof)
		}
	}
}
