package verify

import (
	"crypto/x509"
	"strings"
	"time"

	"verwoord/app/sign/chain"
)

// Report is what the signatures of a file are worth. Its JSON form is stable: codes never change their meaning.
type Report struct {
	// Every signature holds, there is at least one, and nothing but what validation needs follows the last one.
	OK bool `json:"ok"`
	// Three questions are never mixed; the third, whether these are the recorded words, is not for this package.
	Integrity Verdict `json:"integrity"`
	Identity  Verdict `json:"identity"`
	// In the order in which they were made; the document's archive time-stamps stand among the signatures.
	Signatures []Signature `json:"signatures"`
	// What stands behind the last signature.
	After Extent `json:"after"`
	// The parties whose field Verwoord made, and which nobody signed.
	Unsigned []string `json:"unsigned,omitempty"`
	// What is wrong with the file as a whole. Any of it makes OK false.
	Problems []Finding `json:"problems,omitempty"`
	// What may make the file show something else than was signed. It is no fault of a signature, and is told.
	Notes []Finding `json:"notes,omitempty"`
}

// Signature is one signature or archive time-stamp.
type Signature struct {
	Kind  Kind   `json:"kind"`
	Field string `json:"field"`          // full name of the form field
	Role  string `json:"role,omitempty"` // processor or controller, when the field is one that Verwoord makes
	OK    bool   `json:"ok"`             // nothing under Problems

	Integrity  Verdict    `json:"integrity"`
	Identity   Verdict    `json:"identity,omitzero"` // none of an archive time-stamp
	Indication Indication `json:"indication"`

	Signer    *Party         `json:"signer,omitempty"` // who signed; of a time-stamp, the authority. Nil when it cannot be read.
	Time      Time           `json:"time"`
	Level     Level          `json:"level"` // the zero Level when it is no baseline signature at all
	Trust     chain.Trust    `json:"trust"`
	Revoked   chain.Standing `json:"revocation"`
	Listed    *Listing       `json:"listed,omitempty"`    // what a list of a country says of its issuer; nil when that is not asked, or nothing
	Since     Extent         `json:"since"`               // what was added to the file after it
	ByMandate bool           `json:"byMandate,omitempty"` // the certificate is the other party's, and a person here knows of a mandate
	Certified int            `json:"certified,omitempty"` // what a certification signature allows later: P of DocMDP, 1 to 3

	Problems  []Finding `json:"problems,omitempty"`  // why it does not hold
	NotHigher []Finding `json:"notHigher,omitempty"` // what the next level lacks
	Notes     []Finding `json:"notes,omitempty"`     // good to know, no reason to refuse
}

// Kind tells signatures and archive time-stamps apart.
type Kind string

const (
	ApprovalSignature      Kind = "signature"
	CertificationSignature Kind = "certification" // ISO 32000-1, 12.8.4: says what others may still change
	DocumentTimestamp      Kind = "timestamp"     // ETSI EN 319 142-1, 5.4.3
)

// Party is a certificate, as far as people read it.
type Party struct {
	Name         string    `json:"name"`
	Organisation string    `json:"organisation,omitempty"`
	Issuer       string    `json:"issuer"`
	Serial       string    `json:"serial"` // hexadecimal
	From         time.Time `json:"from"`
	Until        time.Time `json:"until"`
	Own          bool      `json:"own,omitempty"` // it vouches for itself
	Fingerprint  string    `json:"fingerprint"`   // SHA-256 of the certificate, hexadecimal
	Certificate  []byte    `json:"-"`             // DER, to be known again
}

// Time is when a signature was made.
type Time struct {
	At     time.Time `json:"at,omitzero"`
	Source Clock     `json:"source"`
	// The time-stamp authority, when the time is its, and whether that is one to trust.
	Authority string      `json:"authority,omitempty"`
	Trust     chain.Trust `json:"trust,omitempty"`
	// What the signer's own clock said, whatever the Source.
	Claimed time.Time `json:"claimed,omitzero"`
}

// Clock is where a time comes from.
type Clock string

const (
	NoClock        Clock = "none"
	SignerClock    Clock = "signer"
	AuthorityClock Clock = "timestamp"
)

// Extent is how far a part of a file reaches beyond what was signed.
type Extent string

const (
	ExtentUnknown    Extent = "unknown" // the signature does not hold, so that there is nothing to compare with
	ExtentNothing    Extent = "nothing"
	ExtentValidation Extent = "validation-data" // certificates, revocation data, archive time-stamps
	ExtentSignatures Extent = "signatures"      // that, and later signatures
	ExtentFilled     Extent = "filled"          // that, and fields filled in where a certification allows it
	ExtentModified   Extent = "modified"        // anything else
)

// Finding is one thing found, as a stable code. Its sentence is the message "verify.finding." + Code.
type Finding struct {
	Code   string `json:"code"`
	Object int    `json:"object,omitempty"` // number of the PDF object
	Page   int    `json:"page,omitempty"`   // from 1
	Detail string `json:"detail,omitempty"` // a name or key, never a sentence
}

// Trusted tells whether the certificate leads to a root.
func (s *Signature) Trusted() bool { return s.Trust == chain.Trusted }

func (s *Signature) problem(code string) { s.Problems = append(s.Problems, Finding{Code: code}) }

func (s *Signature) note(code, detail string) {
	s.Notes = append(s.Notes, Finding{Code: code, Detail: detail})
}

func (s *Signature) lacks(code, detail string) {
	s.NotHigher = append(s.NotHigher, Finding{Code: code, Detail: detail})
}

// PartyOf is a certificate for people: what a report says of it, and what the visible block of a signature prints.
func PartyOf(c *x509.Certificate) *Party {
	p := &Party{
		Name: chain.Plain(chain.Name(c)), Organisation: chain.Plain(strings.Join(c.Subject.Organization, ", ")), Serial: c.SerialNumber.Text(16),
		From: c.NotBefore, Until: c.NotAfter, Own: chain.SelfIssued(c), Fingerprint: Fingerprint(c), Certificate: c.Raw,
	}
	p.Issuer = c.Issuer.CommonName
	if p.Issuer == "" {
		p.Issuer = strings.Join(c.Issuer.Organization, ", ")
	}
	p.Issuer = chain.Plain(p.Issuer)
	return p
}
