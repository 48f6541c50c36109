package hyphen

// trie holds patterns by their letters. A node is found by walking its parent's children, few but for the root, which has a table.
type trie struct {
	letters [0x180]uint8 // of Basic Latin to Latin Extended-A, and '.'; 0 is a letter that no pattern has
	count   uint8
	nodes   []node // the first is the root
	digits  []byte // the levels of every pattern, one after the other
}

type node struct {
	child, sibling uint32 // 0 is none
	at             uint32 // of its levels in digits
	letter, length uint8  // a length of 0 is a node that ends no pattern
}

// insert adds a pattern: letters with a level, if not 0, before and after each: ".be5ra", "4d3eff".
func (t *trie) insert(pattern string) {
	if t.nodes == nil {
		t.nodes = make([]node, 1, 40000)
		t.digits = make([]byte, 0, 80000)
	}
	at := len(t.digits)
	n, pending := uint32(0), byte(0)
	for _, r := range pattern {
		if '0' <= r && r <= '9' {
			pending = byte(r - '0')
			continue
		}
		t.digits = append(t.digits, pending)
		pending = 0
		n = t.grow(n, t.letter(r))
	}
	t.digits = append(t.digits, pending)
	// Zeros at the end say nothing.
	end := len(t.digits)
	for end > at && t.digits[end-1] == 0 {
		end--
	}
	t.digits = t.digits[:end]
	t.nodes[n].at, t.nodes[n].length = uint32(at), uint8(end-at)
}

// letter returns the number of a letter of a pattern, giving it one when it has none.
func (t *trie) letter(r rune) uint8 {
	if t.letters[r] == 0 {
		t.count++
		t.letters[r] = t.count
	}
	return t.letters[r]
}

func (t *trie) grow(parent uint32, letter uint8) uint32 {
	if n := t.find(parent, letter); n != 0 {
		return n
	}
	n := uint32(len(t.nodes))
	t.nodes = append(t.nodes, node{letter: letter, sibling: t.nodes[parent].child})
	t.nodes[parent].child = n
	return n
}

func (t *trie) find(parent uint32, letter uint8) uint32 {
	n := t.nodes[parent].child
	for n != 0 && t.nodes[n].letter != letter {
		n = t.nodes[n].sibling
	}
	return n
}

// levels sets levels[i] to the highest level that a pattern gives to the place before word[i]. It needs len(word)+2 levels, all 0.
func (t *trie) levels(word []rune, levels []byte) {
	for start := -1; start < len(word); start++ {
		n := uint32(0)
		for i := start; i <= len(word); i++ {
			r := '.'
			if i >= 0 && i < len(word) {
				r = word[i]
			}
			if int(r) >= len(t.letters) || t.letters[r] == 0 {
				break
			}
			if n = t.find(n, t.letters[r]); n == 0 {
				break
			}
			for k, level := range t.digits[t.nodes[n].at:][:t.nodes[n].length] {
				if place := start + k; place >= 0 && level > levels[place] {
					levels[place] = level
				}
			}
		}
	}
}
