package deflate

import "math/bits"

// block is the letters and matches that are written with one code (RFC 1951, 3.2.3).
type block struct {
	start  int     // place in the text
	tokens []token // the end of the block among them when it is written

	letters, distances code // distances of matches, the rest as letters
	runs               code // of the lengths of both
	packed             []byte
}

// token is a letter, or a match: its length less 3, and how far back less 1.
type token uint32

const aMatch token = 1 << 30

// Letters beyond the bytes (RFC 1951, 3.2.5).
const (
	endOfBlock    = 256
	firstOfLength = 257
	allLetters    = 286
	allDistances  = 30
	allRuns       = 19
)

func (b *block) literal(letter byte) {
	b.tokens = append(b.tokens, token(letter))
	b.letters.often[letter]++
}

func (b *block) match(m match) {
	b.tokens = append(b.tokens, aMatch|token(m.length-3)<<15|token(m.back-1))
	b.letters.often[firstOfLength+int(lengthCodes[m.length-3])]++
	b.distances.often[distanceCode(m.back-1)]++
}

// write writes the block in the shortest of three ways, and empties it. The plain text is nil when it cannot be written as it is.
func (b *block) write(w *bitWriter, plain []byte) {
	b.letters.often[endOfBlock] = 1
	letters := b.letters.used(allLetters)
	distances := b.distances.used(allDistances)
	if distances == 0 { // a code has one letter at least
		b.distances.often[0], distances = 1, 1
	}
	b.letters.make(allLetters, 15)
	b.distances.make(allDistances, 15)
	runs := b.packLengths(letters, distances)

	extra := 0 // bits behind the codes of matches
	for i := 8; i < letters-firstOfLength; i++ {
		extra += int(b.letters.often[firstOfLength+i]) * int(lengthExtra(i))
	}
	for i := 4; i < distances; i++ {
		extra += int(b.distances.often[i]) * int(distanceExtra(i))
	}
	size, asGiven := b.size(&fixedLetters, &fixedDistances)+3+extra, true
	if own := b.size(&b.letters, &b.distances) + 17 + 3*runs + b.packedBits() + extra; own < size {
		size, asGiven = own, false
	}
	switch {
	case plain != nil && len(plain) <= mostStored && 8*(len(plain)+5) < size:
		w.store(plain, false)
	case asGiven:
		w.grow(size)
		w.write(1<<1, 3)
		b.body(w, &fixedLetters, &fixedDistances)
	default:
		w.grow(size)
		b.head(w, letters, distances, runs)
		b.body(w, &b.letters, &b.distances)
	}
	b.tokens = b.tokens[:0]
	clear(b.letters.often[:])
	clear(b.distances.often[:])
}

// size is how many bits the codes of the block take.
func (b *block) size(letters, distances *code) int {
	n := 0
	for i := range allLetters {
		n += int(b.letters.often[i]) * int(letters.length[i])
	}
	for i := range allDistances {
		n += int(b.distances.often[i]) * int(distances.length[i])
	}
	return n
}

// packLengths writes the lengths of both codes in runs (RFC 1951, 3.2.7), with what follows a run behind it, and returns how many lengths of
// the code of runs are written.
func (b *block) packLengths(letters, distances int) (runs int) {
	clear(b.runs.often[:])
	b.packed = b.packed[:0]
	var all [allLetters + allDistances]byte
	copy(all[:], b.letters.length[:letters])
	copy(all[letters:], b.distances.length[:distances])
	for rest := all[:letters+distances]; len(rest) > 0; {
		n := 1
		for n < len(rest) && rest[n] == rest[0] {
			n++
		}
		b.packRun(rest[0], n)
		rest = rest[n:]
	}
	b.runs.make(allRuns, 7)
	runs = allRuns
	for runs > 4 && b.runs.often[runOrder[runs-1]] == 0 {
		runs--
	}
	return runs
}

// What a run of lengths is written as, and the order in which the lengths of these are.
const (
	again     = 16 // the last one, 3 to 6 times; two bits
	zeros     = 17 // 3 to 10; three bits
	manyZeros = 18 // 11 to 138; seven bits
)

