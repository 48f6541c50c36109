package layout

import (
	"encoding/binary"
	"math"
	"slices"

	"verwoord/app/doc"
)

// knownParagraphs bounds each of the two generations of paragraphs that are known: some megabytes, and as many as the cells of an agreement
// with 200 sub-processors, each of which is measured and then set.
const knownParagraphs = 4096

// known is a paragraph that was set: its lines, or, of one that was only measured, what it needs. It is never changed.
type known struct {
	atoms  []atom
	lines  []setLine
	loose  bool
	extent extent // when it was measured
}

// setLine is a line of a known paragraph, with all that placing it needs.
type setLine struct {
	from, to      int32   // atoms
	ratio         float64 // how far its spaces are stretched (to 1) or shrunk (to -1)
	width         float64 // natural
	before, after *cut    // that it begins and ends with; nil unless inside a word
	tracking      int16   // of Run
	justified     bool
	spaced        bool // the last atom is a space outside its width, on from which the paragraph goes
	flagged       bool // ends with a hyphen or dash
}

// blank tells whether nothing stands on a line: it parts what was written.
func (l *setLine) blank() bool { return l.from == l.to }

// written counts the lines on which something stands.
func (k *known) written() int {
	n := 0
	for i := range k.lines {
		if !k.lines[i].blank() {
			n++
		}
	}
	return n
}

// set prepares inlines and breaks them into lines; with the zero setting it measures them. Of a paragraph that was set before, in this document
// or another, it knows the outcome: while somebody types, all but one are.
func (c *composer) set(inlines []doc.Inline, base look, s setting) (*known, error) {
	c.read = c.passages(c.read[:0], inlines, base)
	c.key = appendKey(c.key[:0], c.read, s)
	k := c.s.paragraphs.findBy(func(kept map[string]*entry[string, known]) *entry[string, known] { return kept[string(c.key)] })
	if k != nil {
		return k, nil
	}
	if err := c.compose(c.read, s); err != nil {
		return nil, err
	}
	if s == (setting{}) {
		k = &known{extent: c.draft.extent()}
	} else {
		lines, loose := c.breaker.breakLines(&c.draft, s)
		k = c.draft.finish(lines, s.ragged)
		k.loose = loose
	}
	c.s.paragraphs.keep(string(c.key), k)
	return k, nil
}

// finish makes a known paragraph of one that was broken into lines.
func (p *paragraph) finish(lines []line, ragged bool) *known {
	k := &known{lines: make([]setLine, len(lines))}
	atoms := make([]atom, 0, len(p.atoms))
	for i, l := range lines {
		from, to := &p.breaks[l.from], &p.breaks[l.to]
		first := len(atoms)
		for _, a := range p.atoms[from.next:to.next] {
			if n := len(atoms); n > first && atoms[n-1].goesOn(a) {
				atoms[n-1].glyphs = atoms[n-1].glyphs[:len(atoms[n-1].glyphs)+len(a.glyphs)]
				continue
			}
			atoms = append(atoms, a)
		}
		k.lines[i] = setLine{
			from: int32(first), to: int32(len(atoms)), ratio: l.ratio, tracking: l.tracking, width: to.end - from.start,
			before: from.cut, after: to.cut, justified: !ragged && !(l.last && l.ratio == 0), spaced: to.space, flagged: to.flagged,
		}
	}
	k.atoms = slices.Clone(atoms)
	return k
}

// goesOn tells whether another atom is the rest of the same word: once the lines are known, where else it could be broken is of no use.
func (a *atom) goesOn(b atom) bool {
	n := len(a.glyphs)
	return !a.space && !b.space && a.passage == b.passage && cap(a.glyphs) > n && &a.glyphs[:n+1][n] == &b.glyphs[0]
}

// appendKey writes down all that the lines of a paragraph depend on: the setting, and of each passage its text and what of its look matters to
// the width of words and to where they may be broken.
func appendKey(key []byte, passages []passage, s setting) []byte {
	key = appendBits(key, s.width, s.size)
	key = append(key, flag(s.ragged))
	for i := range passages {
		p := &passages[i]
		key = append(key, flag(p.ends))
		if p.ends {
			continue
		}
		key = appendBits(append(key, flag(p.literal)), p.size)
		for _, text := range [...]string{p.face.Name, p.lang, p.text} {
			key = append(binary.AppendUvarint(key, uint64(len(text))), text...)
		}
	}
	return key
}

func appendBits(key []byte, lengths ...float64) []byte {
	for _, l := range lengths {
		key = binary.LittleEndian.AppendUint64(key, math.Float64bits(l))
	}
	return key
}

func flag(set bool) byte {
	if set {
		return 1
	}
	return 0
}
