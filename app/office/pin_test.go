package office

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"verwoord/app/engine"
	"verwoord/app/sign/verify"
	"verwoord/app/store"
)

// parties are an office with two clients, each with an agreement that JEX signed, and elsewhere one who signs them for the client.
type parties struct {
	t       *testing.T
	o, they *Office
	clients [2]string
	half    [2]Document
	theirs  Identity
	clocks  [2]*clock
}

// later lets a second pass: what is newest is told by the moment.
func (p *parties) later() {
	for _, c := range p.clocks {
		c.now = c.now.Add(time.Second)
	}
}

const theirPassword = "perenboom"

func newParties(t *testing.T) *parties {
	t.Helper()
	p := &parties{t: t}
	p.o, p.clocks[0] = newOffice(t, &store.Memory{})
	p.they, p.clocks[1] = newOffice(t, &store.Memory{})
	p.they.world.Rand = bytes.NewReader(slices.Repeat([]byte{7, 1, 9, 3, 5, 8, 2}, 100_000)) // other keys than here
	jex := p.identity(p.o, "Sander de Voorbeeld")
	p.theirs = p.identity(p.they, "Marijke van der Linde")
	for i := range p.clients {
		open, err := p.o.NewClient(t.Context(), p.o.act(t), true)
		if err != nil {
			t.Fatal(err)
		}
		p.clients[i] = open.ID
		p.later()
		made, err := p.o.Make(t.Context(), p.o.act(t), open.ID, Request{Document: engine.Agreement})
		if err != nil || made.Document == nil {
			t.Fatal(err, made.Problems)
		}
		p.half[i] = p.sign(p.o, made.Document.ID, jex.ID, engine.Processor)
	}
	return p
}

func (p *parties) identity(o *Office, name string) Identity {
	p.t.Helper()
	id, err := o.NewIdentity(p.t.Context(), o.act(p.t), Subject{Name: name, Country: "NL"}, theirPassword)
	if err != nil {
		p.t.Fatal(err)
	}
	return id
}

func (p *parties) sign(o *Office, document, identity, party string) Document {
	p.t.Helper()
	p.later()
	r := SignRequest{Document: document, Identity: identity, Password: theirPassword, Party: party, Mandate: party == engine.Controller}
	signed, err := o.Sign(p.t.Context(), o.act(p.t), r, time.Time.String)
	if err != nil {
		p.t.Fatal(err)
	}
	return signed.Document
}

