package draft_test

import (
	"strings"
	"testing"

	"verwoord/app/doc"
	"verwoord/app/dossier"
)

// Free words are in a language of their own, whatever the client reads: the English agreement says that they are Dutch, and both mark them so.
func TestTongue(t *testing.T) {
	w := load(t)
	const notice = "What was written for this client alone is in Dutch"
	english := func(d *dossier.Dossier) {
		for i := range d.Processing.Services {
			d.Processing.Services[i].Purpose = "To bring the client into contact with people who look for work."
			d.Processing.Services[i].Nature = "Collecting by means of forms, and forwarding to the client."
		}
		d.Subprocessors, d.AdditionalTerms = nil, nil
	}
	for name, c := range map[string]struct {
		reads  string
		change func(d *dossier.Dossier)
		says   bool
		marks  map[string]string // the language that a purpose is marked with, by that of the document; "" for the same
	}{
		"a client who reads Dutch":                     {"nl", func(*dossier.Dossier) {}, true, map[string]string{"nl": "", "en": "nl"}},
		"a client who reads English, in Dutch words":   {"en", func(*dossier.Dossier) {}, true, map[string]string{"nl": "", "en": "nl"}},
		"a client who reads English, in English words": {"en", english, false, map[string]string{"nl": "en", "en": ""}},
		"a client who reads Dutch, in English words":   {"nl", english, false, map[string]string{"nl": "en", "en": ""}},
		"words that are too few are as the client's":   {"en", func(d *dossier.Dossier) { english(d); d.Processing.Services[0].Purpose = "Werving" }, false, map[string]string{"nl": "en", "en": ""}},
		"words of two languages are as most of them are ": {"nl", func(d *dossier.Dossier) {
			d.Processing.Services[0].Purpose = "De leads naar de klant sturen (\"the client\")."
		}, true, map[string]string{"nl": "", "en": "nl"}},
	} {
		t.Run(name, func(t *testing.T) {
			d := example(t)
			d.Language = c.reads
			c.change(d)
			for lang, mark := range c.marks {
				tree := w.draft(t, "agreement", lang, d)
				if text := string(tree.Text()); lang == "en" && strings.Contains(text, notice) != c.says {
					t.Errorf("the English one says so: %v", !c.says)
				}
				got := "none"
				for _, s := range tree.Sections {
					doc.Walk(s, func(n doc.Node) {
						if v, ok := n.(*doc.Value); ok && got == "none" && v.Path == "/processing/services/0/purpose" {
							got = ""
						}
						if f, ok := n.(*doc.Span); ok && len(f.Inlines) > 0 {
							if v, ok := f.Inlines[0].(*doc.Value); ok && v.Path == "/processing/services/0/purpose" {
								got = f.Lang
							}
						}
					})
				}
				if got != mark {
					t.Errorf("in %s it is marked %q, want %q", lang, got, mark)
				}
			}
		})
	}
}
