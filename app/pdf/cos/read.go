package cos

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Bounds on what a file may ask of the reader. All are far above what real files have.
const (
	maxNumber  = 8_388_607 // of an object (ISO 32000-1, annex C)
	maxEntries = 1 << 20   // of cross-reference entries, all sections together
	maxStream  = 64 << 20  // bytes of one decoded stream
	maxDecoded = 256 << 20 // bytes of all object streams decoded, which a File keeps
	maxRefs    = 32        // length of a chain of references
	maxSection = 1024      // cross-reference sections
)

var (
	// ErrNotPDF: there is no PDF header in the first kilobyte, or no catalog can be found.
	ErrNotPDF = errors.New("cos: not a PDF file")
	// ErrEncrypted: the file is encrypted. Nothing here decrypts.
	ErrEncrypted = errors.New("cos: the file is encrypted")
)

// File is a PDF file that has been read. What its methods give is shared and read-only. It is not safe for concurrent use.
type File struct {
	Trailer   Dict       // of the newest revision
	Revisions []Revision // oldest first, never empty
	Repaired  bool       // the cross-reference data was of no use and has been rebuilt by scanning: one Revision, positions unsure

	data    []byte
	objects map[int]Location // what the newest revision sees
	cache   map[int]Object
	loading map[int]bool // objects being read, against a stream whose length is inside itself
	streams map[int]*objectStream
	decoded int                     // bytes in streams
	shared  map[int64]*objectStream // by offset: those that are the same in every revision that has them
	twice   map[int]bool            // objects read that have a dictionary with a key twice
}

// Revision is one state of a file: the original or what an incremental update added (ISO 32000-1, 7.5.6).
type Revision struct {
	Start, End int64            // its bytes; End is just after its %%EOF and the line end that follows that, if any
	XRef       map[int]Location // the objects that this revision itself defines or frees, by number
	Trailer    Dict             // as written in this revision
	Section    int64            // offset of its cross-reference section, which the next one's Prev names
	Stream     bool             // the section is a cross-reference stream
}

// Location tells where an object stands.
type Location struct {
	Offset     int64 // in the file, of "12 0 obj", when Stream is 0
	Stream     int   // number of the object stream that holds it
	Index      int   // its place in that
	Generation int
	Free       bool // the number is not in use
}

// Open reads a file. It keeps data and never writes to it. The objects themselves are read when they are asked for.
// A file whose cross-reference data is damaged is repaired by scanning it; one that cannot be is an error.
func Open(data []byte) (*File, error) {
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return nil, ErrNotPDF
	}
	f := &File{data: data}
	err := f.readRevisions()
	if err == nil {
		f.objects = merge(f.Revisions)
		f.reset()
		err = f.check()
	}
	if err != nil {
		if err := f.rebuild(); err != nil {
			return nil, err
		}
	}
	if f.Trailer["Encrypt"] != nil {
		return nil, ErrEncrypted
	}
	return f, nil
}

// At is the file as it was at the end of revision i: nothing that was added later can be reached.
func (f *File) At(i int) *File {
	revisions := f.Revisions[:i+1]
	last := revisions[i]
	v := &File{
		Trailer:   last.Trailer,
		Revisions: revisions,
		Repaired:  f.Repaired,
		data:      f.data[:last.End:last.End],
		objects:   merge(revisions),
	}
	v.reset()
	v.shared = f.shared
	return v
}

func (f *File) reset() {
	f.cache = map[int]Object{}
	f.loading = map[int]bool{}
	f.streams = map[int]*objectStream{}
	f.decoded = 0
	f.shared = map[int64]*objectStream{}
	f.twice = map[int]bool{}
}

// merge lays the revisions over each other, the newest on top.
func merge(revisions []Revision) map[int]Location {
	size := 0
	for _, r := range revisions {
		size += len(r.XRef)
	}
	objects := make(map[int]Location, size)
	for _, r := range revisions {
		maps.Copy(objects, r.XRef)
	}
	return objects
}

// check refuses a cross-reference that does not lead to the objects it promises: another reader would repair such a file, and
// could then see another document than we do.
func (f *File) check() error {
	for _, number := range f.Numbers() {
		at := f.objects[number]
		if at.Stream != 0 {
			continue
		}
		l := lexer{data: f.data, pos: int(at.Offset)}
		if !l.header(number, at.Generation) {
			return fmt.Errorf("cos: object %d is not at offset %d", number, at.Offset)
		}
	}
	if f.Dict(f.Dict(f.Trailer["Root"])["Pages"]) == nil {
		return ErrNotPDF
	}
	return nil
}

