package engine

import (
	"bytes"
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"verwoord/app/doc"
	"verwoord/app/pdf/cos"
	"verwoord/app/review"
	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
)

// TestProofOfWhatIsShown: the approved text at the start of a file proves nothing when what follows shows another.
func TestProofOfWhatIsShown(t *testing.T) {
	e := engine(t)
	made := agreement(t, e, e.Example("dossier")).Data
	now := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	p := testpki.New("http://pki.example.com", now)
	who := p.Signer("J. Jansen", testpki.Key("jansen"))
	signing := Signing{
		Identity: &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()}, Party: Processor, Level: sign.BLTA,
		Services: sign.Services{Time: now, Rand: rand.Reader, Timestamp: p.Timestamp, Fetch: p.Fetch},
	}
	signed := func(file []byte) []byte {
		t.Helper()
		out, err := e.Sign(context.Background(), file, signing)
		if err != nil || out.Why != nil {
			t.Fatal(err, out.Why)
		}
		return out.File
	}
	// Another text in the place of the first that the pages show: that of an agreement with one letter changed.
	other := altered(t, e, func(tree *doc.Doc) { replace(t, tree, "voorafgaande instructie", "vooraflaande instructie") })
	reworded := revised(t, made, func(u *cos.Update, f *cos.File) {
		g, err := cos.Open(other)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range f.Numbers() {
			if was, is := f.Get(cos.Ref{Number: n}), g.Get(cos.Ref{Number: n}); !bytes.Equal(cos.Append(nil, was), cos.Append(nil, is)) {
				u.Set(cos.Ref{Number: n}, is)
			}
		}
	})
	turned := revised(t, made, func(u *cos.Update, f *cos.File) {
		page := f.Array(f.Dict(f.Dict(f.Trailer["Root"])["Pages"])["Kids"])[0].(cos.Ref)
		d := u.Dict(page)
		d["Rotate"] = int64(180)
		u.Set(page, d)
	})
	for _, c := range []struct {
		name    string
		file    []byte
		verdict review.Verdict
		clause  string
	}{
		{"as made", made, review.Proven, ""},
		{"signed", signed(made), review.Proven, ""},
		{"reworded", reworded, review.Altered, "duties.2"},
		{"reworded, then signed", signed(reworded), review.Altered, "duties.2"},
		{"a page turned", turned, review.Appended, ""},
		{"a page turned, then signed", signed(turned), review.Appended, ""},
		{"a line behind the end", append(slices.Clone(made), "% more\n"...), review.Appended, ""},
	} {
		proof, err := e.Prove(context.Background(), c.file)
		if err != nil {
			t.Fatal(err)
		}
		var clauses []string
		for _, d := range proof.Differences {
			clauses = append(clauses, d.ID)
		}
		if proof.Verdict != c.verdict || strings.Join(clauses, " ") != c.clause {
			t.Errorf("%s: %s %v, want %s %s", c.name, proof.Verdict, clauses, c.verdict, c.clause)
		}
	}
}

func revised(t *testing.T, data []byte, change func(u *cos.Update, f *cos.File)) []byte {
	t.Helper()
	f, err := cos.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	u, err := f.Update()
	if err != nil {
		t.Fatal(err)
	}
	change(u, f)
	out, err := u.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return out
}
