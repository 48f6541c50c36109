package layout

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verwoord/app/doc"
	"verwoord/app/layout/face"
	"verwoord/app/layout/hyphen"
)

// look is how a stretch of text is set, and whose it is.
type look struct {
	style
	lang    string
	literal bool // names and numbers: hyphenated only where one is wider than its column
}

// passage is text with one look, or the end of a line.
type passage struct {
	look
	text string
	ends bool
}

// atom is what a line is made of: a space, or glyphs with no place to break between them.
type atom struct {
	glyphs  []face.Glyph // shared, never changed
	passage int32        // that it is of
	space   bool
}

// breakpoint is a place where a line may end. Widths are natural widths from the start of the paragraph.
type breakpoint struct {
	next    int32 // the atom that the next line begins with
	cut     *cut  // nil unless inside a word
	space   bool  // atom next-1 is a space: it stays at the end of the line, outside its width
	flagged bool  // the line ends with a hyphen or dash
	forced  bool  // the line ends here
	tied    bool  // the words on either side are held together: only in lines that would be very loose otherwise
	resort  bool  // what it parts is one thing: only when there is no other way
	penalty float64

	end, endSpaces     float64 // where the line ends, and the spaces up to there
	start, startSpaces float64 // where the next one begins
	letters            float64 // up to here, but for those before a space: the sum of their sizes
	plain              float64 // where the line ends, without hyphen and protrusion
	within             float64 // the width of a line that has room for the e-mail address that it is in; 0 for none
}

// Penalties. A hyphen costs more than TeX's 50: at the measure of the columns that takes fewer of them and leaves the lines as tight.
const (
	hyphenPenalty   = 150.0
	hardPenalty     = 150.0
	lastWordPenalty = 800.0   // more: a break in the last word of a paragraph, or before the end of a line that is forced
	letterPenalty   = 150.0   // more: a break that changes a letter
	dashPenalty     = 200.0   // before a dash: it belongs to the end of a line
	addressPenalty  = 2500.0  // inside an address
	tiePenalty      = 3000.0  // at a space that holds two words together
	onePenalty      = 50000.0 // at a space inside what is one thing
	namePenalty     = 2000.0  // inside a name or another value that fits on a line
	splitPenalty    = 20000.0 // inside a word that is wider than its column
	stubPenalty     = 10000.0 // more: so that a few characters of it stand alone
)

// paragraph is text prepared for line breaking.
type paragraph struct {
	atoms  []atom
	breaks []breakpoint // the first is the start, the last the end

	x, spaces, letters float64 // the natural width so far, that of its spaces, and its letters
	last               float64 // the size of the last letter
	limit              float64 // words wider than this get places to split; 0 for none
	protrude           float64 // of the last glyph

	passages []passage // being read
	passage  int32     // the one that is

	token         string // the word being read
	kinds, before kinds  // its kinds, and those of the word before it
	word          int    // its first atom
	wordBreak     int    // the breakpoint before it
}

func (p *paragraph) reset(passages []passage, limit float64) {
	p.passages, p.atoms, p.breaks = passages, p.atoms[:0], append(p.breaks[:0], breakpoint{})
	p.x, p.spaces, p.letters, p.last, p.limit, p.protrude = 0, 0, 0, 0, limit, 0
	p.token, p.before, p.word, p.wordBreak = "", 0, 0, 0
}

// compose prepares passages for breaking into lines; with the zero setting they may have any width.
func (c *composer) compose(passages []passage, s setting) error {
	p := &c.draft
	p.reset(passages, s.width)
	for i := range passages {
		p.passage = int32(i)
		if !passages[i].ends {
			first, x := len(p.breaks), p.x
			if err := c.text(passages[i].text, passages[i].look); err != nil {
				return err
			}
			if passages[i].literal {
				p.hold(first, p.x-x, s)
			}
			continue
		}
		p.endWord()
		p.trimSpace()
		if err := c.lineEnd(); err != nil {
			return err
		}
	}
	p.endWord()
	p.trimSpace()
	p.force()
	return nil
}

// passages adds the passages of inlines.
func (c *composer) passages(out []passage, inlines []doc.Inline, l look) []passage {
	for _, in := range inlines {
		v := l
		switch in := in.(type) {
		case *doc.Text:
			out = append(out, passage{look: v, text: in.Text})
		case *doc.Value:
			v.node, v.literal = in, !in.Prose
			out = append(out, passage{look: v, text: in.Text})
		case *doc.Strong:
			v.face = c.s.family.SemiBold
			out = c.passages(out, in.Inlines, v)
		case *doc.Emphasis:
			if v.face == c.s.family.Regular {
				v.face = c.s.family.Italic
			}
			out = c.passages(out, in.Inlines, v)
		case *doc.Link:
			v.node, v.ink = in, Accent
			out = c.passages(out, in.Inlines, v)
		case *doc.Span:
			v.node, v.lang = in, in.Lang
			out = c.passages(out, in.Inlines, v)
		case *doc.Break:
			out = append(out, passage{ends: true})
		default:
			panic("layout: unknown inline")
		}
	}
	return out
}

