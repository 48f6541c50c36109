package office

import (
	"bytes"
	"encoding/json"
	"strconv"
	"unicode/utf8"
)

// scanner goes through JSON that this program has written, for who needs few of its members: it only tells apart what begins and ends where,
// and allocates nothing. It has failed when it met what is none.
type scanner struct {
	in     []byte
	at     int
	failed bool
}

// peek is the next byte that is no space; 0 at the end.
func (s *scanner) peek() byte {
	for s.at < len(s.in) {
		switch c := s.in[s.at]; c {
		case ' ', '\t', '\r', '\n':
			s.at++
		default:
			return c
		}
	}
	return 0
}

// begin takes an opening bracket.
func (s *scanner) begin(bracket byte) {
	if s.peek() != bracket {
		s.failed = true
		return
	}
	s.at++
}

// next tells whether there is another member or element before a closing bracket, which it takes.
func (s *scanner) next(bracket byte) bool {
	switch c := s.peek(); {
	case s.failed || c == 0:
		s.failed = true
		return false
	case c == bracket:
		s.at++
		return false
	case c == ',':
		s.at++
	}
	return true
}

// name is the name of the next member.
func (s *scanner) name() []byte {
	name := s.value()
	if len(name) < 2 || name[0] != '"' || s.peek() != ':' {
		s.failed = true
		return nil
	}
	s.at++
	return name[1 : len(name)-1]
}

// value is the next value, as it is written.
func (s *scanner) value() []byte {
	first := s.peek()
	from := s.at
	switch first {
	case '"':
		s.quoted()
	case '{', '[':
		for depth := 0; ; {
			switch s.peek() {
			case '"':
				s.quoted()
				continue
			case '{', '[':
				depth++
			case '}', ']':
				depth--
			case 0:
				s.failed = true
				return nil
			}
			if s.at++; depth == 0 {
				break
			}
		}
	default:
		for s.at < len(s.in) && s.in[s.at] > ' ' && s.in[s.at] != ',' && s.in[s.at] != ']' && s.in[s.at] != '}' {
			s.at++
		}
	}
	if s.failed || s.at == from {
		s.failed = true
		return nil
	}
	return s.in[from:s.at]
}

// quoted takes a text.
func (s *scanner) quoted() {
	for s.at++; s.at < len(s.in); s.at++ {
		end := bytes.IndexByte(s.in[s.at:], '"')
		if end < 0 {
			break
		}
		escape := bytes.IndexByte(s.in[s.at:s.at+end], '\\')
		if escape < 0 {
			s.at += end + 1
			return
		}
		s.at += escape + 1 // what is escaped is passed over
	}
	s.failed = true
}

// text is the next value, which is a text: a part of what is read, unless something in it is escaped or no UTF-8.
func (s *scanner) text() []byte {
	value := s.value()
	switch {
	case len(value) < 2 || value[0] != '"':
		s.failed = true
		return nil
	case bytes.IndexByte(value, '\\') < 0 && utf8.Valid(value):
		return value[1 : len(value)-1]
	}
	var plain string
	if json.Unmarshal(value, &plain) != nil {
		s.failed = true
	}
	return []byte(plain)
}

// number is the next value, which is a whole number.
func (s *scanner) number() int {
	n, err := strconv.Atoi(string(s.value()))
	s.failed = s.failed || err != nil
	return n
}
