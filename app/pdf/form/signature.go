package form

import (
	"bytes"
	"encoding/hex"
	"slices"
	"time"

	"verwoord/app/pdf/cos"
)

// Signature is the value of a signature field (ISO 32000-1, 12.8.1), a document time-stamp being one too.
type Signature struct {
	Field *Field
	Ref   cos.Ref  // of the signature dictionary; zero when it is no object of its own
	Dict  cos.Dict // it; nil when there is none

	// Why it is no signature over a revision of the file, as one of the codes below; "" when it is.
	Fault string

	Stamp    bool      // a document time-stamp (ISO 32000-2, 12.8.5)
	Claimed  time.Time // M, what the signer's clock said; zero when it says nothing
	Before   []byte    // what is signed of the file before Contents,
	Behind   []byte    // and behind it
	After    int64     // where Contents ends
	CMS      []byte    // what Contents holds, in BER, without the zeros behind it
	Revision int       // the one that it is over; -1 when none

	Certification bool       // it has a DocMDP (ISO 32000-1, 12.8.2.2)
	Certified     int        // what may change after it, 1 to 3, by its DocMDP or the lock of its field; 0 when it does not say
	Locks         []cos.Dict // the parameters of each FieldMDP (12.8.2.4)
}

// Faults of a signature.
const (
	ValueDirect      = "value-direct"      // the dictionary is no object of its own
	ValueShared      = "value-shared"      // two fields have it
	ValueMissing     = "value-missing"     // it is not there
	FormatWeak       = "algorithm-weak"    // a format that rests on SHA-1
	FormatUnknown    = "format-unknown"    // another SubFilter
	RangeMalformed   = "range-malformed"   // ByteRange is not four numbers of the file
	RangeGap         = "range-gap"         // more or less than Contents is left out
	RangeEnd         = "range-end"         // it does not end where a revision does
	ContentsDoubtful = "contents-doubtful" // it cannot be told where Contents stands
	ContentsNotHex   = "contents-not-hex"  // it is not written as hexadecimal digits alone
	NotDER           = "not-der"           // it is neither DER nor BER
	Padding          = "padding"           // something else than zeros follows in it
)

// Whole is Contents as it stands in the file, its padding included.
func (s *Signature) Whole() []byte {
	whole, _ := s.Dict["Contents"].(cos.String)
	return []byte(whole)
}

// readSignatures reads the values of the signature fields.
func (m *Form) readSignatures() {
	values := map[cos.Ref]bool{}
	for _, d := range m.Fields {
		if !d.Signs() || !d.own {
			continue
		}
		if len(m.Signatures) == maxSignatures {
			m.doubt(Doubtful)
			break
		}
		s := &Signature{Field: d, Revision: -1}
		var ok bool
		if s.Ref, ok = d.Value.(cos.Ref); !ok {
			s.Fault = ValueDirect
		} else if values[s.Ref] {
			s.Fault = ValueShared
		} else if s.Dict, ok = m.File.Get(s.Ref).(cos.Dict); !ok {
			s.Fault = ValueMissing
		}
		values[s.Ref] = true
		if s.Fault == "" {
			s.readPermissions(m.File) // also of one that is worth nothing: what it forbids is not done
			s.Fault = m.read(s)
		}
		m.Signatures = append(m.Signatures, s)
	}
	slices.SortStableFunc(m.Signatures, func(a, b *Signature) int { return a.Revision - b.Revision })
}

// read finds what a signature is of. It gives the fault when it is not of a revision but for its own Contents.
func (m *Form) read(s *Signature) (fault string) {
	switch m.File.Name(s.Dict["SubFilter"]) {
	case "ETSI.CAdES.detached", "adbe.pkcs7.detached":
	case "ETSI.RFC3161":
		s.Stamp = true
	case "adbe.pkcs7.sha1", "adbe.x509.rsa_sha1":
		return FormatWeak
	default:
		return FormatUnknown
	}
	if claimed, ok := m.File.String(s.Dict["M"]); ok && !s.Stamp {
		s.Claimed, _ = claimed.Moment()
	}
	if fault = m.ranges(s); fault != "" {
		return fault
	}
	if s.CMS, fault = contents(m.File.Bytes()[len(s.Before):s.After]); fault != "" {
		return fault
	}
	return ""
}

