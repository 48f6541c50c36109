package engine

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"verwoord/app/doc"
	"verwoord/app/draft"
	"verwoord/app/layout"
	"verwoord/app/layout/face"
	"verwoord/app/locale"
	"verwoord/app/pdf"
	"verwoord/app/record"
	"verwoord/app/sign/chain"
)

// Made is a document.
type Made struct {
	Data   []byte // of a preview none
	Name   string // a name for its file
	Tree   *doc.Doc
	Pages  *layout.Pages // nil when it is no PDF
	Report layout.Report
	shown  record.Shown // what the tree prints; nil until somebody has looked
	// The file that this one is a translation of, and its name; nil when it is none.
	Original     []byte
	OriginalName string
}

// Make makes a document. When what it is made of is not good enough there is none, and the problems say why; with a document they are
// warnings.
func (e *Engine) Make(ctx context.Context, r Request) (*Made, record.Problems, error) {
	s, problems := e.subject(r)
	if s == nil || problems.Errors() {
		return nil, problems, nil
	}
	if format := r.format(); !slices.Contains(s.document.Formats, string(format)) {
		return nil, append(problems, Codes.Problem("", "document-format", string(format), strings.Join(s.document.Formats, ", "))), nil
	}
	if wrong := r.whole(s.document); wrong != nil {
		return nil, append(problems, wrong...), nil
	}
	if r.format() == PDF {
		defer e.load(cmp.Or(r.Lang, s.Dossier.Language))()
	}
	made, lacks, err := e.draft(ctx, s, r)
	if err != nil {
		return nil, problems, err
	}
	good := sync.OnceValue(func() bool {
		problems = followed(append(problems, e.judge(made, s, r, lacks)...))
		return !r.stops(problems)
	})
	if r.format() != PDF && !good() {
		return nil, problems, nil
	}
	more, err := e.print(ctx, made, s, r, good)
	if err != nil || !good() {
		return nil, problems, err
	}
	if problems = append(problems, more...); r.stops(problems) {
		return nil, problems, nil
	}
	return made, problems, nil
}

// whole tells what of a request can only be had of a text to be published, and in which formats: a PDF carries and shows all of a document, or it
// could not be made again.
func (r Request) whole(d draft.Document) record.Problems {
	switch format := r.format(); {
	case r.Part != "" && (!d.Publish || format == PDF):
		return record.Problems{Codes.Problem("", "document-part-format")}
	case r.Heading != 0 && (!d.Publish || format != HTML):
		return record.Problems{Codes.Problem("", "document-heading")}
	}
	return nil
}

// stops tells whether problems stand in the way of a document: blanks do not in that of a draft.
func (r Request) stops(problems record.Problems) bool {
	if r.Draft {
		problems = draft.WithoutBlanks(problems)
	}
	return problems.Errors()
}

// draft makes the tree of a document, and tells what it lacks.
func (e *Engine) draft(ctx context.Context, s *subject, r Request) (*Made, record.Problems, error) {
	request := e.drafting(s, r)
	original, err := e.original(ctx, s, r, &request)
	if err != nil {
		return nil, nil, err
	}
	tree, lacks, err := e.templates.Draft(request)
	if err != nil {
		return nil, nil, err
	}
	made := &Made{Tree: tree, Name: fileName(request.Locale, r, s)}
	if original != nil {
		made.Original, made.OriginalName = original.Data, original.Name
	}
	return made, lacks, nil
}

// judge tells what stands in the way of printing a document that was drafted.
func (e *Engine) judge(made *Made, s *subject, r Request, lacks record.Problems) record.Problems {
	problems := e.check(s, r, made.printed(), lacks)
	if s.document.Publish {
		problems = append(problems, e.published(s, r, made.Tree, problems)...)
	}
	return problems
}

