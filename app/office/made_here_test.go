package office

import (
	"testing"
	"time"

	"verwoord/app/engine"
	"verwoord/app/pdf/cos"
	"verwoord/app/review"
	"verwoord/app/store"
)

// byOther is a document as another version of the program sets it: the same words, and other bytes.
func byOther(t *testing.T, file []byte) []byte {
	t.Helper()
	f, err := cos.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	var b cos.Builder
	for _, n := range f.Numbers() {
		b.Add(f.Get(cos.Ref{Number: n}))
	}
	return b.Plain(f.Trailer["Root"].(cos.Ref))
}

// TestMadeHere: a document that another version of the program made here is known by the digest that was kept then; one that came from elsewhere
// is not.
func TestMadeHere(t *testing.T) {
	o, _ := newOffice(t, &store.Memory{})
	ctx := t.Context()
	open, err := o.NewClient(ctx, o.act(t), true)
	if err != nil {
		t.Fatal(err)
	}
	made, err := o.Make(ctx, o.act(t), open.ID, Request{Document: engine.Agreement})
	if err != nil || made.Document == nil {
		t.Fatal(err, made.Problems)
	}
	d, err := o.document(ctx, made.Document.ID)
	if err != nil {
		t.Fatal(err)
	}
	older := byOther(t, d.Data)
	verdict := func(file []byte) review.Proof {
		t.Helper()
		r, err := o.Verify(ctx, file, time.Time.String)
		if err != nil {
			t.Fatal(err)
		}
		return r.Proof
	}
	if p := verdict(older); p.Verdict != review.SameWords || p.Mark == "good" {
		t.Errorf("from elsewhere: %s", p.Verdict)
	}
	kept, err := o.keepDocument(ctx, o.act(t), open.ID, d.meta, older)
	if err != nil {
		t.Fatal(err)
	}
	if p := verdict(older); p.Verdict != review.Kept || p.Mark != "good" || p.Made != "2026-11-22" {
		t.Errorf("made here: %+v", p)
	}
	identity, err := o.NewIdentity(ctx, o.act(t), Subject{Name: "Sander de Voorbeeld", Country: "NL"}, "appelboom")
	if err != nil {
		t.Fatal(err)
	}
	signed, err := o.Sign(ctx, o.act(t), SignRequest{Document: kept.ID, Identity: identity.ID, Password: "appelboom", Party: engine.Processor}, time.Time.String)
	if err != nil || signed.Report.Proof.Verdict != review.Kept || signed.Report.Headline.Mark != "good" {
		t.Errorf("made here and signed: %v %+v", err, signed.Report)
	}
	// What was changed since is not what was made here, and what somebody else signed and sent is not either.
	if p := verdict(byOther(t, older)); p.Mark == "good" && string(byOther(t, older)) != string(older) {
		t.Errorf("written once more: %s", p.Verdict)
	}
	file, err := o.Document(ctx, signed.Document.ID)
	if err != nil {
		t.Fatal(err)
	}
	f, err := cos.Open(file.Data)
	if err != nil {
		t.Fatal(err)
	}
	u, err := f.Update()
	if err != nil {
		t.Fatal(err)
	}
	root := f.Trailer["Root"].(cos.Ref)
	catalog := u.Dict(root)
	catalog["PageMode"] = cos.Name("FullScreen")
	u.Set(root, catalog)
	changed, err := u.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	if p := verdict(changed); p.Mark == "good" {
		t.Errorf("made here and changed: %s", p.Verdict)
	}
}
