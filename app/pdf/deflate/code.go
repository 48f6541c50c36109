package deflate

import (
	"math/bits"
	"slices"
)

// code is a prefix code for letters by how often they occur (RFC 1951, 3.2.2). A letter that does not occur has no length.
type code struct {
	often  [allLetters + 2]int32
	length [allLetters + 2]byte
	bits   [allLetters + 2]uint16 // lowest first

	leaves []uint32 // letters that occur, the rarest first: how often, and which
}

// The codes that are given (RFC 1951, 3.2.6).
var fixedLetters, fixedDistances = func() (letters, distances code) {
	for i := range letters.length {
		switch {
		case i < 144:
			letters.length[i] = 8
		case i < 256:
			letters.length[i] = 9
		case i < 280:
			letters.length[i] = 7
		default:
			letters.length[i] = 8
		}
	}
	letters.assign(len(letters.length))
	for i := range 32 {
		distances.length[i] = 5
	}
	distances.assign(32)
	return letters, distances
}()

// used counts the letters up to the last one that occurs.
func (c *code) used(n int) int {
	for n > 0 && c.often[n-1] == 0 {
		n--
	}
	return n
}

// leafBits is for which letter it is in a leaf.
const leafBits = 9

// make makes the shortest code for n letters in which none is longer than most bits.
func (c *code) make(n, most int) {
	c.leaves = c.leaves[:0]
	for i, often := range c.often[:n] {
		c.length[i] = 0
		if often != 0 {
			c.leaves = append(c.leaves, uint32(often)<<leafBits|uint32(i))
		}
	}
	if len(c.leaves) <= 2 {
		for i, leaf := range c.leaves {
			letter := leaf % (1 << leafBits)
			c.length[letter], c.bits[letter] = 1, uint16(i)
		}
		return
	}
	slices.Sort(c.leaves)
	if c.pair() > most {
		c.limit(min(most, len(c.leaves)-1))
	}
	c.assign(n)
}

// pair finds the length of each letter and gives the greatest (D. A. Huffman, 1952; in two queues: J. van Leeuwen, "On the Construction of
// Huffman Trees", 1976): the two rarest become a pair until there is one, a pair before a letter that is as frequent, so that it finds what limit
// finds.
func (c *code) pair() (longest int) {
	var often [2 * allLetters]uint32
	var parent [2 * allLetters]uint16
	n := len(c.leaves)
	for i, leaf := range c.leaves {
		often[i] = leaf >> leafBits
	}
	letter, oldest := 0, n
	for next := n; next < 2*n-1; next++ {
		for range 2 {
			rarest := &oldest
			if letter < n && (oldest == next || often[letter] < often[oldest]) {
				rarest = &letter
			}
			often[next] += often[*rarest]
			parent[*rarest] = uint16(next)
			*rarest++
		}
	}
	var length [2 * allLetters]int
	for i := 2*n - 3; i >= 0; i-- {
		length[i] = length[parent[i]] + 1
	}
	for i, leaf := range c.leaves {
		c.length[leaf%(1<<leafBits)] = byte(length[i])
	}
	return length[0]
}

// limit finds the length of each letter by package-merge (L. L. Larmore and D. S. Hirschberg, "A Fast Algorithm for Optimal Length-Limited
// Huffman Codes", 1990): on each level stand the letters and the pairs of the level below, in order, a pair before a letter that is as
// frequent. Of the highest level twice as many as there are letters, less two, are taken, and below each level what its pairs are made of; a
// letter is as long as there are levels on which it is taken.
func (c *code) limit(most int) {
	const longestCode = 15
	for _, leaf := range c.leaves {
		c.length[leaf%(1<<leafBits)] = 0
	}
	var leaf [longestCode + 1][2 * allLetters]bool // by level: which of what stands there is a letter
	var room [2][2 * allLetters]uint32
	n := len(c.leaves)
	below := room[0][:0]
	for level := 1; level <= most; level++ {
		here := room[level%2][:0]
		taken, pairs := 0, len(below)/2
		for i := range min(n+pairs, 2*n-2) {
			if pair := i - taken; pair >= pairs || taken < n && c.leaves[taken]>>leafBits < below[2*pair]+below[2*pair+1] {
				leaf[level][i] = true
				here = append(here, c.leaves[taken]>>leafBits)
				taken++
			} else {
				here = append(here, below[2*pair]+below[2*pair+1])
			}
		}
		below = here
	}
	for level, count := most, 2*n-2; level > 0; level-- {
		letters := 0
		for _, is := range leaf[level][:count] {
			if is {
				c.length[c.leaves[letters]%(1<<leafBits)]++
				letters++
			}
		}
		count = 2 * (count - letters)
	}
}

// assign gives the letters their bits: the shorter come first, and of one length in the order of the letters.
func (c *code) assign(n int) {
	var count, next [17]uint16
	for _, length := range c.length[:n] {
		count[length]++
	}
	count[0] = 0
	for i := 1; i < len(next); i++ {
		next[i] = (next[i-1] + count[i-1]) << 1
	}
	for i, length := range c.length[:n] {
		if length > 0 {
			c.bits[i] = bits.Reverse16(next[length] << (16 - length))
			next[length]++
		}
	}
}
