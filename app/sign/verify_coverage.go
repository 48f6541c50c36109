package sign

import (
	"bytes"
	"crypto"
	"encoding/hex"
	"hash"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/cms"
)

// readSignature finds what one signature is of: that it covers a revision of the file but for its own Contents. Whether it was made over
// exactly that is for examineSignature.
func (v *verifier) readSignature(s *signed) {
	if s.dict == nil {
		return
	}
	switch v.file.Name(s.dict["SubFilter"]) {
	case "ETSI.CAdES.detached", "adbe.pkcs7.detached":
	case "ETSI.RFC3161":
		s.Kind = DocumentTimestamp
	case "adbe.pkcs7.sha1", "adbe.x509.rsa_sha1":
		s.problem("algorithm-weak")
		return
	default:
		s.problem("format-unknown")
		return
	}
	if claimed, ok := v.file.String(s.dict["M"]); ok && s.Kind != DocumentTimestamp {
		if t, ok := claimed.Moment(); ok {
			s.Time.At, s.Time.Source, s.Time.Claimed = t, SignerClock, t
		}
	}
	var ok bool
	if s.before, s.behind, ok = v.ranges(s); !ok {
		return
	}
	if s.der, ok = s.contents(v.data[len(s.before):s.after]); ok && s.Kind != DocumentTimestamp {
		s.readPermissions(v.file)
	}
}

// examineSignature checks that a signature was made over what it is of, and its time-stamps. It does not touch the file.
func (v *verifier) examineSignature(s *signed) {
	switch {
	case s.der == nil:
	case s.Kind == DocumentTimestamp:
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
	if s.cms, err = cms.Parse(s.der, &v.pool); err != nil {
		s.fault(err)
		return
	}
	s.Signer = party(s.cms.Certificate)
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
	token, err := cms.ParseToken(s.der, &v.pool)
	if err != nil {
		s.fault(err)
		return
	}
	s.cms, s.token, s.Signer = token.Signed, token, party(token.Certificate)
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

func (s *signed) fault(err error) {
	if fault, ok := err.(cms.Fault); ok {
		s.problem(string(fault))
		return
	}
	s.problem("not-der")
}

func hashOf(hash crypto.Hash, parts ...[]byte) []byte {
	h := hash.New()
	for _, p := range parts {
		h.Write(p)
	}
	return h.Sum(nil)
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
	if p == nil || p.length > len(s.before) {
		p = &prefix{state: algorithm.New()}
		v.prefixes[algorithm] = p
	}
	p.state.Write(s.before[p.length:])
	p.length = len(s.before)
	if state, ok := p.state.(hash.Cloner); ok {
		if whole, err := state.Clone(); err == nil {
			whole.Write(s.behind)
			return whole.Sum(nil)
		}
	}
	return hashOf(algorithm, s.before, s.behind)
}

// ranges checks the ByteRange (ISO 32000-2, 12.8.1): two ranges, from the first byte of the file to the end of one of its
// revisions, with nothing between them but the Contents of this very dictionary. It sets the revision.
func (v *verifier) ranges(s *signed) (first, second []byte, ok bool) {
	array, isArray := s.dict["ByteRange"].(cos.Array)
	if !isArray || len(array) != 4 {
		s.problem("range-malformed")
		return nil, nil, false
	}
	var r [4]int64
	for i, o := range array {
		n, isInt := o.(int64)
		if !isInt || n < 0 || n > int64(len(v.data)) {
			s.problem("range-malformed")
			return nil, nil, false
		}
		r[i] = n
	}
	start, end, spanned := v.file.Span(s.value, "Contents")
	if !spanned {
		s.problem("contents-doubtful")
		return nil, nil, false
	}
	if r[0] != 0 || r[1] != start || r[2] != end || r[2]+r[3] > int64(len(v.data)) {
		s.problem("range-gap")
		return nil, nil, false
	}
	s.after = end
	if s.revision = v.revisionOf(s.value, r[2]+r[3]); s.revision < 0 {
		s.problem("range-end")
		return nil, nil, false
	}
	return v.data[:r[1]], v.data[r[2] : r[2]+r[3]], true
}

// revisionOf tells which revision ends at end and defines the signature. The line end behind %%EOF may be signed or not.
func (v *verifier) revisionOf(value cos.Ref, end int64) int {
	for i, r := range v.file.Revisions {
		if end > r.End || len(bytes.Trim(v.data[end:r.End], "\r\n")) > 0 || r.End-end > 2 {
			continue
		}
		if at, ok := r.XRef[value.Number]; ok && !at.Free && at.Stream == 0 && at.Offset >= r.Start && at.Offset < r.End {
			return i
		}
	}
	return -1
}

// contents decodes what stands between the ranges: a hexadecimal string without spaces, of one DER value and then zeros.
// Anything else there would be bytes in the file that no one signed.
func (s *signed) contents(raw []byte) ([]byte, bool) {
	if len(raw) < 2 || raw[0] != '<' || raw[len(raw)-1] != '>' {
		s.problem("contents-not-hex")
		return nil, false
	}
	der := make([]byte, hex.DecodedLen(len(raw)-2))
	if _, err := hex.Decode(der, raw[1:len(raw)-1]); err != nil {
		s.problem("contents-not-hex")
		return nil, false
	}
	n := derLength(der)
	if n < 0 {
		s.problem("not-der")
		return nil, false
	}
	if len(bytes.Trim(der[n:], "\x00")) > 0 {
		s.problem("padding")
		return nil, false
	}
	return der[:n], true
}

// derLength is the length of the DER value at the start of b with its header, -1 when there is none.
func derLength(b []byte) int {
	if len(b) < 2 || b[0] != 0x30 {
		return -1
	}
	n, header := int(b[1]), 2
	if n >= 0x80 {
		size := n & 0x7f
		if size == 0 || size > 4 || len(b) < 2+size {
			return -1
		}
		n = 0
		for _, c := range b[2 : 2+size] {
			n = n<<8 | int(c)
		}
		header += size
	}
	if n < 0 || n > len(b)-header {
		return -1
	}
	return header + n
}
