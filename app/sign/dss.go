package sign

import (
	"context"
	"crypto/sha1"
	"crypto/x509"
	"fmt"
	"slices"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign/chain"
	"verwoord/app/sign/verify"
)

// addStore adds the validation data of every signature and time-stamp to the document security store (ETSI EN 319 142-1, 5.4.2;
// ISO 32000-2, 12.8.4.3). Signatures that have data there already are left alone. All of it is found before anything is written.
func (e *existing) addStore(ctx context.Context) error {
	u, err := e.file.Update()
	if err != nil {
		return because("damaged", err)
	}
	edit, err := form.Begin(e.form, u)
	if err != nil {
		return err
	}
	s := openStore(e.file, u, edit.Catalog["DSS"])
	services := e.authority.services
	c := &chain.Collector{Now: services.Time, Fetch: services.Fetch, Known: slices.Concat(services.Certificates, s.certificates())}
	for _, sig := range e.signatures {
		c.Known = append(c.Known, sig.Signed.Certificates...)
		for _, token := range sig.Tokens {
			c.Known = append(c.Known, token.Certificates...)
		}
	}
	added := false
	for i := range e.signatures {
		sig := &e.signatures[i]
		key := relatedKey(sig.Whole())
		if s.related[key] != nil {
			continue
		}
		got, err := e.gather(ctx, c, sig)
		if err != nil {
			return err
		}
		s.add(key, got)
		added = true
	}
	if !added {
		return nil
	}
	edit.Catalog["DSS"] = s.close()
	edit.Touch()
	edit.Declare("ESIC", 1)
	edit.Close()
	out, err := u.Bytes()
	if err != nil {
		return because("damaged", err)
	}
	next, err := reopen(ctx, out, e.authority)
	if err != nil {
		return err
	}
	*e = *next
	return nil
}

// gather finds the evidence for a signature and for the time-stamps over it.
func (e *existing) gather(ctx context.Context, c *chain.Collector, s *verify.Inspected) (*chain.Collected, error) {
	got := &chain.Collected{}
	if !s.Stamp {
		if err := c.Path(ctx, s.Signed.Certificate, e.proven(s), got); err != nil {
			return nil, refused(err)
		}
	}
	for _, token := range s.Tokens {
		if err := c.Path(ctx, token.Certificate, e.provenLater(s), got); err != nil {
			return nil, refused(err)
		}
	}
	return got, nil
}

// relatedKey is the key of a signature in VRI: over Contents as it is in the file, its padding included.
func relatedKey(contents []byte) cos.Name {
	return cos.Name(fmt.Sprintf("%X", sha1.Sum(contents))) // no security rests on this digest: it is a name
}

// store is a document security store that is being added to.
type store struct {
	file    *cos.File
	update  *cos.Update
	ref     cos.Ref // zero when there was none
	dict    cos.Dict
	lists   map[cos.Name]cos.Array // Certs, OCSPs, CRLs
	have    map[string]cos.Ref     // by content
	related cos.Dict               // VRI
}

func openStore(f *cos.File, u *cos.Update, o cos.Object) *store {
	s := &store{file: f, update: u, dict: u.Dict(o), lists: map[cos.Name]cos.Array{}, have: map[string]cos.Ref{}}
	s.ref, _ = o.(cos.Ref)
	if s.dict == nil {
		s.dict = cos.Dict{"Type": cos.Name("DSS")}
		s.ref = cos.Ref{}
	}
	reading := form.NewAllowance()
	for _, key := range []cos.Name{"Certs", "OCSPs", "CRLs"} {
		s.lists[key] = u.Array(s.dict[key])
		for _, ref := range form.References(s.lists[key]) {
			if data, ok := reading.Data(f, ref); ok {
				s.have[string(key)+string(data)] = ref
			}
		}
	}
	if s.related = u.Dict(s.dict["VRI"]); s.related == nil {
		s.related = cos.Dict{}
	}
	return s
}

// certificates are those that the store holds.
func (s *store) certificates() []*x509.Certificate {
	var all []*x509.Certificate
	reading := form.NewAllowance()
	for _, ref := range form.References(s.lists["Certs"]) {
		if data, ok := reading.Data(s.file, ref); ok {
			all = append(all, chain.Certificates(data)...)
		}
	}
	return all
}

// add records the evidence for one signature, each piece in a stream of its own that stands once in the file.
func (s *store) add(key cos.Name, e *chain.Collected) {
	related := cos.Dict{"Type": cos.Name("VRI")}
	for _, part := range []struct {
		all, one cos.Name
		ders     [][]byte
	}{{"Certs", "Cert", e.Certificates}, {"OCSPs", "OCSP", e.OCSPs}, {"CRLs", "CRL", e.CRLs}} {
		var refs cos.Array
		for _, der := range part.ders {
			content := string(part.all) + string(der)
			ref, ok := s.have[content]
			if !ok {
				ref = s.update.Add(&cos.Stream{Dict: cos.Dict{}, Data: der})
				s.have[content] = ref
				s.lists[part.all] = append(s.lists[part.all], ref)
			}
			refs = append(refs, ref)
		}
		if len(refs) > 0 {
			related[part.one] = refs
		}
	}
	s.related[key] = related
}

// close hands the store to the update.
func (s *store) close() cos.Ref {
	for _, key := range []cos.Name{"Certs", "OCSPs", "CRLs"} {
		if len(s.lists[key]) > 0 {
			s.dict[key] = slices.Clone(s.lists[key])
		}
	}
	s.dict["VRI"] = s.related
	if s.ref == (cos.Ref{}) {
		return s.update.Add(s.dict)
	}
	s.update.Set(s.ref, s.dict)
	return s.ref
}
