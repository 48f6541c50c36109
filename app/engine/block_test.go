package engine

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
)

// TestBlock: what is shown before one signs is what stands in the file afterwards, to the byte.
func TestBlock(t *testing.T) {
	e := engine(t)
	now := time.Date(2026, 11, 22, 9, 30, 0, 0, time.FixedZone("", 3600))
	p := testpki.New("http://pki.example.com", now)
	who := p.Signer("Sander de Voorbeeld", testpki.Key("sander"))
	files := map[string][]byte{"foreign": foreign()}
	for _, lang := range []string{"nl", "en"} {
		made, problems, err := e.Make(context.Background(), Request{Document: Agreement, Dossier: e.Example("dossier"), Lang: lang, Date: today})
		if err != nil || made == nil {
			t.Fatal(err, problems)
		}
		files[lang] = made.Data
	}
	for name, drawing := range map[string]*sign.Drawing{
		"words":   nil,
		"strokes": {Path: "M10 60C20 -40 60 -40 60 40L120 20", Width: 220, Height: 100},
		"picture": {PNG: picture(t)},
	} {
		for place, file := range files {
			for _, party := range []string{Processor, Controller, ""} {
				for _, level := range []sign.Level{sign.BB, sign.BT} {
					s := Signing{
						Party: party, Mandate: party == Controller, Level: level, Reason: "Akkoord", Drawing: drawing,
						Services: sign.Services{Time: now, Rand: rand.Reader, Timestamp: p.Timestamp, Fetch: p.Fetch},
					}
					b, err := e.Block(t.Context(), file, HolderOf(who.Certificate), s)
					if err != nil {
						t.Fatal(place, party, name, err)
					}
					s.Identity = &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()}
					signed, err := e.Sign(context.Background(), file, s)
					if err != nil || signed.Why != nil {
						t.Fatal(place, party, name, err, signed.Why)
					}
					if !bytes.Equal(shown(t, b.File), drawn(t, signed.File)) {
						t.Errorf("%s, %q, %s, %v: the block is not the one that was shown", place, party, name, level)
					}
					if b.Width < 200 || b.Height < 80 || b.Words[0] != "Sander de Voorbeeld" || !slices.ContainsFunc(b.Words, func(l string) bool { return strings.Contains(l, "Akkoord") }) {
						t.Errorf("%s, %q: a block of %g by %g that says %q", place, party, b.Width, b.Height, b.Words)
					}
				}
			}
		}
	}
}

// TestNoBlock: there is nothing to see of a field that has no size, and what stands in the way of a signature is said before it is put.
func TestNoBlock(t *testing.T) {
	e := engine(t)
	now := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	who := testpki.New("http://pki.example.com", now).Signer("J. Jansen", testpki.Key("jansen"))
	s := Signing{
		Identity: &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()}, Party: Controller,
		Services: sign.Services{Time: now, Rand: rand.Reader},
	}
	h := HolderOf(who.Certificate)
	once, err := e.Sign(context.Background(), foreign(), Signing{Identity: s.Identity, Services: s.Services})
	if err != nil {
		t.Fatal(err)
	}
	if b, err := e.Block(t.Context(), once.File, h, s); err != nil || b.File != nil || b.Words != nil {
		t.Errorf("a field that is not seen shows %q: %v", b.Words, err)
	}
	both, err := e.Sign(context.Background(), foreign(), s)
	if err != nil {
		t.Fatal(err)
	}
	for want, err := range map[string]error{
		"field-signed": second(e.Block(t.Context(), both.File, h, s)),
		"no-glyph":     second(e.Block(t.Context(), foreign(), Holder{Name: "山田"}, s)),
		"drawing":      second(e.Block(t.Context(), foreign(), h, Signing{Drawing: &sign.Drawing{Path: "A"}, Services: s.Services})),
		"not-pdf":      second(e.Block(t.Context(), []byte("{}"), h, s)),
	} {
		if refused, ok := errors.AsType[*sign.Error](err); !ok || refused.Code != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func second[T any](_ T, err error) error { return err }

// foreign is a page that was not made for signatures.
func foreign() []byte {
	var b cos.Builder
	pages := b.Add(nil)
	page := b.Add(cos.Dict{
		"Type": cos.Name("Page"), "Parent": pages, "Resources": cos.Dict{}, "MediaBox": cos.Array{int64(0), int64(0), int64(595), int64(842)},
	})
	b.Set(pages, cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{page}, "Count": int64(1)})
	return b.Plain(b.Add(cos.Dict{"Type": cos.Name("Catalog"), "Pages": pages}))
}

