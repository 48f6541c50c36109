package engine

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"verwoord/app/doc"
	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/review"
	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

// rewritten writes a file anew, as anyone can, with something else in it.
func rewritten(t *testing.T, file []byte, change func(f *cos.File, b *cos.Builder)) []byte {
	t.Helper()
	f, err := cos.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	var b cos.Builder
	for i, n := range f.Numbers() {
		if n != i+1 {
			t.Fatalf("object %d is not there", i+1)
		}
		b.Add(f.Get(cos.Ref{Number: n}))
	}
	change(f, &b)
	return b.Plain(f.Trailer["Root"].(cos.Ref))
}

// drawn makes a change that draws something before and after the content of each page.
func painted(before, after string) func(f *cos.File, b *cos.Builder) {
	return func(f *cos.File, b *cos.Builder) {
		for _, page := range form.Pages(f) {
			ref := f.Dict(page)["Contents"].(cos.Ref)
			data, err := f.StreamData(f.Get(ref).(*cos.Stream))
			if err != nil {
				panic(err)
			}
			b.Set(ref, cos.Deflate(cos.Dict{}, slices.Concat([]byte(before+"\n"), data, []byte("\n"+after))))
		}
	}
}

// TestPagesThatShowSomethingElse: the words of the tags are those of the recorded text, and the page shows others, or none. None is proven.
func TestPagesThatShowSomethingElse(t *testing.T) {
	e := engine(t)
	made := agreement(t, e, e.Example("dossier")).Data
	p := testpki.New("http://pki.example.com", now)
	onPage := func(change func(f *cos.File, b *cos.Builder, page cos.Dict)) func(f *cos.File, b *cos.Builder) {
		return func(f *cos.File, b *cos.Builder) {
			ref := form.Pages(f)[1]
			d := maps.Clone(f.Dict(ref))
			change(f, b, d)
			b.Set(ref, d)
		}
	}
	for name, change := range map[string]func(f *cos.File, b *cos.Builder){
		"set by another program":   func(*cos.File, *cos.Builder) {},
		"painted white":            painted("", "/Artifact BMC 1 g 0 0 596 842 re f EMC"),
		"with letters no one sees": painted("3 Tr", ""),
		"clipped away":             painted("0 0 1 1 re W n", ""),
		"moved off the page":       painted("1 0 0 1 2000 0 cm", ""),
		"in white letters":         painted("/Artifact BMC EMC", ""),
		"with a note over it": onPage(func(_ *cos.File, b *cos.Builder, page cos.Dict) {
			note := b.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("FreeText"), "Rect": cos.Array{int64(0), int64(0), int64(500), int64(800)},
				"Contents": cos.String("something else"), "F": int64(4)})
			list, _ := page["Annots"].(cos.Array)
			page["Annots"] = append(slices.Clone(list), note)
		}),
		"cropped": onPage(func(_ *cos.File, _ *cos.Builder, page cos.Dict) {
			page["CropBox"] = cos.Array{int64(0), int64(0), int64(10), int64(10)}
		}),
		"turned": onPage(func(_ *cos.File, _ *cos.Builder, page cos.Dict) { page["Rotate"] = int64(180) }),
		"with a page more": func(f *cos.File, b *cos.Builder) {
			catalog := f.Dict(f.Trailer["Root"])
			ref := catalog["Pages"].(cos.Ref)
			root := maps.Clone(f.Dict(ref))
			more := b.Add(cos.Dict{"Type": cos.Name("Page"), "Parent": ref, "MediaBox": cos.Array{int64(0), int64(0), int64(595), int64(842)}, "Resources": cos.Dict{}})
			root["Kids"] = append(slices.Clone(f.Array(root["Kids"])), more)
			count, _ := f.Int(root["Count"])
			root["Count"] = count + 1
			b.Set(ref, root)
		},
	} {
		file := rewritten(t, made, change)
		who := p.Signer(Processor, testpki.Key(Processor))
		known := verify.Options{Now: now, Known: []verify.Known{{Fingerprint: verify.Fingerprint(who.Certificate)}}}
		for _, data := range [][]byte{file, signedBy(t, e, who, file, Processor)} {
			j, err := e.Judge(context.Background(), data, known, true, Here{})
			if err != nil {
				t.Fatal(name, err)
			}
			if j.Headline.Mark == verify.Good || j.Text.Mark == string(verify.Good) || j.Holds(false) {
				t.Errorf("%s: %+v, text %s", name, j.Headline, j.Text.Verdict)
			}
		}
	}
}