// original makes the file that a document is a translation of, and has the translation name it; nil when it is no translation. One that cannot
// be made is missed by the check of the translation too.
func (e *Engine) original(ctx context.Context, s *subject, r Request, request *draft.Request) (*Made, error) {
	if !s.document.Original || request.Locale.Lang == e.locales.Source() {
		return nil, nil
	}
	r.Lang, r.Format = e.locales.Source(), PDF
	source := e.drafting(s, r)
	tree, problems, err := e.templates.Draft(source)
	if err != nil || problems.Errors() {
		return nil, err
	}
	made := &Made{Tree: tree, Name: fileName(source.Locale, r, s)}
	if problems, err = e.print(ctx, made, s, r, always); err != nil || problems.Errors() {
		return nil, err
	}
	sum := sha256.Sum256(made.Data)
	request.Original = hex.EncodeToString(sum[:])
	return made, nil
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

// print prints a tree in the format that was asked for. A file is made only of what is good.
func (e *Engine) print(ctx context.Context, made *Made, s *subject, r Request, good func() bool) (record.Problems, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if s.document.Publish && r.format() != PDF {
		return e.publish(made, s, r), nil
	}
	switch r.Format {
	case HTML:
		made.Data = made.Tree.HTMLPage()
	case Markdown:
		made.Data = made.Tree.Markdown()
	case Text:
		made.Data = made.Tree.Text()
	default:
		err := e.typeset(ctx, made, s, r, good)
		if missing, ok := errors.AsType[*face.MissingGlyphError](err); ok {
			return record.Problems{unprintable(missing)}, nil
		}
		return nil, err
	}
	return nil, nil
}

// always is that a document was judged before, or need not be.
func always() bool { return true }

// errStopped is a document that was judged while it was written, and is not good enough to be made.
var errStopped = errors.New("engine: not good enough")

// typeset sets a tree on pages and writes the file that carries what it was made of. Whether that is good is found out meanwhile: both only read
// the tree.
func (e *Engine) typeset(ctx context.Context, made *Made, s *subject, r Request, good func() bool) error {
	date, err := dateOf(r.Date)
	if err != nil {
		return fmt.Errorf("date of the document: %w", err)
	}
	l := e.locales.Locale(made.Tree.Lang)
	carried := pdf.Attachment{Name: attachmentName, Description: l.T("document.attachment", nil), MediaType: "application/json"}
	judged := make(chan struct{})
	meta := pdf.Meta{
		Date:       date,
		Spare:      e.spare(made.Tree),
		Identifier: recipe{r.Document, l.Lang, s.document.Version, r.Date}.String(),
		Attachment: func() (pdf.Attachment, error) {
			<-judged
			if !good() {
				return carried, errStopped
			}
			return carried, ctx.Err()
		},
	}
	chain.Together(func() {
		if made.Pages, made.Report, err = e.press().setter.Set(made.Tree); err != nil {
			return
		}
		if err = ctx.Err(); err == nil {
			made.Data, err = pdf.Write(made.Tree, made.Pages.All(), meta)
		}
	}, func() {
		defer close(judged)
		if good() {
			carried.Data = s.carried(made.printed()).encode()
			carried.Pack()
		}
	})
	if !good() {
		return nil
	}
	return err
}

// printed is what the tree of a document prints.
func (m *Made) printed() record.Shown {
	if m.shown == nil {
		m.shown = shownBy(m.Tree)
	}
	return m.shown
}

// dateOf reads a day or a moment.
func dateOf(s string) (time.Time, error) {
	if len(s) > len(time.DateOnly) {
		return time.Parse(time.RFC3339, s)
	}
	return time.Parse(time.DateOnly, s)
}

// lettering is what nearly every visible signature is written with: names, a time, who says so; and the marks of the texts themselves.
const lettering = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 .,:;()/&@+-–’'áäçèéëïóöúü\u00a0·“”"

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
	return e.press().spare
}

// spareOf is the lettering of a typeface.
func spareOf(family *face.Family) (out []pdf.Spare, err error) {
	for _, f := range []*face.Face{family.Regular, family.SemiBold} {
		var glyphs []face.Glyph
		for _, letter := range lettering {
			shaped, err := f.Shape(string(letter))
			if err != nil {
				return nil, err
			}
			glyphs = append(glyphs, shaped...)
		}
		s, err := pdf.NewSpare(f, glyphs)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

// fileName is a name that says what a file is and for whom, in characters that every system takes.
func fileName(l *locale.Locale, r Request, s *subject) string {
	name := l.T("document."+r.Document+".file", nil) + "-" + s.Dossier.ID
	if about, ok := s.About.(drilled); ok && about.Drill() {
		name = l.T("document.drill.file", nil) + "-" + name
	}
	if s.kind != nil {
		name += "-" + s.kind.ID(s.About)
		if about, ok := s.About.(composed); ok {
			number, _ := about.Place()
			name += "-" + strconv.Itoa(number)
		}
	}
	if r.Part != "" {
		part, known := l.Message("document." + r.Document + ".part." + r.Part)
		if !known {
			part = r.Part
		}
		name += "-" + part
	}
	return name + "." + string(r.format())
}

// format is the format that was asked for.
func (r Request) format() Format { return cmp.Or(r.Format, PDF) }

// unprintable is a character that the typeface has not, where the check let it pass.
func unprintable(missing *face.MissingGlyphError) record.Problem {
	return Codes.Problem("", "unprintable", fmt.Sprintf("U+%04X", missing.Rune))
}