// back is the agreement of a client as it comes back, signed by them.
func (p *parties) back(i int) File {
	p.t.Helper()
	file, err := p.o.Document(p.t.Context(), p.half[i].ID)
	if err != nil {
		p.t.Fatal(err)
	}
	m, err := p.they.ContinueFrom(p.t.Context(), p.they.act(p.t), file, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	kept, err := p.they.Documents(p.t.Context(), m.Client)
	if err != nil {
		p.t.Fatal(err)
	}
	signed := p.sign(p.they, kept[0].ID, p.theirs.ID, engine.Controller)
	out, err := p.they.Document(p.t.Context(), signed.ID)
	if err != nil {
		p.t.Fatal(err)
	}
	p.later()
	if _, err := p.o.ContinueFrom(p.t.Context(), p.o.act(p.t), out, nil); err != nil {
		p.t.Fatal(err)
	}
	return out
}

func (p *parties) state(i int) string {
	p.t.Helper()
	open, err := p.o.Open(p.t.Context(), p.clients[i])
	if err != nil {
		p.t.Fatal(err)
	}
	return open.State
}

func (p *parties) verify(f File) *Report {
	p.t.Helper()
	r, err := p.o.Verify(p.t.Context(), f.Data, time.Time.String)
	if err != nil {
		p.t.Fatal(err)
	}
	return r
}

// TestPinOfOneClient: a certificate that was compared counts for the client that it was compared for, in its field, and for nobody else.
func TestPinOfOneClient(t *testing.T) {
	p := newParties(t)
	first, second := p.back(0), p.back(1)
	if p.state(0) != StateHalf || p.state(1) != StateHalf {
		t.Fatalf("before anyone is known: %s, %s", p.state(0), p.state(1))
	}
	s := p.verify(first).Signatures[1]
	pin, err := p.o.Pin(t.Context(), p.o.act(t), p.clients[0], s.Signer.Certificate)
	if err != nil || pin.Mandate || pin.Fingerprint != s.Signer.Fingerprint {
		t.Fatal(err, pin)
	}
	if p.state(0) != StateSigned || p.state(1) != StateHalf {
		t.Errorf("after the first is known: %s, %s", p.state(0), p.state(1))
	}
	if r := p.verify(first); r.Headline.Mark != "good" {
		t.Errorf("of the first: %+v", r.Headline)
	}
	if r := p.verify(second); r.Headline.Mark == "good" || r.Signatures[1].Identity != verify.Claimed {
		t.Errorf("of the second: %+v", r.Signatures[1])
	}
	// Twice is once, and without the certificate there is none.
	if again, err := p.o.Pin(t.Context(), p.o.act(t), p.clients[0], s.Signer.Certificate); err != nil || again.ID != pin.ID {
		t.Errorf("again: %v %v", again, err)
	}
	if _, err := p.o.Pin(t.Context(), p.o.act(t), p.clients[0], []byte("x")); err == nil {
		t.Error("a certificate that is none is taken")
	}
	if _, err := p.o.Pin(t.Context(), p.o.act(t), "nobody", s.Signer.Certificate); err == nil {
		t.Error("a client who is not there has a certificate")
	}
	// An office that begins now knows the same as one that followed.
	if fresh := New(p.o.engine, p.o.store, p.o.world); !slices.Equal(stateOfEach(t, fresh), stateOfEach(t, p.o)) {
		t.Errorf("followed %v, and anew %v", stateOfEach(t, p.o), stateOfEach(t, fresh))
	}
	// As that of a colleague it counts in JEX's field alone: in the client's it is JEX that signs.
	if err := p.o.Unpin(t.Context(), p.o.act(t), pin.ID); err != nil || p.state(0) != StateHalf {
		t.Errorf("after it is known no more: %v %s", err, p.state(0))
	}
	if _, err := p.o.Pin(t.Context(), p.o.act(t), "", s.Signer.Certificate); err != nil {
		t.Fatal(err)
	}
	if r := p.verify(first); r.Signatures[1].Identity != verify.Mandate || p.state(0) != StateHalf {
		t.Errorf("as that of a colleague: %+v, %s", r.Signatures[1], p.state(0))
	}
	if mandate, err := p.o.Pin(t.Context(), p.o.act(t), p.clients[0], s.Signer.Certificate); err != nil || !mandate.Mandate || p.state(0) != StateSigned || p.state(1) != StateHalf {
		t.Errorf("with a mandate of the first: %v %v, %s, %s", mandate, err, p.state(0), p.state(1))
	}
}

func stateOfEach(t *testing.T, o *Office) (out []string) {
	t.Helper()
	v, err := o.Overview(t.Context(), o.act(t), Look{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range v.Clients {
		out = append(out, c.ID+" "+c.State)
	}
	return out
}

// TestPinGoesWithClient: what is known of a client goes when the client goes.
func TestPinGoesWithClient(t *testing.T) {
	p := newParties(t)
	r := p.verify(p.back(0))
	if _, err := p.o.Pin(t.Context(), p.o.act(t), p.clients[0], r.Signatures[1].Signer.Certificate); err != nil {
		t.Fatal(err)
	}
	open, err := p.o.Open(t.Context(), p.clients[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := p.o.Remove(t.Context(), p.o.act(t), p.clients[0], open.Version); err != nil {
		t.Fatal(err)
	}
	if pins, err := p.o.Pins(t.Context(), p.clients[0]); err != nil || len(pins) != 0 {
		t.Errorf("it left %v %v", pins, err)
	}
}

// TestTold: what nobody should miss of a signature that holds is not among what a lawyer unfolds.
func TestTold(t *testing.T) {
	s := verify.Signature{OK: true, Signer: &verify.Party{Name: "M. Visser"}, Notes: []verify.Finding{
		{Code: verify.NoteOver, Page: 2, Detail: "controller"}, {Code: "other-known"}, {Code: "timestamp-broken"},
	}}
	report := verify.Report{Signatures: []verify.Signature{s}}
	var sentences []Said
	for _, one := range report.Sentences(time.Time.String) {
		if one.Signature == 1 {
			sentences = append(sentences, Said{one.Key, one.Args})
		}
	}
	out := signature(s, sentences)
	var got []string
	for _, said := range out.Told {
		got = append(got, said.Key)
	}
	if want := []string{"verify.finding.field-over-words", "verify.finding.other-known"}; !slices.Equal(got, want) {
		t.Errorf("told %q", got)
	}
	for _, said := range out.Notes {
		if slices.Contains(got, said.Key) {
			t.Errorf("said twice: %s", said.Key)
		}
	}
	if !slices.ContainsFunc(out.Notes, func(s Said) bool { return s.Key == "verify.finding.timestamp-broken" }) {
		t.Errorf("notes %v", out.Notes)
	}
}