func picture(t *testing.T) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 90, 24))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// shown is what the page of a view shows.
func shown(t *testing.T, file []byte) []byte {
	f, err := cos.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	page := f.Dict(f.Array(f.Dict(f.Dict(f.Trailer["Root"])["Pages"])["Kids"])[0])
	look := f.Resolve(f.Dict(f.Dict(page["Resources"])["XObject"])["Look"]).(*cos.Stream)
	if content, err := f.StreamData(f.Resolve(page["Contents"]).(*cos.Stream)); err != nil || string(content) != "/Look Do" {
		t.Errorf("the page is %q: %v", content, err)
	}
	box, _ := unfold(f, page["MediaBox"]).(cos.Array)
	if !bytes.Equal(cos.Append(nil, box), cos.Append(nil, look.Dict["BBox"])) {
		t.Errorf("a page of %v for %v", box, look.Dict["BBox"])
	}
	return cos.Append(nil, unfold(f, look))
}

// drawn is what the signed field of a file shows.
func drawn(t *testing.T, file []byte) []byte {
	f, err := cos.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, number := range f.Numbers() {
		if d := f.Dict(cos.Ref{Number: number}); d["FT"] == cos.Name("Sig") && d["V"] != nil {
			return cos.Append(nil, unfold(f, f.Dict(d["AP"])["N"]))
		}
	}
	t.Fatal("nothing is signed")
	return nil
}

// unfold is an object with everything that it refers to in its place.
func unfold(f *cos.File, o cos.Object) cos.Object {
	switch o := f.Resolve(o).(type) {
	case cos.Array:
		out := cos.Array{}
		for _, e := range o {
			out = append(out, unfold(f, e))
		}
		return out
	case cos.Dict:
		out := cos.Dict{}
		for key, e := range o {
			out[key] = unfold(f, e)
		}
		return out
	case *cos.Stream:
		return cos.Array{unfold(f, o.Dict), cos.String(o.Data)}
	default:
		return o
	}
}

// TestMandate: who signed for one party signs for the other only by saying that it is by mandate, which stands in the block.
func TestMandate(t *testing.T) {
	e := engine(t)
	now := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	who := testpki.New("http://pki.example.com", now).Signer("J. Jansen", testpki.Key("jansen"))
	s := Signing{
		Identity: &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()}, Party: Processor,
		Services: sign.Services{Time: now, Rand: rand.Reader},
	}
	half, err := e.Sign(context.Background(), foreign(), s)
	if err != nil {
		t.Fatal(err)
	}
	s.Party = Controller
	if _, err := e.Sign(context.Background(), half.File, s); err == nil || err.(*sign.Error).Code != "mandate" {
		t.Errorf("for the other party: %v", err)
	}
	s.Mandate = true
	both, err := e.Sign(context.Background(), half.File, s)
	if err != nil {
		t.Fatal(err)
	}
	for file, want := range map[*[]byte]bool{&half.File: true, &both.File: false} {
		s.Mandate = false // what has to be said is shown before it is said
		b, err := e.Block(context.Background(), *file, HolderOf(who.Certificate), s)
		if want != (err == nil && slices.ContainsFunc(b.Words, func(l string) bool { return strings.Contains(l, "mandaat") })) {
			t.Errorf("the block says %q: %v", b.Words, err)
		}
	}
	// Who signs for one party alone says nothing of a mandate.
	alone := s
	alone.Party, alone.Mandate = Processor, false
	if b, err := e.Block(context.Background(), foreign(), HolderOf(who.Certificate), alone); err != nil || strings.Contains(strings.Join(b.Words, " "), "mandaat") {
		t.Errorf("the block says %q: %v", b.Words, err)
	}
}

// TestMandateOfProcessor: whoever is of the processor signs for the controller by mandate alone, and whoever is of the controller does not.
func TestMandateOfProcessor(t *testing.T) {
	e := engine(t)
	made := agreement(t, e, e.Example("dossier")).Data
	jex, _ := e.Party(context.Background(), made, Processor)
	client, organisation := e.Party(context.Background(), made, Controller)
	for _, c := range []struct {
		of   Holder
		want bool
	}{
		{Holder{Name: "M. Visser", Organisation: "JEX"}, true},
		{Holder{Name: "M. Visser", Organisation: "jex works b.v."}, true},
		{Holder{Name: jex.Name}, true},
		{Holder{Name: jex.Name, Organisation: "Een kantoor"}, true},
		{Holder{Name: client.Name, Organisation: organisation}, false},
		{Holder{Name: client.Name}, false},
		{Holder{Name: jex.Name, Organisation: organisation}, false},
		{Holder{Name: "M. Visser", Organisation: "JEXpress"}, false},
	} {
		if got := e.ByMandate(context.Background(), made, c.of, Controller); got != c.want {
			t.Errorf("%+v for the controller: %v", c.of, got)
		}
		if e.ByMandate(context.Background(), made, c.of, Processor) {
			t.Errorf("%+v for the processor", c.of)
		}
	}
}
