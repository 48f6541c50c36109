package sign

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/x509"
	"errors"
	"io"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign/chain"
	"verwoord/app/sign/cms"
	"verwoord/app/sign/verify"
)

// Request says what is signed and how.
type Request struct {
	Field    string // name of the field; "" takes the first empty one. A field that is not there is made
	Level    Level  // to reach; zero means BB
	SHA3     bool   // digest with SHA-3 (ISO/TS 32001), which fewer programs know, in the place of SHA-2
	Name     string // of who signs; "" takes the name in the certificate
	Reason   string // "" leaves it out
	Location string // "" leaves it out
	Look     Look   // what the field shows; nil leaves it as it is
	Sheet    Sheet  // where a field that is made stands; nil makes it unseen
	Services Services
}

// Look draws what a field shows: a form XObject of its size, in points, added to the update. stamped tells whether an authority says when;
// a field may not speak of a time-stamp that could not be had. It is not asked about a field whose rectangle has no size.
type Look func(u *cos.Update, width, height float64, stamped bool) (cos.Ref, error)

// Sheet adds a page with signature fields to the end of a file, and gives the fields. name is that of the field that is to be signed. What
// stands on the other pages is not the signer's to cover, so a signature that is to be seen gets a page of its own. It is asked for only
// before anything is signed: a page more would be a change.
type Sheet func(u *cos.Update, name string) ([]cos.Ref, error)

// Services is what comes from outside. Time and Rand are always needed; the rest from level BT on.
type Services struct {
	Time time.Time // the claimed time of signing, and what certificates and answers are held against
	Rand io.Reader // for nonces and salts

	// Timestamp sends an RFC 3161 request to a time-stamp authority and gives its answer. nil: there is none.
	Timestamp func(ctx context.Context, request []byte) ([]byte, error)

	// Fetch gets what stands at an address: with a body by POST (OCSP), without one by GET (CRL, certificate). nil: there is no network.
	Fetch func(ctx context.Context, url string, body []byte) ([]byte, error)

	// Certificates are known to the caller and may complete a chain: roots and intermediates.
	Certificates []*x509.Certificate
}

// Result is a file and how far it got.
type Result struct {
	File  []byte
	Level Level // of the signature made, or of the whole file after Extend
	Why   error // why Level is not what was asked for; nil when it is. Always an *Error: its message says how to go on
}

// Open reads a file for Sign, Preview and Extend, and for package verify. The context goes for all that is done with it. The error is an
// *Error, or the context's: encrypted, too-complex, not-pdf.
func Open(ctx context.Context, file []byte) (*cos.File, error) {
	f, err := cos.OpenContext(ctx, file)
	switch {
	case errors.Is(err, cos.ErrEncrypted):
		return nil, because("encrypted", err)
	case errors.Is(err, cos.ErrTooComplex):
		return nil, because("too-complex", err)
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, because("not-pdf", err)
	}
	return f, nil
}

// Signers are the certificates that the signatures of a file name, by field, whether those hold or not.
func Signers(f *cos.File) map[string]*x509.Certificate {
	all := map[string]*x509.Certificate{}
	for _, s := range form.Read(f).Signatures {
		if s.Fault != "" || s.Stamp {
			continue
		}
		if signed, err := cms.Parse(s.CMS, &cms.Pool{}); err == nil {
			all[s.Field.Name] = signed.Certificate
		}
	}
	return all
}

// Sign adds a signature to a file. When a level above BB cannot be reached the file is signed all the same, and the result says why.
//
// Errors are of type *Error, or the context's: those of Identity.Check, and damaged, doubtful, field-signed, field-locked, certified,
// signature-broken, signature-unread, digest-fixed.
func Sign(ctx context.Context, f *cos.File, id *Identity, r Request) (Result, error) {
	if err := id.Check(r.Services.Time); err != nil {
		return Result{}, err
	}
	p, err := find(f, r.Field)
	if err != nil {
		return Result{}, err
	}
	a := &authority{services: &r.Services, since: id.Certificate.NotBefore}
	if r.Level >= BT {
		a.measure(ctx)
	}
	out, err := signField(ctx, p, id, &r, a)
	if err != nil {
		return Result{}, err
	}
	if r.Level <= BB {
		return Result{File: out, Level: BB}, nil
	}
	if a.failed != nil {
		return Result{File: out, Level: BB, Why: a.failed}, nil
	}
	e, err := reopen(ctx, out, a)
	if err != nil {
		return Result{}, err
	}
	return e.raise(ctx, r.Level, BT)
}

