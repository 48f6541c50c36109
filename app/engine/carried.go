package engine

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"verwoord/app/dossier"
	"verwoord/app/notice"
	"verwoord/app/organisation"
	"verwoord/app/pdf"
	"verwoord/app/pdf/cos"
	"verwoord/app/record"
	"verwoord/app/review"
)

// carriedSchema is the format of what a PDF carries. The first edition carried the dossier alone.
const carriedSchema = "verwoord/carried/2"

// attachmentName is what the attachment of a PDF is called.
const attachmentName = "verwoord.json"

// Carried is what a document was made of, as its file has it inside: no more than it shows, written as it is printed.
type Carried struct {
	Dossier *dossier.Dossier
	Kind    record.Kind // of the record that it is about; nil when it is about none
	About   any         // that record, as the client may see it
	Chain   []notice.Notice
	// Of a review: the file that it is of.
	Reviewed *review.File
	// Of a review: what it tells of the organisation. Nil when that was not known.
	Organisation *organisation.Organisation
	Date         string // of a specimen, the day or moment that it is of; "" in what a file carries, which says so elsewhere

	specimen bool // nothing was made of it yet
}

// carriedFile is Carried as JSON. Its parts are records: any when they are written, so that they are once, and json.RawMessage when they are read.
type carriedFile[P any] struct {
	Schema    string                  `json:"schema"`
	Dossier   P                       `json:"dossier,omitempty"`
	About     P                       `json:"about,omitempty"`
	Chain     []P                     `json:"chain,omitempty"`
	Reviewed  *review.File            `json:"reviewed,omitempty"`
	Approvals []organisation.Approval `json:"approvals,omitempty"`
	Entities  []organisation.Entity   `json:"entities,omitempty"`
	Register  *[]registered           `json:"register,omitempty"` // nil when the register is not known
	Date      string                  `json:"date,omitempty"`
}

// registered is the newest version of a row of the register of sub-processors.
type registered struct {
	ID      string `json:"id"`
	Version string `json:"version"`
}

// tell writes what is told of the organisation.
func (f *carriedFile[P]) tell(o *organisation.Organisation) {
	if o == nil {
		return
	}
	f.Approvals, f.Entities = o.Approvals, o.Entities
	if o.Subprocessors != nil {
		f.Register = &[]registered{}
		for _, row := range o.Subprocessors {
			*f.Register = append(*f.Register, registered{row.ID, row.Version})
		}
	}
}

// told is what was told of the organisation; nil when nothing was.
func (f *carriedFile[P]) told() *organisation.Organisation {
	if f.Approvals == nil && f.Entities == nil && f.Register == nil {
		return nil
	}
	o := &organisation.Organisation{Approvals: f.Approvals, Entities: f.Entities}
	if f.Register != nil {
		o.Subprocessors = []organisation.Row{}
		for _, row := range *f.Register {
			o.Subprocessors = append(o.Subprocessors, organisation.Row{ID: row.ID, Version: row.Version})
		}
	}
	return o
}

// carried is what of a subject is shown, to which it adds what that depends on. The chain is what the document was computed against.
func (s *subject) carried(shown record.Shown) *Carried {
	for path := range s.beside {
		shown.Add(path)
	}
	c := &Carried{Dossier: s.Dossier.Printed(shown), Chain: s.Chain, Kind: s.kind, Reviewed: s.reviewed, Organisation: s.told}
	if s.kind != nil {
		c.About = s.kind.Printed(s.About, shown.Under("/about"))
	}
	return c
}

// encode writes what is carried in its one canonical form.
func (c *Carried) encode() []byte {
	f := carriedFile[any]{Schema: carriedSchema, Dossier: c.Dossier.Full(), Reviewed: c.Reviewed}
	f.tell(c.Organisation)
	if c.Kind != nil {
		f.About = json.RawMessage(c.Kind.Encode(c.About))
	}
	for i := range c.Chain {
		f.Chain = append(f.Chain, notice.Type.Full(&c.Chain[i]))
	}
	var dense, b bytes.Buffer
	dense.Grow(8 << 10)
	enc := json.NewEncoder(&dense)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(f); err != nil {
		panic(err) // its parts are JSON
	}
	b.Grow(2 * dense.Len()) // as an encoder that indents does not
	if err := json.Indent(&b, dense.Bytes(), "", "  "); err != nil {
		panic(err) // it was just written
	}
	return b.Bytes()
}

// AboutJSON is the record that the document is about, as JSON; nil when it is about none.
func (c *Carried) AboutJSON() []byte {
	if c.Kind == nil {
		return nil
	}
	return c.Kind.Encode(c.About)
}

