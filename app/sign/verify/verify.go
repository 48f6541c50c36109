// Package verify tells what the signatures of a PDF file are worth, and explains itself: a Report for programs, its Sentences for people.
//
// File is the way in. What a file may hold, and what a revision may do after a signature, is written down in POLICY.md. Inspect is for who
// signs: it tells what Verify would find wrong whoever signs next.
package verify

import (
	"bytes"
	"crypto"
	"crypto/x509"
	"slices"
	"sync"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign/chain"
	"verwoord/app/sign/cms"
)

// Options is what a verifier knows that the file does not tell.
type Options struct {
	// Who is trusted to issue certificates. With none, and no Anchors, Trust stays Unchecked and is no reason to refuse: then the
	// report tells that nothing was changed, and not who signed.
	Roots []*x509.Certificate
	// Trusted besides Roots, such as what a system trusts; nil for no one.
	Anchors *x509.CertPool
	// Certificates that a person vouches for. One of them counts as trusted in the field that it is known for.
	Known []Known
	// Issuers of qualified certificates on the lists of countries; nil for none. It is asked when a certificate calls itself qualified.
	Issuers func() []Issuer
	// Revocation lists and OCSP responses, DER, besides those in the file. They tell of revocation, and of no level.
	Revocation [][]byte
	// The present time. Required.
	Now time.Time
}

// File tells what the signatures of a file are worth. It never calls a file good that other programs could read in another way: whatever
// is doubtful is a problem. Where the file turns out too complex, or its context ends, Err of the file says so and the report is worth nothing.
func File(f *cos.File, o Options) *Report {
	v := newVerifier(f, o)
	v.structure()
	v.readSignatures()
	v.tellActive()
	if len(v.signed) == 0 {
		v.problem("no-signature")
		v.report.Integrity, v.report.Identity = Verdict{Open, Unsigned}, Verdict{Open, Unsigned}
		return v.report
	}
	v.examine()
	v.readEvidence()
	v.judge()
	v.judgeLevels()
	v.conclude()
	if f.Err() != nil {
		v.report.OK, v.report.Integrity = false, Verdict{Open, Unreadable}
	}
	return v.report
}

func newVerifier(f *cos.File, o Options) *verifier {
	return &verifier{
		data: f.Bytes(), file: f, options: o, report: &Report{After: ExtentNothing, Signatures: []Signature{}},
		evidence: chain.New(o.Roots, o.Anchors, o.Now), views: map[int]*cos.File{}, reading: form.NewAllowance(), prefixes: map[crypto.Hash]*prefix{},
	}
}

// examine looks at each signature by itself and, at the same time, for flaws in the file. The one computes and the other reads.
func (v *verifier) examine() {
	var each []func()
	for _, s := range v.signed {
		each = append(each, func() { v.examineSignature(s) })
	}
	chain.Together(v.findFlaws, each...)
}

// findFlaws asks for the flaws of every revision.
func (v *verifier) findFlaws() {
	v.flaws = make([][]cos.Flaw, len(v.file.Revisions))
	for i := range v.flaws {
		v.flaws[i] = v.at(i).Flaws()
	}
}

// judge looks at what changed after the signatures and, at the same time, at who made them. The one reads the file and the other
// certificates, and each notes what it finds for itself.
func (v *verifier) judge() {
	chain.Together(v.judgeChanges, v.judgeTrust)
	for _, s := range v.signed {
		s.flaws = slices.Clone(s.Problems)
		s.Problems = append(s.Problems, s.doubts...)
		s.Notes = append(s.Notes, s.remarks...)
	}
}

// verifier is the state of one File.
type verifier struct {
	data     []byte
	file     *cos.File
	form     *form.Form
	options  Options
	report   *Report
	views    map[int]*cos.File
	pages    map[int][]cos.Ref    // by revision
	reached  map[int]map[int]bool // see reach; by revision
	signed   []*signed            // in the order of the revisions they sign
	first    int                  // the revision that was signed first; see judgeChanges
	flaws    [][]cos.Flaw         // by revision
	evidence *chain.Evidence
	hasStore bool           // there is a DSS
	reading  form.Allowance // of judgeChanges
	listed   int            // by it

	hashing  sync.Mutex // of prefixes
	prefixes map[crypto.Hash]*prefix
}

