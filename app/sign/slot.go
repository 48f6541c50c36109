package sign

import (
	"crypto"
	"encoding/hex"
	"errors"
	"fmt"

	"verwoord/app/pdf/cos"
)

// unknown is as long as any offset and stands in a ByteRange until the offsets are known.
const unknown int64 = 9_999_999_999

// hole is the pair of entries that a signature fills in last: Contents, of size bytes, and ByteRange.
func hole(d cos.Dict, size int) cos.Dict {
	d["Contents"] = cos.String(make([]byte, size))
	d["ByteRange"] = cos.Array{int64(0), unknown, unknown, unknown}
	return d
}

// slot is a finished file but for the Contents of one signature dictionary.
type slot struct {
	data       []byte
	start, end int64 // of Contents, its angle brackets included
}

// newSlot writes the file and its ByteRange: everything but Contents (ETSI EN 319 142-1, 5.2).
func newSlot(u *cos.Update, signature cos.Ref) (*slot, error) {
	data, err := u.Bytes()
	if err != nil {
		return nil, err
	}
	from, to, ok := u.Span(signature, "ByteRange")
	start, end, found := u.Span(signature, "Contents")
	if !ok || !found {
		return nil, errors.New("sign: the signature dictionary is not where it was written")
	}
	ranges := fmt.Appendf(nil, "[0 %d %d %d", start, end, int64(len(data))-end)
	field := data[from : to-1]
	for i := range field {
		field[i] = ' '
	}
	copy(field, ranges)
	return &slot{data, start, end}, nil
}

// digest hashes what the signature covers.
func (s *slot) digest(h crypto.Hash) []byte {
	return hashOf(h, s.data[:s.start], s.data[s.end:])
}

// room is how many bytes of DER fit.
func (s *slot) room() int { return int(s.end-s.start-2) / 2 }

// fill puts the DER in. Zeros follow it.
func (s *slot) fill(der []byte) ([]byte, error) {
	if len(der) > s.room() {
		return nil, errTooSmall
	}
	hex.Encode(s.data[s.start+1:], der)
	return s.data, nil
}

var errTooSmall = errors.New("sign: the signature does not fit its reserve")
