package pdf

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// Flags of a component of a composite glyph (ISO/IEC 14496-22, glyf table).
const (
	wordArguments   = 0x0001
	hasScale        = 0x0008
	moreComponents  = 0x0020
	hasXYScale      = 0x0040
	hasTwoByTwo     = 0x0080
	hasInstructions = 0x0100
)

// subset makes a font file in which glyph i is the glyph order[i] of this one; order[0] is 0, the glyph for what is missing.
// The components of composite glyphs come after those. Hinting is left out: print and today's screens do not need it.
//
// The file has the tables that ISO 32000-1, 9.9 asks of a CIDFontType2.
func (t *trueType) subset(order []uint16) ([]byte, error) {
	order = slices.Clone(order)
	number := map[uint16]uint16{} // new numbers of components
	glyf := make([]byte, 0, 160*len(order))
	offsets := append(make([]uint32, 0, len(order)+8), 0)
	for i := 0; i < len(order); i++ { // grows while components are found
		outline, err := t.outline(order[i])
		if err != nil {
			return nil, err
		}
		glyf, err = appendOutline(glyf, outline, func(component uint16) uint16 {
			n, ok := number[component]
			if !ok {
				n = uint16(len(order))
				number[component] = n
				order = append(order, component)
			}
			return n
		})
		if err != nil {
			return nil, err
		}
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		offsets = append(offsets, uint32(len(glyf)))
	}
	return t.assemble(order, glyf, offsets), nil
}

// appendOutline copies a glyph without its instructions, its components renumbered.
func appendOutline(dst, outline []byte, renumber func(uint16) uint16) ([]byte, error) {
	if len(outline) == 0 {
		return dst, nil
	}
	if contours := int(int16(u16(outline, 0))); contours >= 0 {
		end := 10 + 2*contours // of the contours' end points
		if len(outline) < end+2 {
			return nil, errTrueType
		}
		rest := end + 2 + int(u16(outline, end))
		if len(outline) < rest {
			return nil, errTrueType
		}
		dst = append(dst, outline[:end]...)
		dst = append(dst, 0, 0)
		return append(dst, outline[rest:]...), nil
	}
	start := len(dst)
	dst = append(dst, outline...)
	glyph := dst[start:]
	for at := 10; ; {
		if len(glyph) < at+4 {
			return nil, errTrueType
		}
		flags := u16(glyph, at)
		binary.BigEndian.PutUint16(glyph[at:], flags&^hasInstructions)
		binary.BigEndian.PutUint16(glyph[at+2:], renumber(u16(glyph, at+2)))
		at += 4 + componentSize(flags)
		if len(glyph) < at {
			return nil, errTrueType
		}
		if flags&moreComponents == 0 {
			return dst[:start+at], nil
		}
	}
}

// componentSize is the length of a component's arguments and transformation.
func componentSize(flags uint16) int {
	n := 2
	if flags&wordArguments != 0 {
		n = 4
	}
	switch {
	case flags&hasScale != 0:
		n += 2
	case flags&hasXYScale != 0:
		n += 4
	case flags&hasTwoByTwo != 0:
		n += 8
	}
	return n
}

func (t *trueType) assemble(order []uint16, glyf []byte, offsets []uint32) []byte {
	hmtx := make([]byte, 0, 4*len(order))
	for _, g := range order {
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(t.advance(g)))
		hmtx = binary.BigEndian.AppendUint16(hmtx, t.bearing(g))
	}
	short := len(glyf) < 1<<17
	var loca []byte
	for _, o := range offsets {
		if short {
			loca = binary.BigEndian.AppendUint16(loca, uint16(o/2))
		} else {
			loca = binary.BigEndian.AppendUint32(loca, o)
		}
	}
	head := bytes.Clone(t.head[:54])
	binary.BigEndian.PutUint32(head[8:], 0) // checkSumAdjustment: filled in below
	binary.BigEndian.PutUint16(head[50:], 1)
	if short {
		binary.BigEndian.PutUint16(head[50:], 0)
	}
	hhea := bytes.Clone(t.hhea[:36])
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(order)))
	maxp := bytes.Clone(t.maxp[:32])
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(order)))
	binary.BigEndian.PutUint16(maxp[14:], 1) // maxZones: no twilight zone
	clear(maxp[16:28])                       // what only instructions use
	return assembleTables([]table{
		{"glyf", glyf}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx}, {"loca", loca}, {"maxp", maxp},
	})
}

type table struct {
	tag  string
	data []byte
}

// assembleTables writes tables, sorted by tag, behind their directory and balances the file's checksum.
func assembleTables(tables []table) []byte {
	offset := 12 + 16*len(tables)
	size := offset
	for _, t := range tables {
		size += (len(t.data) + 3) &^ 3
	}
	file := make([]byte, 0, size)
	file = binary.BigEndian.AppendUint32(file, 0x00010000)
	file = binary.BigEndian.AppendUint16(file, uint16(len(tables)))
	file = append(file, 0, 64, 0, 2, 0, 32) // searchRange, entrySelector, rangeShift of six tables
	var head int
	for _, t := range tables {
		if t.tag == "head" {
			head = offset
		}
		file = append(file, t.tag...)
		file = binary.BigEndian.AppendUint32(file, checksum(t.data))
		file = binary.BigEndian.AppendUint32(file, uint32(offset))
		file = binary.BigEndian.AppendUint32(file, uint32(len(t.data)))
		offset += (len(t.data) + 3) &^ 3
	}
	for _, t := range tables {
		file = append(file, t.data...)
		for len(file)%4 != 0 {
			file = append(file, 0)
		}
	}
	binary.BigEndian.PutUint32(file[head+8:], 0xB1B0AFBA-checksum(file))
	return file
}

// checksum adds up big-endian words, the last one filled up with zeros.
func checksum(data []byte) uint32 {
	var sum uint32
	for len(data) >= 4 {
		sum += binary.BigEndian.Uint32(data)
		data = data[4:]
	}
	var last [4]byte
	copy(last[:], data)
	return sum + binary.BigEndian.Uint32(last[:])
}
