package cos

import (
	"bytes"
	"encoding/hex"
	"errors"
	"math"
	"strconv"
)

// maxDepth bounds how deep arrays and dictionaries nest. Real files stay under 20.
const maxDepth = 64

var (
	errSyntax = errors.New("cos: not an object")
	errDepth  = errors.New("cos: objects nest too deep")
)

// lexer reads objects from bytes (ISO 32000-1, 7.2 and 7.3). It never moves past the end.
type lexer struct {
	data []byte
	pos  int

	// key is told where each value of the outermost dictionary stands, when it is not nil.
	key func(name Name, start, end int)

	// names, when it is not nil, keeps every name met, so that one that stands in many places is made once.
	names map[string]Object

	// twice is set when a dictionary has a key twice, of which readers may take the one or the other.
	twice bool
}

// Bytes below 64 that are white space, and those that are delimiters (ISO 32000-1, tables 1 and 2), a bit for each: a file is read mostly by
// asking for these.
const (
	spaces     uint64 = 1<<0 | 1<<'\t' | 1<<'\n' | 1<<'\f' | 1<<'\r' | 1<<' '
	delimiters uint64 = 1<<'(' | 1<<')' | 1<<'<' | 1<<'>' | 1<<'/' | 1<<'%'
)

func isSpace(c byte) bool { return c < 64 && spaces>>c&1 != 0 }

