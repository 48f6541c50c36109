package cos

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
)

// Flaw is a place in a revision that programs may read in different ways, though all of them can read the file.
type Flaw struct {
	Code   FlawCode
	Object int // number of the object, 0 for none
}

// FlawCode is a kind of Flaw.
type FlawCode string

// The kinds of flaws.
const (
	FlawTwice     FlawCode = "object-twice" // the revision has another object of the same number, or names two places for it
	FlawUnlisted  FlawCode = "unlisted"     // bytes that belong to nothing the cross-reference names
	FlawElsewhere FlawCode = "elsewhere"    // the cross-reference names a place behind the revision,
	FlawEarlier   FlawCode = "earlier"      // or before it, as Word does: what stands there can be no other than it was
	FlawKeys      FlawCode = "key-twice"    // a dictionary has a key twice
	FlawSyntax    FlawCode = "syntax"       // an object cannot be read, or does not end with endobj
	FlawLength    FlawCode = "length"       // a stream is not as long as it says
	FlawSize      FlawCode = "size"         // the trailer says that there are fewer objects than there are
	FlawEnd       FlawCode = "end"          // no plain startxref and %%EOF behind the section
)

// piece is bytes of a file that are accounted for.
type piece struct{ start, end int }

// Flaws lists what is ambiguous about the newest revision: whether its bytes are exactly the objects that its cross-reference section names,
// that section, and the end of file, with white space between. A revision without flaws leaves a program that rebuilds the
// cross-reference, or reads leniently, nothing else to find.
func (f *File) Flaws() []Flaw {
	c := flawCheck{file: f, revision: f.Revisions[len(f.Revisions)-1]}
	c.objects()
	c.section()
	c.gaps()
	return c.flaws
}

type flawCheck struct {
	file     *File
	revision Revision
	pieces   []piece
	flaws    []Flaw
}

func (c *flawCheck) flaw(code FlawCode, number int) {
	c.flaws = append(c.flaws, Flaw{code, number})
}

func (c *flawCheck) objects() {
	for _, number := range c.numbers() {
		if !c.file.Spend(1) {
			return
		}
		at := c.revision.XRef[number]
		switch {
		case at.Free || c.isOld(number, at):
		case at.Stream != 0:
			c.member(at, number)
		default:
			c.object(at.Offset, Ref{number, at.Generation})
		}
	}
}

// numbers are those that the revision speaks of, ascending; of the only one, those in use.
func (c *flawCheck) numbers() []int {
	if len(c.file.Revisions) == 1 {
		return c.file.Numbers()
	}
	return slices.Sorted(maps.Keys(c.revision.XRef))
}

// before is what the last revision that knew an object had of it.
func (c *flawCheck) before(number int) *version {
	for v := c.file.shared.history[number]; v != nil && c.file.Spend(1); v = v.older {
		if v.revision < len(c.file.Revisions)-1 {
			return v
		}
	}
	return nil
}

// isOld tells whether the object is where the revision before had it.
func (c *flawCheck) isOld(number int, at Location) bool {
	v := c.before(number)
	return v != nil && v.Location == at
}

// wasAt tells whether an earlier revision had an object there: a list that says so is old, and has nothing new to show.
func (c *flawCheck) wasAt(o listed) bool {
	for v := c.before(o.number); v != nil && c.file.Spend(1); v = v.older {
		if v.Location == o.at {
			return true
		}
	}
	return false
}

// wasSeen tells whether a program that does not know hybrid files saw the object before.
func (c *flawCheck) wasSeen(number int) bool {
	v := c.before(number)
	if v == nil || v.Free {
		return false
	}
	hidden := c.file.Revisions[v.revision].hidden
	return c.file.Spend(len(hidden)) && !slices.Contains(hidden, number)
}

func (c *flawCheck) member(at Location, number int) {
	m := c.file.member(at, number)
	if m == nil {
		c.flaw(FlawSyntax, number)
		return
	}
	if c.file.walk(at, m); m.failed {
		c.flaw(FlawSyntax, number)
		return
	}
	if c.file.objectStream(at.Stream).doubled[number] {
		c.flaw(FlawTwice, number)
	}
	if m.twice {
		c.flaw(FlawKeys, number)
	}
}

// object accounts for an indirect object of the file's own bytes.
func (c *flawCheck) object(offset int64, ref Ref) {
	if offset >= c.revision.End {
		c.flaw(FlawElsewhere, ref.Number)
		return
	}
	i, err := c.file.sound(offset, ref)
	if err != nil {
		c.flaw(FlawSyntax, ref.Number)
		return
	}
	if i.twice {
		c.flaw(FlawKeys, ref.Number)
	}
	switch {
	case !i.exact:
		c.flaw(FlawLength, ref.Number)
	case i.after == 0 || i.after > int(c.revision.End):
		c.flaw(FlawSyntax, ref.Number)
	case offset < c.revision.Start:
		c.flaw(FlawEarlier, ref.Number)
	default:
		c.pieces = append(c.pieces, piece{int(offset), i.after})
		c.members(ref.Number, i.object)
	}
}

// members accounts for the objects in an object stream.
func (c *flawCheck) members(number int, o Object) {
	stream, ok := o.(*Stream)
	if !ok || c.file.Name(stream.Dict["Type"]) != "ObjStm" {
		return
	}
	s := c.file.objectStream(number)
	if s == nil {
		c.flaw(FlawSyntax, number)
		return
	}
	for i, member := range s.numbers {
		if at := c.revision.XRef[member]; at.Stream != number || at.Index != i {
			c.flaw(FlawUnlisted, member)
		}
	}
}

