package pdf

import (
	"encoding/binary"
	"math"
	"sync"

	"verwoord/app/pdf/cos"
)

// outputProfile is the compressed sRGB profile, the colour space that the file is meant for (ISO 19005-3, 6.2.3).
var outputProfile = sync.OnceValue(func() []byte {
	return cos.Deflate(cos.Dict{}, sRGB()).Data
})

// sRGB makes a display profile of version 2 (ICC.1:2001-04) for the colour space of IEC 61966-2-1: its primaries adapted to the
// white of D50, and its transfer curve in 1,024 steps.
func sRGB() []byte {
	var curve []byte
	curve = append(curve, "curv\x00\x00\x00\x00"...)
	const steps = 1024
	curve = binary.BigEndian.AppendUint32(curve, steps)
	for i := range steps {
		v := float64(i) / (steps - 1)
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		curve = binary.BigEndian.AppendUint16(curve, uint16(math.Round(v*65535)))
	}
	tags := []iccTag{
		{"cprt", []byte("text\x00\x00\x00\x00Public domain\x00")},
		{"desc", iccDescription("sRGB IEC61966-2.1")},
		{"wtpt", iccXYZ(0.9642, 1, 0.8249)},
		{"rXYZ", iccXYZ(0.43607, 0.22249, 0.01392)},
		{"gXYZ", iccXYZ(0.38515, 0.71687, 0.09708)},
		{"bXYZ", iccXYZ(0.14307, 0.06061, 0.71410)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	}
	return iccProfile(tags)
}

type iccTag struct {
	signature string
	data      []byte
}

// iccProfile writes the header and the tags; a tag with the data of the one before it shares that.
func iccProfile(tags []iccTag) []byte {
	profile := make([]byte, 128, 4096)
	profile[8] = 2 // version
	profile[9] = 0x10
	copy(profile[12:], "mntrRGB XYZ ")
	binary.BigEndian.PutUint16(profile[24:], 2026) // 2026-01-01T00:00:00
	binary.BigEndian.PutUint16(profile[26:], 1)
	binary.BigEndian.PutUint16(profile[28:], 1)
	copy(profile[36:], "acsp")
	copy(profile[68:], iccXYZ(0.9642, 1, 0.8249)[8:]) // illuminant
	profile = binary.BigEndian.AppendUint32(profile, uint32(len(tags)))
	directory := len(profile)
	profile = append(profile, make([]byte, 12*len(tags))...)
	for i, t := range tags {
		row := profile[directory+12*i:]
		copy(row, t.signature)
		if i > 0 && &t.data[0] == &tags[i-1].data[0] {
			copy(row[4:12], profile[directory+12*(i-1)+4:])
			continue
		}
		binary.BigEndian.PutUint32(row[4:], uint32(len(profile)))
		binary.BigEndian.PutUint32(row[8:], uint32(len(t.data)))
		profile = append(profile, t.data...)
		for len(profile)%4 != 0 {
			profile = append(profile, 0)
		}
	}
	binary.BigEndian.PutUint32(profile, uint32(len(profile)))
	return profile
}

// iccXYZ encodes a colour as numbers of 16.16 bits.
func iccXYZ(xyz ...float64) []byte {
	b := []byte("XYZ \x00\x00\x00\x00")
	for _, v := range xyz {
		b = binary.BigEndian.AppendUint32(b, uint32(math.Round(v*65536)))
	}
	return b
}

// iccDescription encodes a name in ASCII; its Unicode and Macintosh forms are empty.
func iccDescription(name string) []byte {
	b := []byte("desc\x00\x00\x00\x00")
	b = binary.BigEndian.AppendUint32(b, uint32(len(name)+1))
	b = append(b, name...)
	return append(b, make([]byte, 1+4+4+2+1+67)...)
}
