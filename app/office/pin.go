package office

import (
	"cmp"
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"verwoord/app/engine"
	"verwoord/app/sign/verify"
	"verwoord/app/store"
)

// pinned is the kind of a record that says whose a certificate is, according to who compared its fingerprint.
const pinned store.Kind = "pin"

// Pin is a certificate that a person vouches for who compared its fingerprint with the one that it names, over another way than it came.
type Pin struct {
	engine.Holder
	ID          string
	Client      string // for which it signs; empty for a colleague, who signs for the processor
	Fingerprint string
	From, Until time.Time
	Mandate     bool // it is the processor's, and signs for the client by a mandate that was seen
	At          time.Time
	By          string // who compared it
}

// pinMeta is what is kept of a pin.
type pinMeta struct {
	engine.Holder
	Fingerprint string    `json:"fingerprint"`
	From        time.Time `json:"from"`
	Until       time.Time `json:"until"`
	Mandate     bool      `json:"mandate,omitempty"`
}

// party is whom a pin signs for.
func (p Pin) party() string {
	if p.Client == "" {
		return engine.Processor
	}
	return engine.Controller
}

func (p Pin) known() verify.Known { return verify.Known{Fingerprint: p.Fingerprint, Field: p.party()} }

func readPin(r store.Record) (Pin, error) {
	var m pinMeta
	err := json.Unmarshal(r.Head, &m)
	return Pin{
		Holder: m.Holder, ID: r.ID, Client: r.Client, Fingerprint: m.Fingerprint, From: m.From, Until: m.Until, Mandate: m.Mandate, At: r.At, By: r.Author,
	}, err
}

// Pins lists the certificates that are known of a client, or without one of colleagues, by name.
func (o *Office) Pins(ctx context.Context, client string) ([]Pin, error) {
	x, done, err := o.look(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	var list []Pin
	for _, p := range x.pins[client] {
		list = append(list, p)
	}
	slices.SortFunc(list, func(a, b Pin) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.ID, b.ID)) })
	return list, nil
}

// Pin has a certificate (DER) count for a client, or without one for a colleague: who asks for it has compared the fingerprint, or seen the
// mandate when the certificate is of the processor. The errors have the codes "no-certificate" and "store.not-found", of the client.
func (o *Office) Pin(ctx context.Context, by By, client string, certificate []byte) (Pin, error) {
	c, err := x509.ParseCertificate(certificate)
	if err != nil {
		return Pin{}, Refuse("no-certificate", "", "name", "")
	}
	if client != "" {
		if _, err := o.get(ctx, store.Dossier, client); err != nil {
			return Pin{}, err
		}
	}
	ours, err := o.ours(ctx)
	if err != nil {
		return Pin{}, err
	}
	m := pinMeta{Holder: engine.HolderOf(c), Fingerprint: verify.Fingerprint(c), From: c.NotBefore, Until: c.NotAfter}
	m.Mandate = client != "" && ours[m.Fingerprint]
	head, err := json.Marshal(m)
	if err != nil {
		return Pin{}, err
	}
	sum := sha256.Sum256([]byte(client + "\x00" + m.Fingerprint))
	ref := kept(pinned, "pin-"+hex.EncodeToString(sum[:16]))
	r, err := o.get(ctx, pinned, ref.ID)
	switch {
	case errors.Is(err, store.ErrNotFound):
		records, err := o.put(ctx, by, store.Change{Ref: ref, Client: client, Head: head})
		if err != nil {
			return Pin{}, err
		}
		r = records[0]
	case err != nil:
		return Pin{}, err
	}
	if client != "" {
		if err := o.readAgain(ctx, then(by), client); err != nil {
			return Pin{}, err
		}
	}
	o.tell(pinned, client, 0)
	return readPin(r)
}

// Unpin has a certificate count no more. What was established by it alone is open again.
func (o *Office) Unpin(ctx context.Context, by By, id string) error {
	r, err := o.get(ctx, pinned, id)
	if err != nil {
		return err
	}
	if _, err := o.put(ctx, by, store.Change{Ref: r.Ref, Base: r.Version, Client: r.Client, Deleted: true}); err != nil {
		return err
	}
	o.tell(pinned, r.Client, 0)
	return nil
}

// readAgain reads the signatures of a client's documents that were kept without the fingerprints of who signed.
func (o *Office) readAgain(ctx context.Context, by By, client string) error {
	records, _, err := o.list(ctx, store.Document, client)
	if err != nil {
		return err
	}
	for _, r := range records {
		var m documentMeta
		if err := json.Unmarshal(r.Head, &m); err != nil {
			return err
		}
		if !slices.ContainsFunc(m.signatories(), func(s Signatory) bool { return s.OK && s.Fingerprint == "" }) {
			continue
		}
		d, err := o.document(ctx, r.ID)
		if err != nil {
			return err
		}
		report, err := o.verify(ctx, client, d.Data, unsaid)
		if err != nil {
			return err
		}
		if m.Signatures, err = o.encodeSignatures(ctx, report); err != nil {
			return err
		}
		head, err := json.Marshal(m)
		if err != nil {
			return err
		}
		by = then(by)
		if _, err := o.put(ctx, by, store.Change{Ref: r.Ref, Base: r.Version, Client: client, Head: head, Data: d.Data}); err != nil {
			return err
		}
	}
	return nil
}
