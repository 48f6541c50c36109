package engine

import (
	"context"
	"crypto/rand"
	"maps"
	"slices"
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign"
	"verwoord/app/sign/cms"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

// attacker has an agreement that JEX signed, and is the client: both certificates are known to who checks the file.
type attacker struct {
	t      *testing.T
	e      *Engine
	jex    *testpki.Entity
	client *testpki.Entity
	half   []byte
}

func (a attacker) known() verify.Options {
	return verify.Options{Now: now, Known: []verify.Known{
		{Fingerprint: verify.Fingerprint(a.jex.Certificate), Field: Processor}, {Fingerprint: verify.Fingerprint(a.client.Certificate), Field: Controller},
	}}
}

// dict makes a change of a dictionary that a revision appends.
func dict(ref func(f *cos.File) cos.Ref, d cos.Dict) func(u *cos.Update, f *cos.File) {
	return func(u *cos.Update, f *cos.File) {
		at := ref(f)
		old := maps.Clone(u.Dict(at))
		maps.Copy(old, d)
		u.Set(at, old)
	}
}

func catalog(f *cos.File) cos.Ref { return f.Trailer["Root"].(cos.Ref) }

func secondPage(f *cos.File) cos.Ref { return form.Pages(f)[1] }

// inForm makes a change of the form, which stands in the catalog.
func inForm(d cos.Dict) func(u *cos.Update, f *cos.File) {
	return func(u *cos.Update, f *cos.File) {
		root := maps.Clone(u.Dict(catalog(f)))
		fields := maps.Clone(f.Dict(root["AcroForm"]))
		maps.Copy(fields, d)
		root["AcroForm"] = fields
		u.Set(catalog(f), root)
	}
}

func field(name string) func(f *cos.File) cos.Ref {
	return func(f *cos.File) cos.Ref { return form.Read(f).Named(name).Ref }
}

// note puts an annotation on the second page.
func note(d cos.Dict) func(u *cos.Update, f *cos.File) {
	return func(u *cos.Update, f *cos.File) {
		a := cos.Dict{"Type": cos.Name("Annot"), "Rect": cos.Array{int64(60), int64(60), int64(500), int64(700)}, "F": int64(4)}
		maps.Copy(a, d)
		page := maps.Clone(u.Dict(secondPage(f)))
		page["Annots"] = append(slices.Clone(f.Array(page["Annots"])), u.Add(a))
		u.Set(secondPage(f), page)
	}
}

// Each changes what one sees of a signed agreement, hears of it, or takes it for, in a way of its own.
var ways = map[string]func(u *cos.Update, f *cos.File){
	"shown as a portfolio":               dict(catalog, cos.Dict{"Collection": cos.Dict{"View": cos.Name("T")}}),
	"shown by a form in XML":             dict(catalog, cos.Dict{"NeedsRendering": true}),
	"that asks for what none has":        dict(catalog, cos.Dict{"Requirements": cos.Array{cos.Dict{"S": cos.Name("EnableJavaScripts")}}}),
	"that opens at another page":         dict(catalog, cos.Dict{"OpenAction": cos.Array{int64(3), cos.Name("Fit")}}),
	"read out in another language":       dict(catalog, cos.Dict{"Lang": cos.String("en")}),
	"with other numbers of pages":        dict(catalog, cos.Dict{"PageLabels": cos.Dict{"Nums": cos.Array{int64(0), cos.Dict{"St": int64(7)}}}}),
	"with a table of contents":           dict(catalog, cos.Dict{"Outlines": cos.Dict{"Count": int64(1)}}),
	"in a layer":                         dict(catalog, cos.Dict{"OCProperties": cos.Dict{"OCGs": cos.Array{}, "D": cos.Dict{"BaseState": cos.Name("OFF")}}}),
	"without what is inside":             dict(catalog, cos.Dict{"AF": nil}),
	"with other colours":                 dict(catalog, cos.Dict{"OutputIntents": cos.Array{}}),
	"under another threshold":            dict(catalog, cos.Dict{"Perms": cos.Dict{"UR3": cos.Dict{}}}),
	"on larger paper":                    dict(secondPage, cos.Dict{"UserUnit": int64(10)}),
	"that turns its page by itself":      dict(secondPage, cos.Dict{"Dur": int64(1), "Trans": cos.Dict{"S": cos.Name("Replace")}}),
	"with another picture in small":      dict(secondPage, cos.Dict{"Thumb": cos.Dict{}}),
	"with a script on a page":            dict(secondPage, cos.Dict{"AA": cos.Dict{"O": cos.Dict{"S": cos.Name("JavaScript"), "JS": cos.String("x()")}}}),
	"in a page that is seen through":     dict(secondPage, cos.Dict{"Group": cos.Dict{"S": cos.Name("Transparency"), "K": true}}),
	"with no content":                    dict(secondPage, cos.Dict{"Contents": nil}),
	"with other letters":                 dict(secondPage, cos.Dict{"Resources": cos.Dict{"Font": cos.Dict{}}}),
	"with another page in its place":     func(u *cos.Update, f *cos.File) { u.Set(secondPage(f), u.Dict(form.Pages(f)[0])) },
	"with its pages turned round":        func(u *cos.Update, f *cos.File) { turnRound(u, f) },
	"with a stamp":                       note(cos.Dict{"Subtype": cos.Name("Stamp")}),
	"with words struck out":              note(cos.Dict{"Subtype": cos.Name("StrikeOut")}),
	"with a redaction":                   note(cos.Dict{"Subtype": cos.Name("Redact"), "IC": cos.Array{int64(1)}}),
	"with a watermark":                   note(cos.Dict{"Subtype": cos.Name("Watermark")}),
	"with a file on it":                  note(cos.Dict{"Subtype": cos.Name("FileAttachment")}),
	"with a link over all of it":         note(cos.Dict{"Subtype": cos.Name("Link"), "A": cos.Dict{"S": cos.Name("URI"), "URI": cos.String("https://example.com")}}),
	"with a note that is hidden":         note(cos.Dict{"Subtype": cos.Name("FreeText"), "F": int64(2)}),
	"in a field of the other party":      dict(field(Controller), cos.Dict{"T": cos.String("processor2")}),
	"with a larger place to sign":        dict(field(Controller), cos.Dict{"Rect": cos.Array{int64(0), int64(0), int64(595), int64(842)}}),
	"with a script at the place to sign": dict(field(Controller), cos.Dict{"AA": cos.Dict{"E": cos.Dict{"S": cos.Name("JavaScript"), "JS": cos.String("x()")}}}),
	"with another look of JEX's block":   dict(field(Processor), cos.Dict{"AP": cos.Dict{}}),
	"with JEX's block locked otherwise":  dict(field(Processor), cos.Dict{"F": int64(2)}),
	"read out otherwise":                 func(u *cos.Update, f *cos.File) { readOtherwise(u, f) },
	"with other words of the form":       inForm(cos.Dict{"DA": cos.String("/X 0 Tf 1 g"), "Q": int64(2)}),
	"that calculates":                    inForm(cos.Dict{"CO": cos.Array{int64(1)}}),
	"drawn anew":                         inForm(cos.Dict{"NeedAppearances": true}),
}

func turnRound(u *cos.Update, f *cos.File) {
	pages := f.Dict(catalog(f))["Pages"].(cos.Ref)
	d := maps.Clone(f.Dict(pages))
	kids := slices.Clone(f.Array(d["Kids"]))
	slices.Reverse(kids)
	d["Kids"] = kids
	u.Set(pages, d)
}

// readOtherwise gives an element of the structure other words for who does not see the page.
func readOtherwise(u *cos.Update, f *cos.File) {
	for _, n := range f.Numbers() {
		ref := cos.Ref{Number: n}
		if d := f.Dict(ref); d["S"] == cos.Name("P") && d["K"] != nil {
			d = maps.Clone(d)
			d["ActualText"] = cos.String("something else")
			u.Set(ref, d)
			return
		}
	}
}

// TestWays: none of these ends in green or lets a program go on, neither when it is appended, nor when the client signs over it whose certificate
// is known, nor when it was so before anyone signed.
func TestWays(t *testing.T) {
	e := engine(t)
	p := testpki.New("http://pki.example.com", now)
	a := attacker{t: t, e: e, jex: p.Signer("Sander de Voorbeeld", testpki.Key("jex")), client: p.Signer("Marijke van der Linde", testpki.Key("client"))}
	made := agreement(t, e, e.Example("dossier")).Data
	a.half = signedBy(t, e, a.jex, made, Processor)
	if j := a.judge(a.half); j.Headline.Mark != verify.Good || !j.Holds(true) {
		t.Fatalf("before: %+v", j.Headline)
	}
	if j := a.judge(a.signBlindly(a.half)); j.Headline.Mark != verify.Good || !j.Holds(true) {
		t.Fatalf("signed by both, the one blindly: %+v", j.Headline)
	}
	if j := a.judge(signedBy(t, e, a.client, a.half, Controller)); j.Headline.Mark != verify.Good || !j.Holds(true) {
		t.Fatalf("signed by both: %+v", j.Headline)
	}
	tried, refused := 0, map[string]int{}
	for name, change := range ways {
		t.Run(name, func(t *testing.T) {
			files := map[string][]byte{"appended": revised(t, a.half, change)}
			if signed, err := a.sign(files["appended"]); err == nil {
				files["and signed"] = signed
			} else {
				refused["and signed"]++
			}
			files["and signed by a program that looks at nothing"] = a.signBlindly(files["appended"])
			before := revised(t, made, change)
			if signed, err := e.Sign(context.Background(), before, Signing{
				Identity: &sign.Identity{Key: a.jex.Key, Certificate: a.jex.Certificate, Chain: a.jex.Chain()}, Party: Processor,
				Services: sign.Services{Time: now, Rand: rand.Reader},
			}); err == nil {
				files["before anyone signed"] = signed.File
			} else {
				refused["before anyone signed"]++
			}
			tried += len(files)
			for when, file := range files {
				if j := a.judge(file); j.Headline.Mark == verify.Good || j.Holds(false) {
					t.Errorf("%s: %+v, integrity %v, text %s", when, j.Headline, j.Integrity, j.Text.Verdict)
				}
			}
		})
	}
	// What the signer refuses never comes to be, and shows nothing of the verifier: the file that was signed all the same does.
	t.Logf("%d ways: %d files judged; our signer refuses to sign %d that were changed after a signature and %d that were changed before", len(ways), tried,
		refused["and signed"], refused["before anyone signed"])
	if tried != 3*len(ways) || refused["and signed"] != len(ways) || refused["before anyone signed"] > 0 {
		t.Errorf("%d ways, %d files, refused %v", len(ways), tried, refused)
	}
}

// signBlindly signs as the client, in the client's field, whatever the file is.
func (a attacker) signBlindly(file []byte) []byte {
	a.t.Helper()
	var value cos.Ref
	f, err := cos.Open(file)
	if err != nil {
		a.t.Fatal(err)
	}
	u, err := f.Update()
	if err != nil {
		a.t.Fatal(err)
	}
	value = u.Add(form.Hole(cos.Dict{"Type": cos.Name("Sig"), "Filter": cos.Name("Adobe.PPKLite"), "SubFilter": cos.Name("ETSI.CAdES.detached")}, 8192))
	at := cos.Ref{}
	for _, field := range form.Read(f).Fields {
		if field.Signs() && field.Value == nil {
			at = field.Ref
		}
	}
	d := u.Dict(at)
	d["V"] = value
	u.Set(at, d)
	slot, err := form.NewSlot(u, value)
	if err != nil {
		a.t.Fatal(err)
	}
	signer := cms.Signer{Key: a.client.Key, Certificate: a.client.Certificate, Chain: a.client.Chain()}
	h := signer.Digest().New()
	before, behind := slot.Covered()
	h.Write(before)
	h.Write(behind)
	built, err := signer.Sign(h.Sum(nil))
	if err != nil {
		a.t.Fatal(err)
	}
	der, err := built.Bytes()
	if err != nil {
		a.t.Fatal(err)
	}
	out, err := slot.Fill(der)
	if err != nil {
		a.t.Fatal(err)
	}
	return out
}

func (a attacker) judge(file []byte) *Judgement {
	a.t.Helper()
	j, err := a.e.Judge(context.Background(), file, a.known(), true, Here{})
	if err != nil {
		a.t.Fatal(err)
	}
	return j
}

// sign signs as the client; that may be refused, which ends the attack.
func (a attacker) sign(file []byte) ([]byte, error) {
	r, err := a.e.Sign(context.Background(), file, Signing{
		Identity: &sign.Identity{Key: a.client.Key, Certificate: a.client.Certificate, Chain: a.client.Chain()}, Party: Controller,
		Services: sign.Services{Time: now, Rand: rand.Reader},
	})
	return r.File, err
}
