package desk

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"time"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/office"
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
	var report *office.Report
	switch o, locked := d.office(); {
	case errors.Is(locked, office.ErrLocked):
		report, err = office.Verify(ctx, d.engine(), data, office.VerifyOptions{Now: d.host.Now()}, d.moment())
	default:
		report, err = o.Verify(ctx, data, d.moment())
	}
	if err != nil {
		return Report{}, err
	}
	return d.report(report), nil
}

// moment prints moments in the language of the user and, as the block of a signature does, in Dutch time.
func (d *Desk) moment() office.Moment {
	l, zone := d.locale(), d.engine().Deadlines().Zone()
	return func(t time.Time) string { return l.Moment(t.In(zone)) }
}

// report is a report as it crosses, in words.
func (d *Desk) report(found *office.Report) Report {
	l := d.locale()
	proof := engine.ProofSentences(l, found.Proof)
	compared, approved := found.Checked()
	r := Report{
		OK: found.OK, Headline: Line{found.Headline.About, found.Headline.Mark, l.T(found.Headline.Said.Key, nil)}, Lines: []Line{},
		Awaits: said(l, found.Awaits()), Next: l.T(found.Next(), nil), Signatures: []SignatureReport{}, Each: []SignatureReport{}, Told: said(l, found.Told), Findings: said(l, found.Findings),
		Approved: Approved{
			Checked: compared, OK: approved, Version: found.Proof.Version, Clauses: found.Proof.Clauses, Differ: append([]string{}, proof[1:]...),
		},
	}
	for _, line := range found.Lines {
		text := proof[0]
		if line.Said.Key != "" {
			text = l.T(line.Said.Key, line.Said.Args)
		}
		r.Lines = append(r.Lines, Line{About: line.About, Mark: line.Mark, Text: text})
	}
	for _, s := range found.Signatures {
		one := signature(l, s)
		if one.Confirm = d.confirm(s, found); one.Confirm == nil {
			compare(l, &one, s)
		}
		if found.First(s) {
			one.Told = append(one.Told, l.T("confirm.first", nil))
		}
		one.Title = title(l, s, found)
		r.Signatures = append(r.Signatures, one)
	}
	r.once(l, found.Signatures)
	if found.Inside != nil {
		inside := Inside(*found.Inside)
		r.Dossier = &inside
	}
	return r
}

func said(l *locale.Locale, list []office.Said) []string {
	out := []string{}
	for _, s := range list {
		args := s.Args
		if field, ok := args["Detail"].(string); ok && strings.HasPrefix(s.Key, "verify.finding.field-") {
			args = maps.Clone(args)
			args["Detail"] = fieldName(l, field)
		}
		out = append(out, l.T(s.Key, args))
	}
	return out
}

func signature(l *locale.Locale, s office.Signature) SignatureReport {
	out := SignatureReport{
		Kind: s.Kind, Mark: "good", Party: s.Party, OK: s.OK, Time: stamp(s.Time), Level: s.Level,
		Problems: said(l, s.Problems), Told: said(l, s.Told), Notes: said(l, s.Notes), Details: []Detail{},
	}
	switch {
	case !s.OK:
		out.Mark = "bad"
	case !s.Established && !s.Trusted:
		out.Mark = "unknown"
	}
	if s.Sentence.Key != "" {
		out.Sentence = l.T(s.Sentence.Key, s.Sentence.Args)
	}
	detail := func(key, value string) {
		if value != "" {
			out.Details = append(out.Details, Detail{Name: l.T("desk.detail."+key, nil), Value: value})
		}
	}
	if by := s.Signer; by != nil {
		out.Name = by.Name
		if !by.Own {
			detail("issuer", by.Issuer)
		}
		detail("serial", by.Serial)
		detail("valid", l.Date(by.From.Format(time.DateOnly))+" – "+l.Date(by.Until.Format(time.DateOnly)))
	}
	if s.Party == "" {
		detail("field", s.Field)
	} else {
		out.Notes = slices.DeleteFunc(out.Notes, func(note string) bool { return note == l.T("verify.role."+s.Party, nil) }) // its title
	}
	return out
}

// title says which signature of a file it is: by the field that it is in, or by its number where there are several.
func title(l *locale.Locale, s office.Signature, found *office.Report) string {
	if s.Party != "" {
		return l.T("desk.signature.in", locale.Args{"Field": fieldName(l, s.Field)})
	}
	alike := func(other office.Signature) bool {
		return other.Party == "" && other.Stamp() == s.Stamp()
	}
	number, count := 0, 0
	for _, other := range found.Signatures {
		if !alike(other) {
			continue
		}
		count++
		if other.Field == s.Field {
			number = count
		}
	}
	name := l.T("desk.signature."+s.Kind, nil)
	if count > 1 {
		return l.T("desk.signature.number", locale.Args{"Name": name, "Number": number})
	}
	return name
}

// fieldName is how a field is called to people: of the party that signs in it, where the file is one of ours.
func fieldName(l *locale.Locale, field string) string {
	switch strings.TrimSuffix(field, "-2") {
	case engine.Processor, engine.Controller, "legal":
		return l.T("desk.field."+field, nil)
	}
	return field
}

// compare adds the fingerprint of who signed, in words too while it is not established who that is. Where it can be recorded here it stands there.
func compare(l *locale.Locale, r *SignatureReport, s office.Signature) {
	if s.Signer == nil {
		return
	}
	words, full := engine.Fingerprint(l, s.Signer.Fingerprint)
	if s.OK && !s.Established && s.Identity != "" {
		r.Details = append(r.Details, Detail{Name: l.T("desk.detail.words", nil), Value: strings.Join(words, " ")})
	}
	r.Details = append(r.Details, Detail{Name: l.T("desk.detail.fingerprint", nil), Value: full})
}

// Trust adds the certificate of an issuer, PEM or DER, to those that Verify trusts. The error has the code "no-certificate".
func (d *Desk) Trust(f File) (s Settings, err error) {
	defer d.guard(&err)
	data, err := f.bytes()
	if err != nil {
		return Settings{}, err
	}
	o, by, err := d.acting()
	if err != nil {
		return Settings{}, err
	}
	kept, err := o.Trust(context.Background(), by, office.File{Name: f.Name, Data: data})
	return Settings(kept), err
}
