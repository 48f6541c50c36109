package draft

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"verwoord/app/doc"
	"verwoord/app/record"
)

// A token is opener, the number of its entry in the ledger, closer. Both characters are for private use, so that Markdown sees a letter
// and no template contains them.
const (
	opener = '\uE000'
	closer = '\uE001'
	// nothing is the token of a value that there is none of: it keeps ** ** from becoming a rule and prints as nothing.
	nothing = string(opener) + string(closer)
)

// Token is a value in a template: the number of its entry in the ledger. An empty value is a token of length 0, and then false in a
// condition; its number is behind its end, so that what is printed of it all the same can be told by its path.
type Token []int

// number is the entry of a token; ok is false for one that there is no value behind at all.
func (t Token) number() (n int, ok bool) {
	if cap(t) == 0 {
		return 0, false
	}
	return t[:1][0], true
}

// empty tells whether there is nothing to print.
func (t Token) empty() bool { return len(t) == 0 }

// String is what an action writes.
func (t Token) String() string {
	var room [32]byte
	return string(t.append(room[:0]))
}

func (t Token) append(dst []byte) []byte {
	n, ok := t.number()
	if !ok {
		return append(dst, nothing...)
	}
	dst = append(dst, string(opener)...)
	dst = strconv.AppendInt(dst, int64(n), 10)
	return append(dst, string(closer)...)
}

// Items is a list in a template, false in a condition when it is empty. A list of the record that is empty has a token behind its end, which
// knows its path: it prints as an empty value does.
type Items []any

// itemsOf is a list that prints as t does when it is empty.
func itemsOf(list []any, t Token) Items {
	return append(list, t)[:len(list)]
}

// empty is the token behind the end of a list.
func (l Items) empty() Token {
	if cap(l) == len(l) {
		return nil
	}
	t, _ := l[:len(l)+1][len(l)].(Token)
	return t
}

// String is what an action writes: nothing but for a list that is empty.
func (l Items) String() string {
	if len(l) > 0 {
		return ""
	}
	return l.empty().String()
}

// kind tells what a part of a value is.
type kind int

const (
	words   kind = iota // of the template, the catalogue or a message
	entered             // of the dossier
	lineEnd
	missing // a value that is empty; prints as nothing, or as a gap
	anchor  // the id of the block around it; prints as nothing
	blankIn // words that say what somebody has to fill in
	used    // a value that the document depends on; prints as nothing
)

// part is a stretch of what a token prints.
type part struct {
	kind  kind
	path  string // JSON Pointer of what was entered
	text  string
	lang  string // when it is not that of the document
	prose bool   // of Value
	id    string // of a blank
}

// entry is a value as it was handed in and, once it has been asked for, as it prints.
type entry struct {
	path  string
	raw   string
	parts []part // nil until asked for
}

// gap is what an empty value prints as while a document is being filled in.
const gap = "…"

// ledger knows the value behind each token of one request.
type ledger struct {
	open    bool      // empty values print as a gap
	entries [][]entry // some hundred in each, so that none is ever moved
	count   int
	numbers []int  // room for tokens
	parts   []part // of the text that is being read, in room that is used again
	refused []refusal
	missing []string // paths of empty values that print
	blanks  []blankAt
	beside  []string // paths of values that print in what is plain text
}

// refusal is a value that cannot be printed, and the character that makes it so.
type refusal struct {
	path string
	code string
	char rune
}

// blankAt is a blank that prints: what it is for, by its id, and the path of the value that would stand there.
type blankAt struct{ path, id string }

// leave notes a blank that prints, once.
func (l *ledger) leave(p part) {
	if at := (blankAt{p.path, p.id}); !slices.Contains(l.blanks, at) {
		l.blanks = append(l.blanks, at)
	}
}

// enter writes down a value of the record.
func (l *ledger) enter(path, raw string) Token {
	if blank(raw) {
		return l.none(path)
	}
	return l.add(entry{path: path, raw: raw})
}

// none writes down that there is no value at a path.
func (l *ledger) none(path string) Token {
	return l.add(entry{path: path, parts: []part{{kind: missing, path: path}}})[:0]
}

