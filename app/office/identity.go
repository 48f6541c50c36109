package office

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"verwoord/app/engine"
	"verwoord/app/sign"
	"verwoord/app/store"
)

// Identity is a key and certificate to sign with, as far as it is no secret.
type Identity struct {
	engine.Holder
	ID          string
	From, Until time.Time
	Validity    Validity // now
}

// Validity is whether a certificate can be used at a moment.
type Validity string

// A certificate is valid, or its time has not come yet, or has passed.
const (
	Valid   Validity = "valid"
	Early   Validity = "early"
	Expired Validity = "expired"
)

// identityMeta is what is known of an identity without its password.
type identityMeta struct {
	engine.Holder
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
	// DER, so that what it signed is known again; none of one that was kept before this was.
	Certificate []byte `json:"certificate,omitempty"`
}

// Identities lists what one can sign with, by name; those that can be used now first.
func (o *Office) Identities(ctx context.Context) ([]Identity, error) {
	records, _, err := o.list(ctx, store.Identity, "")
	if err != nil {
		return nil, err
	}
	var list []Identity
	for _, r := range sorted(records) {
		id, err := o.identity(r)
		if err != nil {
			return nil, err
		}
		list = append(list, id)
	}
	rank := func(id Identity) int {
		if id.Validity == Valid {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(list, func(a, b Identity) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Name, b.Name)) })
	return list, nil
}

func (o *Office) identity(r store.Record) (Identity, error) {
	var m identityMeta
	if err := json.Unmarshal(r.Head, &m); err != nil {
		return Identity{}, err
	}
	id := Identity{Holder: m.Holder, ID: r.ID, From: m.From, Until: m.Until, Validity: Valid}
	switch now := o.world.Now(); {
	case now.After(m.Until):
		id.Validity = Expired
	case now.Before(m.From):
		id.Validity = Early
	}
	return id, nil
}

// Subject is whom a new identity names.
type Subject struct{ Name, Organisation, Country string }

// NewIdentity makes an identity that vouches for itself. The errors have the codes "sign.identity-name" and "sign.empty-password".
func (o *Office) NewIdentity(ctx context.Context, by By, s Subject, password string) (Identity, error) {
	p12, err := sign.NewIdentity(sign.Subject{Name: s.Name, Organisation: s.Organisation, Country: s.Country}, password, o.world.Now(), o.world.Rand)
	if err != nil {
		return Identity{}, err
	}
	parsed, err := sign.ReadKept(p12, password, o.world.Derive)
	if err != nil {
		return Identity{}, err
	}
	return o.keepIdentity(ctx, by, p12, parsed)
}

// ImportIdentity keeps an identity from a PKCS#12 file (.p12, .pfx), still under its own password. The errors have the codes
// "sign.wrong-password", "sign.p12" and the others of such a file.
func (o *Office) ImportIdentity(ctx context.Context, by By, p12 []byte, password string) (Identity, error) {
	parsed, err := sign.ParseIdentity(p12, password)
	if err != nil {
		return Identity{}, err
	}
	if err := parsed.Check(o.world.Now()); err != nil && !passing(err) {
		return Identity{}, err // it would be refused at signing
	}
	return o.keepIdentity(ctx, by, p12, parsed)
}

// keepIdentity keeps a file, with what may be known of it without its password.
func (o *Office) keepIdentity(ctx context.Context, by By, p12 []byte, parsed *sign.Identity) (Identity, error) {
	c := parsed.Certificate
	meta, err := json.Marshal(identityMeta{Holder: engine.HolderOf(c), From: c.NotBefore, Until: c.NotAfter, Certificate: c.Raw})
	if err != nil {
		return Identity{}, err
	}
	ref, base, err := o.holding(ctx, c.Raw)
	if err != nil {
		return Identity{}, err
	}
	records, err := o.put(ctx, by, store.Change{Ref: ref, Base: base, Head: meta, Data: p12})
	if err != nil {
		return Identity{}, err
	}
	o.tell(store.Identity, "", 0)
	return o.identity(records[0])
}

// passing tells of a refusal whether it is about the day alone: an identity may be kept before its time, and what it signed is known after it.
func passing(err error) bool {
	refused, ok := errors.AsType[*sign.Error](err)
	return ok && (refused.Code == "expired" || refused.Code == "not-yet-valid")
}

// holding is where an identity with a certificate is kept, and in which version: where it is already, or a new place.
func (o *Office) holding(ctx context.Context, certificate []byte) (ref store.Ref, base int, err error) {
	records, _, err := o.list(ctx, store.Identity, "")
	if err != nil {
		return ref, 0, err
	}
	for _, r := range sorted(records) {
		var m identityMeta
		if json.Unmarshal(r.Head, &m) == nil && bytes.Equal(m.Certificate, certificate) {
			return r.Ref, r.Version, nil
		}
	}
	name, err := o.newID("identity-")
	return kept(store.Identity, name), 0, err
}

// ExportIdentity returns an identity as a PKCS#12 file under its own password, for another machine.
func (o *Office) ExportIdentity(ctx context.Context, id string) (File, error) {
	r, m, err := o.keptIdentity(ctx, id)
	if err != nil {
		return File{}, err
	}
	return File{cmp.Or(plain(m.Name), "verwoord") + ".p12", r.Data}, nil
}

// keptIdentity reads an identity.
func (o *Office) keptIdentity(ctx context.Context, id string) (store.Record, identityMeta, error) {
	r, err := o.get(ctx, store.Identity, id)
	if err != nil {
		return store.Record{}, identityMeta{}, err
	}
	var m identityMeta
	err = json.Unmarshal(r.Head, &m)
	return r, m, err
}

// RemoveIdentity removes an identity, for good. What was signed with it stays signed.
func (o *Office) RemoveIdentity(ctx context.Context, by By, id string) error {
	r, err := o.get(ctx, store.Identity, id)
	if err != nil {
		return err
	}
	if _, err := o.put(ctx, by, store.Change{Ref: r.Ref, Base: r.Version, Deleted: true}); err != nil {
		return err
	}
	o.tell(store.Identity, "", 0)
	return nil
}
