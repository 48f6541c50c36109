package desk

import (
	"context"

	"verwoord/app/office"
)

// Make makes a document of a client's dossier as it is saved, and keeps it. There is none when a problem is an error.
func (d *Desk) Make(client string, r Request) (m Made, err error) {
	defer d.guard(&err)
	ctx, done := d.begin("Make")
	defer done()
	o, by, err := d.acting()
	if err != nil {
		return Made{}, err
	}
	made, err := o.Make(ctx, by, client, office.Request(r))
	m.Problems = d.worded(made.Problems)
	if made.Document != nil {
		document := d.document(*made.Document)
		m.Document = &document
	}
	return m, err
}

// document is a document as it crosses.
func (d *Desk) document(x office.Document) Document {
	out := Document{
		ID: x.ID, Client: x.Client, Document: x.Document, Title: d.locale().T("document."+x.Document+".title", nil), About: x.About,
		Language: x.Language, Template: x.Template, Dossier: x.Dossier, Outdated: x.Outdated, Made: stamp(x.Made), Name: x.Name, Size: x.Size,
		SHA256: x.SHA256, Signatures: []Signatory{}, Mailed: []Mailed{},
	}
	for _, m := range x.Mailed {
		out.Mailed = append(out.Mailed, Mailed{At: stamp(m.At), To: m.To})
	}
	for _, s := range x.Signatures {
		out.Signatures = append(out.Signatures, Signatory{Party: s.Party, Name: s.Name, Time: s.Time, Level: s.Level, OK: s.OK, Established: s.Established})
	}
	return out
}

// Documents lists the documents of a client, the newest first.
func (d *Desk) Documents(client string) (list []Document, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return nil, err
	}
	all, err := o.Documents(context.Background(), client)
	list = []Document{}
	for _, x := range all {
		list = append(list, d.document(x))
	}
	return list, err
}

// Document returns the file of a document, byte for byte as it was made.
func (d *Desk) Document(id string) (f File, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return File{}, err
	}
	return d.sent(o.Document(context.Background(), id))
}

// Mail returns a draft of a message to the client with a document attached (.eml), in the language of the document. A mail program
// opens it as a message that is still to be sent.
func (d *Desk) Mail(document string) (f File, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return File{}, err
	}
	return d.sent(o.Mail(context.Background(), by, document))
}

// Changed names the fields in which a client's dossier says something else by now than a document that was made of it.
func (d *Desk) Changed(document string) (names []string, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return nil, err
	}
	now, paths, err := o.Changed(context.Background(), document)
	l := d.locale()
	for _, path := range paths {
		names = append(names, d.label(l, now, path))
	}
	return unique(names), err
}
