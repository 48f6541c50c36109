package desk

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"slices"
	"strings"
	"time"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/review"
	"verwoord/app/sign"
	store "verwoord/app/vault"
)

// Verify tells what is known of a PDF file. The errors have the codes "sign.not-pdf" and "sign.encrypted".
func (d *Desk) Verify(f File) (r Report, err error) {
	defer d.guard(&err)
	ctx, done := d.begin("Verify")
	defer done()
	data, err := f.bytes()
	if err != nil {
		return Report{}, err
	}
	return d.report(ctx, data)
}

func (d *Desk) report(ctx context.Context, data []byte) (Report, error) {
	roots, err := d.roots()
	if err != nil {
		return Report{}, err
	}
	found, err := d.engine().Verify(data, sign.VerifyOptions{Now: d.host.Now(), Roots: roots})
	if err != nil {
		return Report{}, err
	}
	r := Report{OK: found.OK, Lines: []Line{}, Signatures: []SignatureReport{}, Findings: []string{}, Approved: Approved{Differ: []string{}}}
	l := d.locale()
	moment := func(t time.Time) string { return l.Moment(t.In(d.host.Now().Location())) }
	sentences := make([][]string, len(found.Signatures)+1)
	for _, s := range found.Sentences(moment) {
		sentences[s.Signature] = append(sentences[s.Signature], l.T(s.Key, s.Args))
	}
	r.Findings = append(r.Findings, sentences[0]...)
	for i, s := range found.Signatures {
		r.Signatures = append(r.Signatures, d.signature(l, s, sentences[i+1]))
	}
	if r.Dossier, err = d.attached(data); err != nil {
		return Report{}, err
	}
	proof, err := d.engine().Prove(ctx, data)
	if err != nil {
		return Report{}, err
	}
	said := engine.ProofSentences(l, proof)
	r.Approved = Approved{
		Checked: proof.Verdict != review.Unknown, OK: proof.Verdict == review.Proven || proof.Verdict == review.SameWords,
		Version: proof.Version, Clauses: proof.Clauses, Differ: append([]string{}, said[1:]...),
	}
	r.Lines = lines(l, found, r.Approved, said[0])
	return r, nil
}

// roots are the issuers that the user trusts.
func (d *Desk) roots() ([]*x509.Certificate, error) {
	settings, err := d.settings()
	if errors.Is(err, errLocked) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var roots []*x509.Certificate
	for _, text := range settings.Trusted {
		block, _ := pem.Decode([]byte(text))
		if block == nil {
			continue
		}
		if c, err := x509.ParseCertificate(block.Bytes); err == nil {
			roots = append(roots, c)
		}
	}
	return roots, nil
}

func (d *Desk) signature(l *locale.Locale, s sign.Signature, sentences []string) SignatureReport {
	out := SignatureReport{
		Kind: string(s.Kind), Party: s.Role, OK: s.OK, Time: stamp(s.Time.At), Level: s.Level.String(),
		Problems: []string{}, Notes: []string{}, Details: []Detail{},
	}
	for _, p := range s.Problems {
		said := p.Sentence()
		out.Problems = append(out.Problems, l.T(said.Key, said.Args))
	}
	for i, sentence := range sentences {
		switch {
		case i == 0:
			out.Sentence = sentence
		case !slices.Contains(out.Problems, sentence):
			out.Notes = append(out.Notes, sentence)
		}
	}
	detail := func(key, value string) {
		if value != "" {
			out.Details = append(out.Details, Detail{Name: l.T("desk.detail."+key, nil), Value: value})
		}
	}
	if s.Signer != nil {
		out.Name = s.Signer.Name
		detail("signer", s.Signer.Name)
		detail("organization", s.Signer.Organization)
		detail("issuer", s.Signer.Issuer)
		detail("serial", s.Signer.Serial)
		detail("valid", l.Date(s.Signer.From.Format(time.DateOnly))+" – "+l.Date(s.Signer.Until.Format(time.DateOnly)))
	}
	detail("field", s.Field)
	detail("level", s.Level.String())
	detail("authority", s.Time.Authority)
	return out
}

// lines are the result in three sentences.
func lines(l *locale.Locale, found *sign.Report, approved Approved, proof string) []Line {
	signatures := Line{About: "signatures", Mark: "bad", Text: l.T("verify.not-ok", nil)}
	changes := Line{About: "changes", Mark: "unknown", Text: l.T("verify.none", nil)}
	switch {
	case len(found.Signatures) == 0:
		signatures = Line{About: "signatures", Mark: "unknown", Text: l.T("verify.none", nil)}
		changes.Text = l.T("desk.changes.unsigned", nil)
	case found.OK:
		signatures = Line{About: "signatures", Mark: "good", Text: l.T("verify.ok", locale.Args{"Count": len(found.Signatures)})}
	}
	if len(found.Signatures) > 0 && found.After != "" {
		changes = Line{About: "changes", Mark: "good", Text: l.T("verify.since."+string(found.After), nil)}
		switch found.After {
		case sign.ExtentModified:
			changes.Mark = "bad"
		case sign.ExtentUnknown:
			changes.Mark, changes.Text = "bad", l.T("desk.changes.unknown", nil)
		}
	}
	text := Line{About: "approved", Mark: "unknown", Text: proof}
	switch {
	case approved.OK:
		text.Mark = "good"
	case approved.Checked:
		text.Mark = "bad"
	}
	return []Line{signatures, changes, text}
}

// attached is the dossier inside a file; nil when there is none that can be read.
func (d *Desk) attached(data []byte) (*Inside, error) {
	next, _, err := d.inside(data)
	var own *refusal
	switch {
	case errors.As(err, &own) || err == nil && next == nil:
		return nil, nil
	case err != nil:
		return nil, err
	}
	in := &Inside{ID: next.ID, Name: next.Controller.Name}
	db, err := d.open()
	if errors.Is(err, errLocked) {
		return in, nil
	}
	if err != nil {
		return nil, err
	}
	_, err = db.Get(store.Dossier, next.ID)
	in.Known = err == nil
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return in, err
}

// signatures are those of a report, as they are kept beside a document.
func signatures(r Report) (json.RawMessage, error) {
	list := []Signatory{}
	for _, s := range r.Signatures {
		if s.Kind != string(sign.DocumentTimestamp) {
			list = append(list, Signatory{Party: s.Party, Name: s.Name, Time: s.Time, Level: s.Level, OK: s.OK})
		}
	}
	return json.Marshal(list)
}

// Trust adds the certificate of an issuer, PEM or DER, to those that Verify trusts. The error has the code "no-certificate".
func (d *Desk) Trust(f File) (s Settings, err error) {
	defer d.guard(&err)
	data, err := f.bytes()
	if err != nil {
		return Settings{}, err
	}
	if block, _ := pem.Decode(data); block != nil {
		data = block.Bytes
	}
	if _, err := x509.ParseCertificate(data); err != nil {
		return Settings{}, refuse("no-certificate", "", "name", f.Name)
	}
	settings, err := d.settings()
	if err != nil {
		return Settings{}, err
	}
	text := strings.TrimSpace(string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: data})))
	more := settings
	more.Trusted = append(slices.Clone(settings.Trusted), text)
	return d.SetSettings(settings, more)
}
