package deadline

import (
	"bytes"
	"encoding/binary"
	"time"
)

// zone makes a zone of a rule as POSIX writes it in TZ ("CET-1CEST,M3.5.0,M10.5.0/3"), which holds for all years. The machine's own
// files of zones are not asked, since a browser has none and another machine may have older ones; those of Go are 450 KB.
//
// It is written as a file of RFC 9636 that has nothing but a footer (3.3), in which the rule stands.
func zone(name, rule string) (*time.Location, error) {
	header := func(b *bytes.Buffer) {
		b.WriteString("TZif2")
		b.Write(make([]byte, 15))
		// No leap seconds, no indicators and no transitions; one type of local time, whose abbreviation is four octets.
		for _, n := range []uint32{0, 0, 0, 0, 1, 4} {
			_ = binary.Write(b, binary.BigEndian, n)
		}
		b.Write(make([]byte, 6)) // the type: UTC, which nothing uses
		b.WriteString("UTC\x00")
	}
	var b bytes.Buffer
	header(&b) // version 1, for old readers
	header(&b)
	b.WriteString("\n" + rule + "\n")
	return time.LoadLocationFromTZData(name, b.Bytes())
}
