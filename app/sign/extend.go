package sign

import (
	"bytes"
	"context"
	"crypto"
	"encoding/asn1"
	"slices"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/cms"
)

// Extend raises the level of a signed file step by step: a document time-stamp where a signature has no time, then the validation data
// of everything signed, then an archive time-stamp over all of it. A file that has the level BLTA is renewed: its last time-stamp gets
// validation data and a new one goes over it (ETSI EN 319 142-1, 5.5). Where a step fails the file keeps what it has.
//
// Errors are of type *Error, or the context's: no-signature, signature-broken, damaged, encrypted, not-pdf.
func Extend(ctx context.Context, file []byte, level Level, services Services) (Result, error) {
	f, err := open(file)
	if err != nil {
		return Result{}, err
	}
	if err := sound(file, f); err != nil {
		return Result{}, err
	}
	r, err := extend(ctx, Result{File: file, Level: BB}, level, &authority{services: &services})
	if err == nil {
		r.Level = max(r.Level, lowest(file, services.Time))
	}
	return r, err
}

// lowest is the level that all signatures of a file have.
func lowest(file []byte, now time.Time) Level {
	report, err := Verify(file, VerifyOptions{Now: now})
	if err != nil {
		return 0
	}
	levels := []Level{BLTA}
	for _, s := range report.Signatures {
		if s.Kind != DocumentTimestamp {
			levels = append(levels, s.Level)
		}
	}
	return slices.Min(levels)
}

func extend(ctx context.Context, r Result, level Level, a *authority) (Result, error) {
	e, err := readExisting(r.File, a)
	if err != nil {
		return Result{}, err
	}
	if level >= BT && !e.timed() {
		if err := e.stamp(ctx); err != nil {
			return Result{File: e.data, Level: BB, Why: err}, ctx.Err()
		}
	}
	r = Result{File: e.data, Level: BB}
	if e.timed() {
		r.Level = BT
	}
	if level < BLT {
		return r, nil
	}
	if r.Why = e.addStore(ctx); r.Why != nil {
		return r, ctx.Err()
	}
	r.File, r.Level = e.data, BLT
	if level < BLTA {
		return r, nil
	}
	if r.Why = e.stamp(ctx); r.Why != nil {
		return r, ctx.Err()
	}
	return Result{File: e.data, Level: BLTA}, nil
}

// existing is a signed file that is being extended.
type existing struct {
	data       []byte
	file       *cos.File
	fields     []field
	signatures []signature // in the order of the form
	authority  *authority
}

// signature is one that a file holds, a document time-stamp being one too.
type signature struct {
	contents []byte // as decoded, with the zeros behind the DER
	signed   *cms.Signed
	tokens   []*cms.Token // over it; of a document time-stamp: itself
	end      int64        // of what it covers
	document bool         // a document time-stamp
}

func readExisting(data []byte, a *authority) (*existing, error) {
	f, err := open(data)
	if err != nil {
		return nil, err
	}
	e := &existing{data: data, file: f, fields: fields(f), authority: a}
	for _, d := range e.fields {
		if !d.signed() {
			continue
		}
		s, err := e.read(f.Dict(d.dict["V"]))
		if err != nil {
			return nil, because("signature-broken", err, "Field", d.name)
		}
		if from := s.signed.Certificate.NotBefore; !s.document && from.After(a.since) {
			a.since = from
		}
		e.signatures = append(e.signatures, *s)
	}
	if len(e.signatures) == 0 {
		return nil, refuse("no-signature")
	}
	return e, nil
}