// TestJudge: the headline is no better than the weakest verdict, and a program goes on only with what is proven.
func TestJudge(t *testing.T) {
	e := engine(t)
	made := agreement(t, e, e.Example("dossier")).Data
	p := testpki.New("http://pki.example.com", now)
	people := map[string]*testpki.Entity{Processor: p.Signer(Processor, testpki.Key(Processor)), Controller: p.Signer(Controller, testpki.Key(Controller))}
	jex, client := people[Processor].Certificate, people[Controller].Certificate
	by := func(who, party string, file []byte) []byte { return signedBy(t, e, people[who], file, party) }
	half := by(Processor, Processor, made)
	both := by(Controller, Controller, half)
	other := altered(t, e, func(tree *doc.Doc) { replace(t, tree, "voorafgaande instructie", "vooraflaande instructie") })
	knowing := []verify.Known{{Fingerprint: verify.Fingerprint(jex), Field: Processor}, {Fingerprint: verify.Fingerprint(client), Field: Controller}}
	for _, c := range []struct {
		name                          string
		file                          []byte
		known                         []verify.Known
		headline                      verify.Mark
		integrity, identity, text     string
		holds, alone, knownIdentities bool
	}{
		{"not signed", made, nil, verify.Open, verify.Unsigned, verify.Unsigned, "proven", false, false, false},
		{"by JEX, whom one knows", half, knowing, verify.Good, verify.Intact, verify.Established, "proven", true, true, true},
		{"by both, whom one knows", both, knowing, verify.Good, verify.Intact, verify.Established, "proven", true, true, true},
		{"by someone in the name of JEX", half, nil, verify.Open, verify.Intact, verify.Claimed, "proven", true, true, false},
		{"by another in the name of JEX", half, []verify.Known{{Fingerprint: verify.Fingerprint(client), Field: Processor}}, verify.Open, verify.Intact, verify.Other, "proven", true, true, false},
		{"by JEX in the place of the client", by(Processor, Controller, half), []verify.Known{{Fingerprint: verify.Fingerprint(jex), Field: Processor}},
			verify.Open, verify.Intact, verify.Mandate, "proven", true, true, false},
		{"by JEX in the place of the client, by a mandate that one knows of", by(Processor, Controller, half),
			[]verify.Known{{Fingerprint: verify.Fingerprint(jex), Field: Processor}, {Fingerprint: verify.Fingerprint(jex), Field: Controller}},
			verify.Good, verify.Intact, verify.Established, "proven", true, true, true},
		{"by JEX in the place of a client whom one knows", by(Processor, Controller, half), knowing, verify.Open, verify.Intact, verify.Mandate, "proven", true, true, false},
		{"by the client in the place of JEX", by(Controller, Processor, made), knowing, verify.Open, verify.Intact, verify.Mandate, "proven", true, true, false},
		{"by a client one does not know", both, knowing[:1], verify.Open, verify.Intact, verify.Claimed, "proven", true, true, false},
		{"under other words", by(Processor, Processor, other), knowing, verify.Bad, verify.Intact, verify.Established, "altered", false, true, false},
		{"and changed afterwards", revised(t, half, func(u *cos.Update, f *cos.File) {
			page := form.Pages(f)[0]
			d := u.Dict(page)
			d["Rotate"] = int64(180)
			u.Set(page, d)
		}), knowing, verify.Bad, verify.Changed, verify.Established, "appended", false, false, false},
		{"a file of others that does something", by(Controller, Controller, rewritten(t, foreign(), func(f *cos.File, b *cos.Builder) {
			root := f.Trailer["Root"].(cos.Ref)
			d := maps.Clone(f.Dict(root))
			d["OpenAction"] = cos.Dict{"S": cos.Name("JavaScript"), "JS": cos.String("x()")}
			b.Set(root, d)
		})), knowing, verify.Open, verify.Intact, verify.Established, "unknown", true, true, true},
		{"a file of others, in which the second signed over a price", by(Controller, Controller, by(Processor, Processor, priced("EUR 100"))), knowing,
			verify.Open, verify.Covered, verify.Established, "unknown", false, false, false},
		{"a file of others, in which the second signed on a line", by(Controller, Controller, by(Processor, Processor, priced(".........."))), knowing,
			verify.Good, verify.Intact, verify.Established, "unknown", true, true, true},
		{"a file of others", by(Controller, Controller, foreign()), knowing, verify.Good, verify.Intact, verify.Established, "unknown", true, true, true},
	} {
		o := verify.Options{Now: now, Known: c.known}
		j, err := e.Judge(context.Background(), c.file, o, true, Here{})
		if err != nil {
			t.Fatal(c.name, err)
		}
		if j.Headline.Mark != c.headline || j.Integrity.Code != c.integrity || j.Identity.Code != c.identity || string(j.Text.Verdict) != c.text {
			t.Errorf("%s: %v, %v, %v, %s", c.name, j.Headline, j.Integrity, j.Identity, j.Text.Verdict)
		}
		if j.Holds(false) != c.holds || j.Holds(true) != c.knownIdentities {
			t.Errorf("%s: one may go on: %v, asking who signed %v", c.name, j.Holds(false), j.Holds(true))
		}
		alone, err := e.Judge(context.Background(), c.file, o, false, Here{})
		if err != nil || alone.Text != nil || alone.Holds(false) != c.alone {
			t.Errorf("%s: by its signatures alone %v, %v", c.name, alone.Holds(false), err)
		}
		for _, lang := range []string{"nl", "en"} {
			for _, s := range j.Sentences(e.Locales().Locale(lang), time.UTC) {
				if strings.Contains(s, "verdict.") || strings.Contains(s, "{{") || strings.Contains(s, "<no value>") {
					t.Errorf("%s: %s", c.name, s)
				}
			}
		}
	}
}

