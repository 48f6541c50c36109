package verify

import (
	"slices"

	"verwoord/app/sign/chain"
)

// Mark is how a question was answered. What is not established is neither good nor bad, and whoever says it says what would establish it.
type Mark string

const (
	Good Mark = "good"
	Bad  Mark = "bad"
	Open Mark = "not-established"
)

// Weaker is the worse of two marks: bad, not established, good.
func Weaker(a, b Mark) Mark {
	order := []Mark{Bad, Open, Good}
	return order[min(slices.Index(order, a), slices.Index(order, b))]
}

// Verdict is the answer to one question. Its sentence is the message "verdict." + the question + "." + Code.
type Verdict struct {
	Mark Mark   `json:"verdict"`
	Code string `json:"code"`
}

// Codes of verdicts on integrity: is the file what was signed, and what changed since.
const (
	Unsigned   = "unsigned"   // open, also of identity
	Intact     = "intact"     // good
	Unreadable = "unreadable" // open: a signature in a form that is not known here, or too weak to tell
	Doubtful   = "doubtful"   // bad: programs may see different documents in the file
	Broken     = "broken"     // bad: a signature does not hold
	Changed    = "changed"    // bad: the document was changed after it was signed
	Covered    = "covered"    // open: something was drawn over words that were signed
)

// Codes of verdicts on identity: who signed, and who says so.
const (
	Established = "established"  // good: each by a certificate that is known here, or under a trusted issuer
	Listed      = "listed"       // good: by a qualified certificate, as the list of a country has it
	ListedParty = "listed-party" // open: likewise, and nobody here knows that it signs for this party
	Claimed     = "claimed"      // open: a certificate says so that nobody here vouches for
	Expired     = "expired"      // open: its certificate was not valid at the time that is established
	Other       = "other"        // open: another certificate is known for this party
	Mandate     = "mandate"      // open: a certificate of the other party, and nobody here knows of a mandate
	Refused     = "refused"      // bad: revoked, or not meant for signing
)

// Remarks is the code of a headline over three good verdicts, of a file that may show something else than was signed.
const Remarks = "remarks"

// Indication is a verdict in the words of ETSI EN 319 102-1, 5.1.3, as EU DSS prints it.
type Indication struct {
	Main string `json:"main"`          // TOTAL-PASSED, INDETERMINATE or TOTAL-FAILED
	Sub  string `json:"sub,omitempty"` // table 5 there; "" when it passed
}

// The indications that problems stand for. Others that are not here are of the form of the signature.
var (
	failed = map[string]string{
		"digest": "HASH_FAILURE", "signature": "SIG_CRYPTO_FAILURE", "padding": "FORMAT_FAILURE",
	}
	indeterminate = map[string]string{
		"modified": "SIG_CONSTRAINTS_FAILURE", "revision-idle": "SIG_CONSTRAINTS_FAILURE", "field-covers": "SIG_CONSTRAINTS_FAILURE",
		"certification-forbids": "SIG_CONSTRAINTS_FAILURE", "field-locked": "SIG_CONSTRAINTS_FAILURE", "structure-doubtful": "SIG_CONSTRAINTS_FAILURE",
		"signing-certificate": "SIG_CONSTRAINTS_FAILURE",
		"no-certificate":      "NO_SIGNING_CERTIFICATE_FOUND", "bad-certificate": "NO_SIGNING_CERTIFICATE_FOUND", "value-missing": "SIGNED_DATA_NOT_FOUND",
		"algorithm-weak": "CRYPTO_CONSTRAINTS_FAILURE_NO_POE", "algorithm-unknown": "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
		"format-unknown": "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
		"untrusted":      "NO_CERTIFICATE_CHAIN_FOUND", "path-invalid": "CERTIFICATE_CHAIN_GENERAL_FAILURE", "key-usage": "CHAIN_CONSTRAINTS_FAILURE",
		"certificate-expired": "OUT_OF_BOUNDS_NO_POE", "certificate-not-yet-valid": "OUT_OF_BOUNDS_NO_POE",
	}
)

// unreadable are the problems that leave open whether a signature holds.
var unreadable = []string{"algorithm-weak", "algorithm-unknown", "format-unknown", "no-certificate", "bad-certificate"}

