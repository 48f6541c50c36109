package cos

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"strconv"
	"sync"
)

// perObjectStream bounds how much a reader inflates to get at one object.
const perObjectStream = 200

// Builder is a file in the making. Its objects are numbered from 1 in the order in which they are added.
type Builder struct{ objects []Object }

// Add adds an indirect object; nil keeps its number for a later Set.
func (b *Builder) Add(o Object) Ref {
	b.objects = append(b.objects, o)
	return Ref{Number: len(b.objects)}
}

// Set gives an object that was added another value.
func (b *Builder) Set(r Ref, o Object) { b.objects[r.Number-1] = o }

// Bytes writes the file as PDF 1.7: streams one by one, everything else in object streams, and a cross-reference stream
// (ISO 32000-1, 7.5). Streams are written as they are. The file identifier is a hash of the objects: equal files are equal bytes.
func (b *Builder) Bytes(root, info Ref) []byte {
	w := writer{objects: len(b.objects), rows: make([]row, len(b.objects)+1, len(b.objects)+16)}
	w.out = make([]byte, 0, b.size())
	// ISO 19005-3, 6.1.2: a comment of at least four bytes above 127 follows the header.
	w.out = append(w.out, "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"...)
	var loose []int
	for i, o := range b.objects {
		if s, ok := o.(*Stream); ok {
			w.object(i+1, s)
		} else {
			loose = append(loose, i+1)
		}
	}
	for len(loose) > 0 {
		n := min(len(loose), perObjectStream)
		w.objectStream(b.objects, loose[:n])
		loose = loose[n:]
	}
	return w.crossReference(root, info)
}

// Plain writes the file as PDF 1.4: every object by itself, and a cross-reference table (ISO 32000-1, 7.5.4). It takes less time to write and
// to read than Bytes, and more space.
func (b *Builder) Plain(root Ref) []byte {
	w := writer{rows: make([]row, len(b.objects)+1), out: make([]byte, 0, b.size())}
	w.out = append(w.out, "%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"...)
	for i, o := range b.objects {
		w.object(i+1, o)
	}
	start := len(w.out)
	w.out = fmt.Appendf(w.out, "xref\n0 %d\n0000000000 65535 f \n", len(w.rows))
	for _, r := range w.rows[1:] {
		w.out = fmt.Appendf(w.out, "%010d 00000 n \n", r.a)
	}
	w.out = append(w.out, "trailer\n"...)
	w.out = Append(w.out, Dict{"Size": int64(len(w.rows)), "Root": root})
	return fmt.Appendf(w.out, "\nstartxref\n%d\n%%%%EOF\n", start)
}

// size guesses how long the file becomes.
func (b *Builder) size() int {
	n := 16<<10 + 16*len(b.objects)
	for _, o := range b.objects {
		if s, ok := o.(*Stream); ok {
			n += len(s.Data) + 256
		}
	}
	return n
}

// row is one of the cross-reference stream (ISO 32000-1, table 18).
type row struct {
	kind byte // 0 free, 1 at an offset, 2 in an object stream
	a, b int  // offset and generation, or object stream and index
}

type writer struct {
	out     []byte
	objects int // numbers in use so far
	rows    []row
}

func (w *writer) object(number int, o Object) {
	w.rows[number] = row{kind: 1, a: len(w.out)}
	w.out = strconv.AppendInt(w.out, int64(number), 10)
	w.out = append(w.out, " 0 obj\n"...)
	w.out = Append(w.out, o)
	w.out = append(w.out, "\nendobj\n"...)
}

// next takes an object number beyond those of the file.
func (w *writer) next() int {
	w.objects++
	w.rows = append(w.rows, row{})
	return w.objects
}

func (w *writer) objectStream(objects []Object, numbers []int) {
	stream := w.next()
	var head, body []byte
	body = make([]byte, 0, 96*len(numbers))
	for i, n := range numbers {
		head = strconv.AppendInt(head, int64(n), 10)
		head = append(head, ' ')
		head = strconv.AppendInt(head, int64(len(body)), 10)
		head = append(head, ' ')
		body = Append(body, objects[n-1])
		body = append(body, '\n')
		w.rows[n] = row{kind: 2, a: stream, b: i}
	}
	w.object(stream, Deflate(Dict{
		"Type":  Name("ObjStm"),
		"N":     int64(len(numbers)),
		"First": int64(len(head)),
	}, append(head, body...)))
}

// crossReference ends the file. Rows are 1 + 3 + 2 bytes: offsets below 16 MB, generations and indices below 65,536.
func (w *writer) crossReference(root, info Ref) []byte {
	sum := sha256.Sum256(w.out)
	id := String(sum[:16])
	number := w.next()
	start := len(w.out)
	if start >= 1<<24 {
		panic("cos: a file of more than 16 MB")
	}
	w.rows[0] = row{b: 65535}
	w.rows[number] = row{kind: 1, a: start}
	data := make([]byte, 0, 6*len(w.rows))
	for _, e := range w.rows {
		data = append(data, e.kind, byte(e.a>>16), byte(e.a>>8), byte(e.a), byte(e.b>>8), byte(e.b))
	}
	w.object(number, Deflate(Dict{
		"Type": Name("XRef"),
		"Size": int64(len(w.rows)),
		"W":    Array{int64(1), int64(3), int64(2)},
		"Root": root,
		"Info": info,
		"ID":   Array{id, id},
	}, data))
	w.out = append(w.out, "startxref\n"...)
	w.out = strconv.AppendInt(w.out, int64(start), 10)
	return append(w.out, "\n%%EOF\n"...)
}

// deflaters are kept because a new one costs more than most of our streams: it allocates half a megabyte. The fastest level makes
// a document an eighth longer than the usual one and takes half the time.
var deflaters = sync.Pool{New: func() any {
	z, err := zlib.NewWriterLevel(nil, zlib.BestSpeed)
	if err != nil {
		panic(err) // a level that zlib names
	}
	return z
}}

// Deflate makes a compressed stream of data; the dictionary is taken over and gets its Filter.
func Deflate(d Dict, data []byte) *Stream {
	var out bytes.Buffer
	out.Grow(len(data)/3 + 64)
	z := deflaters.Get().(*zlib.Writer)
	defer deflaters.Put(z)
	z.Reset(&out)
	z.Write(data) // a bytes.Buffer takes everything
	z.Close()
	d["Filter"] = Name("FlateDecode")
	return &Stream{Dict: d, Data: out.Bytes()}
}
