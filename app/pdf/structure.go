package pdf

import (
	"strconv"
	"strings"

	"verwoord/app/doc"
	"verwoord/app/pdf/cos"
)

// element is a structure element (ISO 32000-1, 14.7.2).
type element struct {
	tag      cos.Name
	parent   *element // nil for the root, Document
	lang     string   // "" for that of its parent
	id       string   // of the part of the document that it is; "" for none
	kids     []kid
	attrs    attributes
	attached bool // is among its parent's kids: an inline element from its first content on, every other one from the start
	words    bool // the tree has text for it, so a page must have it too
	marked   bool // a page has text of it
	seen     bool // page and top are known
	page     int32
	top      float64 // where it starts, on the page of that index
	link     *doc.Link
	number   doc.Node // the label of a heading
	ref      cos.Ref
}

// kid is one of a structure element's kids: another element, a marked-content sequence, or an annotation.
type kid struct {
	element    *element
	page, mcid int32   // when element is nil
	annotation cos.Ref // when its number is not 0
}

// attributes are those of an element's standard owner (ISO 32000-1, 14.8.5).
type attributes int8

const (
	noAttributes attributes = iota
	bulleted                // of a list (ISO 32000-1, table 347)
	numbered
	headsColumn // of a cell (ISO 32000-1, table 349)
	headsRow
	attributesCount
)

func (a attributes) dict() cos.Dict {
	switch a {
	case bulleted:
		return cos.Dict{"O": cos.Name("List"), "ListNumbering": cos.Name("Disc")}
	case numbered:
		return cos.Dict{"O": cos.Name("List"), "ListNumbering": cos.Name("Decimal")}
	case headsColumn:
		return cos.Dict{"O": cos.Name("Table"), "Scope": cos.Name("Column")}
	case headsRow:
		return cos.Dict{"O": cos.Name("Table"), "Scope": cos.Name("Row")}
	default:
		panic("pdf: attributes of an unknown kind")
	}
}

// structure is the tag tree of a document.
type structure struct {
	root     *element
	elements []*element            // parents before their kids
	owners   map[doc.Node]*element // the element that the text of a node belongs to, of nodes that runs are of
	targets  map[string]*element   // by id
	headings []*heading
	forms    map[*doc.Signature]bool // which of the fields a page has

	room []element // for those that follow
}

// heading is an entry of the outline.
type heading struct {
	level int
	text  string
	*element
}

func newStructure(d *doc.Doc) *structure {
	s := &structure{
		elements: make([]*element, 0, 1<<9),
		owners:   make(map[doc.Node]*element, 1<<9),
		targets:  map[string]*element{},
		forms:    map[*doc.Signature]bool{},
	}
	s.root = s.add(nil, "Document")
	for _, section := range d.Sections {
		s.section(s.root, section)
	}
	return s
}

// add makes an element, the last kid of its parent.
func (s *structure) add(parent *element, tag cos.Name) *element {
	e := s.addInline(parent, tag)
	e.attached = true
	if parent != nil {
		parent.kids = append(parent.kids, kid{element: e})
	}
	return e
}

// addInline makes an element that becomes a kid of its parent when a page has text of it: between the parent's own text.
func (s *structure) addInline(parent *element, tag cos.Name) *element {
	if len(s.room) == 0 {
		s.room = make([]element, 128)
	}
	e := &s.room[0]
	s.room = s.room[1:]
	e.tag, e.parent = tag, parent
	s.elements = append(s.elements, e)
	return e
}

func (s *structure) target(id string, e *element) {
	if id != "" {
		s.targets[id] = e
		if e.tag != "Sect" { // its heading has the same id
			e.id = id
		}
	}
}

func (s *structure) section(parent *element, section *doc.Section) {
	e := s.add(parent, "Sect")
	s.owners[section] = e
	s.target(section.ID, e)
	s.blocks(e, section.Blocks)
}

func (s *structure) blocks(parent *element, blocks []doc.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *doc.Section:
			s.section(parent, b)
		case *doc.Heading:
			s.heading(parent, b)
		case *doc.Paragraph:
			e := s.add(parent, "P")
			s.owners[b] = e
			s.target(b.ID, e)
			s.inlines(e, b.Inlines)
		case *doc.List:
			s.list(parent, b)
		case *doc.Table:
			s.table(parent, b)
		case *doc.Signature:
			s.owners[b] = s.add(parent, "Form")
		default:
			panic("pdf: a block of an unknown kind")
		}
	}
}

