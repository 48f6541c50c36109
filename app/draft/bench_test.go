package draft_test

import (
	"testing"

	"verwoord/app/draft"
	"verwoord/templates"
)

func BenchmarkDraft(b *testing.B) {
	w, d := load(b), example(b)
	r := w.request("agreement", "nl", d)
	b.ReportAllocs()
	for b.Loop() {
		if _, _, err := w.Draft(r); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	r := load(b).request("agreement", "nl", example(b))
	b.ReportAllocs()
	for b.Loop() {
		texts, err := draft.Load(templates.FS)
		if err != nil {
			b.Fatal(err)
		}
		if _, _, err := texts.Draft(r); err != nil {
			b.Fatal(err)
		}
	}
}