var runOrder = [allRuns]byte{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

func (b *block) packRun(length byte, n int) {
	pack := func(run byte, count int, least int) {
		b.packed = append(b.packed, run, byte(count-least))
		b.runs.often[run]++
		n -= count
	}
	one := func() {
		b.packed = append(b.packed, length)
		b.runs.often[length]++
		n--
	}
	if length != 0 {
		one()
		for n >= 3 {
			pack(again, min(n, 6), 3)
		}
	}
	for length == 0 && n >= 11 {
		pack(manyZeros, min(n, 138), 11)
	}
	if length == 0 && n >= 3 {
		pack(zeros, n, 3)
	}
	for n > 0 {
		one()
	}
}

// packedBits is how many bits the runs take.
func (b *block) packedBits() int {
	n := 2*int(b.runs.often[again]) + 3*int(b.runs.often[zeros]) + 7*int(b.runs.often[manyZeros])
	for i := range allRuns {
		n += int(b.runs.often[i]) * int(b.runs.length[i])
	}
	return n
}

// head writes the codes of the block.
func (b *block) head(w *bitWriter, letters, distances, runs int) {
	w.write(2<<1, 3)
	w.write(uint64(letters-257), 5)
	w.write(uint64(distances-1), 5)
	w.write(uint64(runs-4), 4)
	for _, run := range runOrder[:runs] {
		w.write(uint64(b.runs.length[run]), 3)
	}
	for i := 0; i < len(b.packed); i++ {
		run := b.packed[i]
		w.write(uint64(b.runs.bits[run]), uint(b.runs.length[run]))
		if run < again {
			continue
		}
		i++
		w.write(uint64(b.packed[i]), [...]uint{2, 3, 7}[run-again])
	}
}

// body writes the block and its end.
func (b *block) body(to *bitWriter, letters, distances *code) {
	w := *to // which stays in registers
	for _, t := range b.tokens {
		if t < aMatch {
			w.write(uint64(letters.bits[t&0xff]), uint(letters.length[t&0xff]))
			continue
		}
		length, back := uint32(t>>15)&0xff, uint32(t)&(window-1)
		i := lengthCodes[length]
		word, n := uint64(letters.bits[firstOfLength+int(i)]), uint(letters.length[firstOfLength+int(i)])
		word |= uint64(length-lengthBase[i]) << n
		n += uint(lengthExtra(int(i)))
		d := distanceCode(int(back))
		word |= uint64(distances.bits[d]) << n
		n += uint(distances.length[d])
		word |= uint64(back-distanceBase[d]) << n
		w.write(word, n+uint(distanceExtra(d))) // 48 bits at most
	}
	w.write(uint64(letters.bits[endOfBlock]), uint(letters.length[endOfBlock]))
	*to = w
}

// lengthCodes are the letters for the lengths from 3 on, counted from the first of them; lengthBase the least length, less 3, of each
// (RFC 1951, 3.2.5). The longest match has a letter of its own.
var lengthCodes, lengthBase = func() (codes [256]byte, base [29]uint32) {
	at := 0
	for i := range base {
		base[i] = uint32(at)
		for range 1 << lengthExtra(i) {
			if at < len(codes) {
				codes[at] = byte(i)
				at++
			}
		}
	}
	base[28], codes[255] = 255, 28
	return codes, base
}()

// lengthExtra is how many bits follow a letter for a length.
func lengthExtra(i int) int {
	if i < 8 || i == 28 {
		return 0
	}
	return i/4 - 1
}

// distanceCode is the letter for a distance less 1, distanceBase the least of each.
func distanceCode(back int) int {
	if back < 4 {
		return back
	}
	n := bits.Len32(uint32(back)) // of the two highest bits the second tells the letters of a length apart
	return 2*(n-1) + back>>(n-2)&1
}

var distanceBase = func() (base [allDistances]uint32) {
	for i := 4; i < len(base); i++ {
		base[i] = uint32(2+i&1) << distanceExtra(i)
	}
	base[1], base[2], base[3] = 1, 2, 3
	return base
}()

// distanceExtra is how many bits follow a letter for a distance.
func distanceExtra(i int) int { return max(0, i/2-1) }