func (s *structure) heading(parent *element, h *doc.Heading) {
	e := s.add(parent, cos.Name("H"+string(rune('0'+h.Level))))
	s.owners[h] = e
	s.target(h.ID, e)
	text := plain(h.Inlines)
	if h.Label != nil {
		s.owners[h.Label] = e
		e.number = h.Label
		text = h.Label.Text + " " + text
	}
	s.inlines(e, h.Inlines)
	s.headings = append(s.headings, &heading{level: h.Level, text: strings.TrimSpace(text), element: e})
}

func (s *structure) list(parent *element, l *doc.List) {
	e := s.add(parent, "L")
	s.owners[l] = e
	switch l.Kind {
	case doc.Bullets:
		e.attrs = bulleted
	case doc.Clauses:
		e.attrs = numbered
	}
	for _, item := range l.Items {
		li := s.add(e, "LI")
		s.owners[item] = li
		s.target(item.ID, li)
		if item.Label != nil {
			lbl := s.add(li, "Lbl")
			lbl.words = hasWords(item.Label.Text)
			s.owners[item.Label] = lbl
		}
		s.blocks(s.add(li, "LBody"), item.Blocks)
	}
}

func (s *structure) table(parent *element, t *doc.Table) {
	e := s.add(parent, "Table")
	s.owners[t] = e
	s.target(t.ID, e)
	body := e
	if t.Head != nil {
		s.row(s.add(e, "THead"), t.Head, headsColumn, headsColumn)
		body = s.add(e, "TBody")
	}
	first := noAttributes
	if t.RowHead {
		first = headsRow
	}
	for _, r := range t.Rows {
		s.row(body, r, first, noAttributes)
	}
}

// row adds a row of cells: what the first one heads, and what the rest.
func (s *structure) row(parent *element, r *doc.Row, first, rest attributes) {
	tr := s.add(parent, "TR")
	s.owners[r] = tr
	for i, c := range r.Cells {
		tag, attrs := cos.Name("TD"), rest
		if i == 0 {
			attrs = first
		}
		if attrs != noAttributes {
			tag = "TH"
		}
		e := s.add(tr, tag)
		e.attrs = attrs
		s.owners[c] = e
		s.inlines(e, c.Inlines)
	}
}

func (s *structure) inlines(e *element, inlines []doc.Inline) {
	for _, in := range inlines {
		switch in := in.(type) {
		case *doc.Text:
			e.words = e.words || hasWords(in.Text)
		case *doc.Value:
			s.owners[in] = e
			e.words = e.words || hasWords(in.Text)
		case *doc.Strong:
			s.inlines(e, in.Inlines)
		case *doc.Emphasis:
			s.inlines(e, in.Inlines)
		case *doc.Link:
			link := s.addInline(e, "Link")
			link.link = in
			s.owners[in] = link
			s.inlines(link, in.Inlines)
		case *doc.Span:
			span := s.addInline(e, "Span")
			span.lang = in.Lang
			s.owners[in] = span
			s.inlines(span, in.Inlines)
		case *doc.Break:
		default:
			panic("pdf: an inline of an unknown kind")
		}
	}
}

func hasWords(s string) bool { return strings.TrimSpace(s) != "" }

