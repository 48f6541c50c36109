package store

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"
)

// parseHead reads a head. What keep has written, which is nearly all there is, costs a look at its members and none at the JSON of the
// record's own Head, which was well formed when it was kept; anything else is left to encoding/json.
func parseHead(plain []byte) (h head, err error) {
	if h, ok := parseOwn(plain); ok {
		return h, nil
	}
	err = json.Unmarshal(plain, &h)
	return h, err
}

// parseOwn reads a head whose members are in the order of the type, without space between them and with no text that is escaped.
func parseOwn(plain []byte) (h head, ok bool) {
	p := parser{rest: plain}
	p.want(`{"kind":"`)
	h.Kind = Kind(p.text())
	p.want(`,"id":"`)
	h.ID = p.text()
	if p.take(`,"client":"`) {
		if h.Client = h.ID; !p.take(h.ID + `"`) { // mostly they are one text
			h.Client = p.text()
		}
	}
	p.want(`,"version":`)
	h.Version = int(p.number())
	p.want(`,"seq":`)
	h.Seq = p.number()
	if p.take(`,"author":"`) {
		h.Author = p.text()
	}
	p.want(`,"at":"`)
	at, err := time.Parse(time.RFC3339Nano, p.text())
	h.At = at
	if p.take(`,"head":`) { // what follows it has a length that is known
		end := len(p.rest) - len(`,"content":""}`) - digestSize
		if end <= 0 {
			return head{}, false
		}
		h.Head, p.rest = p.rest[:end:end], p.rest[end:]
	}
	if p.take(`,"content":"`) {
		h.Content = p.text()
	}
	h.Deleted = p.take(`,"deleted":true`)
	p.want(`}`)
	return h, err == nil && !p.failed && len(p.rest) == 0 && (h.Head == nil || len(h.Content) == digestSize)
}

// digestSize is how many letters a digest has.
const digestSize = 64

// parser takes one thing after the other from a text, until one is not what it should be.
type parser struct {
	rest   []byte
	failed bool
}

// take takes words, if they are next.
func (p *parser) take(words string) bool {
	if len(p.rest) < len(words) || string(p.rest[:len(words)]) != words {
		return false
	}
	p.rest = p.rest[len(words):]
	return true
}

func (p *parser) want(words string) {
	if !p.take(words) {
		p.failed = true
	}
}

// text takes a text with the quotation mark behind it.
func (p *parser) text() string {
	end := bytes.IndexByte(p.rest, '"')
	if end < 0 || bytes.IndexByte(p.rest[:end], '\\') >= 0 {
		p.failed = true
		return ""
	}
	s := string(p.rest[:end])
	p.rest = p.rest[end+1:]
	return s
}

func (p *parser) number() int64 {
	end := 0
	for end < len(p.rest) && p.rest[end] >= '0' && p.rest[end] <= '9' {
		end++
	}
	n, err := strconv.ParseInt(string(p.rest[:end]), 10, 64)
	p.failed = p.failed || err != nil
	p.rest = p.rest[end:]
	return n
}
