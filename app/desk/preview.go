package desk

import (
	"encoding/base64"

	"verwoord/app/doc"
	"verwoord/app/dossier"
	"verwoord/app/locale"
	"verwoord/app/office"
)

// View is what of a preview a screen shows.
type View struct {
	Sheets []Drawn `json:"sheets"` // the pages in sight, as they were drawn last
	Text   bool    `json:"text"`   // the words as HTML
}

// Drawn is a page as it was drawn.
type Drawn struct {
	Page int    `json:"page"` // from 1
	Look string `json:"look"` // as in Page; empty when it was not drawn yet
}

// Preview is a document as it would be, with what is still missing left open.
type Preview struct {
	PDF      string    `json:"pdf"`    // base64: a file of the pages in sight that look otherwise than they were drawn; empty when none does
	Sheets   []int     `json:"sheets"` // which they are, from 1
	HTML     string    `json:"html"`   // the same for who reads with a screen reader, if asked for; only the content of a body
	Pages    []Page    `json:"pages"`  // none when nothing could be set
	Marks    []Mark    `json:"marks"`
	Problems []Problem `json:"problems"` // what cannot be printed
}

// Page is a page of a document.
type Page struct {
	Width  float64 `json:"width"` // in points
	Height float64 `json:"height"`
	Look   string  `json:"look"` // equal for pages that look the same
}

// Mark is a rectangle of a page, in points from its top left corner. A value has a mark for each of its lines, a clause for each
// column it stands in.
type Mark struct {
	Path   string  `json:"path"`   // JSON Pointer of the value that is printed here; empty for fixed text
	Clause string  `json:"clause"` // id of the clause or section around it
	Page   int     `json:"page"`   // from 1
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

// Preview sets a document of a dossier that need not be complete, and gives the pages of it that a screen has to draw anew. A newer Preview
// makes an older one fail with the code "cancelled".
func (d *Desk) Preview(next dossier.Dossier, r Request, v View) (p Preview, err error) {
	defer d.guard(&err)
	ctx, done := d.begin(superseded)
	defer done()
	o, err := d.office()
	if err != nil {
		return Preview{}, err
	}
	request, err := o.Asked(ctx, next.ID, office.Request(r))
	if err != nil {
		return Preview{}, err
	}
	made, problems, err := d.engine().Preview(ctx, &next, request)
	p = Preview{Pages: []Page{}, Sheets: []int{}, Marks: []Mark{}, Problems: d.worded(problems)}
	if err != nil || made == nil {
		return p, err
	}
	looks := made.Looks()
	for _, l := range looks {
		p.Pages = append(p.Pages, Page{Width: l.Width, Height: l.Height, Look: l.Look})
	}
	for _, m := range made.Marks() {
		p.Marks = append(p.Marks, Mark{
			Path: m.Path, Clause: m.Clause, Page: m.Page + 1, X: tenth(m.X), Y: tenth(m.Y), Width: tenth(m.Width), Height: tenth(m.Height),
		})
	}
	if v.Text {
		p.HTML = string(made.Tree.HTML())
	}
	for _, s := range v.Sheets {
		if 1 <= s.Page && s.Page <= len(looks) && s.Look != looks[s.Page-1].Look {
			p.Sheets = append(p.Sheets, s.Page)
		}
	}
	if len(p.Sheets) > 0 {
		file, err := made.Sheets(p.Sheets)
		if err != nil {
			return p, err
		}
		p.PDF = base64.StdEncoding.EncodeToString(file)
		if len(p.Sheets) == len(looks) {
			d.give(file) // all of it, to print
		}
	}
	return p, nil
}

// tenth is a length as precise as a screen shows it.
func tenth(points float64) float64 { return float64(int(points*10+0.5)) / 10 }

// Places tells where a document prints each field, in the order of the document: also a field that is empty in the dossier at hand, so that
// a screen can go to where its words will be.
func (d *Desk) Places(r Request) (places []Place, err error) {
	defer d.guard(&err)
	if r.Language == "" {
		r.Language = d.locale().Lang
	}
	e := d.engine()
	if _, known := e.Document(r.Document); !known {
		return []Place{}, nil // Preview says so
	}
	tree, err := e.Everything(r.Document, r.Language, d.today())
	if err != nil {
		return []Place{}, err
	}
	return placesIn(tree), nil
}

// Clause explains a piece of fixed text of a document, by the id in a Mark. The error has the code "no-clause".
func (d *Desk) Clause(r Request, clause string) (c Clause, err error) {
	defer d.guard(&err)
	l := d.locale()
	if r.Language == "" {
		r.Language = l.Lang
	}
	e := d.engine()
	document, known := e.Document(r.Document)
	if !known {
		return Clause{}, refuse("no-clause", "", "clause", clause)
	}
	tree, err := e.Everything(r.Document, r.Language, d.today())
	if err != nil {
		return Clause{}, err
	}
	for _, s := range tree.Sections {
		if number, title, found := find(s, clause); found {
			c = Clause{ID: clause, Number: clauseNumber(number), Title: title, Version: document.Version}
			c.Reason, c.Law = d.clauseReason(l, r.Document, c), d.clauseLaw(l, r.Document, clause)
			c.Fields = d.clauseFields(l, tree, clause)
			c.Text = d.textOf(l, r.Document, document.Version)
			return c, nil
		}
	}
	return Clause{}, refuse("no-clause", "", "clause", clause)
}

// textOf says which text a document has, and who approved it, when somebody did.
func (d *Desk) textOf(l *locale.Locale, document, version string) string {
	args := locale.Args{"Version": version, "By": ""}
	if itself := d.itself(); itself != nil {
		if a := d.engine().Approval(document, version, itself.Approvals); a != nil {
			args["By"], args["Function"], args["Day"] = a.By, a.Function, l.Date(a.Day)
		}
	}
	return l.T("desk.clause-text", args)
}

// find looks a part of a document up by its id: its number, and the heading that it stands under.
func find(section *doc.Section, id string) (number, title string, found bool) {
	heading := ""
	doc.Walk(section, func(n doc.Node) {
		label := (*doc.Label)(nil)
		switch n := n.(type) {
		case *doc.Section:
			heading = ""
		case *doc.Heading:
			label, heading = n.Label, doc.Plain(n.Inlines)
		case *doc.Item:
			label = n.Label
		}
		if doc.ID(n) == id && !found {
			found, title = true, heading
			if label != nil {
				number = label.Text
			}
		} else if found && title == "" {
			title = heading // of a section: its first heading
		}
	})
	return number, title, found
}
