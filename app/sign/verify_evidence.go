package sign

import (
	"crypto/x509"
	"maps"
	"slices"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/cms"
)

// maxEvidence bounds how many certificates, responses and lists of a file are looked at, of each kind.
const maxEvidence = 4096

// maxStored bounds how much of the validation data of a file is decoded. A megabyte of a file can hold a gigabyte of nothing.
const maxStored = 64 << 20

// maxListed bounds how many entries the lists of that data are looked through for: one list may be named by many.
const maxListed = 1 << 20

// allowance is how much may still be decoded.
type allowance int

// data decodes a stream of validation data, unless too much was decoded already. Such data needs no more than one filter.
func (a *allowance) data(f *cos.File, o cos.Object) ([]byte, bool) {
	s, ok := f.Resolve(o).(*cos.Stream)
	if !ok || *a <= 0 || len(f.Array(s.Dict["Filter"])) > 1 {
		return nil, false
	}
	data, err := f.StreamData(s)
	if err != nil {
		*a -= allowance(1024 * len(s.Data)) // as much as there may have been before it failed
		return nil, false
	}
	*a -= allowance(len(data))
	return data, true
}

// readEvidence collects the certificates and the revocation data of the file: from its DSS (ETSI EN 319 142-1, 5.4.2), from
// the signatures and from their time-stamps. What cannot be read there proves nothing, and is passed by.
func (v *verifier) readEvidence() {
	seen := map[string]bool{}
	v.known = append(v.known, v.options.Roots...)
	for _, c := range v.options.Roots {
		seen[string(c.Raw)] = true
	}
	e := gathering{v: v, seen: seen, read: map[cos.Ref]bool{}, allowance: maxStored}
	for _, s := range v.signed {
		if s.cms == nil {
			continue
		}
		e.signed(s.cms, s.revision)
		if s.token != nil && s.token.Signed != s.cms {
			e.signed(s.token.Signed, s.revision)
		}
	}
	store := v.file.Dict(v.file.Dict(v.file.Trailer["Root"])["DSS"])
	v.hasStore = store != nil
	e.streams(store["Certs"], e.certificate)
	e.streams(store["OCSPs"], e.ocsp)
	e.streams(store["CRLs"], e.crl)
	vri := v.file.Dict(store["VRI"])
	for _, name := range slices.Sorted(maps.Keys(vri)) {
		entry := v.file.Dict(vri[name])
		e.streams(entry["Cert"], e.certificate)
		e.streams(entry["OCSP"], e.ocsp)
		e.streams(entry["CRL"], e.crl)
	}
	for _, der := range v.options.Revocation {
		if _, err := x509.ParseRevocationList(der); err == nil {
			e.crl(der, v.given())
		} else {
			e.ocsp(der, v.given())
		}
	}
}

// given stands for the revision of what is not in the file: it comes after all of them.
func (v *verifier) given() int { return len(v.file.Revisions) }

type gathering struct {
	v    *verifier
	seen map[string]bool
	read map[cos.Ref]bool
	allowance
	listed int
}

func (e *gathering) signed(s *cms.Signed, revision int) {
	for _, c := range s.Certificates {
		e.certificate(c.Raw, revision)
	}
	for _, der := range s.OCSPs {
		e.ocsp(der, revision)
	}
	for _, der := range s.CRLs {
		e.crl(der, revision)
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
		if data, ok := e.data(e.v.file, ref); ok {
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

// isNew tells whether the same bytes were met before, and remembers them.
func (e *gathering) isNew(der []byte) bool {
	if e.seen[string(der)] {
		return false
	}
	e.seen[string(der)] = true
	return true
}

func (e *gathering) certificate(der []byte, _ int) {
	if len(e.v.known) < maxEvidence && e.isNew(der) {
		if c, err := e.v.pool.Certificate(der); err == nil {
			e.v.known = append(e.v.known, c)
		}
	}
}

func (e *gathering) ocsp(der []byte, revision int) {
	if len(e.v.ocsps) < maxEvidence && e.isNew(der) {
		e.v.ocsps = append(e.v.ocsps, answer{der, revision})
	}
}

func (e *gathering) crl(der []byte, revision int) {
	if len(e.v.crls) < maxEvidence && e.isNew(der) {
		if l, err := x509.ParseRevocationList(der); err == nil {
			e.v.crls = append(e.v.crls, &list{RevocationList: l, revision: revision})
		}
	}
}