// hashedPerStep is how many bytes are hashed in a step: whoever verifies hashes what each signature is of.
const hashedPerStep = 2

// ranges reads the ByteRange (ISO 32000-2, 12.8.1): two ranges, from the first byte of the file to the end of one of its revisions, with
// nothing between them but the Contents of this very dictionary.
func (m *Form) ranges(s *Signature) (fault string) {
	data := m.File.Bytes()
	array, isArray := s.Dict["ByteRange"].(cos.Array)
	if !isArray || len(array) != 4 {
		return RangeMalformed
	}
	var r [4]int64
	for i, o := range array {
		n, isInt := o.(int64)
		if !isInt || n < 0 || n > int64(len(data)) {
			return RangeMalformed
		}
		r[i] = n
	}
	start, end, spanned := m.File.Span(s.Ref, "Contents")
	if !spanned {
		return ContentsDoubtful
	}
	if r[0] != 0 || r[1] != start || r[2] != end || r[2]+r[3] > int64(len(data)) {
		return RangeGap
	}
	if s.Revision = m.revisionOf(s.Ref, r[2]+r[3]); s.Revision < 0 {
		return RangeEnd
	}
	if !m.File.Spend(len(data) / hashedPerStep) {
		return RangeMalformed
	}
	s.After = end
	s.Before, s.Behind = data[:r[1]], data[r[2]:r[2]+r[3]]
	return ""
}

// revisionOf tells which revision ends at end and defines the signature. The line end behind %%EOF may be signed or not.
func (m *Form) revisionOf(value cos.Ref, end int64) int {
	data := m.File.Bytes()
	for i, r := range m.File.Revisions {
		if end > r.End || r.End-end > 2 || len(bytes.Trim(data[end:r.End], "\r\n")) > 0 {
			continue
		}
		if at, ok := r.XRef[value.Number]; ok && !at.Free && at.Stream == 0 && at.Offset >= r.Start && at.Offset < r.End {
			return i
		}
	}
	return -1
}

// contents decodes what stands between the ranges: a hexadecimal string without spaces, of one value of BER and then zeros. Anything else
// there would be bytes in the file that no one signed.
func contents(raw []byte) (ber []byte, fault string) {
	if len(raw) < 2 || raw[0] != '<' || raw[len(raw)-1] != '>' {
		return nil, ContentsNotHex
	}
	ber = make([]byte, hex.DecodedLen(len(raw)-2))
	if _, err := hex.Decode(ber, raw[1:len(raw)-1]); err != nil {
		return nil, ContentsNotHex
	}
	n := valueLength(ber, 0)
	if n < 0 || ber[0] != 0x30 {
		return nil, NotDER
	}
	if len(bytes.Trim(ber[n:], "\x00")) > 0 {
		return nil, Padding
	}
	return ber[:n], ""
}

// maxNested bounds how deep values of BER stand in each other. Those of a signature with a time-stamp stay under 30.
const maxNested = 64

// valueLength is the length of the value at the start of b with its header, -1 when there is none. In BER it may end where it says that it
// does (X.690, 8.1.3.6).
func valueLength(b []byte, depth int) int {
	header := 2
	if len(b) < header || b[0]&0x1f == 0x1f || depth > maxNested {
		return -1
	}
	n := int(b[1])
	if n == 0x80 {
		return endOfContents(b, depth)
	}
	if n > 0x80 {
		size := n & 0x7f
		if size > 4 || len(b) < header+size {
			return -1
		}
		n = 0
		for _, c := range b[header : header+size] {
			n = n<<8 | int(c)
		}
		header += size
	}
	if n > len(b)-header {
		return -1
	}
	return header + n
}

// endOfContents is where a value without a length ends.
func endOfContents(b []byte, depth int) int {
	if b[0]&0x20 == 0 {
		return -1
	}
	for pos := 2; ; {
		if bytes.HasPrefix(b[pos:], []byte{0, 0}) {
			return pos + 2
		}
		n := valueLength(b[pos:], depth+1)
		if n < 0 {
			return -1
		}
		pos += n
	}
}
