package cos

import "bytes"

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

// objectAt reads the indirect object at an offset. What it is, is the same in every revision when it depends on no other object and ends
// with endobj: such a one is read once.
func (f *File) objectAt(offset int64, ref Ref) (indirect, error) {
	if i, ok := f.shared.direct[offset]; ok && i.ref == ref && i.after <= len(f.data) {
		return i, nil
	}
	l := lexer{data: f.data, pos: int(offset), names: f.shared.names}
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
	i.end, i.twice = l.pos, l.twice
	if l.keyword("endobj") {
		i.after = l.pos
		if i.fixed && i.exact && i.after < len(f.data) { // what follows could go on as the word
			f.shared.direct[offset] = i
		}
	}
	return i, nil
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
			return &Stream{d, l.data[start : start+int(n) : start+int(n)]}, exact, nil
		}
	}
	n := bytes.Index(l.data[start:], []byte("endstream"))
	if n < 0 {
		return nil, false, errSyntax
	}
	end := start + n
	l.pos = end + len("endstream")
	if end > start && l.data[end-1] == '\n' {
		end--
	}
	if end > start && l.data[end-1] == '\r' {
		end--
	}
	return &Stream{d, l.data[start:end:end]}, false, nil
}