// header reads "12 0 obj".
func (l *lexer) header(number, generation int) bool {
	if l.pos < 0 || l.pos >= len(l.data) || !isDigit(l.data[l.pos]) && !isSpace(l.data[l.pos]) {
		return false
	}
	n, ok := l.integer()
	if !ok || n != int64(number) {
		return false
	}
	g, ok := l.integer()
	if !ok || g != int64(generation) {
		return false
	}
	l.space()
	if !l.has("obj") {
		return false
	}
	l.pos += len("obj")
	return true
}

// Numbers lists the numbers of the objects in use, ascending.
func (f *File) Numbers() []int {
	var numbers []int
	for number, at := range f.objects {
		if !at.Free {
			numbers = append(numbers, number)
		}
	}
	slices.Sort(numbers)
	return numbers
}

// Location tells where an object in use stands.
func (f *File) Location(number int) (Location, bool) {
	at, ok := f.objects[number]
	return at, ok && !at.Free
}

// Get is the object that a reference names: nil when there is none or when it cannot be read (ISO 32000-1, 7.3.10).
func (f *File) Get(ref Ref) Object {
	at, ok := f.Location(ref.Number)
	if !ok || at.Generation != ref.Generation {
		return nil
	}
	if o, ok := f.cache[ref.Number]; ok {
		return o
	}
	if f.loading[ref.Number] {
		return nil
	}
	f.loading[ref.Number] = true
	defer delete(f.loading, ref.Number)
	var o Object
	if at.Stream != 0 {
		o = f.member(at, ref.Number)
	} else {
		o, _, _ = f.objectAt(at.Offset, ref)
	}
	f.cache[ref.Number] = o
	return o
}

// Resolve follows references until there is an object.
func (f *File) Resolve(o Object) Object {
	for range maxRefs {
		ref, ok := o.(Ref)
		if !ok {
			return o
		}
		o = f.Get(ref)
	}
	return nil
}

// Dict resolves to a dictionary, also to that of a stream; nil when o is something else.
func (f *File) Dict(o Object) Dict {
	switch o := f.Resolve(o).(type) {
	case Dict:
		return o
	case *Stream:
		return o.Dict
	}
	return nil
}

// Array resolves to an array; nil when o is something else.
func (f *File) Array(o Object) Array {
	a, _ := f.Resolve(o).(Array)
	return a
}

// Name resolves to a name; "" when o is something else.
func (f *File) Name(o Object) Name {
	n, _ := f.Resolve(o).(Name)
	return n
}

// Int resolves to an integer.
func (f *File) Int(o Object) (int64, bool) {
	n, ok := f.Resolve(o).(int64)
	return n, ok
}

// String resolves to a string.
func (f *File) String(o Object) (String, bool) {
	s, ok := f.Resolve(o).(String)
	return s, ok
}

// Version is that of the PDF language: the later of the header's and the catalog's, such as "1.7".
func (f *File) Version() string {
	version := ""
	if i := bytes.Index(f.data, []byte("%PDF-")); i >= 0 && i+8 <= len(f.data) {
		version = string(f.data[i+5 : i+8])
	}
	return max(version, string(f.Name(f.Dict(f.Trailer["Root"])["Version"])))
}

// Span tells where, in the bytes of the file, the value stands that path leads to inside an indirect object. It fails when the
// object is not a dictionary of the file's own bytes or when a key of the path stands twice: then readers may disagree.
func (f *File) Span(ref Ref, path ...Name) (start, end int64, ok bool) {
	at, ok := f.Location(ref.Number)
	if !ok || at.Stream != 0 || at.Generation != ref.Generation {
		return 0, 0, false
	}
	return span(f.data, at.Offset, ref, path)
}

func span(data []byte, offset int64, ref Ref, path []Name) (start, end int64, ok bool) {
	l := lexer{data: data, pos: int(offset)}
	if !l.header(ref.Number, ref.Generation) {
		return 0, 0, false
	}
	l.space()
	from, to := l.pos, 0
	for _, name := range path {
		found := 0
		inner := lexer{data: data, pos: from, key: func(key Name, start, end int) {
			if key == name {
				found++
				from, to = start, end
			}
		}}
		if !inner.has("<<") {
			return 0, 0, false
		}
		if _, err := inner.object(); err != nil || found != 1 {
			return 0, 0, false
		}
	}
	if len(path) == 0 {
		if _, err := l.object(); err != nil {
			return 0, 0, false
		}
		to = l.pos
	}
	return int64(from), int64(to), true
}

