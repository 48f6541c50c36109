package engine

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/draft"
	"verwoord/app/layout"
	"verwoord/app/layout/face"
	"verwoord/app/locale"
	"verwoord/app/pdf"
)

// Request is one document to make.
type Request struct {
	Document string
	Dossier  []byte
	Lang     string // "" for the dossier's own
	Date     string // printed on the document, ISO 8601
	Item     string // which breach, change, transfer or request; "" when the document is about none
	Format   Format // "" is PDF
}

// Made is a document.
type Made struct {
	Data   []byte
	Name   string // a name for its file
	Tree   *doc.Doc
	Pages  *layout.Pages // nil when it is no PDF
	Report layout.Report
}

// Make makes a document. When the dossier is not good enough there is none, and the problems say why; with a document they are
// warnings.
func (e *Engine) Make(ctx context.Context, r Request) (*Made, dossier.Problems, error) {
	d, problems := dossier.Decode(r.Dossier)
	if d == nil || problems.Errors() {
		return nil, problems, nil
	}
	if r.Lang == "" {
		r.Lang = d.Language
	}
	if r.Format == "" || r.Format == PDF {
		defer e.load(r.Lang)()
	}
	problems = append(problems, d.Check(e.catalogue(), e.world(), r.Document, r.Date)...)
	if problems.Errors() {
		return nil, problems, nil
	}
	made, more, err := e.render(ctx, r, d.Normalized())
	return made, append(problems, more...), err
}

// load loads what the words and pages of a language need, while the dossier is still being checked and drafted. The function that it
// returns waits.
func (e *Engine) load(lang string) (wait func()) {
	var loading sync.WaitGroup
	loading.Go(func() {
		e.locales.Locale(lang).Load()
		e.press().setter.Load(lang)
	})
	return loading.Wait
}

// render makes a document of a dossier as it is.
func (e *Engine) render(ctx context.Context, r Request, d *dossier.Dossier) (*Made, dossier.Problems, error) {
	if r.Lang == "" {
		r.Lang = d.Language
	}
	l := e.locales.Locale(r.Lang)
	tree, problems, err := e.templates.Draft(draft.Request{
		Document: r.Document, Locale: l, Dossier: d, Catalogue: e.catalogue(), Date: r.Date, Item: r.Item,
	})
	if err != nil || tree == nil || problems.Errors() {
		return nil, problems, err
	}
	if err := ctx.Err(); err != nil {
		return nil, problems, err
	}
	made := &Made{Tree: tree, Name: fileName(l, r, d)}
	switch r.Format {
	case HTML:
		made.Data = tree.HTMLPage()
	case Markdown:
		made.Data = tree.Markdown()
	case Text:
		made.Data = tree.Text()
	default:
		if err := e.typeset(ctx, made, r, d, l); err != nil {
			var missing *face.MissingGlyphError
			if errors.As(err, &missing) {
				return nil, append(problems, unprintable(missing)), nil
			}
			return nil, problems, err
		}
	}
	return made, problems, nil
}

// typeset sets a tree on pages and writes the file that carries its dossier.
func (e *Engine) typeset(ctx context.Context, made *Made, r Request, d *dossier.Dossier, l *locale.Locale) error {
	var err error
	if made.Pages, made.Report, err = e.press().setter.Set(made.Tree); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	date, err := time.Parse(time.DateOnly, r.Date)
	if err != nil {
		return fmt.Errorf("date of the document: %w", err)
	}
	made.Data, err = pdf.Write(made.Tree, made.Pages.All(), pdf.Meta{
		Date:       date,
		Spare:      e.spare(made.Tree),
		Identifier: recipe{r.Document, l.Lang, e.templates.Version(r.Document, l.Lang), r.Date, r.Item}.String(),
		Attachment: pdf.Attachment{
			Name:        "dossier.json",
			Description: l.T("document.attachment", nil),
			MediaType:   "application/json",
			Data:        carried(made.Tree, d).Encode(),
		},
	})
	return err
}

// lettering is what nearly every visible signature is written with: names, a time, who says so.
const lettering = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;()/&@+-–’'áäçèéëïóöúü"

// spare is lettering for those who will sign a document, so that a signature need not bring fonts along.
func (e *Engine) spare(tree *doc.Doc) []pdf.Spare {
	signed := false
	for _, s := range tree.Sections {
		doc.Walk(s, func(n doc.Node) {
			if _, is := n.(*doc.Signature); is {
				signed = true
			}
		})
	}
	if !signed {
		return nil
	}
	family := e.press().family
	var out []pdf.Spare
	for _, f := range []*face.Face{family.Regular, family.SemiBold} {
		s := pdf.Spare{Face: f}
		for _, letter := range lettering {
			glyphs, err := f.Shape(string(letter))
			if err != nil {
				panic(err) // the typeface is part of the program
			}
			s.Glyphs = append(s.Glyphs, glyphs...)
		}
		out = append(out, s)
	}
	return out
}

// fileName is a name that says what a file is and for whom, in characters that every system takes.
func fileName(l *locale.Locale, r Request, d *dossier.Dossier) string {
	format := r.Format
	if format == "" {
		format = PDF
	}
	name := l.T("document."+r.Document+".file", nil) + "-" + d.ID
	if r.Item != "" {
		name += "-" + r.Item
	}
	return name + "." + string(format)
}

// unprintable is a character that the typeface has not, where the dossier's own check let it pass.
func unprintable(missing *face.MissingGlyphError) dossier.Problem {
	return dossier.Problem{
		Severity: dossier.Error, Code: "unprintable",
		Args: map[string]string{"Character": fmt.Sprintf("U+%04X", missing.Rune)},
	}
}
