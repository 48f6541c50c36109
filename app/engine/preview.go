package engine

import (
	"context"
	"errors"

	"verwoord/app/dossier"
	"verwoord/app/layout"
	"verwoord/app/layout/face"
	"verwoord/app/pdf"
	"verwoord/app/record"
)

// Preview sets a document as Make does, of a dossier that need not be good enough yet: what is missing shows as a gap. It has no Data: Sheets
// writes the pages that one wants to see. The Dossier of the request is left out of account. The problems tell what cannot be printed; there
// is no document when that is a character which has no glyph, or when the record that it is about is not there.
func (e *Engine) Preview(ctx context.Context, d *dossier.Dossier, r Request) (*Made, record.Problems, error) {
	s, problems := e.with(d.Normalized(), r)
	if s == nil {
		return nil, problems, nil
	}
	request := e.drafting(s, r)
	request.Open = true
	if _, err := e.original(ctx, s, r, &request); err != nil {
		return nil, nil, err
	}
	tree, problems, err := e.templates.Draft(request)
	if err != nil {
		return nil, problems, err
	}
	if err := ctx.Err(); err != nil {
		return nil, problems, err
	}
	made := &Made{Tree: tree, Name: fileName(request.Locale, r, s)}
	if made.Pages, made.Report, err = e.press().setter.Set(tree); err != nil {
		if missing, ok := errors.AsType[*face.MissingGlyphError](err); ok {
			return nil, append(problems, unprintable(missing)), nil
		}
		return nil, problems, err
	}
	return made, problems, ctx.Err()
}

// Sheets writes some pages, counted from 1, as a PDF file to look at: what they show is what they show in the document that is made.
func (m *Made) Sheets(pages []int) ([]byte, error) {
	return pdf.Sheets(m.Tree, func(yield func(*layout.Page) bool) {
		for _, n := range pages {
			if !yield(m.Pages.Page(n - 1)) {
				return
			}
		}
	})
}
