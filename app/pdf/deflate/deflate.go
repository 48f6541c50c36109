// Package deflate compresses what a file holds, as zlib does (RFC 1950, RFC 1951). Start with Append.
//
// A document is proven by making it again and holding the bytes against each other, years later and with a program that was built by another
// version of Go. What compresses is therefore as fixed as the words: a compressor that improves leaves every earlier document unproven. This one
// finds what level 5 of compress/flate in Go 1.26 finds, bit for bit, which is what every document was written with; and since it is made for
// one thing, a text that is there whole, it takes half the time.
package deflate

import (
	"encoding/binary"
	"hash/adler32"
	"slices"
	"sync"
)

// Append adds the compressed form of data to dst. The same data give the same bytes.
func Append(dst, data []byte) []byte {
	c := compressors.Get().(*compressor)
	defer compressors.Put(c)
	c.out.bytes = c.out.bytes[:0]
	c.compress(data)
	dst = slices.Grow(dst, len(c.out.bytes)+6)
	dst = append(dst, 0x78, 0x5e) // a window of 32 KB; fast (RFC 1950, 2.2)
	dst = append(dst, c.out.bytes...)
	return binary.BigEndian.AppendUint32(dst, adler32.Checksum(data))
}

// compressors are kept, since the tables of one are larger than most texts.
var compressors = sync.Pool{New: func() any { return newCompressor() }}

const (
	window   = 1 << 15 // how far back a match may be
	shortest = 4       // match that is written; the format knows 3
	longest  = 258     // match
	near     = 4096    // a match of the shortest length that is further back costs more than its letters

	tries = 32 // places that are looked at for a match
	nice  = 32 // a match as long as this is not bettered
	lazy  = 16 // nor is the next place looked at when there is one as long as this

	hashBits    = 17
	blockTokens = 1 << 14
)

// compressor has what is used again. Places in the text are counted from origin, so that what an earlier text left in the tables is before
// every place in this one and the tables need not be cleared.
type compressor struct {
	latest [1 << hashBits]uint32 // by hash of four bytes: the last place that has it
	before [window]uint16        // by place: how far before it is the one with the same hash; 0 for none within the window
	origin uint32

	block block
	out   bitWriter
}

func newCompressor() *compressor { return &compressor{origin: 1} }

// text is what is being compressed: the next place and the match that was found at the one before it.
type text struct {
	data   []byte
	at     int
	base   int  // places before it are forgotten
	end    int  // of what is looked at
	length int  // of the match before; shortest-1 for none
	back   int  // how far
	letter bool // the letter before at is still to be written
}

func (c *compressor) compress(data []byte) {
	t := text{data: data, length: shortest - 1}
	// The text is seen in stretches of two windows, the first half of which is forgotten at the end of each.
	for t.end = min(len(data), 2*window); ; t.end = min(len(data), t.base+2*window) {
		last := t.end == len(data)
		c.scan(&t, last)
		if last {
			break
		}
		t.base += window
	}
	if t.letter {
		c.literal(&t, t.at)
	}
	if len(c.block.tokens) > 0 {
		c.flush(&t, t.at)
	}
	c.out.store(nil, true) // the last block is an empty one
	c.block.start = 0
	c.origin += uint32(len(data) + 1)
	if c.origin > 1<<30 {
		clear(c.latest[:])
		c.origin = 1
	}
}

// scan finds the matches up to the end of a stretch; of one that is not the last it leaves as much as a match may be long.
func (c *compressor) scan(t *text, last bool) {
	stop := t.end
	if !last {
		stop -= shortest + longest - 1
	}
	for t.at < stop {
		lookahead := t.end - t.at
		length, back := shortest-1, 0
		if lookahead >= shortest {
			far := c.insert(t.data, t.at)
			if far > 0 && t.at-far >= t.base && lookahead > t.length && t.length < lazy {
				length, back = c.match(t, t.at-far, min(lookahead, longest))
			}
		}
		if t.length >= shortest && length <= t.length {
			c.repeat(t)
			continue
		}
		// The letter before is written by itself: there is a better match here, or there was none.
		t.length, t.back = length, back
		if t.letter {
			c.literal(t, t.at)
		}
		t.letter = true
		t.at++
	}
}

// repeat writes the match that began a place ago.
func (c *compressor) repeat(t *text) {
	c.block.match(t.length, t.back)
	end := t.at + t.length - 1
	for t.at++; t.at < end; t.at++ {
		if t.at <= t.end-shortest {
			c.insert(t.data, t.at)
		}
	}
	t.letter, t.length, t.back = false, shortest-1, 0
	if len(c.block.tokens) == blockTokens {
		c.flush(t, t.at)
	}
}

// literal writes the letter before a place.
func (c *compressor) literal(t *text, at int) {
	c.block.literal(t.data[at-1])
	if len(c.block.tokens) == blockTokens {
		c.flush(t, at)
	}
}

// insert notes the place of four bytes, and returns how far before it is the last one with the same hash; 0 for none within the window.
func (c *compressor) insert(data []byte, at int) (far int) {
	const spread = 0x1e35a7bd
	latest := &c.latest[binary.BigEndian.Uint32(data[at:])*spread>>(32-hashBits)]
	here := c.origin + uint32(at)
	if d := here - *latest; d <= window && *latest >= c.origin {
		far = int(d)
	}
	c.before[at&(window-1)] = uint16(far)
	*latest = here
	return far
}

// match looks for the longest match of what is at a place, of most bytes at most, from a place before it back.
func (c *compressor) match(t *text, from, most int) (length, back int) {
	length = shortest - 1
	enough := min(most, nice)
	data := t.data[:t.at+most]
	here := data[t.at:]
	end := binary.LittleEndian.Uint32(here) // what a longer one ends with: the bytes up to length
	for range tries {
		if binary.LittleEndian.Uint32(data[from+length-3:]) == end {
			if n := common(data[from:], here); n > length && (n > shortest || t.at-from <= near) {
				length, back = n, t.at-from
				if n >= enough {
					break
				}
				end = binary.LittleEndian.Uint32(here[n-3:])
			}
		}
		far := int(c.before[from&(window-1)])
		if from -= far; far == 0 || from < t.base || from < t.at-window {
			break
		}
	}
	return length, back
}

// common is how many bytes two texts have in common at their start; the first is the longer one.
func common(a, b []byte) int {
	n := 0
	for ; n+8 <= len(b); n += 8 {
		if x := binary.LittleEndian.Uint64(a[n:]) ^ binary.LittleEndian.Uint64(b[n:]); x != 0 {
			return n + trailingBytes(x)
		}
	}
	for n < len(b) && a[n] == b[n] {
		n++
	}
	return n
}

// flush writes the block that ends at a place.
func (c *compressor) flush(t *text, at int) {
	var plain []byte // nil when it begins before what is remembered
	if c.block.start >= t.base {
		plain = t.data[c.block.start:at]
	}
	c.block.write(&c.out, plain)
	c.block.start = at
}
