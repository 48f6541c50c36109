package face

import (
	"fmt"
	"slices"

	"github.com/go-text/typesetting/font/opentype/tables"
)

// composing are the characters that substitutions are about; a text without them has none. The point of l·l, the Ukrainian ї beside another,
// the fraction slash.
const composing = "·Її⁄"

// substitutions are the lookups of GSUB by their number, those that nothing refers to empty.
type substitutions struct {
	lookups  [][]substitution
	compose  []int // ccmp
	fraction []int // frac and dnom, in their common order
	below    []int // dnom: of the fraction, only what follows the slash
}

// substitution is a subtable. One of its members is not nil.
type substitution struct {
	single   tables.SingleSubstData
	ligature *tables.LigatureSubs
	context  *tables.ChainedContextualSubs3 // of one glyph
}

func readSubstitutions(gsub []byte) (*substitutions, error) {
	below := lookupsOf(gsub, "dnom")
	s := &substitutions{compose: lookupsOf(gsub, "ccmp"), fraction: append(lookupsOf(gsub, "frac"), below...), below: below}
	slices.Sort(s.fraction)
	s.fraction = slices.Compact(s.fraction)
	s.lookups = make([][]substitution, u16(gsub[u16(gsub, 8):], 0))
	for i := range s.lookups {
		for _, sub := range subtablesOf(gsub, i, 7) {
			read, err := readSubstitution(sub)
			if err != nil {
				return nil, err
			}
			s.lookups[i] = append(s.lookups[i], read)
		}
	}
	return s, nil
}

func readSubstitution(s subtable) (substitution, error) {
	switch {
	case s.kind == 1:
		single, _, err := tables.ParseSingleSubstData(s.data)
		return substitution{single: single}, err
	case s.kind == 4:
		ligature, _, err := tables.ParseLigatureSubs(s.data)
		return substitution{ligature: &ligature}, err
	case s.kind == 6 && u16(s.data, 0) == 3:
		context, _, err := tables.ParseChainedContextualSubs3(s.data)
		if err == nil && len(context.InputCoverages) != 1 {
			err = fmt.Errorf("a context of %d glyphs", len(context.InputCoverages))
		}
		return substitution{context: &context}, err
	default:
		return substitution{}, fmt.Errorf("a substitution of kind %d, format %d", s.kind, u16(s.data, 0))
	}
}

// apply substitutes in glyphs, whose texts are one character each.
func (s *substitutions) apply(glyphs []Glyph) []Glyph {
	for _, lookup := range s.compose {
		glyphs = s.run(lookup, glyphs, 0, len(glyphs))
	}
	for slash := range glyphs {
		if glyphs[slash].Text != "⁄" {
			continue
		}
		from, to := slash, slash+1
		for from > 0 && isDigit(glyphs[from-1].Text) {
			from--
		}
		for to < len(glyphs) && isDigit(glyphs[to].Text) {
			to++
		}
		if from == slash || to == slash+1 {
			continue
		}
		for _, lookup := range s.fraction {
			if slices.Contains(s.below, lookup) {
				s.run(lookup, glyphs, slash+1, to)
			} else {
				s.run(lookup, glyphs, from, to)
			}
		}
	}
	return glyphs
}

func isDigit(text string) bool { return len(text) == 1 && '0' <= text[0] && text[0] <= '9' }

// run applies a lookup to each of glyphs[from:to] and returns them all, fewer when they form ligatures.
func (s *substitutions) run(lookup int, glyphs []Glyph, from, to int) []Glyph {
	for i := from; i < to; i++ {
		before := len(glyphs)
		glyphs = s.runAt(lookup, glyphs, i)
		to -= before - len(glyphs)
	}
	return glyphs
}

// runAt applies the first subtable of a lookup that knows what is at i.
func (s *substitutions) runAt(lookup int, glyphs []Glyph, i int) []Glyph {
	for _, sub := range s.lookups[lookup] {
		switch {
		case sub.single != nil:
			if id, ok := replace(sub.single, glyphs[i].ID); ok {
				glyphs[i].ID = id
				return glyphs
			}
		case sub.ligature != nil:
			if fewer := join(sub.ligature, glyphs, i); fewer != nil {
				return fewer
			}
		case inContext(sub.context, glyphs, i):
			for _, record := range sub.context.SeqLookupRecords {
				glyphs = s.runAt(int(record.LookupListIndex), glyphs, i)
			}
			return glyphs
		}
	}
	return glyphs
}

func replace(single tables.SingleSubstData, id uint16) (uint16, bool) {
	index, ok := single.Cov().Index(id)
	if !ok {
		return 0, false
	}
	switch s := single.(type) {
	case tables.SingleSubstData1:
		return id + uint16(s.DeltaGlyphID), true
	case tables.SingleSubstData2:
		return s.SubstituteGlyphIDs[index], true
	}
	return 0, false
}

// join makes a ligature of the glyphs from i on, or returns nil.
func join(subs *tables.LigatureSubs, glyphs []Glyph, i int) []Glyph {
	index, ok := subs.Coverage.Index(glyphs[i].ID)
	if !ok {
		return nil
	}
	for _, l := range subs.LigatureSets[index].Ligatures {
		end := i + 1 + len(l.ComponentGlyphIDs)
		if end > len(glyphs) || !slices.EqualFunc(glyphs[i+1:end], l.ComponentGlyphIDs, func(g Glyph, id uint16) bool { return g.ID == id }) {
			continue
		}
		glyphs[i].ID = l.LigatureGlyph
		for _, g := range glyphs[i+1 : end] {
			glyphs[i].Text += g.Text
		}
		return slices.Delete(glyphs, i+1, end)
	}
	return nil
}

// inContext tells whether the glyph at i is one that a rule is about, between those that it asks for.
func inContext(c *tables.ChainedContextualSubs3, glyphs []Glyph, i int) bool {
	if i < len(c.BacktrackCoverages) || i+1+len(c.LookaheadCoverages) > len(glyphs) || !covers(c.InputCoverages[0], glyphs[i]) {
		return false
	}
	for n, coverage := range c.BacktrackCoverages { // from the nearest on
		if !covers(coverage, glyphs[i-1-n]) {
			return false
		}
	}
	for n, coverage := range c.LookaheadCoverages {
		if !covers(coverage, glyphs[i+1+n]) {
			return false
		}
	}
	return true
}

func covers(c tables.Coverage, g Glyph) bool {
	_, ok := c.Index(g.ID)
	return ok
}
