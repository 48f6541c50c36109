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
	e := gathering{v: v, read: map[stored]bool{}, Allowance: form.NewAllowance()}
	for _, s := range v.signed {
		if s.cms == nil {
			continue
		}
		e.signed(s.cms, s.of.Revision)
		if s.token != nil && s.token.Signed != s.cms {
			e.signed(s.token.Signed, s.of.Revision)
		}
	}
	for i := len(v.file.Revisions) - 1; i >= 0; i-- {
		e.store(i)
	}
	for _, der := range v.options.Revocation {
		v.evidence.AddRevocation(der, v.given())
	}
}

// stepsPerEntry is about what one of the entries of a store takes, which are looked at anew in every revision: they are sorted.
const stepsPerEntry = 64

// store reads the security store as of a revision. What a later one left out counts still, or somebody could take away that a certificate
// was revoked; as it is there no more, it is good for no level.
func (e *gathering) store(revision int) {
	v, f := e.v, e.v.at(revision)
	last := revision == len(v.file.Revisions)-1
	store := f.Dict(f.Dict(f.Trailer["Root"])["DSS"])
	if last {
		v.hasStore = store != nil
	}
	when := func(defined int) int {
		if last {
			return defined
		}
		return v.given()
	}
	lists := []cos.Dict{{"Cert": store["Certs"], "OCSP": store["OCSPs"], "CRL": store["CRLs"]}}
	vri := f.Dict(store["VRI"])
	if !f.Spend(stepsPerEntry * (1 + len(vri))) {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(vri)) {
		lists = append(lists, f.Dict(vri[name]))
	}
	for _, list := range lists {
		e.streams(revision, list["Cert"], func(der []byte, _ int) { v.evidence.AddCertificate(der) })
		e.streams(revision, list["OCSP"], func(der []byte, defined int) { v.evidence.AddOCSP(der, when(defined)) })
		e.streams(revision, list["CRL"], func(der []byte, defined int) { v.evidence.AddCRL(der, when(defined)) })
	}
}

// given stands for the revision of what is not in the file: it comes after all of them.
func (v *verifier) given() int { return len(v.file.Revisions) }

type gathering struct {
	v    *verifier
	read map[stored]bool
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

// streams gives each stream of an array, as of a revision, to add, with the revision that defined it. One that stands there, or in another, again
// is read once.
func (e *gathering) streams(revision int, list cos.Object, add func(der []byte, defined int)) {
	f := e.v.at(revision)
	all := f.Array(list)
	if e.listed += len(all); e.listed > maxListed || !f.Spend(8*len(all)) {
		return
	}
	for _, o := range all {
		ref, isRef := o.(cos.Ref)
		at, _ := f.Location(ref.Number)
		version := stored{ref, at}
		if !isRef || e.read[version] {
			continue
		}
		e.read[version] = true
		if data, ok := e.Data(f, ref); ok {
			add(data, e.v.definedIn(ref.Number, revision))
		}
	}
}

// stored is one version of an object.
type stored struct {
	cos.Ref
	at cos.Location
}

// definedIn is the newest revision that defines an object, up to one.
func (v *verifier) definedIn(number, revision int) int {
	for i := revision; i > 0; i-- {
		if _, ok := v.file.Revisions[i].XRef[number]; ok {
			return i
		}
	}
	return 0
}
