package sign

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"slices"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/cms"
)

// Request says what is signed and how.
type Request struct {
	Field      string      // name of the field; "" takes the first empty one. A field that is not there is made
	Level      Level       // to reach; zero means BB
	Name       string      // of who signs; "" takes the name in the certificate
	Reason     string      // "" leaves it out
	Location   string      // "" leaves it out
	Appearance *Appearance // what the field shows; nil leaves it as it is
	Sheet      *Sheet      // where a field that is made stands; nil makes it unseen
	Services   Services
}

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

// Sign adds a signature to a file. When a level above BB cannot be reached the file is signed all the same, and the result says why.
//
// Errors are of type *Error, or the context's: those of Identity.Check, and damaged, encrypted, not-pdf, field-signed, field-locked,
// certified, signature-broken.
func Sign(ctx context.Context, file []byte, id *Identity, r Request) (Result, error) {
	if err := id.Check(r.Services.Time); err != nil {
		return Result{}, err
	}
	p, err := find(file, r.Field)
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
	return extend(ctx, Result{File: out, Level: BT}, r.Level, a)
}

// open reads a file that is to be added to.
func open(file []byte) (*cos.File, error) {
	f, err := cos.Open(file)
	switch {
	case errors.Is(err, cos.ErrEncrypted):
		return nil, refuse("encrypted")
	case errors.Is(err, cos.ErrTooComplex):
		return nil, because("too-complex", err)
	case err != nil:
		return nil, because("not-pdf", err)
	case f.Repaired:
		return nil, refuse("damaged")
	}
	return f, nil
}

// sound refuses a file in which Verify would find a problem whoever signs it, so that a signature would never be good, and one that was
// changed after it was signed. Bytes behind the end are no problem: they come to lie between the revisions of the one who signs.
//
// Errors are of type *Error: damaged, signature-broken.
func sound(data []byte, f *cos.File) error {
	v := newVerifier(data, f, VerifyOptions{})
	v.structure()
	v.readSignatures()
	v.examine()
	v.checkSigned(len(f.Revisions) - 1)
	if slices.ContainsFunc(v.report.Problems, func(p Finding) bool { return p.Code != "bytes-after" }) {
		return refuse("damaged")
	}
	v.judgeChanges()
	if err := f.Err(); err != nil {
		return because("too-complex", err)
	}
	for _, s := range v.signed {
		if s.broken || s.Since == ExtentModified {
			return refuse("signature-broken", "Field", s.Field)
		}
	}
	return nil
}

// place is where a file is signed.
type place struct {
	file   *cos.File
	target *field // nil when the field is to be made
	name   string // of the field
}

// find opens a file where it is to be signed, unless it may not be.
func find(file []byte, name string) (p place, err error) {
	if p.file, err = open(file); err != nil {
		return p, err
	}
	all := fields(p.file)
	if p.target, p.name, err = choose(all, name); err != nil {
		return p, err
	}
	if err = allowed(p.file, all, p.name); err != nil {
		return p, err
	}
	return p, sound(file, p.file)
}

// enter begins an update of the file, with the field in its form: one that is made when there is none.
func (p place) enter(s *Sheet) (*form, *field, error) {
	u, err := p.file.Update()
	if err != nil {
		return nil, nil, err
	}
	m, err := openForm(p.file, u)
	if err != nil || p.target != nil {
		return m, p.target, err
	}
	target, err := m.newField(p.name, s)
	return m, target, err
}

// signField makes the signature, with a time-stamp when the authority has been measured.
func signField(ctx context.Context, p place, id *Identity, r *Request, a *authority) ([]byte, error) {
	signer := &cms.Signer{Key: id.Key, Certificate: id.Certificate, Chain: id.Chain, PSS: id.PSS, Rand: r.Services.Rand}
	for {
		size, err := signer.Size(a.size)
		if err != nil {
			return nil, err
		}
		s, err := p.reserve(id, r.stamped(a.size > 0), size)
		if err != nil {
			return nil, err
		}
		built, err := signer.Sign(s.digest(signer.Digest()))
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
		out, err := s.fill(der)
		if errors.Is(err, errTooSmall) && a.size < len(built.Token) {
			a.size = len(built.Token)
			continue
		}
		return out, err
	}
}

// stamped is the request as it is to be shown: a field may not speak of a time-stamp that could not be had.
func (r *Request) stamped(yes bool) *Request {
	if yes || r.Appearance == nil || r.Appearance.Unstamped == nil {
		return r
	}
	shown, look := *r, *r.Appearance
	look.Lines = look.Unstamped
	shown.Appearance = &look
	return &shown
}

// reserve writes the signature dictionary and its field, with room for size bytes.
func (p place) reserve(id *Identity, r *Request, size int) (*slot, error) {
	form, target, err := p.enter(r.Sheet)
	if err != nil {
		return nil, err
	}
	signer := r.Name
	if signer == "" {
		signer = commonName(id.Certificate)
	}
	d := hole(cos.Dict{
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
	if lock := p.file.Dict(target.dict["Lock"]); lock != nil {
		d["Reference"] = cos.Array{lockReference(lock, p.file.Trailer["Root"])}
	}
	signature := form.update.Add(d)
	if err := form.setValue(target, signature, r.Appearance); err != nil {
		return nil, err
	}
	form.declare("ESIC", 1)
	form.close()
	return newSlot(form.update, signature)
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
