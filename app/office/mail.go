package office

import (
	"context"
	"slices"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/mail"
	"verwoord/app/record"
)

// Mail returns a draft of a message to the client with a document attached (.eml), in the language of the document. A mail program
// opens it as a message that is still to be sent.
func (o *Office) Mail(ctx context.Context, document string) (File, error) {
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
	to := recipient(about, m.Document)
	args := locale.Args{
		"Client": about.Controller.Name, "Name": to.Name, "Title": l.T("document."+m.Document+".title", nil), "File": m.File,
		"Reference": about.MainAgreement.Reference, "Signatory": about.Processor.Signatory.Name,
	}
	body := "desk.mail.body"
	if m.Document == engine.Agreement && o.half(ctx, d) {
		body = "desk.mail.to-sign"
	}
	message := mail.Message{
		Name: to.Name, Email: record.MailAddress(to.Email), Subject: l.T("desk.mail.subject", args), Text: l.T(body, args),
		Files: []mail.File{{Name: m.File, Type: "application/pdf", Data: d.Data}},
	}
	if m.Document == breachNotice { // what its reader must know first is in what it was made of
		t, err := o.engine.TurnOf(ctx, d.Data)
		if err != nil {
			return File{}, err
		}
		c := o.engine.Cover(t)
		message.Name, message.Email, message.Subject, message.Text = c.To.Name, c.To.Email, c.Subject, c.Text
	}
	return File{strings.TrimSuffix(m.File, ".pdf") + ".eml", message.Bytes()}, nil
}

// Mails are the drafts of the notices of a breach that are signed and not sent, in one file (.zip) to be unpacked in a folder.
func (o *Office) Mails(ctx context.Context, id string) (File, error) {
	b, err := o.Breach(ctx, id)
	if err != nil {
		return File{}, err
	}
	var drafts []File
	for _, row := range b.Rows {
		if row.State != NoticeSigned {
			continue
		}
		draft, err := o.Mail(ctx, row.Document)
		if err != nil {
			return File{}, err
		}
		drafts = append(drafts, draft)
	}
	return File{plain(id) + ".zip", pack(drafts, o.world.Now())}, nil
}

// half tells whether the processor signed a document, and the client did not.
func (o *Office) half(ctx context.Context, d keptDocument) bool {
	x, done, err := o.look(ctx)
	if err != nil {
		return false
	}
	defer done()
	return slices.ContainsFunc(x.documents(d.Client), func(one keptDocument) bool {
		return one.ID == d.ID && one.signedBy(engine.Processor) && !one.signedBy(engine.Controller)
	})
}

// recipient is whom a document is for: who signs, or who is to be told.
func recipient(of dossier.Dossier, document string) record.Person {
	switch document {
	case engine.Agreement:
		return of.Controller.Signatory
	case breachNotice:
		return of.Controller.BreachContact
	case engine.ReviewDocument: // it stays with the processor
		if of.Processor.PrivacyContact == nil {
			return record.Person{}
		}
		return *of.Processor.PrivacyContact
	}
	return of.Controller.PrivacyContact
}
