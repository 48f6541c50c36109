package desk_test

import (
	"encoding/base64"
	"regexp"
	"strings"
	"testing"

	"verwoord/app/desk"
	"verwoord/app/sign/testpki"
)

// said are all the sentences that a report shows with everything folded open. Labels are no sentences, and neither are names.
func said(r desk.Report) []string {
	texts := append([]string{r.Headline.Text, r.Next}, r.Awaits...)
	for _, line := range r.Lines {
		texts = append(texts, line.Text)
	}
	texts = append(append(append(texts, r.Told...), r.Findings...), r.Approved.Differ...)
	for _, s := range append(r.Signatures, r.Each...) {
		texts = append(append(append(append(texts, s.Title, s.Sentence), s.Problems...), s.Told...), s.Notes...)
		for _, detail := range s.Details {
			texts = append(texts, detail.Value)
		}
	}
	var out []string
	for _, text := range texts {
		for _, sentence := range regexp.MustCompile(`[.:] `).Split(strings.TrimSuffix(text, "."), -1) {
			if sentence != "" {
				out = append(out, sentence)
			}
		}
	}
	return out
}

// speak has a desk answer in a language.
func speak(t testing.TB, d *desk.Desk, lang string) {
	t.Helper()
	settings := good(d.Start())(t).Settings
	next := settings
	next.TimestampURL, next.Language = "http://pki.example.com/tsa", lang
	good(d.SetSettings(settings, next))(t)
}

// However often a file was signed and with whatever is wrong with it, its report says no sentence twice, and calls no field by the name that
// the file has for it.
func TestNothingTwice(t *testing.T) {
	d, m := started(t)
	m.authority = testpki.New("http://pki.example.com", m.now)
	speak(t, d, "nl")
	elsewhere, there := started(t)
	there.now = m.now
	o := good(d.NewClient(true))(t)
	id := good(d.NewIdentity(desk.NewIdentity{Name: "Sander de Voorbeeld", Country: "NL", Password: "geheim genoeg"}))(t)
	files := map[string]desk.File{}
	for _, level := range []string{"B-B", "B-LTA"} {
		made := good(d.Make(o.ID, desk.Request{Document: "agreement"}))(t)
		request := desk.SignRequest{Document: made.Document.ID, Identity: id.ID, Password: "geheim genoeg", Party: "processor", Level: level}
		files["not signed"] = good(d.Document(request.Document))(t)
		request.Document = good(d.Sign(request))(t).Document.ID
		files[level+" by one"] = good(d.Document(request.Document))(t)
		request.Party, request.Mandate = "controller", true
		both := good(d.Document(good(d.Sign(request))(t).Document.ID))(t)
		files[level+" by both"] = both
		altered := decode(t, both)
		altered[len(altered)/3] ^= 1
		files[level+" altered"] = desk.File{Name: "a.pdf", Data: base64.StdEncoding.EncodeToString(altered)}
	}
	raw := regexp.MustCompile(`^(processor|controller)$|\b(het veld|the field) (processor|controller)\b`)
	for _, lang := range []string{"nl", "en"} {
		for _, where := range []*desk.Desk{d, elsewhere} {
			speak(t, where, lang)
			for what, f := range files {
				seen := map[string]bool{}
				for _, sentence := range said(good(where.Verify(f))(t)) {
					if seen[sentence] {
						t.Errorf("%s, %s: said twice: %s", lang, what, sentence)
					}
					seen[sentence] = true
					if raw.MatchString(sentence) {
						t.Errorf("%s, %s: a name of a field: %s", lang, what, sentence)
					}
				}
			}
		}
	}
}
