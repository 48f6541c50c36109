package desk_test

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"verwoord/app/desk"
	"verwoord/app/pdf/cos"
)

// Who signs sees the block beforehand, without giving a password: what is drawn then is in the file that is signed.
func TestBlock(t *testing.T) {
	d, m := started(t)
	o := good(d.NewClient(true))(t)
	made := good(d.Make(o.ID, desk.Request{Document: "agreement"}))(t)
	id := good(d.NewIdentity(desk.NewIdentity{Name: "Sander de Voorbeeld", Organisation: "JEX", Country: "NL", Password: "geheim genoeg"}))(t)
	stroke := []desk.Stroke{{X: 1, Y: 2}, {X: 50, Y: 30}, {X: 60, Y: 10}}
	now := m.now
	for _, c := range []struct {
		request desk.SignRequest
		words   string
	}{
		{desk.SignRequest{Party: "processor", Reason: "Akkoord met deze versie"}, "Reden: Akkoord met deze versie"},
		{desk.SignRequest{Party: "controller", Place: "Rotterdam", Mandate: true}, "bij mandaat, namens Zorggroep De Linde B.V."},
		{desk.SignRequest{Party: "processor", Level: "B-T", Drawing: desk.Drawing{Width: 100, Height: 40, Strokes: [][]desk.Stroke{stroke, stroke[:1]}}}, "directeur"},
	} {
		r := c.request
		r.Document, r.Identity = made.Document.ID, id.ID
		m.now = now
		b := good(d.Block(r))(t)
		if b.Words[0] != "Sander de Voorbeeld" || !slices.ContainsFunc(b.Words, func(l string) bool { return strings.Contains(l, c.words) }) {
			t.Errorf("the block says %q, not %q", b.Words, c.words)
		}
		r.Password = "geheim genoeg"
		m.now = now
		signed := good(d.Sign(r))(t)
		if !bytes.Contains(decode(t, good(d.Document(signed.Document.ID))(t)), content(t, b)) {
			t.Errorf("%s: the file that is signed has another block", c.words)
		}
		r.Document = signed.Document.ID
		_, err := d.Block(r)
		refused(t, err, "sign.field-signed")
	}
	_, err := d.Block(desk.SignRequest{Document: made.Document.ID})
	refused(t, err, "store.not-found")
	_, err = d.Block(desk.SignRequest{Document: made.Document.ID, Identity: id.ID, Level: "B-X"})
	refused(t, err, "no-level")
}

// A line goes smoothly through where the pen was seen, a dot is a line of no length, and what lies beside the field is not shown.
func TestStrokes(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	made := good(d.Make(o.ID, desk.Request{Document: "agreement"}))(t)
	id := good(d.NewIdentity(desk.NewIdentity{Name: "Sander de Voorbeeld", Country: "NL", Password: "geheim genoeg"}))(t)
	b := good(d.Block(desk.SignRequest{Document: made.Document.ID, Identity: id.ID, Party: "processor", Drawing: desk.Drawing{
		Width: 100, Height: 40, Strokes: [][]desk.Stroke{{{X: 0, Y: 0}, {X: 30, Y: 30}, {X: 60, Y: 0}}, {{X: 9, Y: 9}}},
	}}))(t)
	f, s := look(t, b)
	var path []string
	err := f.Instructions(good(f.StreamData(s))(t), func(operator string, operands []cos.Object) error {
		if strings.Contains("re W m c l S", operator) {
			path = append(path, strings.Trim(string(cos.Append(nil, cos.Array(operands))), "[]")+" "+operator)
		}
		return nil
	})
	want := "0 0 100 40 re|W|0 0 m|5 5 20 30 30 30 c|40 30 55 5 60 0 c|9 9 m|9 9 l|S"
	if got := strings.ReplaceAll(strings.Join(path, "|"), "| ", "|"); err != nil || got != want {
		t.Errorf("%s, want %s: %v", got, want, err)
	}
}

// content is the stream that draws a block.
func content(t *testing.T, b desk.Block) []byte {
	t.Helper()
	_, s := look(t, b)
	return s.Data
}

// look finds the form that draws a block.
func look(t *testing.T, b desk.Block) (*cos.File, *cos.Stream) {
	t.Helper()
	f := good(cos.Open(good(base64.StdEncoding.DecodeString(b.PDF))(t)))(t)
	for _, number := range f.Numbers() {
		if s, ok := f.Get(cos.Ref{Number: number}).(*cos.Stream); ok && s.Dict["Subtype"] == cos.Name("Form") {
			return f, s
		}
	}
	t.Fatal("nothing is drawn")
	return nil, nil
}