// signed is one signature on its way to the report.
type signed struct {
	Signature
	of      *form.Signature
	cms     *cms.Signed
	tokens  []*cms.Token // its own time-stamps
	token   *cms.Token   // the one that counts: the earliest, or itself when it is an archive time-stamp
	tokenOK bool         // the authority is trusted, or trust is not asked for
	proof   time.Time    // when the signature is known to have existed: by a later archive time-stamp, or now
	at      time.Time    // the same, by its own time-stamp too: what its certificate is held against
	broken  bool         // it does not cover a revision, or its key did not make it
	another bool         // other certificates are known for the field
	mandate bool         // its certificate is known for another field
	// Its certificate is past its time, and only an authority that nobody here knows says that it was not when this was signed.
	untimely bool
	flaws    []Finding // the problems before those of judgeTrust
	doubts   []Finding // the problems and
	remarks  []Finding // the notes that judgeTrust has
}

// problem notes what is wrong with the file, once.
func (v *verifier) problem(code string) {
	if f := (Finding{Code: code}); !slices.Contains(v.report.Problems, f) {
		v.report.Problems = append(v.report.Problems, f)
	}
}

// structure notes what makes it doubtful that all programs see the same document in this file.
func (v *verifier) structure() {
	for _, r := range v.file.Revisions {
		if r.Trailer["Encrypt"] != nil && !v.file.Encrypted() {
			v.problem("encrypted") // for who stops reading there
		}
	}
	switch last := v.file.Revisions[len(v.file.Revisions)-1]; {
	case v.file.Repaired:
		v.problem("repaired")
	case string(v.data[:min(5, len(v.data))]) != "%PDF-":
		v.problem("bytes-before")
	case len(bytes.TrimLeft(v.data[last.End:], "\r\n")) > 0:
		v.problem("bytes-after")
	}
}

// roles are the fields that Verwoord makes for the two parties; the second of a party is for who may only act together with the first.
var roles = map[string]string{"processor": "processor", "controller": "controller", "processor-2": "processor", "controller-2": "controller"}

// readSignatures finds every field with a signature, and what each signature is of.
func (v *verifier) readSignatures() {
	v.form = form.Read(v.file)
	for _, code := range v.form.Doubts {
		v.problem(code)
	}
	for _, field := range v.form.Fields {
		if role := roles[field.Name]; role != "" && field.Kind == "Sig" && field.Value == nil && !slices.Contains(v.report.Unsigned, role) {
			v.report.Unsigned = append(v.report.Unsigned, roles[field.Name])
		}
	}
	for _, read := range v.form.Signatures {
		s := &signed{of: read}
		s.Kind, s.Field, s.Role = ApprovalSignature, read.Field.Name, roles[read.Field.Name]
		s.Trust, s.Revoked, s.Since, s.Time.Source = chain.Unchecked, chain.Unknown, ExtentUnknown, NoClock
		switch {
		case read.Stamp:
			s.Kind = DocumentTimestamp
		case read.Certification:
			s.Kind = CertificationSignature
		}
		s.Certified = read.Certified
		if !read.Claimed.IsZero() {
			s.Time.At, s.Time.Source, s.Time.Claimed = read.Claimed, SignerClock, read.Claimed
		}
		if read.Fault != "" {
			s.problem(read.Fault)
		}
		v.signed = append(v.signed, s)
	}
}

// at is the file as it was at the end of a revision.
func (v *verifier) at(revision int) *cos.File {
	if revision == len(v.file.Revisions)-1 {
		return v.file
	}
	if v.views[revision] == nil {
		v.views[revision] = v.file.At(revision)
	}
	return v.views[revision]
}

// conclude fills in what follows from the rest.
func (v *verifier) conclude() {
	ok := len(v.report.Problems) == 0
	v.verdicts()
	for _, s := range v.signed {
		s.OK = len(s.Problems) == 0
		ok = ok && s.OK
		v.report.Signatures = append(v.report.Signatures, s.Signature)
	}
	v.report.After = v.signed[len(v.signed)-1].Since
	v.report.OK = ok && (v.report.After == ExtentNothing || v.report.After == ExtentValidation || v.report.After == ExtentFilled)
}