// text adds text to the paragraph. White space collapses; a soft hyphen of the text is left out, since the patterns decide.
func (c *composer) text(text string, l look) error {
	p := &c.draft
	if strings.Contains(text, softHyphen) {
		text = strings.ReplaceAll(text, softHyphen, "")
	}
	for text != "" {
		r, size := utf8.DecodeRuneInString(text)
		if isSpace(r) {
			if err := c.wordSpace(text[:size], l); err != nil {
				return err
			}
			text = text[size:]
			continue
		}
		end := strings.IndexFunc(text, isSpace)
		if end < 0 {
			end = len(text)
		}
		w, err := c.s.word(l, text[:end])
		if err != nil {
			return err
		}
		if l.literal && p.limit > 0 && w.cuts == nil && w.width*l.size > p.limit {
			l := l
			l.literal = false
			if w, err = c.s.word(l, text[:end]); err != nil {
				return err
			}
		}
		p.add(w, l.size)
		text = text[end:]
	}
	return nil
}

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\u202f' || r == '\u2007' }

// wordSpace adds a space. Every space but one that may not be broken at is set as U+0020.
func (c *composer) wordSpace(text string, l look) error {
	p := &c.draft
	fixed := text == "\u00a0" || text == "\u202f" || text == "\u2007"
	if !fixed {
		text = " "
	}
	p.endWord()
	last := len(p.atoms) - 1
	if last < int(p.breaks[len(p.breaks)-1].next) && (last < 0 || p.breaks[len(p.breaks)-1].forced || p.atoms[last].space) {
		return nil // at the start of a line, or after another space
	}
	w, err := c.blank(l.face, text)
	if err != nil {
		return err
	}
	b := breakpoint{
		space: true, plain: p.x, end: p.x - p.protrude, endSpaces: p.spaces,
	}
	if fixed {
		b.penalty, b.resort = onePenalty, true
	}
	width := float64(w.width * l.size)
	p.x += width
	p.spaces += width
	p.letters -= p.last
	p.atoms = append(p.atoms, atom{glyphs: w.glyphs, passage: p.passage, space: true})
	b.next, b.start, b.startSpaces, b.letters = int32(len(p.atoms)), p.x, p.spaces, p.letters
	p.breaks = append(p.breaks, b)
	p.word, p.wordBreak = len(p.atoms), len(p.breaks)-1
	return nil
}

// blank returns a space, mostly the one that it returned last.
func (c *composer) blank(f *face.Face, text string) (*word, error) {
	if c.blankFace == f && c.blankWord.text == text {
		return c.blankWord, nil
	}
	w, err := c.s.word(look{style: style{face: f}, literal: true}, text)
	if err != nil {
		return nil, err
	}
	c.blankFace, c.blankWord = f, w
	return w, nil
}

// lineEnd ends a line with a space outside its width, so that who copies the text or hears it does not find two words in one.
func (c *composer) lineEnd() error {
	p := &c.draft
	last := len(p.atoms) - 1
	if last >= int(p.breaks[len(p.breaks)-1].next) {
		of := p.atoms[last].passage
		w, err := c.blank(p.passages[of].face, " ")
		if err != nil {
			return err
		}
		p.atoms = append(p.atoms, atom{glyphs: w.glyphs, passage: of, space: true})
	}
	p.force()
	return nil
}

// add adds a word, or the part of one that has the current look.
func (p *paragraph) add(w *word, size float64) {
	if p.token == "" {
		p.token, p.kinds = w.text, w.kinds
	} else {
		p.token += w.text
		p.kinds = kindsOf(p.token)
	}
	from := 0
	for i := range w.cuts {
		cut := &w.cuts[i]
		p.piece(atom{glyphs: w.glyphs[from:cut.glyph], passage: p.passage}, size)
		from = cut.glyph
		p.cut(cut, w.glyphs, size)
	}
	p.piece(atom{glyphs: w.glyphs[from:], passage: p.passage}, size)
}

// piece adds glyphs with no place to break between them.
func (p *paragraph) piece(a atom, size float64) {
	p.atoms = append(p.atoms, a)
	p.x += float64(advance(a.glyphs) * size)
	p.letters, p.last = p.letters+float64(float64(len(a.glyphs))*size), size
	p.protrude = hang(a.glyphs[len(a.glyphs)-1], size)
}

// cut adds the breakpoint of a cut in a word.
func (p *paragraph) cut(c *cut, glyphs []face.Glyph, size float64) {
	b := breakpoint{
		next: int32(len(p.atoms)), cut: c, flagged: c.kind != hyphen.Address,
		plain: p.x, end: p.x - p.protrude, endSpaces: p.spaces, start: p.x, startSpaces: p.spaces,
		letters: p.letters,
	}
	switch c.kind {
	case hyphen.Soft:
		b.penalty = hyphenPenalty
		b.end = p.x + float64(c.kern*size)
		for _, g := range c.hyphen {
			b.end += float64(g.Advance*size) - hang(g, size)
		}
		if c.letter != nil {
			b.penalty += letterPenalty
			b.start += float64((glyphs[c.glyph].Advance - c.letter[0].Advance) * size)
		}
	case hyphen.Hard:
		b.penalty = hardPenalty
	case hyphen.Address:
		b.penalty = addressPenalty
	}
	p.breaks = append(p.breaks, b)
}