// indication is what a verifier of that standard would say of a signature.
func (s *signed) indication() Indication {
	for _, f := range s.Problems {
		switch {
		case f.Code == "revoked":
			if s.Time.Source == AuthorityClock {
				return Indication{"TOTAL-FAILED", "REVOKED"}
			}
			return Indication{"INDETERMINATE", "REVOKED_NO_POE"}
		case failed[f.Code] != "":
			return Indication{"TOTAL-FAILED", failed[f.Code]}
		case indeterminate[f.Code] != "":
			return Indication{"INDETERMINATE", indeterminate[f.Code]}
		default:
			return Indication{"TOTAL-FAILED", "FORMAT_FAILURE"}
		}
	}
	switch {
	case s.Trust == chain.Known:
		return Indication{Main: "TOTAL-PASSED"}
	case s.Trust != chain.Trusted && s.Trust != chain.Listed:
		return Indication{"INDETERMINATE", "NO_CERTIFICATE_CHAIN_FOUND"}
	case s.Revoked == chain.Unknown:
		return Indication{"INDETERMINATE", "TRY_LATER"}
	}
	return Indication{Main: "TOTAL-PASSED"}
}

// integrity judges one signature, apart from who made it.
func (s *signed) integrity() Verdict {
	switch {
	case s.broken && slices.ContainsFunc(s.flaws, func(f Finding) bool { return slices.Contains(unreadable, f.Code) }):
		return Verdict{Open, Unreadable}
	case s.broken:
		return Verdict{Bad, Broken}
	case len(s.flaws) > 0:
		return Verdict{Bad, Changed}
	case slices.ContainsFunc(s.Notes, func(f Finding) bool { return f.Code == NoteOver }):
		return Verdict{Open, Covered}
	}
	return Verdict{Good, Intact}
}

// identity judges who made a signature. One that does not hold was made by nobody.
func (s *signed) identity() Verdict {
	switch has := func(code string) bool {
		return slices.ContainsFunc(s.doubts, func(f Finding) bool { return f.Code == code })
	}; {
	case s.broken:
		return Verdict{Open, Claimed}
	case has("revoked"), has("key-usage"):
		return Verdict{Bad, Refused}
	case s.mandate:
		return Verdict{Open, Mandate}
	case s.another:
		return Verdict{Open, Other}
	case has("certificate-expired"), has("certificate-not-yet-valid"), s.untimely:
		return Verdict{Open, Expired}
	case len(s.doubts) == 0 && (s.Trust == chain.Trusted || s.Trust == chain.Known):
		return Verdict{Good, Established}
	case len(s.doubts) == 0 && s.Trust == chain.Listed && s.Role != "":
		return Verdict{Open, ListedParty}
	case len(s.doubts) == 0 && s.Trust == chain.Listed:
		return Verdict{Good, Listed}
	}
	return Verdict{Open, Claimed}
}

// verdicts judges the file: no better than its weakest signature. Archive time-stamps count for integrity; that their authority is known is
// asked of the times that they give.
func (v *verifier) verdicts() {
	r := v.report
	r.Integrity, r.Identity = Verdict{Good, Intact}, Verdict{Good, Established}
	people := 0
	for _, s := range v.signed {
		s.Signature.Integrity, s.Indication = s.integrity(), s.indication()
		worse(&r.Integrity, s.Signature.Integrity)
		if s.Kind == DocumentTimestamp {
			continue
		}
		people++
		s.Signature.Identity = s.identity()
		worse(&r.Identity, s.Signature.Identity)
	}
	switch {
	case len(r.Problems) > 0 && !(len(r.Problems) == 1 && r.Problems[0].Code == "encrypted"):
		worse(&r.Integrity, Verdict{Bad, Doubtful})
	case len(r.Problems) > 0:
		worse(&r.Integrity, Verdict{Open, Unreadable})
	}
	if people == 0 {
		r.Identity = Verdict{Open, Unsigned}
	}
}

// gravest are the codes that are told before others of the same mark: those that somebody has to act on.
var gravest = []string{Other, Mandate, Covered, Listed}

func worse(have *Verdict, next Verdict) {
	weaker := Weaker(have.Mark, next.Mark) != have.Mark
	if weaker || next.Mark == have.Mark && have.Code == ListedParty || next.Mark == have.Mark && slices.Contains(gravest, next.Code) && !slices.Contains(gravest, have.Code) {
		*have = next
	}
}