// print writes down a value that prints otherwise than it was entered: a date, a label.
func (l *ledger) print(path, raw, text string) Token {
	return l.add(entry{path: path, raw: raw, parts: l.clean(path, text, false)})
}

// say writes down words with tokens in them.
func (l *ledger) say(text string) Token {
	if text == "" {
		return nil
	}
	return l.add(entry{raw: text, parts: l.expand(text)})
}

func (l *ledger) add(e entry) Token {
	if l.count%entryRoom == 0 {
		l.entries = append(l.entries, make([]entry, 0, entryRoom))
	}
	room := &l.entries[l.count/entryRoom]
	*room = append(*room, e)
	if len(l.numbers) == 0 {
		l.numbers = make([]int, 256)
	}
	t := Token(l.numbers[:1:1])
	l.numbers = l.numbers[1:]
	t[0] = l.count
	l.count++
	return t
}

const entryRoom = 256

// entry returns the entry of a token; nil when it has none.
func (l *ledger) entry(t Token) *entry {
	n, ok := t.number()
	if !ok || n < 0 || n >= l.count {
		return nil
	}
	return &l.entries[n/entryRoom][n%entryRoom]
}

// raw returns a value as it was entered.
func (l *ledger) raw(t Token) string {
	if e := l.entry(t); e != nil {
		return e.raw
	}
	return ""
}

func (l *ledger) path(t Token) string {
	if e := l.entry(t); e != nil {
		return e.path
	}
	return ""
}

// expand replaces the tokens in text by what they print.
func (l *ledger) expand(text string) []part { return l.append(nil, text) }

// append adds what text prints, with its tokens replaced.
func (l *ledger) append(parts []part, text string) []part {
	for text != "" {
		before, rest, found := strings.Cut(text, string(opener))
		if before != "" {
			parts = append(parts, part{kind: words, text: before})
		}
		if !found {
			break
		}
		number, after, _ := strings.Cut(rest, string(closer))
		n, err := strconv.Atoi(number)
		if number == "" {
			parts = append(parts, part{kind: missing})
		} else if e := l.entry(Token{n}); err == nil && e != nil {
			switch {
			case e.parts == nil && simple(e.raw):
				parts = append(parts, part{kind: entered, path: e.path, text: e.raw})
			case e.parts == nil:
				e.parts = l.clean(e.path, e.raw, false)
				fallthrough
			default:
				parts = append(parts, e.parts...)
			}
		}
		text = after
	}
	return parts
}

// plain returns text with its tokens replaced, on one line.
func (l *ledger) plain(text string) string {
	return plain(l.expand(text))
}

// printed is plain of a text that stands in the document.
func (l *ledger) printed(text string) string {
	parts := l.expand(text)
	l.aside(parts)
	return plain(parts)
}

// aside notes the values in what is plain text, those that are empty too.
func (l *ledger) aside(parts []part) {
	for _, p := range parts {
		l.lacks(p)
		if p.kind == entered && p.path != "" && !slices.Contains(l.beside, p.path) {
			l.beside = append(l.beside, p.path)
		}
	}
}

// lacks notes a part that is an empty value, once.
func (l *ledger) lacks(p part) {
	if p.kind == missing && p.path != "" && !slices.Contains(l.missing, p.path) {
		l.missing = append(l.missing, p.path)
	}
}

func plain(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		switch p.kind {
		case words, entered:
			b.WriteString(p.text)
		case lineEnd:
			b.WriteByte(' ')
		}
	}
	return strings.Join(strings.FieldsFunc(b.String(), func(c rune) bool { return c == ' ' || c == '\n' }), " ")
}

