package cos

import (
	"bytes"
	"slices"
)

// Link is a reference that stands in an object.
type Link struct {
	Key    Name // of the innermost dictionary around it; "" when there is none
	Number int  // of the object that it names
}

// Links lists the references in an object as it stands, those of a stream in its dictionary. Nothing that they lead to is read.
func (f *File) Links(number int) []Link {
	at, ok := f.Location(number)
	if !ok {
		return nil
	}
	if at.Stream == 0 {
		ref := Ref{number, at.Generation}
		if o, ok := f.outlineAt(at.Offset, ref); ok {
			return o.links
		}
		links := Links(f.Get(ref))
		f.Spend(len(links))
		return links
	}
	m := f.member(at, number)
	if m == nil {
		return nil
	}
	f.walk(at, m)
	return m.links
}

// Links lists the references in an object that is not in a file, or no longer.
func Links(o Object) []Link { return appendLinks(nil, "", o) }

// appendLinks adds the references in an object; key is of the dictionary around it.
func appendLinks(links []Link, key Name, o Object) []Link {
	switch o := o.(type) {
	case Ref:
		links = append(links, Link{key, o.Number})
	case Array:
		for _, e := range o {
			links = appendLinks(links, key, e)
		}
	case Dict:
		for k, e := range o {
			links = appendLinks(links, k, e)
		}
	case *Stream:
		links = appendLinks(links, key, o.Dict)
	}
	return links
}

// manyKeys is from how many keys of a dictionary on a map finds one sooner than a look at each does.
const manyKeys = 32

// walker goes through an object without making it: most objects of a file are looked at for what they refer to alone.
type walker struct {
	lexer
	links []Link
	keys  []Name // of the dictionaries that it is in
}

// walker begins to go through bytes of the file, or of a stream in it.
func (f *File) walker(data []byte, pos int) walker {
	links := f.shared.links
	return walker{lexer: f.lexer(data, pos), links: links[len(links):], keys: f.shared.keys[:0]}
}

// keep is what a walker has found. The room behind it is for the next one.
func (f *File) keep(w *walker) []Link {
	n := len(w.links)
	f.shared.links, f.shared.keys = w.links, w.keys
	return w.links[:n:n]
}

// walk passes by one object. It fails where lexer.nested does.
func (w *walker) walk(key Name, depth int) error {
	if depth > maxDepth {
		return errDepth
	}
	w.space()
	if w.pos >= len(w.data) {
		return errSyntax
	}
	switch c := w.data[w.pos]; {
	case c == '[':
		return w.elements(key, depth)
	case c == '<' && w.has("<<"):
		return w.entries(depth)
	case isDigit(c):
		ref, ok := w.plainRef()
		if !ok {
			ref, ok = w.ref()
		}
		if ok {
			if !w.meter.hold(elementBytes) {
				return ErrTooComplex
			}
			w.links = append(w.links, Link{key, ref.Number})
			return nil
		}
		if w.digits() {
			return nil
		}
	case c == '(':
		if w.plainLiteral() {
			return nil
		}
	}
	_, err := w.nested(depth)
	return err
}

func (w *walker) elements(key Name, depth int) error {
	w.pos++
	for {
		w.space()
		if w.peek() == ']' {
			w.pos++
			return nil
		}
		if err := w.walk(key, depth+1); err != nil {
			return err
		}
	}
}

func (w *walker) entries(depth int) error {
	w.pos += 2
	first := len(w.keys)
	var seen map[Name]bool // instead, once they are many
	for {
		w.space()
		if w.has(">>") {
			w.pos += 2
			w.keys = w.keys[:first]
			return nil
		}
		if w.peek() != '/' {
			return errSyntax
		}
		o, err := w.name()
		if err != nil {
			return err
		}
		key := o.(Name)
		if seen == nil && len(w.keys)-first == manyKeys {
			seen = make(map[Name]bool, 2*manyKeys)
			for _, k := range w.keys[first:] {
				seen[k] = true
			}
		}
		if seen == nil {
			w.twice = w.twice || slices.Contains(w.keys[first:], key)
			w.keys = append(w.keys, key)
		} else {
			w.twice = w.twice || seen[key]
			seen[key] = true
		}
		if err := w.walk(key, depth+1); err != nil {
			return err
		}
	}
}

// plainRef passes by a reference as nearly all are written: "12 0 R", of generation 0 and with single spaces.
func (w *walker) plainRef() (Ref, bool) {
	n, i := 0, w.pos
	for ; i < len(w.data) && i < w.pos+7 && isDigit(w.data[i]); i++ {
		n = 10*n + int(w.data[i]-'0')
	}
	const rest = " 0 R"
	end := i + len(rest)
	if n > maxNumber || end >= len(w.data) || isRegular(w.data[end]) || string(w.data[i:end]) != rest {
		return Ref{}, false
	}
	w.pos = end
	return Ref{Number: n}, true
}

// digits passes by a whole number of few digits, which is a number for certain.
func (w *walker) digits() bool {
	end := w.pos
	for end < len(w.data) && isDigit(w.data[end]) {
		end++
	}
	if end-w.pos > 15 || end < len(w.data) && isRegular(w.data[end]) {
		return false
	}
	w.pos = end
	return true
}

// plainLiteral passes by a string that has neither escapes nor parentheses inside.
func (w *walker) plainLiteral() bool {
	n := bytes.IndexAny(w.data[w.pos+1:], `()\`)
	if n < 0 || w.data[w.pos+1+n] != ')' {
		return false
	}
	w.pos += n + 2
	return true
}
