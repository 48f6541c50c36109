package sign

import (
	"crypto"
	"crypto/x509"
	"errors"
	"slices"
	"sync"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/cms"
)

// skew is how far clocks may differ before a time is called wrong.
const skew = 5 * time.Minute

// VerifyOptions is what a verifier knows that the file does not tell.
type VerifyOptions struct {
	// Who is trusted to issue certificates. With none, and no Anchors, Trust stays Unchecked and is no reason to refuse: then the
	// report tells that nothing was changed, and not who signed.
	Roots []*x509.Certificate
	// Trusted besides Roots, such as what a system trusts; nil for no one.
	Anchors *x509.CertPool
	// Revocation lists and OCSP responses, DER, besides those in the file. They tell of revocation, and of no level.
	Revocation [][]byte
	// The present time. Required.
	Now time.Time
}

// Verify tells what the signatures of a file are worth. It never calls a file good that other programs could read in another way:
// whatever is doubtful is a problem. The error is an *Error with the code "not-pdf", "encrypted" or "too-complex"; every file that can be read has a Report.
func Verify(data []byte, o VerifyOptions) (*Report, error) {
	file, err := cos.Open(data)
	switch {
	case errors.Is(err, cos.ErrEncrypted):
		return nil, because("encrypted", err)
	case errors.Is(err, cos.ErrTooComplex):
		return nil, because("too-complex", err)
	case err != nil:
		return nil, because("not-pdf", err)
	}
	v := newVerifier(data, file, o)
	v.structure()
	v.readSignatures()
	if len(v.signed) == 0 {
		v.problem("no-signature")
		if err := file.Err(); err != nil {
			return nil, because("too-complex", err)
		}
		return v.report, nil
	}
	v.examine()
	v.readEvidence()
	v.judge()
	v.judgeLevels()
	v.conclude()
	if err := file.Err(); err != nil { // then what was looked at is not all there is
		return nil, because("too-complex", err)
	}
	return v.report, nil
}

func newVerifier(data []byte, file *cos.File, o VerifyOptions) *verifier {
	return &verifier{
		data: data, file: file, options: o, report: &Report{After: ExtentNothing, Signatures: []Signature{}},
		views: map[int]*cos.File{}, paths: map[pathKey]path{}, chains: map[string][]*x509.Certificate{}, said: map[string][]statement{},
		links: map[link]bool{}, reading: maxStored, prefixes: map[crypto.Hash]*prefix{},
	}
}

// examine looks at each signature by itself and, at the same time, for flaws in the file. The one computes and the other reads.
func (v *verifier) examine() {
	var each []func()
	for _, s := range v.signed {
		each = append(each, func() { v.examineSignature(s) })
	}
	together(v.findFlaws, each...)
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
	together(v.judgeChanges, v.judgeTrust)
	for _, s := range v.signed {
		s.Problems = append(s.Problems, s.doubts...)
		s.Notes = append(s.Notes, s.remarks...)
	}
}

// verifier is the state of one Verify.
type verifier struct {
	data    []byte
	file    *cos.File
	options VerifyOptions
	report  *Report
	views   map[int]*cos.File
	signed  []*signed    // in the order of the revisions they sign
	flaws   [][]cos.Flaw // by revision
	pool    cms.Pool
	known   []*x509.Certificate // every certificate in the file
	ocsps   []answer
	crls    []*list

	hasStore bool // there is a DSS
	roots    *x509.CertPool
	others   *x509.CertPool
	paths    map[pathKey]path
	chains   map[string][]*x509.Certificate // by leaf; with roots given, those that lead to one
	said     map[string][]statement         // by certificate
	links    map[link]bool
	reading  allowance // of judgeChanges
	listed   int       // by it

	hashing  sync.Mutex // of prefixes
	prefixes map[crypto.Hash]*prefix
}

// link is a certificate and the one that may have signed it.
type link struct{ certificate, issuer string }

// signed is one signature on its way to the report.
type signed struct {
	Signature
	field    cos.Ref  // the form field
	value    cos.Ref  // the signature dictionary
	dict     cos.Dict // it
	der      []byte   // what its Contents hold; nil when that cannot be told
	before   []byte   // what it signs of the file before its Contents,
	behind   []byte   // and behind them
	after    int64    // where its Contents end
	revision int      // which revision of the file it signs; -1 when none
	cms      *cms.Signed
	token    *cms.Token // the time-stamp that counts: its own when it is an archive time-stamp
	tokenOK  bool       // the authority is trusted, or trust is not asked for
	proof    time.Time  // when the signature is known to have existed: by a later archive time-stamp, or now
	at       time.Time  // the same, by its own time-stamp too: what its certificate is held against
	broken   bool       // it does not cover a revision, or its key did not make it
	locks    []cos.Dict // FieldMDP: the parameters of each
	doubts   []Finding  // the problems and
	remarks  []Finding  // the notes that judgeTrust has
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
		if r.Trailer["Encrypt"] != nil {
			v.problem("encrypted")
		}
	}
	switch last := v.file.Revisions[len(v.file.Revisions)-1]; {
	case v.file.Repaired:
		v.problem("repaired")
	case string(v.data[:min(5, len(v.data))]) != "%PDF-":
		v.problem("bytes-before")
	case last.End != int64(len(v.data)):
		v.problem("bytes-after")
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
	for _, s := range v.signed {
		s.OK = len(s.Problems) == 0
		ok = ok && s.OK
		v.report.Signatures = append(v.report.Signatures, s.Signature)
	}
	v.report.After = v.signed[len(v.signed)-1].Since
	v.report.OK = ok && (v.report.After == ExtentNothing || v.report.After == ExtentValidation)
}

// sortSigned puts the signatures in the order of what they cover, those that cover nothing first.
func (v *verifier) sortSigned() {
	slices.SortStableFunc(v.signed, func(a, b *signed) int { return a.revision - b.revision })
}
