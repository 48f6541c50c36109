package office

import (
	"context"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/mail"
	"verwoord/app/record"
)

// Statement is the text for a client's privacy statement as it would be now, and what differs from the one that was published, if that is kept.
func (o *Office) Statement(ctx context.Context, d *dossier.Dossier, language string) (now, published *engine.Statement, err error) {
	r := engine.Request{Lang: language, Date: o.today()}
	if now, err = o.engine.Statement(ctx, d, r); err != nil || !now.Outdated {
		return now, nil, err
	}
	documents, err := o.Documents(ctx, d.ID)
	if err != nil {
		return nil, nil, err
	}
	for _, made := range documents {
		if kind, _ := o.engine.Document(made.Document); !kind.Publish || made.Language != now.Tree.Lang {
			continue
		}
		f, err := o.Document(ctx, made.ID)
		if err != nil {
			return nil, nil, err
		}
		inside, _, err := o.engine.Inside(ctx, f.Data)
		if err != nil || inside == nil {
			continue // an older program made it
		}
		if published, err = o.engine.Statement(ctx, inside.Dossier, r); err == nil && published.Tree.Mark == d.PrivacyText.Published.Mark {
			return now, published, nil
		}
	}
	return now, nil, nil
}

// StatementFile is the text, or a part of it, as a file in a format.
func (o *Office) StatementFile(ctx context.Context, d *dossier.Dossier, language, part string, format engine.Format) (File, record.Problems, error) {
	made, problems, err := o.engine.Print(ctx, d, engine.Request{Lang: language, Date: o.today(), Part: part, Format: format})
	if err != nil || made == nil {
		return File{}, problems, err
	}
	return File{Name: made.Name, Data: made.Data}, problems, nil
}

// StatementMail is a draft of a message to the client with the text: to fill in its blanks, or to publish.
func (o *Office) StatementMail(ctx context.Context, d *dossier.Dossier, language string) (File, record.Problems, error) {
	page, problems, err := o.StatementFile(ctx, d, language, "", engine.HTML)
	if err != nil || page.Data == nil {
		return File{}, problems, err
	}
	now, err := o.engine.Statement(ctx, d, engine.Request{Lang: language, Date: o.today()})
	if err != nil {
		return File{}, nil, err
	}
	l := o.engine.Locales().Locale(now.Tree.Lang)
	to := o.engine.Recipient(engine.PrivacyText, d)
	args := locale.Args{"Name": to.Name, "Client": d.Controller.Name, "Signatory": d.Processor.Signatory.Name}
	body := "desk.mail.statement"
	if now.Draft {
		body = "desk.mail.statement-draft"
	}
	message := mail.Message{
		Name: to.Name, Email: record.MailAddress(to.Email), Subject: l.T("desk.mail.statement.subject", args),
		Text:  l.T(body, args) + "\n\n" + string(now.Tree.TextWithAddresses()),
		Files: []mail.File{{Name: page.Name, Type: "text/html; charset=utf-8", Data: page.Data}},
	}
	return File{l.T("document."+engine.PrivacyText+".file", nil) + "-" + d.ID + ".eml", message.Bytes()}, problems, nil
}
