package sign

import (
	"context"
	"crypto"
	"slices"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign/verify"
)

// Extend raises the level of a signed file step by step: a document time-stamp where a signature has no time, then the validation data
// of everything signed, then an archive time-stamp over all of it. A file that has the level BLTA is renewed: its last time-stamp gets
// validation data and a new one goes over it (ETSI EN 319 142-1, 5.5). Where a step fails the file keeps what it has.
//
// Errors are of type *Error, or the context's: no-signature, signature-broken, signature-unread, doubtful, damaged.
func Extend(ctx context.Context, f *cos.File, level Level, services Services) (Result, error) {
	e, err := newExisting(f, &authority{services: &services})
	if err != nil {
		return Result{}, err
	}
	r, err := e.raise(ctx, level, BB)
	if err != nil {
		return r, err
	}
	r.Level = max(r.Level, e.lowest())
	return r, Done(e.file)
}

// lowest is the level that all signatures of the file have.
func (e *existing) lowest() Level {
	report := verify.File(e.file, verify.Options{Now: e.authority.services.Time})
	levels := []Level{BLTA}
	for _, s := range report.Signatures {
		if s.Kind != verify.DocumentTimestamp {
			levels = append(levels, s.Level)
		}
	}
	return slices.Min(levels)
}

// raise raises the level from one that the file is known to have.
func (e *existing) raise(ctx context.Context, level, from Level) (Result, error) {
	if level >= BT && !e.timed() {
		if err := e.stamp(ctx); err != nil {
			return Result{File: e.file.Bytes(), Level: BB, Why: err}, ctx.Err()
		}
	}
	r := Result{File: e.file.Bytes(), Level: from}
	if e.timed() {
		r.Level = BT
	}
	if level < BLT {
		return r, nil
	}
	if r.Why = e.addStore(ctx); r.Why != nil {
		return r, ctx.Err()
	}
	r.File, r.Level = e.file.Bytes(), BLT
	if level < BLTA {
		return r, nil
	}
	if r.Why = e.stamp(ctx); r.Why != nil {
		return r, ctx.Err()
	}
	return Result{File: e.file.Bytes(), Level: BLTA}, nil
}

// existing is a signed file that is being extended. It is opened anew after each step.
type existing struct {
	file       *cos.File
	form       *form.Form
	signatures []verify.Inspected
	authority  *authority
}

func newExisting(f *cos.File, a *authority) (*existing, error) {
	in, err := inspect(f)
	if err == nil {
		err = sound(in)
	}
	if err != nil {
		return nil, err
	}
	if len(in.Signatures) == 0 {
		return nil, refuse("no-signature")
	}
	for _, s := range in.Signatures {
		if from := s.Signed.Certificate.NotBefore; !s.Stamp && from.After(a.since) {
			a.since = from
		}
	}
	return &existing{f, in.Form, in.Signatures, a}, nil
}

func reopen(ctx context.Context, data []byte, a *authority) (*existing, error) {
	f, err := Open(ctx, data)
	if err != nil {
		return nil, err
	}
	return newExisting(f, a)
}

// proven is the earliest time at which a signature is proven to have existed: by a token of its own or by a document time-stamp that
// covers it. It is zero when there is none.
func (e *existing) proven(s *verify.Inspected) time.Time { return e.earliest(s, true) }

// provenLater is proven, without what the signature's own tokens say: it is the time at which those are proven to have existed.
func (e *existing) provenLater(s *verify.Inspected) time.Time { return e.earliest(s, false) }

func (e *existing) earliest(s *verify.Inspected, own bool) time.Time {
	var at time.Time
	for i := range e.signatures {
		by := &e.signatures[i]
		if (by != s || !own) && !(by.Stamp && by.Revision > s.Revision) {
			continue
		}
		for _, token := range by.Tokens {
			if at.IsZero() || token.Info.GenTime.Before(at) {
				at = token.Info.GenTime
			}
		}
	}
	return at
}

// timed tells whether every signature has a proven time.
func (e *existing) timed() bool {
	for i := range e.signatures {
		if e.proven(&e.signatures[i]).IsZero() {
			return false
		}
	}
	return true
}

// stamp adds a document time-stamp over the whole file (ISO 32000-2, 12.8.5).
func (e *existing) stamp(ctx context.Context) error {
	if e.form.Final() {
		return refuse("certified")
	}
	a := e.authority
	if a.size == 0 && !a.measure(ctx) {
		return a.failed
	}
	for {
		s, err := e.placeStamp(a.size)
		if err != nil {
			return because("damaged", err)
		}
		token := a.stampDigest(ctx, digest(s, crypto.SHA256))
		if token == nil {
			return a.failed
		}
		if len(token) > s.Room() {
			a.size = len(token)
			continue
		}
		out, err := s.Fill(token)
		if err != nil {
			return because("damaged", err)
		}
		next, err := reopen(ctx, out, a)
		if err != nil {
			return err
		}
		*e = *next
		return nil
	}
}

func (e *existing) placeStamp(size int) (*form.Slot, error) {
	u, err := e.file.Update()
	if err != nil {
		return nil, err
	}
	edit, err := form.Begin(e.form, u)
	if err != nil {
		return nil, err
	}
	target := edit.AddHidden(e.form.Free("Timestamp"))
	stamp := u.Add(form.Hole(cos.Dict{
		"Type":      cos.Name("DocTimeStamp"),
		"Filter":    cos.Name("Adobe.PPKLite"),
		"SubFilter": cos.Name("ETSI.RFC3161"),
	}, size))
	edit.SetValue(target, stamp, cos.Ref{})
	edit.Declare("ESIC", 1)
	edit.Close()
	return form.NewSlot(u, stamp)
}