// ChainJSON is the notices that the document follows, as a list in JSON.
func (c *Carried) ChainJSON() []byte {
	list := []json.RawMessage{}
	for i := range c.Chain {
		list = append(list, notice.Type.Encode(&c.Chain[i]))
	}
	out, err := json.MarshalIndent(list, "", "  ")
	if err != nil {
		panic(err) // its parts are JSON
	}
	return append(out, '\n')
}

// parseCarried reads what a file carries, of this edition or the first. A specimen may leave the dossier out: then it is given.
func parseCarried(data []byte, specimen *dossier.Dossier) (*Carried, record.Problems) {
	if problems := record.Sound(data); problems != nil {
		return nil, problems
	}
	var f carriedFile[json.RawMessage]
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil || f.Schema != carriedSchema {
		d, problems := dossier.Decode(data)
		if d == nil {
			return nil, problems
		}
		return &Carried{Dossier: d}, problems
	}
	c := &Carried{Dossier: specimen, Date: f.Date, Reviewed: f.Reviewed, Organisation: f.told(), specimen: specimen != nil}
	var problems record.Problems
	if f.Dossier != nil || specimen == nil {
		if c.Dossier, problems = dossier.Decode(f.Dossier); c.Dossier == nil {
			return nil, problems
		}
	}
	if f.About != nil {
		if c.Kind = kindOfSchema(f.About); c.Kind == nil {
			return nil, record.Problems{Codes.Problem("/about", "about-none")}
		}
		if c.About, problems = c.Kind.Decode(f.About); c.About == nil {
			return nil, under("/about", problems)
		}
	}
	for i, raw := range f.Chain {
		n, problems := notice.Type.Decode(raw)
		if n == nil {
			return nil, under(fmt.Sprintf("/chain/%d", i), problems)
		}
		c.Chain = append(c.Chain, *n)
	}
	return c, nil
}

// kindOfSchema is the kind of a record by the name of its format; nil when there is none.
func kindOfSchema(data []byte) record.Kind {
	schema := SchemaOf(data)
	for _, k := range kinds {
		if k.Schema() == schema {
			return k
		}
	}
	return nil
}

// SchemaOf is the name of the format of a record in JSON; "" when it names none.
func SchemaOf(data []byte) string {
	var of struct {
		Schema string `json:"schema"`
	}
	if json.Unmarshal(record.UTF8(data), &of) != nil {
		return ""
	}
	return of.Schema
}

// Request is the request that makes the document again. A specimen that is of a day of its own keeps that.
func (c *Carried) Request(document, lang, date string) Request {
	date = cmp.Or(c.Date, date)
	again := !c.specimen
	if about, ok := c.About.(composed); ok && c.specimen {
		number, _ := about.Place()
		again = number > 0
	}
	return Request{Document: document, Dossier: c.Dossier.Encode(), About: c.AboutJSON(), Chain: c.Chain, Reviewed: c.Reviewed, Organisation: c.Organisation, Lang: lang, Date: date, Again: again}
}

// Follows is the chain that a later document about the same has: that of a file, and the file itself at its end; with the record as that
// file tells it. The error is ErrNoDossier, ErrUnreadable or that the file is no document about a record.
func (e *Engine) Follows(ctx context.Context, file []byte) (chain []notice.Notice, before []byte, err error) {
	c, _, err := e.Inside(ctx, file)
	if err != nil {
		return nil, nil, err
	}
	f, err := cos.OpenContext(ctx, file)
	if err != nil {
		return nil, nil, unreadable(err)
	}
	r, ok := parseRecipe(pdf.Original(f).Identifier)
	if c == nil || c.Kind == nil || !ok {
		return nil, nil, fmt.Errorf("%w: it is about no record", ErrUnreadable)
	}
	sum := sha256.Sum256(file)
	n := notice.Notice{
		Schema: notice.Schema, Client: c.Dossier.ID, About: c.Kind.ID(c.About), Document: r.document, Number: len(c.Chain) + 1,
		SHA256: hex.EncodeToString(sum[:]),
	}
	n.ID = fmt.Sprintf("%s-%s-%d", n.Document, n.About, n.Number)
	if len(c.Chain) > 0 {
		n.Follows = c.Chain[len(c.Chain)-1].ID
	}
	if record.IsMoment(r.date) {
		n.SentAt = r.date
	}
	if about, ok := c.About.(composed); ok {
		_, n.Phase = about.Place()
	}
	return append(c.Chain, n), c.AboutJSON(), nil
}
