package face

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"

	"github.com/go-text/typesetting/font/opentype/tables"
)

// read reads the tables that setting text needs (ISO/IEC 14496-22). Outlines are not among them.
func (f *Face) read() error {
	var part [8][]byte
	for i, tag := range []string{"GPOS", "GSUB", "OS/2", "cmap", "head", "hhea", "hmtx", "maxp"} {
		if part[i] = table(f.Data, tag); part[i] == nil {
			return fmt.Errorf("no table %s", tag)
		}
	}
	if err := f.measure(part[2], part[4], part[5], part[6], part[7]); err != nil {
		return err
	}
	var err error
	if f.characters, err = characters(part[3]); err != nil {
		return err
	}
	if f.kerning, err = readKerning(part[0]); err != nil {
		return err
	}
	f.substitutions = sync.OnceValues(func() (*substitutions, error) { return readSubstitutions(part[1]) })
	return nil
}

func (f *Face) measure(os2, head, hhea, hmtx, maxp []byte) error {
	h, _, err := tables.ParseHhea(hhea)
	if err != nil {
		return err
	}
	glyphs, metrics := int(u16(maxp, 4)), int(h.NumOfLongMetrics)
	if f.metrics, _, err = tables.ParseHmtx(hmtx, metrics, glyphs-metrics); err != nil {
		return err
	}
	// The typographic metrics hold for a font that says so (OS/2, fsSelection, bit 7), else those of hhea.
	ascent, descent := h.Ascender, h.Descender
	if u16(os2, 62)&(1<<7) != 0 {
		ascent, descent = int16(u16(os2, 68)), int16(u16(os2, 70))
	}
	f.UnitsPerEm = int(u16(head, 18))
	em := float64(f.UnitsPerEm)
	f.Ascent, f.Descent, f.CapHeight = float64(ascent)/em, float64(descent)/em, float64(u16(os2, 88))/em
	return nil
}

// characters returns the map from characters to glyphs, all of the basic plane (cmap, format 4).
func characters(cmap []byte) (tables.CmapSubtable4, error) {
	for i := range int(u16(cmap, 2)) {
		if at := binary.BigEndian.Uint32(cmap[4+8*i+4:]); u16(cmap, int(at)) == 4 {
			found, _, err := tables.ParseCmapSubtable4(cmap[at:])
			return found, err
		}
	}
	return tables.CmapSubtable4{}, errors.New("cmap has no subtable of format 4")
}

// glyph returns the glyph of a character, 0 when there is none.
func (f *Face) glyph(r rune) uint16 {
	c := &f.characters
	if r > 0xffff {
		return 0
	}
	code := uint16(r)
	i, _ := slices.BinarySearch(c.EndCode, code)
	if i == len(c.EndCode) || code < c.StartCode[i] {
		return 0
	}
	if c.IdRangeOffsets[i] == 0 {
		return code + c.IdDelta[i]
	}
	// The offset counts from its own place; the array begins after the last of them.
	at := int(c.IdRangeOffsets[i]) + 2*int(code-c.StartCode[i]) - 2*(len(c.IdRangeOffsets)-i)
	if id := u16(c.GlyphIDArray, at); id != 0 {
		return id + c.IdDelta[i]
	}
	return 0
}

// table returns a table of a font file, nil when there is none.
func table(data []byte, tag string) []byte {
	for i := range int(u16(data, 4)) {
		if record := data[12+16*i:]; string(record[:4]) == tag {
			at := binary.BigEndian.Uint32(record[8:])
			return data[at : at+binary.BigEndian.Uint32(record[12:])]
		}
	}
	return nil
}

// lookupsOf returns the lookups of a feature in the order in which they are applied. They are the same for every script and language:
// what the files have for one language only was left out.
func lookupsOf(layout []byte, tag string) []int {
	list := layout[u16(layout, 6):]
	var out []int
	for i := range int(u16(list, 0)) {
		record := list[2+6*i:]
		if string(record[:4]) != tag {
			continue
		}
		feature := list[u16(record, 4):]
		for j := range int(u16(feature, 2)) {
			out = append(out, int(u16(feature, 4+2*j)))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// A subtable is the part of a lookup that knows one kind of rule.
type subtable struct {
	kind uint16
	data []byte
}

// subtablesOf returns the subtables of a lookup. The kind that only says where a subtable is, is resolved.
func subtablesOf(layout []byte, lookup int, extension uint16) []subtable {
	list := layout[u16(layout, 8):]
	l := list[u16(list, 2+2*lookup):]
	out := make([]subtable, u16(l, 4))
	for i := range out {
		s := subtable{u16(l, 0), l[u16(l, 6+2*i):]}
		if s.kind == extension {
			s = subtable{u16(s.data, 2), s.data[binary.BigEndian.Uint32(s.data[4:]):]}
		}
		out[i] = s
	}
	return out
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }
