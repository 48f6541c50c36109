package layout

import (
	"verwoord/app/doc"
	"verwoord/app/layout/face"
)

// The sheet: everything about the page that a designer would want to change. Lengths are points.
//
// Every distance down the page is a multiple of half a line, so that the lines of two columns stand either level or exactly half a line apart,
// unless a region is squeezed to save a page, or its columns are made more even.
const (
	pageWidth  = 595.276 // ISO 216, A4
	pageHeight = 841.890

	marginLeft   = 61.0
	marginRight  = 43.276
	marginTop    = 60.0
	marginBottom = 67.89
	textWidth    = pageWidth - marginLeft - marginRight
	textHeight   = pageHeight - marginTop - marginBottom

	gutter    = 34.0 // between columns; the clause numbers of the next one stand in it, with air on their left
	labelHang = 18.0 // how far a clause number stands left of its text
	labelGap  = 4.0  // the least between a clause number and its text
	bulletGap = 11.0 // how far the text of a list stands right of its bullets
	hangRight = 3.0  // how far hyphens and points may stand out to the right

	measure = 42.0 // the longest line of running text, in em

	headBaseline = 36.0
	headSize     = 11.0

	footBaseline = pageHeight - 36.0
	footSize     = 7.5
	footGap      = 12.0

	cellGap     = 12.0 // between the columns of a table; less when they are very many
	thinRule    = 0.35
	firmRule    = 0.8
	factsLabel  = 0.36 // of the measure: the widest column of labels in a table of facts
	fieldWidth  = 290.0
	fieldHeight = 84.0
	narrowest   = 24.0 // em: text in a narrower column is set ragged right
	leastOnPage = 4    // lines that a part must have room for to begin on a page that has something on it
)

// typeSize is a size of type on its leading.
type typeSize struct {
	size, leading float64
}

// scale is the type of a document part: the body, its headings, and what surrounds them.
type scale struct {
	body, note, lead typeSize
	headings         [4]headingType // by level; deeper ones are as the last
}

// headingType is how a heading of one level looks. Before and after are in lines of the body.
type headingType struct {
	typeSize
	before, after float64
	ink           Ink
}

var normal = scale{
	body: typeSize{10, 14},
	note: typeSize{8.5, 10.5},
	lead: typeSize{11.5, 17.5},
	headings: [4]headingType{
		{typeSize{22, 28}, 0, 0.5, Accent},
		{typeSize{15, 21}, 2, 0.5, Accent},
		{typeSize{11.5, 14}, 1, 0.5, Black},
		{typeSize{10, 14}, 1, 0, Black},
	},
}

var small = scale{
	body: typeSize{9, 12},
	note: typeSize{8, 12},
	lead: typeSize{10, 12},
	headings: [4]headingType{
		{typeSize{20, 24}, 0, 1, Accent},
		{typeSize{13, 18}, 1.5, 0.5, Accent},
		{typeSize{10, 12}, 1, 0.5, Accent},
		{typeSize{9, 12}, 1, 0, Black},
	},
}

// heading returns the look of a heading of a level from 1.
func (s *scale) heading(level int) headingType {
	return s.headings[min(max(level, 1), len(s.headings))-1]
}

// paragraph returns the type and ink of a paragraph.
func (s *scale) paragraph(style doc.Style) (typeSize, Ink) {
	switch style {
	case doc.Body:
		return s.body, Black
	case doc.Lead:
		return s.lead, Black
	case doc.Note:
		return s.note, Quiet
	case doc.Caption:
		return s.body, Black
	default:
		panic("layout: unknown paragraph style")
	}
}

// captionFace is the face of a paragraph of a style.
func captionFace(f *face.Family, style doc.Style) *face.Face {
	if style == doc.Caption {
		return f.SemiBold
	}
	return f.Regular
}
