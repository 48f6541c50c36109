package verify

import (
	"maps"
	"slices"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign/cms"
)

// maxListed bounds how many entries the lists of validation data are looked through for: one list may be named by many.
const maxListed = 1 << 20

// readEvidence collects the certificates and the revocation data of the file: from its DSS (ETSI EN 319 142-1, 5.4.2), from
// the signatures and from their time-stamps.
func (v *verifier) readEvidence() {
	e := gathering{v: v, read: map[cos.Ref]bool{}, Allowance: form.NewAllowance()}
	for _, s := range v.signed {
		if s.cms == nil {
			continue
		}
		e.signed(s.cms, s.of.Revision)
		if s.token != nil && s.token.Signed != s.cms {
			e.signed(s.token.Signed, s.of.Revision)
		}
	}
	store := v.file.Dict(v.file.Dict(v.file.Trailer["Root"])["DSS"])
	v.hasStore = store != nil
	certificate := func(der []byte, _ int) { v.evidence.AddCertificate(der) }
	e.streams(store["Certs"], certificate)
	e.streams(store["OCSPs"], v.evidence.AddOCSP)
	e.streams(store["CRLs"], v.evidence.AddCRL)
	vri := v.file.Dict(store["VRI"])
	for _, name := range slices.Sorted(maps.Keys(vri)) {
		entry := v.file.Dict(vri[name])
		e.streams(entry["Cert"], certificate)
		e.streams(entry["OCSP"], v.evidence.AddOCSP)
		e.streams(entry["CRL"], v.evidence.AddCRL)
	}
	for _, der := range v.options.Revocation {
		v.evidence.AddRevocation(der, v.given())
	}
}

// given stands for the revision of what is not in the file: it comes after all of them.
func (v *verifier) given() int { return len(v.file.Revisions) }

type gathering struct {
	v    *verifier
	read map[cos.Ref]bool
	form.Allowance
	listed int
}

func (e *gathering) signed(s *cms.Signed, revision int) {
	for _, c := range s.Certificates {
		e.v.evidence.AddCertificate(c.Raw)
	}
	for _, der := range s.OCSPs {
		e.v.evidence.AddOCSP(der, revision)
	}
	for _, der := range s.CRLs {
		e.v.evidence.AddCRL(der, revision)
	}
}

// streams gives each stream of an array to add, with the revision that defined it. One that stands there, or in another, again is read once.
func (e *gathering) streams(list cos.Object, add func(der []byte, revision int)) {
	all := e.v.file.Array(list)
	if e.listed += len(all); e.listed > maxListed {
		return
	}
	for _, o := range all {
		ref, isRef := o.(cos.Ref)
		if !isRef || e.read[ref] {
			continue
		}
		e.read[ref] = true
		if data, ok := e.Data(e.v.file, ref); ok {
			add(data, e.v.definedIn(ref.Number))
		}
	}
}

// definedIn is the newest revision that defines an object.
func (v *verifier) definedIn(number int) int {
	for i := len(v.file.Revisions) - 1; i > 0; i-- {
		if _, ok := v.file.Revisions[i].XRef[number]; ok {
			return i
		}
	}
	return 0
}