// plain is the words of inlines.
func plain(inlines []doc.Inline) string {
	var b strings.Builder
	for _, in := range inlines {
		switch in := in.(type) {
		case *doc.Text:
			b.WriteString(in.Text)
		case *doc.Value:
			b.WriteString(in.Text)
		case *doc.Strong:
			b.WriteString(plain(in.Inlines))
		case *doc.Emphasis:
			b.WriteString(plain(in.Inlines))
		case *doc.Link:
			b.WriteString(plain(in.Inlines))
		case *doc.Span:
			b.WriteString(plain(in.Inlines))
		case *doc.Break:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// mark notes that a page has content of e, which starts at top when it is the first.
func (e *element) mark(page, mcid int, top float64) {
	e.attach()
	e.kids = append(e.kids, kid{page: int32(page), mcid: int32(mcid)})
	e.marked = true
	for a := e; a != nil && !a.seen; a = a.parent {
		a.page, a.top, a.seen = int32(page), top, true
	}
}

func (e *element) attach() {
	if !e.attached {
		e.attached = true
		e.parent.attach()
		e.parent.kids = append(e.parent.kids, kid{element: e})
	}
}

// linked is the link that e is in, nil when it is in none.
func (e *element) linked() *element {
	for ; e != nil; e = e.parent {
		if e.link != nil {
			return e
		}
	}
	return nil
}

// objects adds the structure tree to the file: every element and the root that maps content back to them.
// pages are the page objects, imprints what is on them; annotations those of the annotations
// whose StructParent is len(pages) + i.
func (s *structure) objects(b *cos.Builder, root cos.Ref, pages []cos.Ref, imprints []imprint, annotations []*element) {
	s.write(b, root, pages)
	nums := make(cos.Array, 0, 2*(len(imprints)+len(annotations)))
	for i, page := range imprints {
		nums = append(nums, int64(i), b.Add(page.owners()))
	}
	for i, e := range annotations {
		nums = append(nums, int64(len(pages)+i), e.ref)
	}
	b.Set(root, cos.Dict{
		"Type":              cos.Name("StructTreeRoot"),
		"K":                 s.root.ref,
		"ParentTree":        b.Add(cos.Dict{"Nums": nums}),
		"ParentTreeNextKey": int64(len(pages) + len(annotations)),
	})
}

// write adds the elements to a file, under a parent. pages are the page objects.
func (s *structure) write(to adder, parent cos.Ref, pages []cos.Ref) {
	used := make([]*element, 0, len(s.elements))
	for _, e := range s.elements {
		if e.attached {
			e.ref = to.Add(nil)
			used = append(used, e)
		}
	}
	var kinds [attributesCount]cos.Ref // each once: a table has one for every head of a column
	text := make([]byte, 0, 96*len(used))
	for _, e := range used {
		if e.attrs != noAttributes && kinds[e.attrs].Number == 0 {
			kinds[e.attrs] = to.Add(e.attrs.dict())
		}
		first := len(text)
		text = e.object(text, parent, pages, kinds[e.attrs])
		to.Set(e.ref, cos.Written(text[first:len(text):len(text)]))
	}
}

// owners writes the elements of the marked content of a page, by its MCID.
func (p *imprint) owners() cos.Written {
	out := append(make(cos.Written, 0, 10*len(p.marks)+2), '[')
	for i, e := range p.marks {
		if i > 0 {
			out = append(out, ' ')
		}
		out = cos.AppendRef(out, e.ref)
	}
	return append(out, ']')
}

// object writes the element's dictionary (ISO 32000-1, table 323): its keys sorted, as everywhere.
func (e *element) object(dst []byte, root cos.Ref, pages []cos.Ref, attributes cos.Ref) []byte {
	dst = append(dst, "<<"...)
	if e.attrs != noAttributes {
		dst = cos.AppendRef(append(dst, "/A "...), attributes)
	}
	dst, home := e.content(dst, pages)
	if e.lang != "" {
		dst = cos.Append(append(dst, "/Lang"...), cos.String(e.lang))
	}
	if e.parent != nil {
		root = e.parent.ref
	}
	dst = cos.AppendRef(append(dst, "/P "...), root)
	if home >= 0 {
		dst = cos.AppendRef(append(dst, "/Pg "...), pages[home])
	}
	dst = append(append(dst, "/S/"...), e.tag...)
	if e.id != "" {
		dst = cos.Append(append(dst, "/T"...), cos.String(e.id)) // its title: the clause's id, by which Passages knows it again
	}
	return append(dst, ">>"...)
}

// content writes the kids of an element, one of them without an array, and gives the page of its first content, -1 for none. Content on another
// page names that.
func (e *element) content(dst []byte, pages []cos.Ref) (out []byte, home int32) {
	home = -1
	if len(e.kids) == 0 {
		return dst, home
	}
	dst = append(dst, "/K"...)
	if len(e.kids) > 1 {
		dst = append(dst, '[')
	}
	for i, k := range e.kids {
		if k.element == nil && home < 0 {
			home = k.page
		}
		elsewhere := k.element == nil && k.page != home
		plain := k.element != nil || k.annotation.Number == 0 && !elsewhere
		if plain && (i > 0 || len(e.kids) == 1) { // it is no delimiter
			dst = append(dst, ' ')
		}
		switch {
		case k.element != nil:
			dst = cos.AppendRef(dst, k.element.ref)
		case k.annotation.Number != 0:
			dst = cos.AppendRef(append(dst, "<</Obj "...), k.annotation)
			if elsewhere {
				dst = cos.AppendRef(append(dst, "/Pg "...), pages[k.page])
			}
			dst = append(dst, "/Type/OBJR>>"...)
		case elsewhere:
			dst = strconv.AppendInt(append(dst, "<</MCID "...), int64(k.mcid), 10)
			dst = cos.AppendRef(append(dst, "/Pg "...), pages[k.page])
			dst = append(dst, "/Type/MCR>>"...)
		default:
			dst = strconv.AppendInt(dst, int64(k.mcid), 10)
		}
	}
	if len(e.kids) > 1 {
		dst = append(dst, ']')
	}
	return dst, home
}
