package cos

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Bounds on what a file may ask of the reader. All are far above what real files have.
const (
	maxNumber  = 8_388_607 // of an object (ISO 32000-1, annex C)
	maxEntries = 1 << 20   // of cross-reference entries, all sections together
	maxStream  = 64 << 20  // bytes of one decoded stream
	maxRefs    = 32        // length of a chain of references
	maxSection = 1024      // cross-reference sections
)

var (
	// ErrNotPDF: there is no PDF header in the first kilobyte, or no catalog can be found.
	ErrNotPDF = errors.New("cos: not a PDF file")
	// ErrEncrypted: the file is encrypted, and does not open with an empty password. Or something would be added to one that does.
	ErrEncrypted = errors.New("cos: the file is encrypted")
)

// File is a PDF file that has been read. What its methods give is shared and read-only. It is not safe for concurrent use.
type File struct {
	Trailer   Dict       // of the newest revision
	Revisions []Revision // oldest first, never empty
	Repaired  bool       // the cross-reference data was of no use and has been rebuilt by scanning: one Revision, positions unsure

	data    []byte
	numbers []int // see Numbers; nil before it is asked
	cache   map[int]Object
	loading map[int]bool // objects being read, against a stream whose length is inside itself
	streams map[int]*objectStream
	shared  *shared
}

// shared is what a file and its earlier revisions have in common.
type shared struct {
	data    []byte // of the newest revision
	meter   *meter
	crypt   *cryptography           // nil when the file is not encrypted
	history map[int]*version        // by number; nil when there is one revision
	streams map[int64]*objectStream // by offset: those that are the same in every revision that has them
	direct  map[int64]indirect      // by offset, the same
	names   map[string]Object       // every Name read so far
	inflate io.ReadCloser           // to be reset, which is cheaper than a new one

	outlines map[int64]outline // by offset, of those that were not made
	links    []Link            // the last that were found; behind them is room for more
	keys     []Name            // room for those of a dictionary

	streamEnds, fileEnds, objects, trailers places
}

// version is where an object stands as of a revision.
type version struct {
	Location
	revision int
	older    *version
}

