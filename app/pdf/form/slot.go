package form

import (
	"encoding/hex"
	"errors"
	"fmt"

	"verwoord/app/pdf/cos"
)

// unknown is as long as any offset and stands in a ByteRange until the offsets are known.
const unknown int64 = 9_999_999_999

// Hole gives a signature dictionary the pair of entries that are filled in last: Contents, of size bytes, and ByteRange.
func Hole(d cos.Dict, size int) cos.Dict {
	d["Contents"] = cos.String(make([]byte, size))
	d["ByteRange"] = cos.Array{int64(0), unknown, unknown, unknown}
	return d
}

// Slot is a finished file but for the Contents of one signature dictionary.
type Slot struct {
	Data       []byte
	start, end int64 // of Contents, its angle brackets included
}

// NewSlot writes the file and its ByteRange: everything but Contents (ETSI EN 319 142-1, 5.2).
func NewSlot(u *cos.Update, signature cos.Ref) (*Slot, error) {
	data, err := u.Bytes()
	if err != nil {
		return nil, err
	}
	from, to, ok := u.Span(signature, "ByteRange")
	start, end, found := u.Span(signature, "Contents")
	if !ok || !found {
		return nil, errors.New("form: the signature dictionary is not where it was written")
	}
	ranges := fmt.Appendf(nil, "[0 %d %d %d", start, end, int64(len(data))-end)
	field := data[from : to-1]
	for i := range field {
		field[i] = ' '
	}
	copy(field, ranges)
	return &Slot{data, start, end}, nil
}

// Covered is what the signature covers: the file before its Contents, and behind them.
func (s *Slot) Covered() (before, behind []byte) { return s.Data[:s.start], s.Data[s.end:] }

// Room is how many bytes of DER fit.
func (s *Slot) Room() int { return int(s.end-s.start-2) / 2 }

// ErrTooSmall is a signature that does not fit in the room kept for it.
var ErrTooSmall = errors.New("form: the signature does not fit its reserve")

// Fill puts the DER in, and gives the file. Zeros follow it.
func (s *Slot) Fill(der []byte) ([]byte, error) {
	if len(der) > s.Room() {
		return nil, ErrTooSmall
	}
	hex.Encode(s.Data[s.start+1:], der)
	return s.Data, nil
}
