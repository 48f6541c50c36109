// Package layout places a document tree on pages.
//
// Start with NewSetter, then Set. A Setter sets documents: it breaks their paragraphs into lines, their tables into columns and the whole into pages, and names for every
// run of glyphs the node of the tree that it is of. How things look is in sheet.go.
//
// A product that something is added to is written float64(x*y): without the conversion some machines round the two operations once, and
// set a line another way (The Go Programming Language Specification, Floating-point operators).
package layout

import (
	"strings"
	"sync"

	"verwoord/app/doc"
	"verwoord/app/layout/face"
	"verwoord/app/layout/hyphen"
)

// Setter sets documents. It is safe for concurrent use. What it remembers between documents makes it faster and changes nothing.
type Setter struct {
	family     *face.Family
	words      cache[wordKey, word]
	paragraphs cache[string, known]
	languages  sync.Map  // by the primary language: func() *hyphen.Hyphenator, which loads it once
	binders    sync.Pool // of *binder
}

// NewSetter returns a setter for a typeface.
func NewSetter(family *face.Family) *Setter {
	return &Setter{
		family:     family,
		words:      cache[wordKey, word]{size: knownWords},
		paragraphs: cache[string, known]{size: knownParagraphs},
	}
}

// hyphenator returns the hyphenator of a language, nil for one that has none.
func (s *Setter) hyphenator(lang string) *hyphen.Hyphenator {
	primary, _, _ := strings.Cut(lang, "-")
	load, known := s.languages.Load(primary)
	if !known {
		load, _ = s.languages.LoadOrStore(primary, sync.OnceValue(func() *hyphen.Hyphenator { return hyphen.Load(primary) }))
	}
	return load.(func() *hyphen.Hyphenator)()
}

// Load reads the hyphenation patterns of a language, which Set would otherwise do when it comes to the first word.
func (s *Setter) Load(lang string) { s.hyphenator(lang) }

// Set places a document on pages. The error is a *face.MissingGlyphError when the text has a character that the typeface has not.
func (s *Setter) Set(d *doc.Doc) (*Pages, Report, error) {
	c := &composer{s: s, doc: d, galley: galley{strips: make([]strip, 0, 256)}}
	if err := c.sections(d.Sections); err != nil {
		return nil, Report{}, err
	}
	m := &maker{galley: &c.galley, report: &c.report}
	m.make(c.regions)
	foot, err := s.foot(d, len(m.pages))
	if err != nil {
		return nil, Report{}, err
	}
	head, err := s.head(d)
	if err != nil {
		return nil, Report{}, err
	}
	c.report.Pages = len(m.pages)
	return &Pages{setter: s, galley: &c.galley, plates: m.pages, head: head, foot: foot}, c.report, nil
}
