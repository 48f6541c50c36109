package cms

import (
	"bytes"
	"slices"
)

// maxNesting bounds how deep values stand in each other. Signatures with a time-stamp inside stay under 30.
const maxNesting = 64

// DER writes a value of BER as DER has it (X.690, 8.1.3, 8.7.3 and 10): with lengths that are said, and as short as they can be, and with
// strings in one piece. CMS may be BER (RFC 5652, 3), and many programs write it so. The value is the first in ber; length is how much of ber
// it takes. What stands in a primitive value, and the order of a SET, stay: those are looked at where they matter.
func DER(ber []byte) (der []byte, length int, ok bool) {
	r := berReader{data: ber}
	der, ok = r.value(make([]byte, 0, len(ber)), 0)
	return der, r.pos, ok
}

type berReader struct {
	data []byte
	pos  int
}

const (
	constructed = 0x20
	indefinite  = -1
)

// value appends the DER of the value that stands here.
func (r *berReader) value(der []byte, depth int) ([]byte, bool) {
	tag, ok := r.tag()
	if !ok || depth > maxNesting {
		return nil, false
	}
	n, ok := r.length()
	if !ok || n > len(r.data)-r.pos {
		return nil, false
	}
	if tag[0]&constructed == 0 {
		if n == indefinite {
			return nil, false
		}
		der = append(appendLength(append(der, tag...), n), r.data[r.pos:r.pos+n]...)
		r.pos += n
		return der, true
	}
	if isString(tag) {
		content, ok := r.pieces(tag[0]&^constructed, nil, n, depth)
		der = appendLength(append(der, tag[0]&^constructed), len(content))
		return append(der, content...), ok
	}
	// The length is known when the content is: that is moved up behind it.
	start := len(der)
	ok = r.each(n, func() bool {
		der, ok = r.value(der, depth+1)
		return ok
	})
	if !ok {
		return nil, false
	}
	head := appendLength(slices.Clone(tag), len(der)-start)
	return slices.Insert(der, start, head...), true
}

// each calls f for every value in a constructed one of n bytes, or up to the end-of-contents.
func (r *berReader) each(n int, f func() bool) bool {
	if n == indefinite {
		for !bytes.HasPrefix(r.data[r.pos:], []byte{0, 0}) {
			if !f() {
				return false
			}
		}
		r.pos += 2
		return true
	}
	end := r.pos + n
	for r.pos < end {
		if !f() {
			return false
		}
	}
	return r.pos == end
}

// pieces joins the pieces of a constructed string (X.690, 8.7.3). Those of a bit string each tell how many bits are unused, and only the
// last may have some (8.6.4).
func (r *berReader) pieces(kind byte, content []byte, n, depth int) ([]byte, bool) {
	ok := r.each(n, func() bool {
		tag, ok := r.tag()
		if !ok || len(tag) != 1 || tag[0]&^constructed != kind || depth > maxNesting {
			return false
		}
		n, ok := r.length()
		if !ok || n > len(r.data)-r.pos {
			return false
		}
		if tag[0]&constructed != 0 {
			content, ok = r.pieces(kind, content, n, depth+1)
			return ok
		}
		if n == indefinite {
			return false
		}
		piece := r.data[r.pos : r.pos+n]
		r.pos += n
		if kind == bitString && len(content) > 0 {
			if n == 0 || content[0] != 0 {
				return false
			}
			content[0], piece = piece[0], piece[1:]
		}
		content = append(content, piece...)
		return true
	})
	return content, ok
}

const bitString = 3

// isString tells whether a tag is one of a string, which BER may break into pieces (X.680, 8.4).
func isString(tag []byte) bool {
	switch tag[0] &^ constructed {
	case bitString, 4, 12, 18, 19, 20, 21, 22, 25, 26, 27, 28, 30:
		return len(tag) == 1
	}
	return false
}

func (r *berReader) tag() (tag []byte, ok bool) {
	start := r.pos
	if r.pos >= len(r.data) || r.data[r.pos] == 0 {
		return nil, false
	}
	r.pos++
	if r.data[start]&0x1f == 0x1f { // more than 30: some bytes follow, of which the last is below 128
		for r.pos < len(r.data) && r.data[r.pos] >= 0x80 && r.pos-start < 4 {
			r.pos++
		}
		r.pos++
	}
	if r.pos > len(r.data) {
		return nil, false
	}
	return r.data[start:r.pos], true
}

func (r *berReader) length() (n int, ok bool) {
	if r.pos >= len(r.data) {
		return 0, false
	}
	c := int(r.data[r.pos])
	r.pos++
	switch {
	case c == 0x80:
		return indefinite, true
	case c < 0x80:
		return c, true
	}
	size := c & 0x7f
	if size > 8 || size > len(r.data)-r.pos {
		return 0, false
	}
	for _, c := range r.data[r.pos : r.pos+size] {
		if n > len(r.data) {
			return 0, false
		}
		n = n<<8 | int(c)
	}
	r.pos += size
	return n, true
}

// appendLength writes a length in its shortest form (X.690, 10.1).
func appendLength(der []byte, n int) []byte {
	if n < 0x80 {
		return append(der, byte(n))
	}
	size := 1
	for n>>(8*size) != 0 {
		size++
	}
	der = append(der, 0x80|byte(size))
	for i := size - 1; i >= 0; i-- {
		der = append(der, byte(n>>(8*i)))
	}
	return der
}
