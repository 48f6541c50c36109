package office

import (
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/review"
	"verwoord/app/sign/verify"
	"verwoord/app/store"
)

// Moment prints a moment, in the reader's language and zone.
type Moment func(time.Time) string

// Said is a sentence: the key of a message, and its arguments.
type Said struct {
	Key  string
	Args locale.Args
}

// Report is what is known of a file.
type Report struct {
	OK         bool        // every signature holds, and nothing follows the last one
	Open       bool        // what is kept is open: who signed can be established here
	Headline   Line        // no better than the weakest of the lines
	Lines      []Line      // integrity, identity, and text, of which Said is empty: Proof says it
	Unsigned   []string    // the parties whose field is empty
	Signatures []Signature // in the order in which they were made
	Told       []Said      // about the file as a whole, and nobody should miss it
	Findings   []Said      // the rest about it
	Proof      review.Proof
	Inside     *Inside // nil when there is no dossier inside
}

// Line is one sentence of a report.
type Line struct {
	About string // integrity, identity, text; headline
	Mark  string // good, bad, or unknown
	Said  Said
}

// Signature is one signature or archive time-stamp of a file.
type Signature struct {
	Kind        string // signature, certification, timestamp
	Party       string // processor, controller, or empty when the field is not one of ours
	Field       string
	OK          bool
	Established bool    // it is known who signed
	Trusted     bool    // its certificate leads to an issuer that the user trusts
	Identity    string  // code of the verdict on who signed; empty of an archive time-stamp
	Signer      *Signer // nil when it is not known
	Time        time.Time
	Authority   string // of the time
	Level       string
	Sentence    Said // who signed when, and whether it holds
	Problems    []Said
	Told        []Said // no reason to refuse it, and nobody should miss it
	Notes       []Said
}

// Stamp tells an archive time-stamp from what somebody signed.
func (s Signature) Stamp() bool { return s.Kind == string(verify.DocumentTimestamp) }

// Signer is whom the certificate of a signature names.
type Signer struct {
	Name, Organisation, Issuer, Serial, Fingerprint string
	From, Until                                     time.Time
	Own                                             bool   // the certificate vouches for itself
	Certificate                                     []byte // DER
}

// Inside is the dossier inside a file.
type Inside struct {
	ID    string
	Name  string
	Known bool // there is a client of that id here
}

// Checked tells whether the words of the file could be compared, and whether they are those that were approved.
func (r *Report) Checked() (compared, approved bool) {
	return r.Proof.Verdict != review.Unknown, r.Proof.Mark == string(verify.Good)
}

// signatories are those of the signatures, without the archive time-stamps. Who signed is established for good by a trusted issuer, or an own
// identity; what is known by a pin is known as long as that is there.
func (r *Report) signatories(own map[string]string) []Signatory {
	list := []Signatory{}
	for _, s := range r.Signatures {
		if s.Stamp() {
			continue
		}
		one := Signatory{Party: s.Party, Time: stamp(s.Time), Level: s.Level, OK: s.OK, Alone: s.Party != "" && slices.Contains(r.Unsigned, s.Party)}
		if s.Signer != nil {
			one.Name, one.Fingerprint = s.Signer.Name, s.Signer.Fingerprint
			one.Established = s.Established && (s.Trusted || s.Party == engine.Processor && own[one.Fingerprint] != "")
		}
		list = append(list, one)
	}
	return list
}

// stamp is a moment as it is kept beside a document.
func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.RFC3339)
}

// unsaid prints no moments: of a report that nobody reads.
func unsaid(time.Time) string { return "" }

