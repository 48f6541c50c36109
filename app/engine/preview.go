package engine

import (
	"context"
	"errors"

	"verwoord/app/dossier"
	"verwoord/app/draft"
	"verwoord/app/layout/face"
)

// Preview makes a document as Make does, of a dossier that need not be good enough yet: what is missing is left open. The problems are
// those that Make would have. There is no document when the dossier cannot be read or has a character that cannot be printed.
func (e *Engine) Preview(ctx context.Context, r Request) (*Made, dossier.Problems, error) {
	d, problems := dossier.Decode(r.Dossier)
	if d == nil {
		return nil, problems, nil
	}
	problems = append(problems, d.Check(e.catalogue(), e.world(), r.Document, r.Date)...)
	d = d.Normalized()
	if r.Lang == "" {
		r.Lang = d.Language
	}
	l := e.locales.Locale(r.Lang)
	tree, more, err := e.templates.Draft(draft.Request{
		Document: r.Document, Locale: l, Dossier: d, Catalogue: e.catalogue(), Date: r.Date, Item: r.Item,
	})
	problems = append(problems, more...)
	if err != nil || tree == nil {
		return nil, problems, err
	}
	if err := ctx.Err(); err != nil {
		return nil, problems, err
	}
	made := &Made{Tree: tree, Name: fileName(l, r, d)}
	if err := e.typeset(ctx, made, r, d, l); err != nil {
		if missing, ok := errors.AsType[*face.MissingGlyphError](err); ok {
			return nil, append(problems, unprintable(missing)), nil
		}
		return nil, problems, err
	}
	return made, problems, nil
}
