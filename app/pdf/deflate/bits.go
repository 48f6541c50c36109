package deflate

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// bitWriter writes bits, the lowest first (RFC 1951, 3.1.1). Fewer than 16 wait between two writes.
type bitWriter struct {
	bytes   []byte
	waiting uint64
	count   uint
}

// write writes up to 48 bits.
func (w *bitWriter) write(word uint64, n uint) {
	w.waiting |= word << w.count
	if w.count += n; w.count < 16 {
		return
	}
	w.bytes = binary.LittleEndian.AppendUint64(w.bytes, w.waiting)
	whole := w.count / 8
	w.bytes = w.bytes[:len(w.bytes)-8+int(whole)]
	w.waiting >>= 8 * whole
	w.count %= 8
}

// grow makes room for bits.
func (w *bitWriter) grow(n int) { w.bytes = slices.Grow(w.bytes, n/8+16) }

// mostStored is how long a block may be that is not compressed.
const mostStored = 1<<16 - 1

// store writes a block as it is, from the next byte on (RFC 1951, 3.2.4).
func (w *bitWriter) store(plain []byte, last bool) {
	head := uint64(0)
	if last {
		head = 1
	}
	w.write(head, 3)
	for ; w.count > 0; w.count -= min(w.count, 8) {
		w.bytes = append(w.bytes, byte(w.waiting))
		w.waiting >>= 8
	}
	w.bytes = binary.LittleEndian.AppendUint16(w.bytes, uint16(len(plain)))
	w.bytes = binary.LittleEndian.AppendUint16(w.bytes, ^uint16(len(plain)))
	w.bytes = append(w.bytes, plain...)
}

// trailingBytes counts the bytes that are zero from the first on.
func trailingBytes(x uint64) int { return bits.TrailingZeros64(x) / 8 }
