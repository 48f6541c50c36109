package cos

import (
	"crypto/sha256"
	"fmt"
	"strconv"

	"verwoord/app/pdf/deflate"
)

// Builder is a file in the making. Its objects are numbered from 1 in the order in which they are added.
type Builder struct{ objects []Object }

// Add adds an indirect object; nil keeps its number for a later Set.
func (b *Builder) Add(o Object) Ref {
	b.objects = append(b.objects, o)
	return Ref{Number: len(b.objects)}
}

// Set gives an object that was added another value.
func (b *Builder) Set(r Ref, o Object) { b.objects[r.Number-1] = o }

// Bytes writes the file as PDF 1.7: every object by itself, and a cross-reference table (ISO 32000-1, 7.5.4). Object streams would be shorter, but
// programs that others sign with destroy such a file or doubt it. Streams are written as they are. The file identifier is a hash of
// the objects: equal files are equal bytes.
func (b *Builder) Bytes(root, info Ref) []byte {
	out, offsets := b.body("%PDF-1.7\n")
	sum := sha256.Sum256(out)
	id := String(sum[:16])
	return table(out, offsets, Dict{"Root": root, "Info": info, "ID": Array{id, id}})
}

// Plain writes the file as PDF 1.4, without an identifier: it is made to be read once.
func (b *Builder) Plain(root Ref) []byte {
	out, offsets := b.body("%PDF-1.4\n")
	return table(out, offsets, Dict{"Root": root})
}

// body is the header and the objects, and where each of those stands.
func (b *Builder) body(header string) (out []byte, offsets []int) {
	out, offsets = make([]byte, 0, b.size()), make([]int, len(b.objects))
	out = append(out, header...)
	out = append(out, "%\xe2\xe3\xcf\xd3\n"...) // ISO 19005-3, 6.1.2: a comment of at least four bytes above 127 follows the header
	for i, o := range b.objects {
		offsets[i] = len(out)
		out = strconv.AppendInt(out, int64(i+1), 10)
		out = append(out, " 0 obj\n"...)
		out = Append(out, o)
		out = append(out, "\nendobj\n"...)
	}
	return out, offsets
}

// table ends the file.
func table(out []byte, offsets []int, trailer Dict) []byte {
	start := len(out)
	out = fmt.Appendf(out, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, offset := range offsets {
		out = appendPadded(out, offset)
		out = append(out, " 00000 n \n"...)
	}
	trailer["Size"] = int64(len(offsets) + 1)
	out = append(out, "trailer\n"...)
	out = Append(out, trailer)
	return fmt.Appendf(out, "\nstartxref\n%d\n%%%%EOF\n", start)
}

// appendPadded writes an offset in the ten digits of a table.
func appendPadded(out []byte, offset int) []byte {
	const width = 10
	out = append(out, "0000000000"...)
	for i := 1; offset > 0 && i <= width; i++ {
		out[len(out)-i] = byte('0' + offset%10)
		offset /= 10
	}
	return out
}

// size guesses how long the file becomes.
func (b *Builder) size() int {
	n := 4 << 10
	for _, o := range b.objects {
		n += 48 // around it, and its line in the table
		switch o := o.(type) {
		case *Stream:
			n += len(o.Data) + 64
		case Written:
			n += len(o)
		default:
			n += 160
		}
	}
	return n
}

// Deflate makes a compressed stream of data; the dictionary is taken over and gets its Filter.
func Deflate(d Dict, data []byte) *Stream {
	d["Filter"] = Name("FlateDecode")
	return &Stream{Dict: d, Data: deflate.Append(nil, data)}
}