// section accounts for the cross-reference section, and for the stream that a hybrid file has beside it.
func (c *flawCheck) section() {
	for _, number := range slices.Sorted(slices.Values(c.revision.doubled)) {
		c.flaw(FlawTwice, number)
	}
	hybrid, isHybrid := c.revision.Trailer["XRefStm"].(int64)
	stale := isHybrid && hybrid < c.revision.Start // of a trailer that was taken over as it was: PDFBox does so in what Word saved
	c.hybrid(stale)
	// Some programs take what is beyond the size for missing, as the standard has it (ISO 32000-2, table 15).
	if size, ok := c.revision.Trailer["Size"].(int64); !ok || size <= int64(c.revision.highest) {
		c.flaw(FlawSize, 0)
	}
	if !c.revision.Stream {
		l := c.file.lexer(c.file.data[:c.revision.End], int(c.revision.Section))
		defer func() { c.file.Spend(l.pos - int(c.revision.Section)) }()
		budget := maxEntries
		if !l.keyword("xref") || l.table(&section{}, &budget) != nil {
			c.flaw(FlawEnd, 0)
			return
		}
		if _, err := l.object(); err != nil || l.twice {
			c.flaw(FlawKeys, 0)
			return
		}
		c.pieces = append(c.pieces, piece{int(c.revision.Section), l.pos})
	} else {
		c.unnamed(c.revision.Section)
	}
	if isHybrid && !stale && !c.revision.Stream {
		c.unnamed(hybrid)
	}
}

// hybrid looks at what the table of a hybrid file shows to some programs and the stream to others (ISO 32000-1, 7.5.8.4). The stream may be
// stale, of a revision before this.
func (c *flawCheck) hybrid(stale bool) {
	for _, number := range slices.Sorted(slices.Values(c.revision.hidden)) {
		// A program that does not know hybrid files would take it for deleted.
		if c.isOld(number, c.revision.XRef[number]) || c.wasSeen(number) {
			c.flaw(FlawTwice, number)
		}
	}
	for _, number := range slices.Sorted(slices.Values(c.revision.beside)) {
		// It would go on with what it saw. Programs that update a hybrid file do that to it, with a stream of the same revision.
		if stale && !c.isOld(number, c.revision.XRef[number]) && c.wasSeen(number) {
			c.flaw(FlawTwice, number)
		}
	}
	for _, o := range slices.SortedFunc(slices.Values(c.revision.other), func(a, b listed) int { return a.number - b.number }) {
		if !stale || !c.wasAt(o) {
			c.flaw(FlawTwice, o.number)
		}
	}
}

// unnamed accounts for a cross-reference stream, which need not name itself.
func (c *flawCheck) unnamed(offset int64) {
	if slices.ContainsFunc(c.pieces, func(p piece) bool { return p.start == int(offset) }) {
		return
	}
	l := c.file.lexer(c.file.data, int(offset))
	number, ok1 := l.integer()
	generation, ok2 := l.integer()
	// Some programs list it as free, which names nothing.
	if at, named := c.revision.XRef[int(number)]; named && !at.Free || !ok1 || !ok2 {
		c.flaw(FlawSyntax, int(number))
		return
	}
	c.object(offset, Ref{int(number), int(generation)})
}

// gaps looks at what lies between the pieces, and at the end.
func (c *flawCheck) gaps() {
	slices.SortFunc(c.pieces, func(a, b piece) int { return cmp.Compare(a.start, b.start) })
	pos := int(c.revision.Start)
	for _, p := range c.pieces {
		if p.start < pos {
			c.flaw(FlawUnlisted, 0) // two that overlap
			continue
		}
		c.gap(pos, p.start)
		pos = p.end
	}
	l := c.file.lexer(c.file.data[:c.revision.End], pos)
	if !l.keyword("startxref") {
		c.gap(pos, int(c.revision.End))
		c.flaw(FlawEnd, 0)
		return
	}
	offset, ok := l.integer()
	for l.pos < len(l.data) && isSpace(l.data[l.pos]) {
		l.pos++
	}
	if rest := string(l.data[l.pos:]); !ok || offset != c.revision.Section || rest != "%%EOF" && rest != "%%EOF\n" && rest != "%%EOF\r" && rest != "%%EOF\r\n" {
		c.flaw(FlawEnd, 0)
	}
}

// Behind tells whether what is added to the file would be taken for a part of what is there: whether the newest revision has no %%EOF, or what
// stands behind it looks like half another, with objects or the words of a cross-reference. Whoever adds a revision makes that a part of the file.
func (f *File) Behind() bool {
	end := f.Revisions[len(f.Revisions)-1].End
	if !bytes.HasSuffix(bytes.TrimRight(f.data[:end], "\r\n"), []byte("%%EOF")) {
		return true
	}
	rest := f.data[end:]
	if !f.Spend(len(rest)) {
		return true
	}
	return slices.ContainsFunc([]string{" obj", "xref", "trailer", "stream"}, func(word string) bool { return bytes.Contains(rest, []byte(word)) })
}

func (c *flawCheck) gap(start, end int) {
	between := c.file.data[start:end]
	if len(bytes.TrimLeftFunc(between, func(r rune) bool { return r < 64 && isSpace(byte(r)) })) == 0 || !c.file.Spend(len(between)) {
		return
	}
	c.flaw(FlawUnlisted, 0)
	for pos := 0; ; {
		i := bytes.Index(between[pos:], []byte("obj"))
		if i < 0 {
			return
		}
		_, ref, ok := headerBefore(between[:pos+i], pos)
		if at, named := c.revision.XRef[ref.Number]; ok && named && !at.Free {
			c.flaw(FlawTwice, ref.Number)
		}
		pos += i + len("obj")
	}
}
