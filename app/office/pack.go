package office

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"time"
)

// pack puts files in one (.zip, as PKWARE's APPNOTE 6.3 has it), as they are: a draft is a text, and a signed PDF does not get smaller. The
// library's own writer would bring what reads and compresses along, which a browser has to load.
func pack(files []File, at time.Time) []byte {
	var out, directory bytes.Buffer
	put := func(b *bytes.Buffer, values ...any) {
		for _, v := range values {
			_ = binary.Write(b, binary.LittleEndian, v) // a buffer takes all
		}
	}
	day := uint16(at.Year()-1980)<<9 | uint16(at.Month())<<5 | uint16(at.Day())
	clock := uint16(at.Hour())<<11 | uint16(at.Minute())<<5 | uint16(at.Second()/2)
	const (
		needs = uint16(20)
		utf8  = uint16(1 << 11) // the names are UTF-8
	)
	for _, f := range files {
		offset, size := uint32(out.Len()), uint32(len(f.Data))
		about := []any{needs, utf8, uint16(0), clock, day, crc32.ChecksumIEEE(f.Data), size, size, uint16(len(f.Name)), uint16(0)}
		put(&out, append([]any{uint32(0x04034b50)}, about...)...)
		out.WriteString(f.Name)
		out.Write(f.Data)
		put(&directory, append([]any{uint32(0x02014b50), needs}, about...)...)
		put(&directory, uint16(0), uint16(0), uint16(0), uint32(0), offset)
		directory.WriteString(f.Name)
	}
	start, n := uint32(out.Len()), uint16(len(files))
	out.Write(directory.Bytes())
	put(&out, uint32(0x06054b50), uint16(0), uint16(0), n, n, uint32(directory.Len()), start, uint16(0))
	return out.Bytes()
}