func isRegular(c byte) bool {
	if c < 64 {
		return (spaces|delimiters)>>c&1 == 0
	}
	return c != '[' && c != ']' && c != '{' && c != '}'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// space skips white space and comments.
func (l *lexer) space() {
	for l.pos < len(l.data) {
		c := l.data[l.pos]
		switch {
		case isSpace(c):
			l.pos++
		case c == '%':
			for l.pos < len(l.data) && l.data[l.pos] != '\n' && l.data[l.pos] != '\r' {
				l.pos++
			}
		default:
			return
		}
	}
}

func (l *lexer) peek() byte {
	if l.pos < len(l.data) {
		return l.data[l.pos]
	}
	return 0
}

// has tells whether s stands here.
func (l *lexer) has(s string) bool { return bytes.HasPrefix(l.data[l.pos:], []byte(s)) }

// keyword skips white space and then s, when it stands there as a whole token.
func (l *lexer) keyword(s string) bool {
	start := l.pos
	l.space()
	end := l.pos + len(s)
	if l.has(s) && (end == len(l.data) || !isRegular(l.data[end])) {
		l.pos = end
		return true
	}
	l.pos = start
	return false
}

// integer reads an unsigned integer of at most 10 digits, as offsets and object numbers are.
func (l *lexer) integer() (int64, bool) {
	start := l.pos
	l.space()
	first := l.pos
	for l.pos < len(l.data) && isDigit(l.data[l.pos]) {
		l.pos++
	}
	if n := l.pos - first; n == 0 || n > 10 || l.pos < len(l.data) && isRegular(l.data[l.pos]) {
		l.pos = start
		return 0, false
	}
	v := int64(0)
	for _, c := range l.data[first:l.pos] {
		v = 10*v + int64(c-'0')
	}
	return v, true
}

// object reads one direct object or reference. Streams are the reader's: they need the file.
func (l *lexer) object() (Object, error) { return l.nested(0) }

func (l *lexer) nested(depth int) (Object, error) {
	if depth > maxDepth {
		return nil, errDepth
	}
	l.space()
	if l.pos >= len(l.data) {
		return nil, errSyntax
	}
	switch c := l.data[l.pos]; {
	case c == '/':
		return l.name()
	case c == '(':
		return l.literal()
	case c == '[':
		return l.array(depth)
	case c == '<':
		if l.has("<<") {
			return l.dict(depth)
		}
		return l.hex()
	case isDigit(c):
		if ref, ok := l.ref(); ok {
			return ref, nil
		}
		return l.number()
	case c == '+' || c == '-' || c == '.':
		return l.number()
	}
	for _, k := range []struct {
		word  string
		value Object
	}{{"true", true}, {"false", false}, {"null", nil}} {
		if l.keyword(k.word) {
			return k.value, nil
		}
	}
	return nil, errSyntax
}

func (l *lexer) ref() (Ref, bool) {
	start := l.pos
	number, ok := l.integer()
	if ok && number <= maxNumber {
		if generation, ok := l.integer(); ok && generation <= math.MaxUint16 && l.keyword("R") {
			return Ref{int(number), int(generation)}, true
		}
	}
	l.pos = start
	return Ref{}, false
}

// number reads an integer or a real. An integer that does not fit becomes a real, as other readers do.
func (l *lexer) number() (Object, error) {
	start := l.pos
	for l.pos < len(l.data) && isRegular(l.data[l.pos]) {
		l.pos++
	}
	token := string(l.data[start:l.pos])
	real := false
	for i, c := range []byte(token) {
		switch {
		case isDigit(c):
		case c == '.' && !real:
			real = true
		case (c == '-' || c == '+') && i == 0:
		default:
			return nil, errSyntax
		}
	}
	if !real {
		if v, err := strconv.ParseInt(token, 10, 64); err == nil {
			return v, nil
		}
	}
	v, err := strconv.ParseFloat(token, 64)
	if err != nil || math.IsInf(v, 0) {
		return nil, errSyntax
	}
	return v, nil
}

// name reads a name; the Object is a Name.
func (l *lexer) name() (Object, error) {
	l.pos++
	start := l.pos
	for l.pos < len(l.data) && isRegular(l.data[l.pos]) && l.data[l.pos] != '#' {
		l.pos++
	}
	if l.pos < len(l.data) && l.data[l.pos] == '#' {
		l.pos = start
		return l.escapedName()
	}
	text := l.data[start:l.pos]
	if o, ok := l.names[string(text)]; ok {
		return o, nil
	}
	var o Object = Name(text)
	if l.names != nil {
		l.names[string(text)] = o
	}
	return o, nil
}

func (l *lexer) escapedName() (Object, error) {
	var name []byte
	for l.pos < len(l.data) && isRegular(l.data[l.pos]) {
		c := l.data[l.pos]
		l.pos++
		if c == '#' && l.pos+1 < len(l.data) {
			high, low := unhex(l.data[l.pos]), unhex(l.data[l.pos+1])
			if high >= 0 && low >= 0 {
				c = byte(high<<4 | low)
				l.pos += 2
			}
		}
		if c == 0 {
			return nil, errSyntax // ISO 32000-1, 7.3.5: no name holds a null
		}
		name = append(name, c)
	}
	return Name(name), nil
}

// unhex is the value of a hexadecimal digit, -1 for another byte.
func unhex(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}

func (l *lexer) hex() (Object, error) {
	l.pos++
	// Nearly all have no white space, and those of signatures are long.
	if n := bytes.IndexByte(l.data[l.pos:], '>'); n > 0 && n%2 == 0 {
		s := make([]byte, n/2)
		if _, err := hex.Decode(s, l.data[l.pos:l.pos+n]); err == nil {
			l.pos += n + 1
			return String(s), nil
		}
	}
	var s []byte
	half := -1
	for ; l.pos < len(l.data); l.pos++ {
		c := l.data[l.pos]
		switch v := unhex(c); {
		case c == '>':
			l.pos++
			if half >= 0 {
				s = append(s, byte(half<<4))
			}
			return String(s), nil
		case v < 0 && !isSpace(c):
			return nil, errSyntax
		case v < 0:
		case half < 0:
			half = v
		default:
			s = append(s, byte(half<<4|v))
			half = -1
		}
	}
	return nil, errSyntax
}

func (l *lexer) literal() (Object, error) {
	l.pos++
	var s []byte
	for open := 1; l.pos < len(l.data); {
		c := l.data[l.pos]
		l.pos++
		switch c {
		case '(':
			open++
		case ')':
			if open--; open == 0 {
				return String(s), nil
			}
		case '\r': // a line end in a string is a line feed (ISO 32000-1, 7.3.4.2)
			if l.peek() == '\n' {
				l.pos++
			}
			c = '\n'
		case '\\':
			s = l.escape(s)
			continue
		}
		s = append(s, c)
	}
	return nil, errSyntax
}

// escape reads what follows a reverse solidus (ISO 32000-1, table 3).
func (l *lexer) escape(s []byte) []byte {
	if l.pos >= len(l.data) {
		return s
	}
	c := l.data[l.pos]
	l.pos++
	switch c {
	case 'n':
		return append(s, '\n')
	case 'r':
		return append(s, '\r')
	case 't':
		return append(s, '\t')
	case 'b':
		return append(s, '\b')
	case 'f':
		return append(s, '\f')
	case '\n':
		return s
	case '\r':
		if l.peek() == '\n' {
			l.pos++
		}
		return s
	}
	if c < '0' || c > '7' {
		return append(s, c)
	}
	v := int(c - '0')
	for range 2 {
		if d := l.peek(); d < '0' || d > '7' {
			break
		}
		v = v<<3 | int(l.data[l.pos]-'0')
		l.pos++
	}
	return append(s, byte(v))
}

func (l *lexer) array(depth int) (Object, error) {
	l.pos++
	a := Array{}
	for {
		l.space()
		if l.peek() == ']' {
			l.pos++
			return a, nil
		}
		o, err := l.nested(depth + 1)
		if err != nil {
			return nil, err
		}
		a = append(a, o)
	}
}

// dict reads a dictionary. Of a key that stands twice the last value counts, as in other readers.
func (l *lexer) dict(depth int) (Object, error) {
	l.pos += 2
	d := Dict{}
	for {
		l.space()
		if l.has(">>") {
			l.pos += 2
			return d, nil
		}
		if l.peek() != '/' {
			return nil, errSyntax
		}
		key, err := l.name()
		if err != nil {
			return nil, err
		}
		l.space()
		start := l.pos
		value, err := l.nested(depth + 1)
		if err != nil {
			return nil, err
		}
		if depth == 0 && l.key != nil {
			l.key(key.(Name), start, l.pos)
		}
		if _, ok := d[key.(Name)]; ok {
			l.twice = true
		}
		d[key.(Name)] = value
	}
}