// endWord ends the word being read.
func (p *paragraph) endWord() {
	if p.token == "" {
		return
	}
	if before := &p.breaks[p.wordBreak]; before.space {
		penalty, one := tie(p.before, p.kinds)
		before.penalty, before.tied, before.resort = max(before.penalty, penalty), before.tied || penalty == tiePenalty, before.resort || one
	}
	if hyphen.IsMailbox(p.token) {
		p.mailbox()
	}
	p.before, p.token = p.kinds, ""
	if p.limit > 0 && p.tooWide() {
		p.split()
	}
}

// tooWide reports whether the last word has a part without a breakpoint that is wider than a line.
func (p *paragraph) tooWide() bool {
	for i := p.wordBreak; i < len(p.breaks); i++ {
		end := p.x - p.protrude
		if i+1 < len(p.breaks) {
			end = p.breaks[i+1].end
		}
		if end-p.breaks[i].start > p.limit {
			return true
		}
	}
	return false
}

// split puts breakpoints between the characters of those parts of the last word that are wider than a line, without a hyphen, since one could be
// read as part of a name or a number: best after a mark that parts it for the eye as well.
func (p *paragraph) split() {
	word, first := slices.Clone(p.atoms[p.word:]), p.word
	breaks := slices.Clone(p.breaks[p.wordBreak+1:])
	start, last := p.breaks[p.wordBreak].start, p.x-p.protrude
	p.atoms, p.breaks = p.atoms[:p.word], p.breaks[:p.wordBreak+1]
	before := &p.breaks[p.wordBreak]
	p.x, p.spaces, p.letters = before.start, before.startSpaces, before.letters
	for i := 0; i < len(word); {
		n, end := len(word), last
		if len(breaks) > 0 {
			n, end = int(breaks[0].next)-first, breaks[0].end
		}
		for k, a := range word[i:n] {
			if size := p.passages[a.passage].size; end-start > p.limit {
				p.splitAtom(a, size, k == 0)
			} else {
				p.piece(a, size)
			}
		}
		if i = n; len(breaks) > 0 {
			breaks[0].next, start = int32(len(p.atoms)), breaks[0].start
			p.breaks, breaks = append(p.breaks, breaks[0]), breaks[1:]
		}
	}
}

// splitAtom adds an atom character by character, with a breakpoint before each but the first of a part.
func (p *paragraph) splitAtom(a atom, size float64, first bool) {
	for i := 0; i < len(a.glyphs); {
		n := 1
		for i+n < len(a.glyphs) && a.glyphs[i+n].Text == "" {
			n++
		}
		if i > 0 || !first {
			b := breakpoint{
				next: int32(len(p.atoms)), penalty: splitPenalty,
				plain: p.x, end: p.x, endSpaces: p.spaces, start: p.x, startSpaces: p.spaces, letters: p.letters,
			}
			if i > 0 && strings.Contains("./@-_=&", a.glyphs[i-1].Text) {
				b.penalty = addressPenalty
			}
			if i < leastStub || len(a.glyphs)-i < leastStub {
				b.penalty += stubPenalty
			}
			p.breaks = append(p.breaks, b)
		}
		p.piece(atom{glyphs: a.glyphs[i : i+n], passage: a.passage}, size)
		i += n
	}
	p.protrude = 0
}

// leastStub is how many characters of a word do not look lost alone on a line.
const leastStub = 4

// trimSpace takes away a space at the end of a line that is not a wrapped one.
func (p *paragraph) trimSpace() {
	last := len(p.breaks) - 1
	if last == 0 || !p.breaks[last].space || int(p.breaks[last].next) != len(p.atoms) {
		return
	}
	p.x, p.spaces, p.letters = p.breaks[last].plain, p.breaks[last].endSpaces, p.breaks[last].letters+p.last
	p.atoms, p.breaks = p.atoms[:len(p.atoms)-1], p.breaks[:last]
	p.word, p.wordBreak = len(p.atoms), last-1
	for p.wordBreak > 0 && !p.breaks[p.wordBreak].space && !p.breaks[p.wordBreak].forced {
		p.wordBreak--
	}
}

// force ends a line. Its last word is better not broken.
func (p *paragraph) force() {
	for i := p.wordBreak + 1; i < len(p.breaks); i++ {
		p.breaks[i].penalty += lastWordPenalty
	}
	p.breaks = append(p.breaks, breakpoint{
		next: int32(len(p.atoms)), forced: true,
		plain: p.x, end: p.x - p.protrude, endSpaces: p.spaces, start: p.x, startSpaces: p.spaces,
		letters: p.letters,
	})
	p.word, p.wordBreak, p.before, p.protrude, p.last = len(p.atoms), len(p.breaks)-1, 0, 0, 0
}
