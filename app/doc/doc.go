// Package doc is the document tree: what a document says, in the order it is read, with nothing about where it stands on a page.
//
// The tree is also the tag tree of the PDF. A run of glyphs placed on a page names the Node it belongs to; a run that names none
// is page furniture (an artifact). There is no second structure to keep in step.
//
// Start with Doc: Walk goes through it, and HTML, Markdown and Text print it. A tree is made once, by package draft, and is read-only from then on: its nodes are identified by their pointers.
package doc

// Doc is one document.
type Doc struct {
	Title    string // never empty: PDF/UA-1 requires it
	Subject  string
	Author   string
	Keywords []string
	Lang     string   // BCP 47, never empty
	Head     string   // running head, for what no reader of any page may miss; "" for none
	Foot     []string // running foot, left to right, without the page number: document, version, client
	PageOf   string   // the running foot's page number in the document's language, with {page} and {pages}: "pagina {page} van {pages}"
	Sections []*Section
	Mark     string   // that the text says of itself; "" when it says none
	Beside   []string // JSON Pointers of the values in what is no Value: the title, the subject, the foot, the text of a signature, a link
}

// Node is any part of the tree that a run on a page can belong to:
// every Block, every Inline, *Item, *Label, *Row and *Cell.
type Node interface{ node() }

// Block is one of *Section, *Heading, *Paragraph, *List, *Table, *Signature.
type Block interface {
	Node
	block()
}

// Inline is one of *Text, *Value, *Strong, *Emphasis, *Link, *Span, *Break.
type Inline interface {
	Node
	inline()
}

// Section is a part of the document with, as a rule, a heading as its first block. Tag: Sect.
type Section struct {
	ID      string // unique in the document, equal in every language; "" for a section that nothing points to
	Columns int    // text columns; 0 continues with those of the parent, at the top 1
	NewPage bool   // starts a page
	Keep    bool   // is not split over a column or page when it fits in one
	Framed  bool   // stands apart from what is around it
	Small   bool   // is set in the smaller of the two text sizes
	Blocks  []Block
}

// Heading is a heading of level 1 to 6; levels never skip (ISO 14289-1, 7.4.2). Tag: H1 … H6.
type Heading struct {
	ID      string
	Level   int
	Label   *Label // its number, which is layout and not text; nil when it has none
	Inlines []Inline
}

// Style tells what a paragraph is for; the sheet decides how that looks.
type Style int

const (
	Body    Style = iota
	Lead          // the paragraph under a title
	Note          // an aside: smaller and quieter
	Caption       // the title of a table or block
)

// Paragraph is running text. Tag: P.
type Paragraph struct {
	ID      string // of the clause, "" for a paragraph that is none
	Style   Style
	Inlines []Inline
}

// ListKind tells how a list's labels stand.
type ListKind int

const (
	Bullets ListKind = iota // label is a dash or bullet
	Clauses                 // label is a clause number in the margin of the column: 3.2
	Terms                   // no labels: a list of definitions
)

// List is a list of items. Tag: L.
type List struct {
	Kind  ListKind
	Items []*Item
}

// Item is one member of a list. Tag: LI, with its label as Lbl and its blocks in LBody.
type Item struct {
	ID     string // of the clause
	Label  *Label // nil in a list of Terms
	Blocks []Block
}

// Label is a number or a bullet that the document makes and the approved text does not contain. Tag: Lbl.
type Label struct{ Text string }

// Align tells how the cells of a column stand.
type Align int

const (
	Left Align = iota
	Right
)

// Table is a table. Every row has as many cells as Columns. Tag: Table.
type Table struct {
	ID      string
	Columns []Align
	Head    *Row // repeated on every page; nil for a table of facts
	RowHead bool // the first cell of each row is its header (TH, scope Row)
	Rows    []*Row
}

// Row is a row of a table. Tag: TR.
type Row struct{ Cells []*Cell }

// Cell is a cell of a table. Tag: TH in Head and in the first column under RowHead, else TD.
type Cell struct{ Inlines []Inline }

// Signature is the place where one party signs: an empty signature field. Tag: Form.
type Signature struct {
	Field       string // the form field's name: "processor", "controller"
	Description string // for who cannot see it (ISO 14289-1, 7.18.1): "Handtekening van JEX Nederland B.V."
}

// Text is words of the template.
type Text struct{ Text string }

// Value is words of the dossier. Path is the JSON Pointer (RFC 6901) of what they print, "" when they are computed from several.
type Value struct {
	Path  string
	Text  string // one line: a line end in the dossier is a Break between Values
	Prose bool   // sentences or a label: its words may be hyphenated, as a name, a number or an address may not
}

// Strong is words that stand out: a defined term.
type Strong struct{ Inlines []Inline }

// Emphasis is words set apart.
type Emphasis struct {
	Inlines []Inline
	Blank   bool // they say what somebody has to fill in
}

// Link is words that lead elsewhere. Tag: Link.
type Link struct {
	URL     string // "https:…", "mailto:…", "tel:…", or "#id" of a Section, Heading, Item or Table
	Inlines []Inline
}

// Span is words in another language than what surrounds them. Tag: Span, with Lang.
type Span struct {
	Lang    string
	Inlines []Inline
}

// Break is the end of a line inside a paragraph or cell.
type Break struct{}

func (*Section) node()   {}
func (*Heading) node()   {}
func (*Paragraph) node() {}
func (*List) node()      {}
func (*Item) node()      {}
func (*Label) node()     {}
func (*Table) node()     {}
func (*Row) node()       {}
func (*Cell) node()      {}
func (*Signature) node() {}
func (*Text) node()      {}
func (*Value) node()     {}
func (*Strong) node()    {}
func (*Emphasis) node()  {}
func (*Link) node()      {}
func (*Span) node()      {}
func (*Break) node()     {}

func (*Section) block()   {}
func (*Heading) block()   {}
func (*Paragraph) block() {}
func (*List) block()      {}
func (*Table) block()     {}
func (*Signature) block() {}

func (*Text) inline()     {}
func (*Value) inline()    {}
func (*Strong) inline()   {}
func (*Emphasis) inline() {}
func (*Link) inline()     {}
func (*Span) inline()     {}
func (*Break) inline()    {}
