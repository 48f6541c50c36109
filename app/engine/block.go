package engine

import (
	"context"
	"errors"

	"verwoord/app/doc"
	"verwoord/app/layout"
	"verwoord/app/layout/face"
	"verwoord/app/locale"
	"verwoord/app/pdf"
	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign"
)

// Block is the visible block of a signature, as Sign draws it.
type Block struct {
	sign.View
	Words []string // line by line, before they are broken; none when the field is one that is not seen
}

// Block shows what Sign will draw for the holder of a certificate. Only the time of signing can be another, and what is said of it when no
// time-stamp can be had.
func (e *Engine) Block(ctx context.Context, file []byte, h Holder, s Signing) (b Block, err error) {
	f, err := sign.Open(ctx, file)
	if err != nil {
		return b, err
	}
	s.Party = s.party(f)
	words, r := e.request(f, h, s)
	if b.View, err = sign.Preview(f, r); err == nil && b.File != nil {
		b.Words = words(s.stamps())
	}
	return b, err
}

// Sizes of a block, in points.
const (
	blockInset = 4.0  // between the edge and what stands in it
	drawnShare = 0.38 // of the width, for a drawn signature
)

// look draws a block: words, and at their left the drawn signature if there is one.
func (e *Engine) look(words func(stamped bool) []string, drawing *sign.Drawing) sign.Look {
	return func(u *cos.Update, width, height float64, stamped bool) (cos.Ref, error) {
		room := form.Rect{X1: blockInset, Y1: blockInset, X2: width - blockInset, Y2: height - blockInset}
		var below pdf.Drawn
		if drawing != nil {
			share := float64(width * drawnShare)
			var err error
			if below.Content, below.XObjects, err = drawing.Draw(u, form.Rect{X1: room.X1, Y1: room.Y1, X2: share, Y2: room.Y2}); err != nil {
				return cos.Ref{}, err
			}
			room.X1 = share + blockInset
		}
		page, err := e.press().setter.Panel(words(stamped), width, height, layout.Box{X: room.X1, Y: blockInset, Width: room.Width(), Height: room.Height()})
		if err != nil {
			return cos.Ref{}, noGlyph(err)
		}
		return pdf.Panel(u, page, below)
	}
}

// sheet is where signatures stand in a file that was made without a place for them. A party is not alone: the other has its place beside it.
func (e *Engine) sheet(l *locale.Locale, f *cos.File, party string) sign.Sheet {
	if !pdf.TakesPages(f) {
		return nil
	}
	return func(u *cos.Update, name string) ([]cos.Ref, error) {
		section := &doc.Section{Blocks: []doc.Block{
			&doc.Heading{Level: 1, Inlines: []doc.Inline{&doc.Text{Text: l.T("sign.sheet.title", nil)}}},
			&doc.Paragraph{Inlines: []doc.Inline{&doc.Text{Text: l.T("sign.sheet.text", nil)}}},
		}}
		place := func(field, label, description string) {
			section.Blocks = append(section.Blocks,
				&doc.Paragraph{Style: doc.Caption, Inlines: []doc.Inline{&doc.Text{Text: label}}},
				&doc.Signature{Field: field, Description: description})
		}
		if party == "" {
			place(name, l.T("sign.sheet.signature", nil), l.T("sign.sheet.signature", nil))
		}
		fields := form.Read(f)
		for _, field := range []string{Processor, Controller} {
			if party != "" && fields.Named(field) == nil {
				place(field, l.T("sign.sheet."+field, nil), l.T("sign.sheet."+field+".field", nil))
			}
		}
		d := &doc.Doc{Title: l.T("sign.sheet.title", nil), Lang: l.Lang, Sections: []*doc.Section{section}}
		pages, _, err := e.press().setter.Set(d)
		if err != nil {
			return nil, noGlyph(err)
		}
		return pdf.Append(u, d, pages.All())
	}
}

// noGlyph is a refusal to sign with a character that the typeface has not.
func noGlyph(err error) error {
	if missing, ok := errors.AsType[*face.MissingGlyphError](err); ok {
		return &sign.Error{Code: "no-glyph", Args: map[string]string{"Character": string(missing.Rune)}, Err: err}
	}
	return err
}
