package cos

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
)

// Append appends the syntax of an object and gives back the longer slice (ISO 32000-1, 7.3). Reading it yields an equal object.
//
// The keys of a dictionary are sorted, so that equal objects have equal bytes. Tokens are apart by white space only where they would
// run together. A stream is written with the Length of its Data, whatever its dictionary says. Append panics on a value that is no
// Object, on a number that is not finite and on a name with a null byte: no file can hold those.
func Append(dst []byte, o Object) []byte {
	switch o := o.(type) {
	case nil:
		return append(dst, "null"...)
	case bool:
		return strconv.AppendBool(dst, o)
	case int64:
		return strconv.AppendInt(dst, o, 10)
	case float64:
		return appendReal(dst, o)
	case Name:
		return appendName(dst, o)
	case String:
		return appendString(dst, o)
	case Array:
		return appendArray(dst, o)
	case Dict:
		return appendDict(dst, o)
	case Ref:
		return AppendRef(dst, o)
	case Written:
		return append(dst, o...)
	case *Stream:
		return appendStream(dst, o)
	default:
		panic(fmt.Sprintf("cos: no object: %T", o))
	}
}

// AppendRef is Append for a reference, which is then no Object of its own.
func AppendRef(dst []byte, r Ref) []byte {
	dst = strconv.AppendInt(dst, int64(r.Number), 10)
	dst = append(dst, ' ')
	dst = strconv.AppendInt(dst, int64(r.Generation), 10)
	return append(dst, " R"...)
}

// appendReal keeps the decimal point of a whole number, so that it is read as a real again. PDF has no exponents.
func appendReal(dst []byte, f float64) []byte {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		panic("cos: a number that is not finite")
	}
	dst = strconv.AppendFloat(dst, f, 'f', -1, 64)
	if f == math.Trunc(f) {
		dst = append(dst, ".0"...)
	}
	return dst
}

const hexDigits = "0123456789ABCDEF"

func appendName(dst []byte, n Name) []byte {
	dst = append(dst, '/')
	for i := range len(n) {
		switch c := n[i]; {
		case c == 0:
			panic("cos: a name with a null byte")
		case c <= ' ' || c >= 0x7f || c == '#' || isDelimiter(c):
			dst = append(dst, '#', hexDigits[c>>4], hexDigits[c&15])
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// appendString writes text as a literal string and bytes as a hexadecimal one, whichever is shorter.
func appendString(dst []byte, s String) []byte {
	odd := 0
	for i := range len(s) {
		if s[i] < ' ' || s[i] >= 0x7f {
			odd++
		}
	}
	if odd*3 > len(s) {
		return appendHex(dst, s)
	}
	dst = append(dst, '(')
	for i := range len(s) {
		switch c := s[i]; {
		case c == '(' || c == ')' || c == '\\':
			dst = append(dst, '\\', c)
		case c < ' ' || c >= 0x7f:
			dst = append(dst, '\\', '0'+c>>6, '0'+c>>3&7, '0'+c&7)
		default:
			dst = append(dst, c)
		}
	}
	return append(dst, ')')
}

// appendHex writes an even number of digits, as ISO 19005-3, 6.1.6 asks.
func appendHex(dst []byte, s String) []byte {
	dst = append(dst, '<')
	for i := range len(s) {
		dst = append(dst, hexDigits[s[i]>>4], hexDigits[s[i]&15])
	}
	return append(dst, '>')
}

func appendArray(dst []byte, a Array) []byte {
	dst = append(dst, '[')
	for i, o := range a {
		if i > 0 {
			dst = appendApart(dst, o)
		} else {
			dst = Append(dst, o)
		}
	}
	return append(dst, ']')
}

func appendDict(dst []byte, d Dict) []byte { return appendEntries(dst, d, nil) }

// appendEntries writes a dictionary, with another Length when that is not nil.
func appendEntries(dst []byte, d Dict, length Object) []byte {
	var few [16]Name
	keys := few[:0]
	for key := range d {
		if key != "Length" || length == nil {
			keys = append(keys, key)
		}
	}
	if length != nil {
		keys = append(keys, "Length")
	}
	slices.Sort(keys)
	dst = append(dst, "<<"...)
	spelled := d["Type"] == Object(Name("AcroForm"))
	if spelled {
		slices.SortStableFunc(keys, func(a, b Name) int { return cmp.Compare(formOrder(a), formOrder(b)) })
	}
	for _, key := range keys {
		value := d[key]
		if key == "Length" && length != nil {
			value = length
		}
		dst = appendName(dst, key)
		if spelled {
			dst = Append(append(dst, ' '), value)
		} else {
			dst = appendApart(dst, value)
		}
	}
	return append(dst, ">>"...)
}

// formOrder is where an entry of a form stands that says its type: @signpdf, which many programs sign with, reads a PDF as text, and knows a form
// by "/Type /AcroForm" and after that "/Fields [".
func formOrder(key Name) int {
	switch key {
	case "Type":
		return 0
	case "Fields":
		return 1
	}
	return 2
}

// appendApart writes an object after another token: with a space before it unless it starts with a delimiter.
func appendApart(dst []byte, o Object) []byte {
	switch o.(type) {
	case Name, String, Array, Dict:
	default:
		dst = append(dst, ' ')
	}
	return Append(dst, o)
}

func appendStream(dst []byte, s *Stream) []byte {
	dst = appendEntries(dst, s.Dict, int64(len(s.Data)))
	dst = append(dst, "\nstream\n"...)
	dst = append(dst, s.Data...)
	return append(dst, "\nendstream"...) // a line end before endstream: ISO 19005-3, 6.1.7.1
}

// isDelimiter tells whether a byte ends the token before it and is no white space (ISO 32000-1, table 2).
func isDelimiter(c byte) bool {
	switch c {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return false
}
