// Package pdf writes a document that has been laid out as one file that is PDF 1.7, PDF/A-3a (ISO 19005-3) and PDF/UA-1
// (ISO 14289-1) at once: tagged, with its fonts, its outline, its signature fields and the data it was made of inside.
//
// Start with Write; Sheets writes some pages to look at, Original and Passages read back what was written.
//
// The pages go through fpdf, which makes a plain file of them: page objects, lines, link annotations, destinations, the outline, the document
// information. assemble reads that file back and writes all of it anew, with what fpdf has no hand for: tags, subset fonts with the words of
// their glyphs, signature fields, an attachment, the output intent. Between the two is a file and not fpdf's insides, so that fpdf is used
// as it comes, through what it promises, and can be replaced by a later one. To read the plain file back takes a fiftieth of the time.
//
// The document tree is the tag tree. What could not be a conforming file is refused. CONFORMANCE.md walks the clauses.
package pdf

import (
	"iter"
	"time"

	"verwoord/app/doc"
	"verwoord/app/layout"
	"verwoord/app/pdf/cos"
)

// Meta is what a file says besides its document.
type Meta struct {
	Date       time.Time                  // of creation and of everything dated in the file; never zero. Its zone is printed.
	Attachment func() (Attachment, error) // called when the pages are drawn, so that it can be made meanwhile; an error is that of Write. Nil is none.
	Identifier string                     // how the document can be made again (dc:identifier); "" leaves it out
	Spare      []Spare                    // for the fonts of the faces that the pages use
}

// Attachment is the data that the document was made of.
type Attachment struct {
	Name        string // of the file: "dossier.json"
	Description string // for people, in the language of the document
	MediaType   string // "application/json"
	Data        []byte

	packed *cos.Stream // Data; nil until it has been compressed
}

// Write writes a document whose pages are those of layout; each is drawn as it comes, and not kept. The same arguments give the same bytes.
// The error is a *Refusal when the document or its pages cannot become a conforming file.
func Write(d *doc.Doc, pages iter.Seq[*layout.Page], m Meta) ([]byte, error) {
	if err := check(d, m); err != nil {
		return nil, err
	}
	pack := newPacker()
	defer pack.finish()
	s := newStructure(d)
	g, err := generate(d, pages, m, s, pack)
	if err != nil {
		return nil, err
	}
	if err := g.carry(m, pack); err != nil {
		return nil, err
	}
	return assemble(d, m, s, g, pack)
}