// inspect looks at a file that is to be added to.
func inspect(f *cos.File) (*verify.Inspection, error) {
	switch {
	case f.Repaired && len(form.Read(f).Signatures) > 0:
		return nil, refuse("doubtful")
	case f.Repaired:
		return nil, refuse("damaged")
	case f.Encrypted(): // it can be read and checked, and not added to
		return nil, refuse("encrypted")
	}
	in := verify.Inspect(f)
	return in, Done(f) // what was looked at may not be all there is
}

// Done tells whether all that was asked of a file could be read. The error is an *Error, too-complex, or the context's.
func Done(f *cos.File) error {
	err := f.Err()
	if errors.Is(err, cos.ErrTooComplex) {
		return because("too-complex", err)
	}
	return err
}

// sound refuses a file in which Verify would find a problem whoever signs it, and one that was changed after it was signed.
//
// To save it anew is a way out for a file that nobody signed: it would break the signatures of another.
//
// Errors are of type *Error: damaged, doubtful, signature-broken, signature-unread.
func sound(in *verify.Inspection) error {
	switch {
	case in.Doubtful && in.Unread != "":
		return refuse("signature-unread", "Field", in.Unread)
	case in.Doubtful && len(in.Signatures) > 0:
		return refuse("doubtful")
	case in.Doubtful:
		return refuse("damaged")
	case in.Broken != "":
		return refuse("signature-broken", "Field", in.Broken)
	case in.Unread != "":
		return refuse("signature-unread", "Field", in.Unread)
	}
	return nil
}

// place is where a file is signed.
type place struct {
	form   *form.Form
	target *form.Field // nil when the field is to be made
	name   string      // of the field
}

// find looks for where a file is to be signed, unless it may not be: an earlier signature may forbid every change (DocMDP, ISO 32000-1,
// 12.8.2.2) or lock the field (FieldMDP, 12.8.2.4).
func find(f *cos.File, name string) (p place, err error) {
	in, err := inspect(f)
	if err != nil {
		return p, err
	}
	p.form = in.Form
	if d := p.form.Named(name); name != "" && d != nil && d.Value != nil {
		return p, refuse("field-signed", "Field", name)
	}
	p.target, p.name = p.form.Choose(name)
	switch {
	case p.form.Final():
		return p, refuse("certified")
	case p.form.Locked(p.name):
		return p, refuse("field-locked", "Field", p.name)
	}
	return p, sound(in)
}

// enter begins an update of the file, with the field in its form: one that is made when there is none.
func (p place) enter(s Sheet) (*form.Edit, *form.Field, error) {
	u, err := p.form.File.Update()
	if err != nil {
		return nil, nil, because("damaged", err)
	}
	m, err := form.Begin(p.form, u)
	if err != nil {
		return nil, nil, because("damaged", err)
	}
	if p.target != nil {
		return m, p.target, nil
	}
	target, err := newField(m, p, s)
	return m, target, err
}

// newField makes a signature field: on a sheet of its own, or unseen where there can be none.
func newField(m *form.Edit, p place, s Sheet) (*form.Field, error) {
	if s == nil || !p.form.TakesPage() {
		return m.AddHidden(p.name), nil
	}
	refs, err := s(m.Update, p.name)
	if err != nil {
		return nil, err
	}
	m.AddFields(refs...)
	for _, ref := range refs {
		if made := m.Made(ref); made.Name == p.name {
			return made, nil
		}
	}
	return m.AddHidden(p.name), nil
}

