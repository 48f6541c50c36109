package face

import (
	"fmt"

	"github.com/go-text/typesetting/font/opentype/tables"
)

// kerning is how much nearer to the next each glyph of a pair stands: the feature kern of GPOS, in the order in which its subtables are
// asked. The first that knows a pair decides.
type kerning []pairs

// pairs is a subtable of pair adjustments (GPOS, lookup type 2) that change nothing but the advance of the first glyph.
type pairs struct {
	data  []byte
	first tables.Coverage
	// By class; nil for pairs of single glyphs.
	left, right tables.ClassDef
}

func readKerning(gpos []byte) (kerning, error) {
	lookups := lookupsOf(gpos, "kern")
	if len(lookups) != 1 {
		return nil, fmt.Errorf("%d lookups kern", len(lookups))
	}
	var out kerning
	var err error
	for _, s := range subtablesOf(gpos, lookups[0], 9) {
		const advance, pair = 0x0004, 2
		if s.kind != pair || u16(s.data, 4) != advance || u16(s.data, 6) != 0 {
			return nil, fmt.Errorf("a subtable of kern of kind %d that changes %#x and %#x", s.kind, u16(s.data, 4), u16(s.data, 6))
		}
		p := pairs{data: s.data}
		if p.first, _, err = tables.ParseCoverage(s.data[u16(s.data, 2):]); err != nil {
			return nil, err
		}
		if u16(s.data, 0) == 2 {
			if p.left, _, err = tables.ParseClassDef(s.data[u16(s.data, 8):]); err != nil {
				return nil, err
			}
			if p.right, _, err = tables.ParseClassDef(s.data[u16(s.data, 10):]); err != nil {
				return nil, err
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// between returns what is added to the advance of left before right, in font units.
func (k kerning) between(left, right uint16) int {
	for i := range k {
		if units, known := k[i].between(left, right); known {
			return units
		}
	}
	return 0
}

func (p *pairs) between(left, right uint16) (units int, known bool) {
	index, covered := p.first.Index(left)
	if !covered {
		return 0, false
	}
	if p.left == nil {
		return inSet(p.data[u16(p.data, 10+2*index):], right)
	}
	column, ok := p.right.Class(right)
	if !ok {
		return 0, false
	}
	row, _ := p.left.Class(left)
	columns := int(u16(p.data, 14))
	return int(int16(u16(p.data, 16+2*(int(row)*columns+int(column))))), true
}

// inSet finds a glyph in a set of second glyphs with their values, sorted.
func inSet(set []byte, glyph uint16) (units int, known bool) {
	low, high := 0, int(u16(set, 0))
	for low < high {
		middle := (low + high) / 2
		record := set[2+4*middle:]
		switch second := u16(record, 0); {
		case second < glyph:
			low = middle + 1
		case second > glyph:
			high = middle
		default:
			return int(int16(u16(record, 2))), true
		}
	}
	return 0, false
}
