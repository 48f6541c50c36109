package cos

import (
	"bytes"
	"errors"
	"math"
	"strconv"
)

// maxDepth bounds how deep arrays and dictionaries nest. Real files stay under 20.
const maxDepth = 64

// maxDigits bounds a number. One of a thousand digits is a bomb, and no number.
const maxDigits = 1000

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

	// meter counts the memory that objects take and the bytes that are looked at more than once, when it is not nil, and stops their reading.
	// The bytes that pos has moved over are for the caller to count.
	meter *meter
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

// farAhead is how far may be looked ahead for nothing. Who looks farther pays for it, or a long comment could be read for each token before it.
const farAhead = 64

// space skips white space and comments.
func (l *lexer) space() {
	start := l.pos
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
			if n := l.pos - start; n > farAhead {
				l.meter.work(n)
			}
			return
		}
	}
	l.meter.work(l.pos - start)
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
	for l.pos < len(l.data) && l.pos-first <= 10 && isDigit(l.data[l.pos]) {
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
	if l.pos-start > maxDigits {
		return nil, errSyntax
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
	if !l.meter.hold(2*len(text) + elementBytes) {
		return nil, ErrTooComplex
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

// digits is the value of each hexadecimal digit, -1 for another byte.
var digits = func() (values [256]int8) {
	for c := range values {
		values[c] = -1
	}
	for i, c := range []byte("0123456789ABCDEF") {
		values[c], values[c|0x20] = int8(i), int8(i)
	}
	return values
}()

// unhex is the value of a hexadecimal digit, -1 for another byte.
func unhex(c byte) int { return int(digits[c]) }

func (l *lexer) hex() (Object, error) {
	l.pos++
	// Nearly all have no white space, and those of signatures are long.
	end := l.pos
	for end < len(l.data) && unhex(l.data[end]) >= 0 {
		end++
	}
	if !l.meter.hold(end - l.pos + elementBytes) {
		return nil, ErrTooComplex
	}
	if n := end - l.pos; n%2 == 0 && end < len(l.data) && l.data[end] == '>' {
		s := make([]byte, n/2)
		for i := range s {
			s[i] = byte(unhex(l.data[l.pos+2*i])<<4 | unhex(l.data[l.pos+2*i+1]))
		}
		l.pos = end + 1
		return String(s), nil
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
				if !l.meter.hold(len(s) + elementBytes) {
					return nil, ErrTooComplex
				}
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
		if !l.meter.hold(elementBytes) {
			return nil, ErrTooComplex
		}
		a = append(a, o)
	}
}

// dict reads a dictionary. Of a key that stands twice the last value counts, as in other readers.
func (l *lexer) dict(depth int) (Object, error) {
	l.pos += 2
	d := Dict{}
	if !l.meter.hold(dictBytes) {
		return nil, ErrTooComplex
	}
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
		if len(d) >= fewEntries && !l.meter.hold(entryBytes) {
			return nil, ErrTooComplex
		}
		d[key.(Name)] = value
	}
}
