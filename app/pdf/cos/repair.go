package cos

import (
	"math"
	"strconv"
)

// rebuild finds the objects by looking for them, the later of two with one number being the one that counts.
func (f *File) rebuild() error {
	f.Repaired = true
	f.Trailer = Dict{}
	f.Revisions = []Revision{{End: int64(len(f.data)), XRef: map[int]Location{}, Trailer: f.Trailer}}
	f.reset()
	f.scan()
	f.reset()
	if f.Trailer["Encrypt"] != nil {
		return ErrEncrypted
	}
	for _, number := range f.Numbers() {
		at, _ := f.locate(number)
		if s := f.objectStream(number); s != nil {
			f.addMembers(number, at, s)
		}
	}
	f.cache, f.numbers = map[int]Object{}, nil
	if f.Dict(f.Trailer["Root"]) == nil {
		f.findRoot()
	}
	if f.Dict(f.Dict(f.Trailer["Root"])["Pages"]) == nil {
		return ErrNotPDF
	}
	return nil
}

// scan records every "12 0 obj" outside streams and every trailer.
func (f *File) scan() {
	for pos := 0; pos < len(f.data) && len(f.Revisions[0].XRef) < maxEntries && f.Spend(farAhead) && f.Hold(entryBytes); {
		object := f.next(&f.shared.objects, "obj", pos)
		trailer := f.next(&f.shared.trailers, "trailer", pos)
		switch {
		case trailer < object:
			pos = trailer + len("trailer")
			l := f.upTo(object, pos)
			if d, err := l.object(); err == nil {
				f.addTrailer(d)
				pos = l.pos
			}
		case object < len(f.data):
			at, ref, ok := headerBefore(f.data[:object], pos)
			if pos = object + len("obj"); ok {
				f.Revisions[0].XRef[ref.Number] = Location{Offset: int64(at), Generation: ref.Generation}
				pos = f.scanObject(pos)
			}
		default:
			return
		}
	}
}

// upTo reads from pos as far as a place where something else begins. So a damaged object costs no more than it is long.
func (f *File) upTo(end, pos int) *lexer {
	l := f.lexer(f.data[:end], pos)
	f.Spend(end - pos)
	return &l
}

// headerBefore finds the number and the generation that stand at the end of data, and behind start: of an object, when the word obj follows.
func headerBefore(data []byte, start int) (at int, ref Ref, ok bool) {
	pos := len(data)
	back := func(is func(byte) bool) string {
		end := pos
		for pos > start && is(data[pos-1]) {
			pos--
		}
		return string(data[pos:end])
	}
	back(isSpace)
	generation := back(isDigit)
	between := back(isSpace)
	number := back(isDigit)
	n, err1 := strconv.Atoi(number)
	g, err2 := strconv.Atoi(generation)
	if between == "" || err1 != nil || err2 != nil || n > maxNumber || g > math.MaxUint16 || pos > 0 && isRegular(data[pos-1]) {
		return 0, Ref{}, false
	}
	return pos, Ref{n, g}, true
}

// scanObject looks at the object that begins at pos for what it tells of the file, and gives where to go on: behind it, or behind its data.
func (f *File) scanObject(pos int) int {
	l := f.upTo(f.next(&f.shared.objects, "obj", pos), pos)
	o, err := l.object()
	if err != nil {
		return pos
	}
	d, ok := o.(Dict)
	if !ok || !l.keyword("stream") {
		return l.pos
	}
	if d["Type"] == Name("XRef") {
		f.addTrailer(d)
	}
	if end := f.next(&f.shared.streamEnds, "endstream", l.pos); end < len(f.data) {
		return end
	}
	return l.pos
}

func (f *File) addTrailer(o Object) {
	d, _ := o.(Dict)
	for _, key := range []Name{"Root", "Info", "ID", "Encrypt"} {
		if v, ok := d[key]; ok {
			f.Trailer[key] = v
		}
	}
}

// addMembers records the objects of an object stream, unless one of the same number stands behind that stream.
func (f *File) addMembers(stream int, at Location, s *objectStream) {
	objects := f.Revisions[0].XRef
	for i, number := range s.numbers {
		if old, ok := objects[number]; len(objects) < maxEntries && (!ok || old.Stream == 0 && old.Offset < at.Offset) && number != stream {
			objects[number] = Location{Stream: stream, Index: i}
		}
	}
}

// findRoot looks for a catalog among the objects, when no trailer names one.
func (f *File) findRoot() {
	for _, number := range f.Numbers() {
		at, _ := f.locate(number)
		ref := Ref{number, at.Generation}
		if d, ok := f.Get(ref).(Dict); ok && f.Name(d["Type"]) == "Catalog" {
			f.Trailer["Root"] = ref
		}
	}
}
