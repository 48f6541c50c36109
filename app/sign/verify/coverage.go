package verify

import (
	"bytes"
	"crypto"
	"hash"

	"verwoord/app/sign/cms"
)

// examineSignature checks that a signature was made over what it is of, and its time-stamps. It does not touch the file.
func (v *verifier) examineSignature(s *signed) {
	switch {
	case s.of.Fault != "":
	case s.of.Stamp:
		v.readArchive(s)
	default:
		v.readCMS(s)
	}
	if s.broken = len(s.Problems) > 0; !s.broken && s.token == nil {
		v.readTokens(s)
	}
}

// readCMS reads a signature and checks that it was made over the two ranges.
func (v *verifier) readCMS(s *signed) {
	var err error
	if s.cms, err = cms.Parse(s.of.CMS, &v.evidence.Pool); err != nil {
		s.fault(err)
		return
	}
	s.Signer = PartyOf(s.cms.Certificate)
	if !s.cms.ContentType.Equal(cms.OIDData) || s.cms.Content != nil {
		s.problem("content-type")
		return
	}
	hash, err := s.cms.Digest()
	if err == nil {
		err = s.cms.Verify(v.digest(hash, s))
	}
	if err != nil {
		s.fault(err)
	}
}

// readArchive reads an archive time-stamp, which signs the file as a token.
func (v *verifier) readArchive(s *signed) {
	token, err := cms.ParseToken(s.of.CMS, &v.evidence.Pool)
	if err != nil {
		s.fault(err)
		return
	}
	s.cms, s.token, s.Signer = token.Signed, token, PartyOf(token.Certificate)
	s.tokens = []*cms.Token{token}
	hash, err := cms.Hash(token.Info.MessageImprint.HashAlgorithm.Algorithm)
	switch {
	case err != nil:
		s.fault(err)
	case hash == crypto.SHA1 || hash == crypto.MD5:
		s.problem("algorithm-weak")
	case !bytes.Equal(v.digest(hash, s), token.Info.MessageImprint.HashedMessage):
		s.problem("digest")
	}
}

// readTokens parses the signature time-stamps of a signature. One that is broken, or over something else, proves no time, and the signature
// stands without it (ETSI EN 319 102-1, 5.4): it is not signed, and anyone can put it there or take it away.
func (v *verifier) readTokens(s *signed) {
	for _, der := range s.cms.Unsigned(cms.OIDTimeStampToken) {
		token, err := cms.ParseToken(der, &v.evidence.Pool)
		switch {
		case err == cms.AlgorithmWeak:
			s.note("timestamp-weak", "")
			continue
		case err == cms.NoSignerCert:
			s.note("timestamp-incomplete", "")
			continue
		case err != nil || !token.Info.MessageImprint.Imprints(s.cms.SignatureValue()):
			s.note("timestamp-broken", "")
			continue
		}
		s.tokens = append(s.tokens, token)
		if s.token == nil || token.Info.GenTime.Before(s.token.Info.GenTime) {
			s.token = token
		}
	}
}

func (s *signed) fault(err error) {
	if fault, ok := err.(cms.Fault); ok {
		s.problem(string(fault))
		return
	}
	s.problem("not-der")
}

// prefix is a hash over the start of the file, which all signatures have in common.
type prefix struct {
	state  hash.Hash
	length int
}

// digest hashes the two ranges of a signature. The first begins with the file; what an earlier one had of it is not hashed again.
func (v *verifier) digest(algorithm crypto.Hash, s *signed) []byte {
	v.hashing.Lock()
	defer v.hashing.Unlock()
	p := v.prefixes[algorithm]
	if p == nil || p.length > len(s.of.Before) {
		p = &prefix{state: algorithm.New()}
		v.prefixes[algorithm] = p
	}
	p.state.Write(s.of.Before[p.length:])
	p.length = len(s.of.Before)
	if state, ok := p.state.(hash.Cloner); ok {
		if whole, err := state.Clone(); err == nil {
			whole.Write(s.of.Behind)
			return whole.Sum(nil)
		}
	}
	whole := algorithm.New()
	whole.Write(s.of.Before)
	whole.Write(s.of.Behind)
	return whole.Sum(nil)
}
