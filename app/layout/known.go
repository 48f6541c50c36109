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

// known is a paragraph that was set: as it was prepared, and its lines. It is never changed.
type known struct {
	paragraph
	lines []line
	loose bool
}

// set prepares inlines and breaks them into lines, unless the setting is zero. Of a paragraph that was set before, in this document or another,
// it knows the outcome: while somebody types, all but one are.
func (c *composer) set(inlines []doc.Inline, base look, s setting) (lines []line, loose bool, err error) {
	c.read = c.passages(c.read[:0], inlines, base)
	c.key = appendKey(c.key[:0], c.read, s)
	key := string(c.key)
	k := c.s.paragraphs.find(key)
	if k == nil {
		if err := c.compose(c.read, s.width); err != nil {
			return nil, false, err
		}
		k = &known{paragraph: paragraph{atoms: slices.Clone(c.draft.atoms), breaks: slices.Clone(c.draft.breaks), x: c.draft.x}}
		if s != (setting{}) {
			lines, loose := c.breaker.breakLines(&c.draft, s)
			k.lines, k.loose = slices.Clone(lines), loose
		}
		c.s.paragraphs.keep(key, k)
	}
	c.par = &k.paragraph
	return k.lines, k.loose, nil
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
