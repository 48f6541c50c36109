package desk

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/sign"
	store "verwoord/app/vault"
)

// identityMeta is what is known of an identity without its password.
type identityMeta struct {
	engine.Holder
	From  time.Time `json:"from"`
	Until time.Time `json:"until"`
}

// Identities lists what one can sign with, by name; those that can be used today first.
func (d *Desk) Identities() (list []Identity, err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return nil, err
	}
	records, err := db.List(store.Identity)
	if _, err := d.damage(err); err != nil {
		return nil, err
	}
	list = []Identity{}
	for _, r := range records {
		id, err := d.identity(r)
		if err != nil {
			return nil, err
		}
		list = append(list, id)
	}
	slices.SortStableFunc(list, func(a, b Identity) int {
		if a.Usable != b.Usable {
			return map[bool]int{true: -1, false: 1}[a.Usable]
		}
		return cmp.Compare(a.Name, b.Name)
	})
	return list, nil
}

func (d *Desk) identity(r store.Record) (Identity, error) {
	var m identityMeta
	if err := json.Unmarshal(r.Meta, &m); err != nil {
		return Identity{}, err
	}
	now, l := d.host.Now(), d.locale()
	id := Identity{
		ID: r.ID, Name: m.Name, Organization: m.Organization, Issuer: m.Issuer, From: stamp(m.From), Until: stamp(m.Until), Own: m.Own,
		Usable: !now.Before(m.From) && !now.After(m.Until),
	}
	key := "desk.identity.issued"
	switch {
	case now.After(m.Until):
		key = "desk.identity.expired"
	case now.Before(m.From):
		key = "desk.identity.early"
	case m.Own:
		key = "sign.identity.worth"
	}
	id.Worth = l.T(key, locale.Args{
		"Issuer": m.Issuer, "From": l.Date(m.From.Format(time.DateOnly)), "Until": l.Date(m.Until.Format(time.DateOnly)),
	})
	return id, nil
}

// NewIdentity makes an identity that vouches for itself. The errors have the codes "sign.identity-name" and "sign.empty-password".
func (d *Desk) NewIdentity(n NewIdentity) (id Identity, err error) {
	defer d.guard(&err)
	subject := sign.Subject{Name: strings.TrimSpace(n.Name), Organisation: strings.TrimSpace(n.Organization), Country: n.Country}
	p12, err := sign.NewIdentity(subject, n.Password, d.host.Now(), d.host.Rand())
	if err != nil {
		return Identity{}, err
	}
	return d.keepIdentity(p12, n.Password)
}

// ImportIdentity keeps an identity from a PKCS#12 file (.p12, .pfx), still under its own password. The errors have the codes
// "sign.wrong-password", "sign.p12" and the others of such a file.
func (d *Desk) ImportIdentity(f File, password string) (id Identity, err error) {
	defer d.guard(&err)
	p12, err := f.bytes()
	if err != nil {
		return Identity{}, err
	}
	return d.keepIdentity(p12, password)
}

func (d *Desk) keepIdentity(p12 []byte, password string) (Identity, error) {
	db, err := d.open()
	if err != nil {
		return Identity{}, err
	}
	parsed, err := sign.ParseIdentity(p12, password)
	if err != nil {
		return Identity{}, err
	}
	c := parsed.Certificate
	meta, err := json.Marshal(identityMeta{Holder: engine.HolderOf(c), From: c.NotBefore, Until: c.NotAfter})
	if err != nil {
		return Identity{}, err
	}
	name, err := d.newID("identity-")
	if err != nil {
		return Identity{}, err
	}
	r, err := db.Put(store.Record{Kind: store.Identity, ID: name, Meta: meta, Data: p12})
	if err != nil {
		return Identity{}, err
	}
	d.tell(store.Identity, "", 0)
	return d.identity(r)
}

// ExportIdentity returns an identity as a PKCS#12 file under its own password, for another machine.
func (d *Desk) ExportIdentity(id string) (f File, err error) {
	defer d.guard(&err)
	r, m, err := d.keptIdentity(id)
	if err != nil {
		return File{}, err
	}
	return newFile(cmp.Or(plain(m.Name), "verwoord")+".p12", r.Data), nil
}

// keptIdentity reads an identity.
func (d *Desk) keptIdentity(id string) (store.Record, identityMeta, error) {
	db, err := d.open()
	if err != nil {
		return store.Record{}, identityMeta{}, err
	}
	r, err := db.Get(store.Identity, id)
	if err != nil {
		return store.Record{}, identityMeta{}, err
	}
	var m identityMeta
	err = json.Unmarshal(r.Meta, &m)
	return r, m, err
}

// RemoveIdentity removes an identity, for good. What was signed with it stays signed.
func (d *Desk) RemoveIdentity(id string) (err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return err
	}
	r, err := db.Get(store.Identity, id)
	if err != nil {
		return err
	}
	if err := db.Delete(store.Identity, id, r.Version); err != nil {
		return err
	}
	d.tell(store.Identity, "", 0)
	return nil
}