// clean divides what was entered into lines of printable characters. Blank lines are one or, unless asked for, none; spaces at the ends and in a
// row are one or none, invisible marks go, and what cannot be printed is refused and replaced by a question mark.
func (l *ledger) clean(path, raw string, blanks bool) []part {
	if simple(raw) {
		return []part{{kind: entered, path: path, text: raw}}
	}
	parts := []part{}
	var line strings.Builder
	ends := 0 // of lines, since the last one that is not blank
	flush := func() {
		if line.Len() == 0 {
			return
		}
		if len(parts) > 0 {
			parts = append(parts, part{kind: lineEnd})
			if ends > 1 && blanks {
				parts = append(parts, part{kind: lineEnd})
			}
		}
		ends = 0
		parts = append(parts, part{kind: entered, path: path, text: strings.TrimRight(line.String(), " "+noBreak)})
		line.Reset()
	}
	space := false
	for i, w := 0, 0; i < len(raw); i += w {
		var c rune
		c, w = utf8.DecodeRuneInString(raw[i:])
		switch {
		case c == utf8.RuneError && w == 1:
			c = l.refuse(path, codeEncoding, rune(raw[i]))
		case lineBreak(c):
			flush()
			space = false
			if c != '\n' || i == 0 || raw[i-1] != '\r' {
				ends++
			}
			continue
		case spacing(c), line.Len() == 0 && strings.ContainsRune(noBreak, c):
			space = line.Len() > 0
			continue
		case invisible(c):
			continue
		case !record.Printable(c):
			c = l.refuse(path, codeCharacter, c)
		}
		if space {
			line.WriteByte(' ')
			space = false
		}
		line.WriteRune(c)
	}
	flush()
	return parts
}

// simple tells whether a text of ASCII prints as it is, as most do.
func simple(s string) bool {
	space := true
	for i := range len(s) {
		c := s[i]
		if c < ' ' || c > '~' || c == ' ' && space {
			return false
		}
		space = c == ' '
	}
	return !space
}

// refuse notes the first character of a value that cannot be printed and returns what stands for it.
func (l *ledger) refuse(path, code string, c rune) rune {
	for _, r := range l.refused {
		if r.path == path && r.code == code {
			return '?'
		}
	}
	l.refused = append(l.refused, refusal{path, code, c})
	return '?'
}

func lineBreak(c rune) bool {
	switch c {
	case '\n', '\r', '\v', '\f', 0x85, 0x2028, 0x2029:
		return true
	}
	return false
}

// spacing tells whether a character is a space that text may be broken at. A no-break space is not: it prints as it was entered.
func spacing(c rune) bool {
	return c == '\t' || unicode.Is(unicode.Zs, c) && !strings.ContainsRune(noBreak, c)
}

// noBreak is the spaces that a line does not end at. They go at the ends of a value as other spaces do.
const noBreak = "\u00A0\u202F"

// invisible tells whether a character prints as nothing and only tells where to break a line or how to join letters.
func invisible(c rune) bool {
	switch c {
	case 0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF:
		return true
	}
	return false
}

func blank(s string) bool {
	for _, c := range s {
		if !lineBreak(c) && !spacing(c) && !invisible(c) && !strings.ContainsRune(noBreak, c) {
			return false
		}
	}
	return true
}

// inlines makes the nodes of what text says, with its tokens replaced. Neighbours in another language share a Span.
func (l *ledger) inlines(text string) []doc.Inline {
	var out []doc.Inline
	var span *doc.Span
	l.parts = l.append(l.parts[:0], text)
	for i := range l.parts {
		p := &l.parts[i]
		var node doc.Inline
		switch p.kind {
		case words:
			node = &doc.Text{Text: p.text}
		case entered:
			node = &doc.Value{Path: p.path, Text: p.text, Prose: p.prose}
		case lineEnd:
			node = &doc.Break{}
		case blankIn:
			l.leave(*p)
			node = &doc.Emphasis{Blank: true, Inlines: []doc.Inline{&doc.Text{Text: p.text}}}
		case used:
			l.aside([]part{{kind: entered, path: p.path}})
			continue
		case missing:
			l.lacks(*p)
			if !l.open {
				continue
			}
			node = &doc.Text{Text: gap}
		default:
			continue
		}
		switch {
		case p.lang == "":
			span = nil
			out = append(out, node)
		case span != nil && span.Lang == p.lang:
			span.Inlines = append(span.Inlines, node)
		default:
			span = &doc.Span{Lang: p.lang, Inlines: []doc.Inline{node}}
			out = append(out, span)
		}
	}
	return out
}
