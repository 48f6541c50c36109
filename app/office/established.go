package office

import (
	"context"
	"maps"

	"verwoord/app/engine"
	"verwoord/app/store"
)

// identify takes over what a record of an identity says.
func (x *index) identify(r store.Record) {
	maps.DeleteFunc(x.own, func(_, id string) bool { return id == r.ID })
	if r.Deleted {
		delete(x.identities, r.ID)
		return
	}
	x.identities[r.ID] = r
	if fingerprint := certificateOf(r); fingerprint != "" {
		x.own[fingerprint] = r.ID
	}
}

// pin takes over what a record of a pin says, and returns the client that it is about; nil when that is none.
func (x *index) pin(r store.Record) *row {
	for client, pins := range x.pins {
		if _, was := pins[r.ID]; was && r.Deleted {
			delete(pins, r.ID)
			return x.rows[client]
		}
	}
	p, err := readPin(r)
	if err != nil || r.Deleted {
		return x.rows[r.Client]
	}
	if x.pins[p.Client] == nil {
		x.pins[p.Client] = map[string]Pin{}
	}
	x.pins[p.Client][p.ID] = p
	return x.rows[p.Client]
}

// establishes tells whether a record that is of no client may change who is known to have signed.
func (x *index) establishes(r store.Record) bool {
	return r.Kind == store.Identity || r.Kind == pinned
}

// settleAll puts every client where it belongs that has something signed.
func (o *Office) settleAll(x *index) {
	x.agenda, x.orders = agenda{}, nil // they are made anew at the next look, which costs less than to move nearly all that is in them
	for _, r := range x.rows {
		for _, d := range r.documents {
			if len(d.signatures) > 0 {
				o.settle(x, r)
				break
			}
		}
	}
}

// establish says of each signature on a client's documents whether it is known who made it: by a trusted issuer or an own identity at the time
// at which it was kept, or by a certificate that is known here now.
func (x *index) establish(r *row) {
	for i := range r.documents {
		d := &r.documents[i]
		if len(d.signatures) == 0 {
			continue
		}
		d.signatures = d.meta.signatories() // those of before may be in other hands
		for j, s := range d.signatures {
			d.signatures[j].Established = s.Established || s.OK && x.vouches(r.id, s)
		}
	}
}

// vouches tells whether the certificate of a signature is known for the party that it is of.
func (x *index) vouches(client string, s Signatory) bool {
	if s.Fingerprint == "" {
		return s.Party == engine.Processor // it was kept as good only when it was known who signed
	}
	of := client
	switch s.Party {
	case engine.Processor, "": // in a field of no party, such as that of legal, it is one of the house
		if x.own[s.Fingerprint] != "" {
			return true
		}
		of = ""
	case engine.Controller:
	default:
		return false
	}
	for _, p := range x.pins[of] {
		if p.Fingerprint == s.Fingerprint {
			return true
		}
	}
	return false
}

// here is what is known of texts here, for a client's file.
func (o *Office) here(ctx context.Context, client string) engine.Here {
	out := engine.Here{Made: o.madeHere(ctx, client)}
	if itself := o.itself.Load(); itself != nil {
		out.Approvals = itself.Approvals
	}
	return out
}

// madeHere knows the documents that were made here for a client, by their digests. One that is kept with signatures may have come from
// elsewhere.
func (o *Office) madeHere(ctx context.Context, client string) func(sha256 string) (day string) {
	return func(sha256 string) string {
		x, done, err := o.look(ctx)
		if err != nil {
			return ""
		}
		defer done()
		for _, d := range x.documents(client) {
			if d.meta.SHA256 == sha256 && len(d.signatures) == 0 {
				return o.day(d.meta.Made)
			}
		}
		return ""
	}
}
