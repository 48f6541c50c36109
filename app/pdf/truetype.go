package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

var errTrueType = errors.New("pdf: damaged TrueType file")

// trueType is a font file taken apart as far as embedding it needs (ISO/IEC 14496-22).
type trueType struct {
	head, hhea, hmtx, maxp, loca, glyf []byte

	unitsPerEm  int
	glyphs      int // how many there are
	metrics     int // how many of them have an advance of their own
	longLoca    bool
	italicAngle float64 // degrees, counter-clockwise from the vertical
	weight      int     // 400 is regular
}

// parseTrueType refuses a file that its licence bits forbid to embed as a subset.
func parseTrueType(data []byte) (*trueType, error) {
	tables, err := tableDirectory(data)
	if err != nil {
		return nil, err
	}
	t := &trueType{
		head: tables["head"], hhea: tables["hhea"], hmtx: tables["hmtx"],
		maxp: tables["maxp"], loca: tables["loca"], glyf: tables["glyf"],
		weight: 400,
	}
	if len(t.head) < 54 || len(t.hhea) < 36 || len(t.maxp) < 32 {
		return nil, errTrueType
	}
	t.unitsPerEm = int(u16(t.head, 18))
	t.longLoca = u16(t.head, 50) == 1
	t.glyphs = int(u16(t.maxp, 4))
	t.metrics = int(u16(t.hhea, 34))
	size := 2
	if t.longLoca {
		size = 4
	}
	if t.unitsPerEm == 0 || t.metrics == 0 || len(t.hmtx) < 4*t.metrics+2*(t.glyphs-t.metrics) || len(t.loca) < size*(t.glyphs+1) {
		return nil, errTrueType
	}
	if post := tables["post"]; len(post) >= 8 {
		t.italicAngle = float64(int32(binary.BigEndian.Uint32(post[4:]))) / 65536
	}
	if os2 := tables["OS/2"]; len(os2) >= 10 {
		t.weight = int(u16(os2, 4))
		const restricted, noSubset = 0x0002, 0x0100
		if u16(os2, 8)&(restricted|noSubset) != 0 {
			return nil, errors.New("pdf: the font's licence forbids to embed a subset of it")
		}
	}
	return t, nil
}

func tableDirectory(data []byte) (map[string][]byte, error) {
	if len(data) < 12 || binary.BigEndian.Uint32(data) != 0x00010000 {
		return nil, fmt.Errorf("%w: no TrueType outlines", errTrueType)
	}
	tables := map[string][]byte{}
	for i := range int(u16(data, 4)) {
		if len(data) < 12+16*(i+1) {
			return nil, errTrueType
		}
		record := data[12+16*i:]
		offset := uint64(binary.BigEndian.Uint32(record[8:]))
		length := uint64(binary.BigEndian.Uint32(record[12:]))
		if offset+length > uint64(len(data)) {
			return nil, errTrueType
		}
		tables[string(record[:4])] = data[offset : offset+length]
	}
	return tables, nil
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }

// em converts font units to thousandths of the em, the unit of PDF.
func (t *trueType) em(units int) float64 { return float64(units) * 1000 / float64(t.unitsPerEm) }

// advance is the advance width of a glyph in font units.
func (t *trueType) advance(glyph uint16) int {
	return int(u16(t.hmtx, 4*min(int(glyph), t.metrics-1)))
}

// width is the advance width of a glyph in thousandths of the em.
func (t *trueType) width(glyph uint16) int { return int(math.Round(t.em(t.advance(glyph)))) }

// bearing is the left side bearing of a glyph, as it stands in the file.
func (t *trueType) bearing(glyph uint16) uint16 {
	if int(glyph) < t.metrics {
		return u16(t.hmtx, 4*int(glyph)+2)
	}
	return u16(t.hmtx, 4*t.metrics+2*(int(glyph)-t.metrics))
}

// box is the font's bounding box in thousandths of the em.
func (t *trueType) box() [4]float64 {
	var b [4]float64
	for i := range b {
		b[i] = t.em(int(int16(u16(t.head, 36+2*i))))
	}
	return b
}

// outline is the glyph's part of the glyf table; empty for a glyph without ink.
func (t *trueType) outline(glyph uint16) ([]byte, error) {
	if int(glyph) >= t.glyphs {
		return nil, fmt.Errorf("%w: no glyph %d", errTrueType, glyph)
	}
	var start, end uint64
	if t.longLoca {
		start = uint64(binary.BigEndian.Uint32(t.loca[4*int(glyph):]))
		end = uint64(binary.BigEndian.Uint32(t.loca[4*int(glyph)+4:]))
	} else {
		start = 2 * uint64(u16(t.loca, 2*int(glyph)))
		end = 2 * uint64(u16(t.loca, 2*int(glyph)+2))
	}
	if start > end || end > uint64(len(t.glyf)) || start != end && end-start < 10 {
		return nil, errTrueType
	}
	return t.glyf[start:end], nil
}
