package office

import (
	"reflect"
	"slices"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/review"
	"verwoord/app/sign/verify"
)

// Of the codes of the verdict on who signed, those that a person here can answer otherwise than by comparing a fingerprint for the first time.
const (
	OtherKnown = verify.Other
	ByMandate  = verify.Mandate
)

// Awaits says who has to sign yet, and of whom it is to be established that they did.
func (r *Report) Awaits() (out []Said) {
	for _, party := range []string{engine.Processor, engine.Controller} {
		if slices.Contains(r.Unsigned, party) {
			out = append(out, Said{Key: "await.sign." + party})
		}
	}
	for _, s := range r.Signatures {
		if s.OK && !s.Established && s.Signer != nil && s.Identity != "" {
			confirm := Said{"await.confirm", locale.Args{"Name": s.Signer.Name}}
			if !slices.ContainsFunc(out, func(before Said) bool { return reflect.DeepEqual(before, confirm) }) {
				out = append(out, confirm)
			}
		}
	}
	return out
}

// Confirms tells whether it can be established here who made a signature, by comparing its fingerprint: for which client, and its name; empty
// for the processor.
func (r *Report) Confirms(s Signature) (client, name string, ok bool) {
	if !r.Open || s.Established || !s.OK || s.Signer == nil {
		return "", "", false
	}
	switch s.Identity {
	case verify.Claimed, verify.ListedParty, OtherKnown, ByMandate:
	default:
		return "", "", false
	}
	switch {
	case s.Party == engine.Processor && s.Identity != ByMandate: // no client has a mandate of the processor
		return "", "", true
	case s.Party == engine.Controller && r.Inside != nil && r.Inside.Known:
		return r.Inside.ID, r.Inside.Name, true
	}
	return "", "", false
}

// First tells whether it can be established here who made a signature once the client of the file is known here.
func (r *Report) First(s Signature) bool {
	if _, _, ok := r.Confirms(s); ok || r.Inside == nil || r.Inside.Known {
		return false
	}
	known := *r
	known.Inside = &Inside{Known: true}
	_, _, ok := known.Confirms(s)
	return ok
}

// alone tells whether no issuer could establish who signed: the certificates of which it is open vouch for themselves.
func (r *Report) alone() bool {
	return !slices.ContainsFunc(r.Signatures, func(s Signature) bool {
		return !s.Stamp() && !s.Established && (s.Signer == nil || !s.Signer.Own)
	})
}

// Next is the key of a sentence about what to do now: about what is worst, then about what is missing.
func (r *Report) Next() string {
	integrity, identity, text := r.Lines[0], r.Lines[1], r.Lines[2]
	bad, open := string(verify.Bad), mark(verify.Open)
	mayConfirm := slices.ContainsFunc(r.Signatures, func(s Signature) bool {
		_, _, ok := r.Confirms(s)
		return ok
	})
	switch {
	case integrity.Mark == bad, text.Mark == bad, identity.Mark == bad:
		return "next.refuse"
	case len(r.Signatures) == 0 && len(r.Unsigned) == 0:
		return "next.unsigned"
	case len(r.Signatures) > 0 && integrity.Mark == open:
		return "next.anew"
	case mayConfirm:
		return "next.confirm"
	case len(r.Signatures) > 0 && identity.Mark == open && r.alone():
		return "next.own"
	case len(r.Signatures) > 0 && identity.Mark == open:
		return "next.issuer"
	case slices.Contains(r.Unsigned, engine.Processor):
		return "next.sign"
	case slices.Contains(r.Unsigned, engine.Controller):
		return "next.ask"
	case text.Mark == open && r.Proof.Verdict != review.Unknown:
		return "next.read"
	case r.Headline.Mark == open:
		return "next.look"
	}
	return "next.keep"
}