// objectAt reads the indirect object at an offset and tells where it ends, its endobj not included.
func (f *File) objectAt(offset int64, ref Ref) (Object, int, error) {
	l := lexer{data: f.data, pos: int(offset)}
	if !l.header(ref.Number, ref.Generation) {
		return nil, 0, errSyntax
	}
	o, err := l.object()
	if err != nil {
		return nil, 0, err
	}
	d, ok := o.(Dict)
	if !ok || !l.keyword("stream") {
		return o, l.pos, nil
	}
	s, err := f.stream(&l, d)
	if err != nil {
		return nil, 0, err
	}
	return s, l.pos, nil
}

// stream reads the data of a stream, the word stream having been read. When Length is wrong the next endstream ends it.
func (f *File) stream(l *lexer, d Dict) (*Stream, error) {
	if l.peek() == '\r' {
		l.pos++
	}
	if l.peek() == '\n' {
		l.pos++
	}
	start := l.pos
	if n, ok := f.Int(d["Length"]); ok && n >= 0 && n <= int64(len(l.data)-start) {
		l.pos = start + int(n)
		if l.keyword("endstream") {
			return &Stream{d, l.data[start : start+int(n) : start+int(n)]}, nil
		}
	}
	n := bytes.Index(l.data[start:], []byte("endstream"))
	if n < 0 {
		return nil, errSyntax
	}
	end := start + n
	l.pos = end + len("endstream")
	if end > start && l.data[end-1] == '\n' {
		end--
	}
	if end > start && l.data[end-1] == '\r' {
		end--
	}
	return &Stream{d, l.data[start:end:end]}, nil
}

// objectStream is a decoded object stream (ISO 32000-1, 7.5.7).
type objectStream struct {
	data    []byte
	numbers []int
	offsets []int        // in data
	doubled map[int]bool // numbers that stand in it more than once
}

// member reads an object out of its object stream.
func (f *File) member(at Location, number int) Object {
	s := f.objectStream(at.Stream)
	if s == nil || at.Index < 0 || at.Index >= len(s.numbers) || s.numbers[at.Index] != number {
		return nil
	}
	l := lexer{data: s.data, pos: s.offsets[at.Index]}
	o, err := l.object()
	if err != nil {
		return nil
	}
	if l.twice {
		f.twice[number] = true
	}
	return o
}

func (f *File) objectStream(number int) *objectStream {
	if s, ok := f.streams[number]; ok {
		return s
	}
	f.streams[number] = nil
	at, ok := f.Location(number)
	if !ok || at.Stream != 0 {
		return nil
	}
	if s, ok := f.shared[at.Offset]; ok {
		f.streams[number] = s
		return s
	}
	raw, ok := f.Get(Ref{number, at.Generation}).(*Stream)
	if !ok || f.Name(raw.Dict["Type"]) != "ObjStm" {
		return nil
	}
	data, err := f.StreamData(raw)
	if err != nil || f.decoded+len(data) > maxDecoded {
		return nil
	}
	f.decoded += len(data)
	first, _ := f.Int(raw.Dict["First"])
	count, _ := f.Int(raw.Dict["N"])
	if first < 0 || first > int64(len(data)) || count < 0 || count > first {
		return nil
	}
	s := &objectStream{data: data, doubled: map[int]bool{}}
	seen := make(map[int]bool, count)
	l := lexer{data: data[:first]}
	for range count {
		n, ok1 := l.integer()
		offset, ok2 := l.integer()
		if !ok1 || !ok2 || n > maxNumber || offset > int64(len(data))-first {
			return nil
		}
		if seen[int(n)] {
			s.doubled[int(n)] = true
		}
		seen[int(n)] = true
		s.numbers = append(s.numbers, int(n))
		s.offsets = append(s.offsets, int(first+offset))
	}
	f.streams[number] = s
	if eachDirect(raw.Dict) {
		f.shared[at.Offset] = s
	}
	return s
}

// eachDirect tells whether no entry of a dictionary is a reference, which another revision could lead elsewhere.
func eachDirect(d Dict) bool {
	for _, o := range d {
		switch o.(type) {
		case Ref, Array, Dict:
			return false
		}
	}
	return true
}
