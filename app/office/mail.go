package office

import (
	"context"
	"slices"
	"strings"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/mail"
	"verwoord/app/record"
)

// Mail returns a draft of a message to the client with a document attached (.eml), in the language of the document. A mail program
// opens it as a message that is still to be sent. That there is a draft, and to whom, is kept beside the document.
func (o *Office) Mail(ctx context.Context, by By, document string) (File, error) {
	d, err := o.document(ctx, document)
	m := d.meta
	if err != nil {
		return File{}, err
	}
	about, err := o.latest(ctx, d.Client)
	if err != nil {
		return File{}, err
	}
	l := o.engine.Locales().Locale(m.Language)
	to := o.engine.Recipient(m.Document, &about)
	args := locale.Args{
		"Client": about.Controller.Name, "Name": to.Name, "Title": l.T("document."+m.Document+".title", nil), "File": m.File,
		"Reference": about.MainAgreement.Reference, "Signatory": about.Processor.Signatory.Name,
	}
	body := "desk.mail.body"
	if o.half(ctx, d) {
		body = "desk.mail.to-sign"
	}
	message := mail.Message{
		Name: to.Name, Email: record.MailAddress(to.Email), Subject: l.T("desk.mail.subject", args), Text: l.T(body, args),
		Files: []mail.File{{Name: m.File, Type: "application/pdf", Data: d.Data}},
	}
	if o.engine.IsNotice(m.Document) { // what its reader must know first is in what it was made of
		t, err := o.engine.TurnOf(ctx, d.Data)
		if err != nil {
			return File{}, err
		}
		c := o.engine.Cover(t)
		message.Name, message.Email, message.Subject, message.Text = c.To.Name, c.To.Email, c.Subject, c.Text
	}
	if err := o.drafted(ctx, by, d, message.Email); err != nil {
		return File{}, err
	}
	return File{strings.TrimSuffix(m.File, ".pdf") + ".eml", message.Bytes()}, nil
}

// Mails are the drafts of the notices of a breach that are signed and not sent, in one file (.zip) to be unpacked in a folder.
func (o *Office) Mails(ctx context.Context, by By, id string) (File, error) {
	b, err := o.Breach(ctx, id)
	if err != nil {
		return File{}, err
	}
	var drafts []File
	for _, row := range b.Rows {
		if row.State != NoticeSigned {
			continue
		}
		one := by
		one.Op = partOf(by.Op, byte(len(drafts)))
		draft, err := o.Mail(ctx, one, row.Document)
		if err != nil {
			return File{}, err
		}
		drafts = append(drafts, draft)
	}
	return File{plain(id) + ".zip", pack(drafts, o.world.Now())}, nil
}

// half tells whether the processor signed a document, and the client is to sign it and did not.
func (o *Office) half(ctx context.Context, d keptDocument) bool {
	if kind, _ := o.engine.Document(d.meta.Document); !slices.Contains(kind.Signs, engine.Controller) {
		return false
	}
	x, done, err := o.look(ctx)
	if err != nil {
		return false
	}
	defer done()
	return slices.ContainsFunc(x.documents(d.Client), func(one keptDocument) bool {
		return one.ID == d.ID && one.signedBy(engine.Processor) && !one.signedBy(engine.Controller)
	})
}
