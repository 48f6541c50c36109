package cos

import (
	"bytes"
	"slices"
)

// indirect is an indirect object of the file's own bytes (ISO 32000-1, 7.3.10).
type indirect struct {
	ref    Ref
	object Object
	end    int  // after the object
	after  int  // after its endobj; 0 when there is none
	twice  bool // it has a dictionary with a key twice
	exact  bool // its data, if it is a stream, begins with a line end and is as long as it says
	fixed  bool // nothing outside its bytes has a say in what it is
}

// outline is an indirect object of which no more is known than whether it is well formed, and what it refers to.
type outline struct {
	ref   Ref
	after int // as of indirect
	links []Link
}

// objectAt reads the indirect object at an offset. What it is, is the same in every revision when it depends on no other object and ends
// with endobj: such a one is read once.
func (f *File) objectAt(offset int64, ref Ref) (indirect, error) {
	if i, ok := f.shared.direct[offset]; ok && i.ref == ref && i.after <= len(f.data) {
		return i, nil
	}
	if f.Err() != nil || !f.Hold(objectBytes) {
		return indirect{}, f.Err()
	}
	l := f.lexer(f.data, int(offset))
	defer func() { f.Spend(max(0, l.pos-int(offset))) }()
	if !l.header(ref.Number, ref.Generation) {
		return indirect{}, errSyntax
	}
	o, err := l.object()
	if err != nil {
		return indirect{}, err
	}
	i := indirect{ref: ref, object: o, exact: true}
	switch d := o.(type) {
	case Array:
		i.fixed = true
	case Dict:
		i.fixed = true
		if l.keyword("stream") {
			_, i.fixed = d["Length"].(int64)
			if i.object, i.exact, err = f.stream(&l, d); err != nil {
				return indirect{}, err
			}
		}
	}
	i.object = f.shared.crypt.decrypted(ref, i.object)
	i.end, i.twice = l.pos, l.twice
	if l.keyword("endobj") {
		i.after = l.pos
		if i.fixed && i.exact && i.after < len(f.data) { // what follows could go on as the word
			f.shared.direct[offset] = i
		}
	}
	return i, nil
}

// sound is objectAt for who asks whether an object is well formed: a dictionary or an array that is need not be made for that, and the object is
// nil.
func (f *File) sound(offset int64, ref Ref) (indirect, error) {
	if o, ok := f.outlineAt(offset, ref); ok {
		return indirect{ref: ref, after: o.after, exact: true}, nil
	}
	return f.objectAt(offset, ref)
}

// outlineAt reads the outline of the indirect object at an offset. It fails where objectAt has more to tell: where there is no object, or a stream
// or a value that is neither dictionary nor array, or one with a key twice or without its endobj, or one that was made already.
func (f *File) outlineAt(offset int64, ref Ref) (outline, bool) {
	if o, ok := f.shared.outlines[offset]; ok && o.ref == ref && o.after <= len(f.data) {
		return o, true
	}
	if _, made := f.shared.direct[offset]; made || f.Err() != nil {
		return outline{}, false
	}
	w := f.walker(f.data, int(offset))
	defer func() { f.Spend(max(0, w.pos-int(offset))) }()
	if !w.header(ref.Number, ref.Generation) {
		return outline{}, false
	}
	w.space()
	if w.peek() != '[' && !w.has("<<") || w.walk("", 0) != nil || w.twice || w.keyword("stream") || !w.keyword("endobj") || !f.Hold(objectBytes) {
		return outline{}, false
	}
	o := outline{ref, w.pos, f.keep(&w)}
	if o.after < len(f.data) { // what follows could go on as the word
		if f.shared.outlines == nil {
			f.shared.outlines = make(map[int64]outline, len(f.Revisions[0].XRef))
		}
		f.shared.outlines[offset] = o
	}
	return o, true
}

// stream reads the data of a stream, the word stream having been read. When Length is wrong the next endstream ends it.
func (f *File) stream(l *lexer, d Dict) (s *Stream, exact bool, err error) {
	if l.peek() == '\r' {
		l.pos++
	}
	if l.peek() == '\n' {
		l.pos++
		exact = true
	}
	start := l.pos
	if n, ok := f.Int(d["Length"]); ok && n >= 0 && n <= int64(len(l.data)-start) {
		l.pos = start + int(n)
		if l.keyword("endstream") {
			return &Stream{Dict: d, Data: l.data[start : start+int(n) : start+int(n)]}, exact, nil
		}
	}
	end := f.next(&f.shared.streamEnds, "endstream", start)
	if end+len("endstream") > len(l.data) {
		return nil, false, errSyntax
	}
	l.pos = end + len("endstream")
	if end > start && l.data[end-1] == '\n' {
		end--
	}
	if end > start && l.data[end-1] == '\r' {
		end--
	}
	return &Stream{Dict: d, Data: l.data[start:end:end]}, false, nil
}

// next finds the first of the places from start on where a word stands in the file; the end of the file when there is none. Every one is
// looked for once, however often it is asked.
func (f *File) next(found *places, word string, start int) int {
	if !found.looked {
		found.looked = true
		data := f.shared.data
		for i := 0; ; {
			n := bytes.Index(data[i:], []byte(word))
			if n < 0 || !f.Hold(8) {
				break
			}
			found.at = append(found.at, i+n)
			i += n + len(word)
		}
		f.Spend(len(data))
	}
	if i, _ := slices.BinarySearch(found.at, start); i < len(found.at) {
		return found.at[i]
	}
	return len(f.shared.data)
}

// places are where a word stands in a file, ascending.
type places struct {
	at     []int
	looked bool
}