// read takes a signature apart and checks that it is intact: evidence for a broken one would be worth nothing.
func (e *existing) read(v cos.Dict) (*signature, error) {
	ranges := e.file.Array(v["ByteRange"])
	contents, ok := e.file.String(v["Contents"])
	var r [4]int64
	if len(ranges) != 4 || !ok {
		return nil, cms.NotDER
	}
	for i, o := range ranges {
		n, ok := e.file.Int(o)
		if !ok || n < 0 || n > int64(len(e.data)) {
			return nil, cms.NotDER
		}
		r[i] = n
	}
	if r[0] != 0 || r[1] > r[2] || r[3] > int64(len(e.data))-r[2] {
		return nil, cms.NotDER
	}
	var whole asn1.RawValue
	if _, err := asn1.Unmarshal([]byte(contents), &whole); err != nil {
		return nil, cms.NotDER
	}
	s := &signature{contents: []byte(contents), end: r[2] + r[3]}
	pool := &e.authority.pool
	covered := [][]byte{e.data[:r[1]], e.data[r[2]:s.end]}
	var err error
	if e.file.Name(v["SubFilter"]) == "ETSI.RFC3161" {
		return s, e.readStamp(s, whole.FullBytes, covered)
	}
	if s.signed, err = cms.Parse(whole.FullBytes, pool); err != nil {
		return nil, err
	}
	hash, err := s.signed.Digest()
	if err != nil {
		return nil, err
	}
	if err := s.signed.Verify(hashOf(hash, covered...)); err != nil {
		return nil, err
	}
	for _, der := range s.signed.Unsigned(cms.OIDTimeStampToken) {
		token, err := cms.ParseToken(der, pool)
		if err != nil {
			return nil, err
		}
		if !token.Info.MessageImprint.Imprints(s.signed.SignatureValue()) {
			return nil, cms.DigestDiffers
		}
		s.tokens = append(s.tokens, token)
	}
	return s, nil
}

// readStamp reads a document time-stamp.
func (e *existing) readStamp(s *signature, der []byte, covered [][]byte) error {
	token, err := cms.ParseToken(der, &e.authority.pool)
	if err != nil {
		return err
	}
	hash, err := cms.Hash(token.Info.MessageImprint.HashAlgorithm.Algorithm)
	if err != nil {
		return err
	}
	if !bytes.Equal(hashOf(hash, covered...), token.Info.MessageImprint.HashedMessage) {
		return cms.DigestDiffers
	}
	s.signed, s.tokens, s.document = token.Signed, []*cms.Token{token}, true
	return nil
}

// proven is the earliest time at which a signature is proven to have existed: by a token of its own or by a document time-stamp that
// covers it. It is zero when there is none.
func (e *existing) proven(s *signature) time.Time { return e.earliest(s, true) }

// provenLater is proven, without what the signature's own tokens say: it is the time at which those are proven to have existed.
func (e *existing) provenLater(s *signature) time.Time { return e.earliest(s, false) }

func (e *existing) earliest(s *signature, own bool) time.Time {
	var at time.Time
	for i := range e.signatures {
		by := &e.signatures[i]
		if (by != s || !own) && !(by.document && by.end > s.end) {
			continue
		}
		for _, token := range by.tokens {
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
	if err := allowed(e.file, e.fields, ""); err != nil {
		return err
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
		token := a.stampDigest(ctx, s.digest(crypto.SHA256))
		if token == nil {
			return a.failed
		}
		if len(token) > s.room() {
			a.size = len(token)
			continue
		}
		out, err := s.fill(token)
		if err != nil {
			return because("damaged", err)
		}
		next, err := readExisting(out, a)
		if err != nil {
			return err
		}
		*e = *next
		return nil
	}
}

func (e *existing) placeStamp(size int) (*slot, error) {
	u, err := e.file.Update()
	if err != nil {
		return nil, err
	}
	form, err := openForm(e.file, u)
	if err != nil {
		return nil, err
	}
	target := form.addField(freeName(e.fields, "Timestamp"))
	stamp := u.Add(hole(cos.Dict{
		"Type":      cos.Name("DocTimeStamp"),
		"Filter":    cos.Name("Adobe.PPKLite"),
		"SubFilter": cos.Name("ETSI.RFC3161"),
	}, size))
	if err := form.setValue(target, stamp, nil); err != nil {
		return nil, err
	}
	form.declare("ESIC", 1)
	form.close()
	return newSlot(u, stamp)
}
