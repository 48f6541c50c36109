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
	before [2 * window]uint16    // by place, of a stretch: how far before it is the one with the same hash; 0 for none within the window
	origin uint32

	block block
	out   bitWriter
}

func newCompressor() *compressor { return &compressor{origin: 1} }

// text is what is being compressed: the next place and the match that was found at the one before it.
type text struct {
	data   []byte
	at     int
	base   int // places before it are forgotten
	end    int // of what is looked at
	match  match
	letter bool // the letter before at is still to be written
}

// match is what stands in the text once more.
type match struct {
	length int // shortest-1 for none
	back   int // how far
}

func (c *compressor) compress(data []byte) {
	t := text{data: data, match: match{length: shortest - 1}}
	// The text is seen in stretches of two windows, the first half of which is forgotten at the end of each.
	noted := 0
	for t.end = min(len(data), 2*window); ; t.end = min(len(data), t.base+2*window) {
		last := t.end == len(data)
		noted = c.note(data, noted, t.end)
		c.scan(&t, last)
		if last {
			break
		}
		t.base += window
	}
	if t.letter {
		c.block.literal(data[t.at-1])
		c.flushFull(&t, t.at)
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

// note notes the places up to an end, each with the last one before it that has the same hash, and returns the first that is not noted: four bytes
// are hashed. It runs ahead of the search, which stops at each place that it looks at, so that here many are looked up at once.
func (c *compressor) note(data []byte, at, end int) int {
	const spread = 0x1e35a7bd
	end = min(end, len(data)-shortest+1)
	for ; at < end; at++ {
		latest := &c.latest[binary.BigEndian.Uint32(data[at:])*spread>>(32-hashBits)]
		here := c.origin + uint32(at)
		far := here - *latest
		*latest = here
		if far > uint32(min(at, window)) { // of an earlier text, or too far
			far = 0
		}
		c.before[at&(2*window-1)] = uint16(far)
	}
	return at
}

// scan finds the matches up to the end of a stretch; of one that is not the last it leaves as much as a match may be long.
func (c *compressor) scan(t *text, last bool) {
	stop := t.end
	if !last {
		stop -= shortest + longest - 1
	}
	m, letter := t.match, t.letter
	at := t.at
	for at < stop {
		found := match{length: shortest - 1}
		if left := t.end - at; left >= shortest && left > m.length && m.length < lazy {
			if far := int(c.before[at&(2*window-1)]); far > 0 && at-far >= t.base {
				found = c.match(t.data[:at+min(left, longest)], at, at-far, max(t.base, at-window), m.length)
			}
		}
		if m.length >= shortest && found.length <= m.length { // the match that began a place ago
			c.block.match(m)
			at += m.length - 1
			letter, m = false, match{length: shortest - 1}
			c.flushFull(t, at)
			continue
		}
		// A better one begins here, or there was none: the letter before is written by itself.
		if letter {
			c.block.literal(t.data[at-1])
			c.flushFull(t, at)
		}
		letter, m = true, found
		at++
	}
	t.at, t.match, t.letter = at, m, letter
}

// match looks for the longest match of what is at a place, up to the end of the data, from a place before it back to the first. One that is not
// longer than that of the place before is none.
func (c *compressor) match(data []byte, at, from, first, before int) match {
	m := match{length: before}
	here := data[at:]
	enough := min(len(here), nice)
	end := binary.LittleEndian.Uint32(here[before-3:]) // what a longer one ends with: the bytes up to its length
	for range tries {
		if binary.LittleEndian.Uint32(data[from+m.length-3:]) == end {
			if n := common(data[from:], here); n > m.length && (n > shortest || at-from <= near) {
				m = match{n, at - from}
				if n >= enough {
					break
				}
				end = binary.LittleEndian.Uint32(here[n-3:])
			}
		}
		far := int(c.before[from&(2*window-1)])
		if from -= far; far == 0 || from < first {
			break
		}
	}
	return m
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

// flushFull writes the block that ends at a place if it is full.
func (c *compressor) flushFull(t *text, at int) {
	if len(c.block.tokens) == blockTokens {
		c.flush(t, at)
	}
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