// signField makes the signature, with a time-stamp when the authority has been measured.
func signField(ctx context.Context, p place, id *Identity, r *Request, a *authority) ([]byte, error) {
	signer := &cms.Signer{Key: id.Key, Certificate: id.Certificate, Chain: id.Chain, PSS: id.PSS, SHA3: r.SHA3, Rand: r.Services.Rand}
	for {
		size, err := signer.Size(a.size)
		switch {
		case errors.Is(err, cms.ErrDigestFixed):
			return nil, because("digest-fixed", err)
		case err != nil:
			return nil, err
		}
		s, err := p.reserve(id, r, a.size > 0, size)
		if err != nil {
			return nil, err
		}
		built, err := signer.Sign(digest(s, signer.Digest()))
		if err != nil {
			return nil, because("key-failed", err)
		}
		if a.size > 0 {
			if built.Token = a.stamp(ctx, built.Value()); built.Token == nil {
				a.size = 0
				continue // sign again, without the room for a token
			}
		}
		der, err := built.Bytes()
		if err != nil {
			return nil, err
		}
		out, err := s.Fill(der)
		if errors.Is(err, form.ErrTooSmall) && a.size < len(built.Token) {
			a.size = len(built.Token)
			continue
		}
		return out, err
	}
}

// reserve writes the signature dictionary and its field, with room for size bytes.
func (p place) reserve(id *Identity, r *Request, stamped bool, size int) (*form.Slot, error) {
	edit, target, err := p.enter(r.Sheet)
	if err != nil {
		return nil, err
	}
	signer := r.Name
	if signer == "" {
		signer = chain.Name(id.Certificate)
	}
	d := form.Hole(cos.Dict{
		"Type":      cos.Name("Sig"),
		"Filter":    cos.Name("Adobe.PPKLite"),
		"SubFilter": cos.Name("ETSI.CAdES.detached"),
		"M":         cos.Date(r.Services.Time),
		"Name":      cos.Text(signer),
	}, size)
	if r.Reason != "" {
		d["Reason"] = cos.Text(r.Reason)
	}
	if r.Location != "" {
		d["Location"] = cos.Text(r.Location)
	}
	if lock := p.form.File.Dict(target.Dict["Lock"]); lock != nil {
		d["Reference"] = cos.Array{lockReference(lock, p.form.File.Trailer["Root"])}
	}
	signature := edit.Update.Add(d)
	look, err := shown(edit, target, r.Look, stamped)
	if err != nil {
		return nil, err
	}
	edit.SetValue(target, signature, look)
	edit.Declare("ESIC", 1)
	if r.SHA3 {
		edit.DeclareISO(32001)
	}
	if _, ok := id.Key.Public().(*rsa.PublicKey); !ok {
		edit.DeclareISO(32002) // Ed25519, and which curves are for ECDSA
	}
	edit.Close()
	return form.NewSlot(edit.Update, signature)
}

// shown draws what a field is to show; the zero reference when it is to stay as it is, or is not seen.
func shown(m *form.Edit, target *form.Field, l Look, stamped bool) (cos.Ref, error) {
	width, height := m.Size(target)
	if l == nil || width <= 0 || height <= 0 {
		return cos.Ref{}, nil
	}
	return l(m.Update, width, height, stamped)
}

// digest hashes what a signature in a slot covers.
func digest(s *form.Slot, hash crypto.Hash) []byte {
	h := hash.New()
	before, behind := s.Covered()
	h.Write(before)
	h.Write(behind)
	return h.Sum(nil)
}

// lockReference carries the lock of a field over to its signature (ISO 32000-1, 12.7.4.5 and table 256).
func lockReference(lock cos.Dict, root cos.Object) cos.Dict {
	params := cos.Dict{"Type": cos.Name("TransformParams"), "V": cos.Name("1.2")}
	for _, key := range []cos.Name{"Action", "Fields"} {
		if o, ok := lock[key]; ok {
			params[key] = o
		}
	}
	return cos.Dict{"Type": cos.Name("SigRef"), "TransformMethod": cos.Name("FieldMDP"), "TransformParams": params, "Data": root}
}