// Revision is one state of a file: the original or what an incremental update added (ISO 32000-1, 7.5.6).
type Revision struct {
	Start, End int64            // its bytes; End is just after its %%EOF and the line end that follows that, if any
	XRef       map[int]Location // the objects that this revision itself defines or frees, by number
	Trailer    Dict             // as written in this revision
	Section    int64            // offset of its cross-reference section, which the next one's Prev names
	Stream     bool             // the section is a cross-reference stream

	doubled, hidden, beside []int // see section
	other                   []listed
	highest                 int // number in use up to here
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
//
// What is read from a file of some length takes a bounded number of steps for each of its bytes, and as much memory. One that asks for more
// is ErrTooComplex, here or later: see File.Err.
func Open(data []byte) (*File, error) { return OpenContext(context.Background(), data) }

// OpenContext reads a file that another may have made, as Open does. The context ends the reading, here and in the methods of File.
func OpenContext(ctx context.Context, data []byte) (*File, error) {
	if !bytes.Contains(data[:min(len(data), 1024)], []byte("%PDF-")) {
		return nil, ErrNotPDF
	}
	f := &File{data: data, shared: &shared{data: data, meter: newMeter(ctx, len(data))}}
	err := f.open()
	if broken := f.Err(); broken != nil {
		return nil, broken
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

// open reads the cross-reference, or makes one.
func (f *File) open() error {
	f.reset()
	err := f.readRevisions()
	if err == nil {
		f.reset()
		f.shared.history = f.history()
		if f.Trailer["Encrypt"] != nil { // before anything is looked for in streams that only look damaged
			if err := f.decrypt(); err != nil {
				return err
			}
		}
		err = f.check()
	}
	if err != nil && f.Err() == nil {
		return f.rebuild()
	}
	return err
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
	}
	v.shared = f.shared
	v.cache, v.loading, v.streams = map[int]Object{}, map[int]bool{}, map[int]*objectStream{}
	return v
}

// Bytes is the file as it was read, up to the end of its last revision if it is an earlier state.
func (f *File) Bytes() []byte { return f.data }

func (f *File) reset() {
	f.numbers = nil
	f.cache = map[int]Object{}
	f.loading = map[int]bool{}
	f.streams = map[int]*objectStream{}
	f.shared = &shared{
		data: f.shared.data, meter: f.shared.meter, crypt: f.shared.crypt,
		streamEnds: f.shared.streamEnds, fileEnds: f.shared.fileEnds, objects: f.shared.objects, trailers: f.shared.trailers,
		streams: map[int64]*objectStream{}, direct: map[int64]indirect{}, names: map[string]Object{},
	}
}

// lexer reads from bytes of the file, or from a stream in it, and counts what that takes.
func (f *File) lexer(data []byte, pos int) lexer {
	return lexer{data: data, pos: pos, names: f.shared.names, meter: f.shared.meter}
}

// history orders what the revisions say of each object, the newest first.
func (f *File) history() map[int]*version {
	revisions := f.Revisions
	if len(revisions) == 1 {
		return nil
	}
	h := make(map[int]*version, len(revisions[0].XRef))
	for i, r := range revisions {
		if !f.Hold(entryBytes * len(r.XRef)) {
			return nil
		}
		all := make([]version, 0, len(r.XRef))
		for number, at := range r.XRef {
			all = append(all, version{at, i, h[number]})
			h[number] = &all[len(all)-1]
		}
	}
	return h
}

// locate tells what the newest revision says of a number.
func (f *File) locate(number int) (Location, bool) {
	if len(f.Revisions) == 1 {
		at, ok := f.Revisions[0].XRef[number]
		return at, ok
	}
	for v := f.shared.history[number]; v != nil && f.Spend(1); v = v.older {
		if v.revision < len(f.Revisions) {
			return v.Location, true
		}
	}
	return Location{}, false
}

// check refuses a cross-reference that does not lead to the objects it promises: another reader would repair such a file, and
// could then see another document than we do.
func (f *File) check() error {
	for _, number := range f.Numbers() {
		at, _ := f.Location(number)
		if at.Stream != 0 {
			continue
		}
		l := f.lexer(f.data, int(at.Offset))
		if !f.Spend(farAhead) || !l.header(number, at.Generation) {
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
	if f.numbers == nil {
		f.numbers = slices.DeleteFunc(f.listed(), func(number int) bool {
			_, used := f.Location(number)
			return !used
		})
		slices.Sort(f.numbers)
	}
	return f.numbers
}

// listed gives the numbers that the revisions name, free ones and later ones too, in no order.
func (f *File) listed() []int {
	if len(f.Revisions) == 1 {
		f.Spend(len(f.Revisions[0].XRef))
		return slices.AppendSeq(make([]int, 0, len(f.Revisions[0].XRef)), maps.Keys(f.Revisions[0].XRef))
	}
	if !f.Spend(len(f.shared.history)) {
		return nil
	}
	return slices.AppendSeq(make([]int, 0, len(f.shared.history)), maps.Keys(f.shared.history))
}

// Location tells where an object in use stands.
func (f *File) Location(number int) (Location, bool) {
	at, ok := f.locate(number)
	return at, ok && !at.Free
}

// Get is the object that a reference names: nil when there is none or when it cannot be read (ISO 32000-1, 7.3.10).
func (f *File) Get(ref Ref) Object {
	at, ok := f.Location(ref.Number)
	if !ok || at.Generation != ref.Generation || !f.Spend(1) {
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
		if m := f.member(at, ref.Number); m != nil {
			o = f.object(at, m)
		}
	} else {
		i, _ := f.objectAt(at.Offset, ref)
		o = i.object
	}
	f.cache[ref.Number] = o
	return o
}

// Resolve follows references until there is an object.
func (f *File) Resolve(o Object) Object {
	if f.Err() != nil {
		return nil
	}
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
	return span(f.lexer(f.data, int(at.Offset)), ref, path)
}

func span(l lexer, ref Ref, path []Name) (start, end int64, ok bool) {
	if !l.header(ref.Number, ref.Generation) {
		return 0, 0, false
	}
	l.space()
	from, to := l.pos, 0
	for _, name := range path {
		found := 0
		inner := l
		inner.pos = from
		inner.key = func(key Name, start, end int) {
			if key == name {
				found++
				from, to = start, end
			}
		}
		if !inner.has("<<") {
			return 0, 0, false
		}
		_, err := inner.object()
		if l.meter.work(inner.pos - l.pos); err != nil || found != 1 {
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
