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

// sRGB makes a display profile of version 4.2 (ICC.1:2004-10, which ISO 32000-1 names) for the colour space of IEC 61966-2-1: its primaries
// adapted to the white of D50, how that was done, and its transfer curve as a formula. It is exact in a fifth of the room that a table takes.
func sRGB() []byte {
	curve := iccNumbers("para\x00\x00\x00\x00\x00\x03\x00\x00", 2.4, 1/1.055, 0.055/1.055, 1/12.92, 0.04045) // its function 3, 10.15
	return iccProfile([]iccTag{
		{"cprt", iccText("Public domain")},
		{"desc", iccText("sRGB")},
		{"wtpt", iccXYZ(0.9642, 1, 0.8249)},
		{"chad", iccNumbers("sf32\x00\x00\x00\x00", 1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168)},
		{"rXYZ", iccXYZ(0.43607, 0.22249, 0.01392)},
		{"gXYZ", iccXYZ(0.38515, 0.71687, 0.09708)},
		{"bXYZ", iccXYZ(0.14307, 0.06061, 0.71410)},
		{"rTRC", curve}, {"gTRC", curve}, {"bTRC", curve},
	})
}

type iccTag struct {
	signature string
	data      []byte
}

// iccProfile writes the header and the tags; a tag with the data of the one before it shares that.
func iccProfile(tags []iccTag) []byte {
	profile := make([]byte, 128, 1024)
	profile[8] = 4 // version
	profile[9] = 0x20
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

// iccXYZ encodes a colour.
func iccXYZ(xyz ...float64) []byte { return iccNumbers("XYZ \x00\x00\x00\x00", xyz...) }

// iccNumbers encodes numbers of 16.16 bits behind what says of which type they are.
func iccNumbers(kind string, numbers ...float64) []byte {
	b := []byte(kind)
	for _, v := range numbers {
		b = binary.BigEndian.AppendUint32(b, uint32(int32(math.Round(v*65536))))
	}
	return b
}

// iccText encodes words in ASCII as a text in one language, English.
func iccText(words string) []byte {
	b := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS")
	b = binary.BigEndian.AppendUint32(b, uint32(2*len(words)))
	b = binary.BigEndian.AppendUint32(b, 28)
	for _, c := range []byte(words) {
		b = append(b, 0, c)
	}
	return b
}