// encodeSignatures are the signatures of a report, as they are kept beside a document. More are own certificates that are not kept.
func (o *Office) encodeSignatures(ctx context.Context, r *Report, more ...verify.Known) (json.RawMessage, error) {
	x, done, err := o.look(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	own := maps.Clone(x.own)
	for _, k := range more {
		own[k.Fingerprint] = "self"
	}
	return json.Marshal(r.signatories(own))
}

// Verify tells what is known of a PDF file. The errors have the codes "sign.not-pdf" and "sign.encrypted".
func (o *Office) Verify(ctx context.Context, file []byte, moment Moment) (*Report, error) {
	in, err := InFile(ctx, o.engine, file)
	if err != nil {
		return nil, err
	}
	client := ""
	if in != nil {
		client = in.ID
	}
	return o.verify(ctx, client, file, moment)
}

// verify is Verify of a client's file, where more certificates are known than are kept.
func (o *Office) verify(ctx context.Context, client string, file []byte, moment Moment, more ...verify.Known) (*Report, error) {
	options, err := o.verifying(ctx, client)
	if err != nil {
		return nil, err
	}
	options.Known = append(options.Known, more...)
	r, err := judge(ctx, o.engine, file, options, o.here(ctx, client), moment)
	if err != nil {
		return nil, err
	}
	r.Open = true
	if r.Inside == nil {
		return r, nil
	}
	_, err = o.get(ctx, store.Dossier, r.Inside.ID)
	r.Inside.Known = err == nil
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return r, err
}

// VerifyOptions is what is known here that the file does not tell.
type VerifyOptions = verify.Options

// Verify tells what is known of a PDF file where nothing is kept, or it is locked.
func Verify(ctx context.Context, e *engine.Engine, file []byte, o verify.Options, moment Moment) (*Report, error) {
	return judge(ctx, e, file, o, engine.Here{}, moment)
}

func judge(ctx context.Context, e *engine.Engine, file []byte, o verify.Options, here engine.Here, moment Moment) (*Report, error) {
	found, err := e.Judge(ctx, file, o, true, here)
	if err != nil {
		return nil, err
	}
	r := &Report{
		OK: found.OK, Proof: *found.Text, Lines: lines(found), Unsigned: found.Unsigned,
		Headline: Line{"headline", mark(found.Headline.Mark), Said{Key: "verdict.headline." + found.Headline.Code}},
	}
	sentences := make([][]Said, len(found.Signatures)+1)
	for _, s := range found.Report.Sentences(moment) {
		sentences[s.Signature] = append(sentences[s.Signature], Said{s.Key, s.Args})
	}
	for _, sentence := range sentences[0] {
		if strings.HasPrefix(sentence.Key, "verify.finding.") {
			r.Told = append(r.Told, sentence)
		} else {
			r.Findings = append(r.Findings, sentence)
		}
	}
	for i, s := range found.Signatures {
		r.Signatures = append(r.Signatures, signature(s, sentences[i+1]))
	}
	if r.Inside, err = InFile(ctx, e, file); err != nil {
		return nil, err
	}
	return r, nil
}

// told are the sentences about a signature that holds which nobody should miss.
var told = []string{
	"verify.finding." + verify.NoteOver, "verify.finding." + verify.NoteUnsure, "verify.finding.field-added", "verify.finding.field-filled",
	"verify.finding.other-known", "verify.finding.claimed-later",
}

func signature(s verify.Signature, sentences []Said) Signature {
	out := Signature{
		Kind: string(s.Kind), Party: s.Role, Field: s.Field, OK: s.OK, Established: s.Identity.Mark == verify.Good, Trusted: s.Trusted(), Identity: s.Identity.Code,
		Time: s.Time.At, Authority: s.Time.Authority, Level: s.Level.String(),
	}
	if by := s.Signer; by != nil {
		out.Signer = &Signer{by.Name, by.Organisation, by.Issuer, by.Serial, by.Fingerprint, by.From, by.Until, by.Own, by.Certificate}
	}
	for _, p := range s.Problems {
		said := p.Sentence()
		out.Problems = append(out.Problems, Said{said.Key, said.Args})
	}
	for i, sentence := range sentences {
		again := func(p Said) bool { return reflect.DeepEqual(p, sentence) }
		switch {
		case i == 0:
			out.Sentence = sentence
		case slices.ContainsFunc(out.Problems, again):
		case slices.Contains(told, sentence.Key):
			out.Told = append(out.Told, sentence)
		default:
			out.Notes = append(out.Notes, sentence)
		}
	}
	return out
}

// lines are the three verdicts: whether the file is what was signed, who signed, and whether these are the recorded words.
func lines(j *engine.Judgement) []Line {
	integrity, identity := j.Verdicts()
	return []Line{
		{"integrity", mark(j.Integrity.Mark), Said{integrity.Key, integrity.Args}},
		{"identity", mark(j.Identity.Mark), Said{identity.Key, identity.Args}},
		{About: "text", Mark: mark(verify.Mark(j.Text.Mark))},
	}
}

func mark(m verify.Mark) string {
	if m == verify.Open {
		return "unknown"
	}
	return string(m)
}

// InFile is the dossier inside a file; nil when there is none that can be read.
func InFile(ctx context.Context, e *engine.Engine, file []byte) (*Inside, error) {
	next, _, err := inside(ctx, e, file)
	var own *Refusal
	switch {
	case errors.As(err, &own) || err == nil && next == nil:
		return nil, nil
	case err != nil:
		return nil, err
	}
	return &Inside{ID: next.ID, Name: next.Controller.Name}, nil
}

// roots are the issuers that the user trusts.
func (s Settings) roots() []*x509.Certificate {
	var roots []*x509.Certificate
	for _, text := range s.Trusted {
		block, _ := pem.Decode([]byte(text))
		if block == nil {
			continue
		}
		if c, err := x509.ParseCertificate(block.Bytes); err == nil {
			roots = append(roots, c)
		}
	}
	return roots
}

// mostTrusted bounds how many issuers can be added with one file: a screen lists them. Whole lists of a country are for the command line.
const mostTrusted = 100

// Trust adds the certificates of issuers in a file, PEM or DER, to those that Verify trusts, each once. The errors have the codes
// "no-certificate" and "many-certificates".
func (o *Office) Trust(ctx context.Context, by By, f File) (Settings, error) {
	found := certificates(f.Data)
	switch {
	case len(found) == 0:
		return Settings{}, Refuse("no-certificate", "", "name", f.Name)
	case len(found) > mostTrusted:
		return Settings{}, Refuse("many-certificates", "", "name", f.Name)
	}
	settings, err := o.Settings(ctx)
	if err != nil {
		return Settings{}, err
	}
	more := settings
	more.Trusted = slices.Clone(settings.Trusted)
	for _, der := range found {
		text := strings.TrimSpace(string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})))
		if !slices.Contains(more.Trusted, text) {
			more.Trusted = append(more.Trusted, text)
		}
	}
	return o.SetSettings(ctx, by, settings, more)
}

// certificates gives the DER of the certificates in a file, PEM or DER; none when one of them cannot be read.
func certificates(data []byte) [][]byte {
	all := [][]byte{data}
	if block, rest := pem.Decode(data); block != nil {
		all = nil
		for ; block != nil; block, rest = pem.Decode(rest) {
			all = append(all, block.Bytes)
		}
	}
	for _, der := range all {
		if _, err := x509.ParseCertificate(der); err != nil {
			return nil
		}
	}
	return all
}
