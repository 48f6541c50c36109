package hyphen

import "unicode/utf8"

// patterns finds patterns by a hash of their letters and reads their levels where they stand in their file. Liang packs them into a trie,
// which is smaller; to make one takes longer than to set a document.
type patterns struct {
	text    string
	slots   []uint32 // an open hash table: the mark of a pattern's hash, and where in text it begins; 0 is free
	longest int      // letters that a pattern has
}

// The size of the table is over twice the patterns of a language; a slot holds an index of 20 bits below a mark of 12.
const (
	slotBits  = 15
	indexBits = 20
)

// hash is FNV-1a over runes: the hash of some letters and one more.
func hash(h uint32, r rune) uint32 { return (h ^ uint32(r)) * 0x01000193 }

const noLetters = 0x811C9DC5

// slot is where the search for a hash begins. The last step of FNV mixes its high bits too little.
func slot(h uint32) uint32 { return h * 0x9E3779B1 >> (32 - slotBits) }

// insert adds the pattern that begins at an index of the text: letters with a level, if not 0, before and after each: ".be5ra", "4d3eff".
// A pattern begins behind the first byte.
func (p *patterns) insert(at int) {
	if p.slots == nil {
		p.slots = make([]uint32, 1<<slotBits)
	}
	h, letters := uint32(noLetters), 0
	for _, r := range p.text[at:] {
		if isEnd(r) {
			break
		}
		if !isLevel(r) {
			h = hash(h, r)
			letters++
		}
	}
	p.longest = max(p.longest, letters)
	i := slot(h)
	for p.slots[i] != 0 {
		i = (i + 1) % uint32(len(p.slots))
	}
	p.slots[i] = h>>indexBits<<indexBits | uint32(at)
}

func isLevel(r rune) bool { return '0' <= r && r <= '9' }

func isEnd(r rune) bool { return r <= ' ' || r == '}' || r == '%' }

// levels sets levels[i] to the highest level that a pattern gives to the place before word[i]. It needs len(word)+2 levels, all 0. In
// patterns a word stands between two points.
func (p *patterns) levels(word []rune, levels []byte) {
	for start := -1; start < len(word); start++ {
		h := uint32(noLetters)
		for end := start; end <= len(word) && end-start < p.longest; end++ {
			h = hash(h, letter(word, end))
			for i := slot(h); p.slots[i] != 0; i = (i + 1) % uint32(len(p.slots)) {
				if (p.slots[i]^h)>>indexBits != 0 {
					continue
				}
				if at := p.slots[i] % (1 << indexBits); p.matches(at, word, start, end) {
					p.raise(at, start, levels)
				}
			}
		}
	}
}

// letter is a letter of a word between its two points.
func letter(word []rune, i int) rune {
	if i < 0 || i == len(word) {
		return '.'
	}
	return word[i]
}

// matches tells whether the letters of a pattern are those of a word from start to end.
func (p *patterns) matches(at uint32, word []rune, start, end int) bool {
	i := start
	for _, r := range p.text[at:] {
		switch {
		case isEnd(r):
			return i == end+1
		case isLevel(r):
		case i > end || r != letter(word, i):
			return false
		default:
			i++
		}
	}
	return i == end+1
}

// raise raises levels to those of a pattern whose first letter stands at start.
func (p *patterns) raise(at uint32, start int, levels []byte) {
	place := start
	for _, r := range p.text[at:] {
		switch {
		case isEnd(r):
			return
		case !isLevel(r):
			place++
		case place >= 0:
			levels[place] = max(levels[place], byte(r-'0'))
		}
	}
}

// words calls each with the index of every word in text: what stands between white space, with comments of TeX left out.
func words(text string, each func(at, end int)) {
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '%':
			for i < len(text) && text[i] != '\n' {
				i++
			}
		case isEnd(r):
			i += size
		default:
			from := i
			for i < len(text) && !isEnd(rune(text[i])) {
				i++
			}
			each(from, i)
		}
	}
}