// priced is a page of others with two fields to sign in, and words in the second.
func priced(words string) []byte {
	var b cos.Builder
	pages, page := b.Add(nil), b.Add(nil)
	field := func(name string, y int64) cos.Ref {
		return b.Add(cos.Dict{"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Sig"), "T": cos.String(name), "F": int64(4), "P": page,
			"Rect": cos.Array{int64(100), y, int64(300), y + 80}})
	}
	fields := cos.Array{field(Processor, 300), field(Controller, 100)}
	font := b.Add(cos.Dict{"Type": cos.Name("Font"), "Subtype": cos.Name("Type1"), "BaseFont": cos.Name("Helvetica")})
	content := b.Add(cos.Deflate(cos.Dict{}, []byte("BT /F1 12 Tf 120 140 Td ("+words+") Tj ET")))
	b.Set(page, cos.Dict{
		"Type": cos.Name("Page"), "Parent": pages, "Resources": cos.Dict{"Font": cos.Dict{"F1": font}}, "Contents": content, "Annots": fields,
		"MediaBox": cos.Array{int64(0), int64(0), int64(595), int64(842)},
	})
	b.Set(pages, cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{page}, "Count": int64(1)})
	return b.Plain(b.Add(cos.Dict{"Type": cos.Name("Catalog"), "Pages": pages, "AcroForm": cos.Dict{"Fields": fields, "SigFlags": int64(1)}}))
}

// signedBy signs with a certificate that stays the same.
func signedBy(t *testing.T, e *Engine, who *testpki.Entity, file []byte, party string) []byte {
	t.Helper()
	r, err := e.Sign(context.Background(), file, Signing{
		Identity: &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()}, Party: party, Mandate: true,
		Services: sign.Services{Time: now, Rand: rand.Reader},
	})
	if err != nil {
		t.Fatal(err)
	}
	return r.File
}

// TestApproval: words are called approved when it is recorded who approved them, and what was not judged is named.
func TestApproval(t *testing.T) {
	l := engine(t).Locales().Locale("nl")
	p := review.Proof{Verdict: review.Proven, Version: "2025", Date: today, Terms: []string{"Bewaartermijn"}}
	said := ProofSentences(l, p)[0]
	if strings.Contains(said, "goedgekeurd") || !strings.Contains(said, "gelijk aan de vastgelegde tekst 2025") || strings.Contains(said, "niets anders") || !strings.Contains(said, "aanvullende afspraken (Bewaartermijn)") || !strings.Contains(said, "handtekeningvakken") {
		t.Error(said)
	}
	p.Approval = &review.Approval{By: "J. Jansen", Function: "jurist", Day: "2026-11-20"}
	if said := ProofSentences(l, p)[0]; !strings.Contains(said, "J. Jansen (jurist) op 20 november 2026 heeft goedgekeurd") {
		t.Error(said)
	}
}

// TestSpoken: each byte of a fingerprint has a word of its own, in every language.
func TestSpoken(t *testing.T) {
	e := engine(t)
	for _, lang := range e.Locales().Languages() {
		l := e.Locales().Locale(lang)
		words := map[string]bool{}
		for b := range 256 {
			words[Spoken(l, []byte{byte(b)})[0]] = true
		}
		if len(words) != 256 {
			t.Errorf("%s: %d words", lang, len(words))
		}
	}
	sum, _ := hex.DecodeString("00ff10")
	if got := Spoken(e.Locales().Locale("en"), sum); len(got) != 3 {
		t.Error(got)
	}
}
