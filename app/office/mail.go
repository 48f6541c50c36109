package office

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"mime"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/locale"
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
	if m.Document == engine.Agreement && d.signedBy(engine.Processor) && !d.signedBy(engine.Controller) {
		body = "desk.mail.to-sign"
	}
	message := message{To: to, Subject: l.T("desk.mail.subject", args), Text: l.T(body, args), Name: m.File, Data: d.Data, Boundary: "verwoord-" + m.SHA256[:32]}
	return File{strings.TrimSuffix(m.File, ".pdf") + ".eml", message.bytes()}, nil
}

// recipient is whom a document is for: who signs, or who is to be told.
func recipient(of dossier.Dossier, document string) record.Person {
	switch document {
	case engine.Agreement:
		return of.Controller.Signatory
	case "breach-notice":
		return of.Controller.BreachContact
	}
	return of.Controller.PrivacyContact
}

// message is a message with one attachment (RFC 5322, RFC 2045-2047, RFC 2183).
type message struct {
	To       record.Person
	Subject  string
	Text     string
	Name     string
	Data     []byte
	Boundary string // in no part: they are all base64
}

func (m message) bytes() []byte {
	var b bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	line("X-Unsent: 1")
	if to := address(m.To); to != "" {
		line("To: %s", to)
	}
	line("Subject: %s", encoded(m.Subject))
	line("MIME-Version: 1.0")
	line("Content-Type: multipart/mixed; boundary=%q", m.Boundary)
	line("")
	line("--%s", m.Boundary)
	line("Content-Type: text/plain; charset=utf-8")
	line("Content-Transfer-Encoding: base64")
	line("")
	wrap(&b, []byte(strings.ReplaceAll(m.Text, "\n", "\r\n")+"\r\n"))
	line("--%s", m.Boundary)
	line("Content-Type: application/pdf")
	line("Content-Transfer-Encoding: base64")
	line("Content-Disposition: %s", mime.FormatMediaType("attachment", map[string]string{"filename": m.Name}))
	line("")
	wrap(&b, m.Data)
	line("--%s--", m.Boundary)
	return b.Bytes()
}

// encoded is a text as a header may hold it, with no way to end the header.
func encoded(text string) string {
	return mime.QEncoding.Encode("utf-8", strings.Join(strings.Fields(text), " "))
}

// address is a mailbox. An address that could be more than one is left to be written by hand.
func address(p record.Person) string {
	if p.Email == "" || strings.ContainsAny(p.Email, " \t\r\n,;:<>()[]\"\\") {
		return ""
	}
	if p.Name == "" {
		return p.Email
	}
	name := encoded(p.Name)
	if !strings.HasPrefix(name, "=?") {
		name = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
	}
	return name + " <" + p.Email + ">"
}

// wrap writes data as base64 in lines of 76 characters (RFC 2045, 6.8).
func wrap(b *bytes.Buffer, data []byte) {
	text := base64.StdEncoding.EncodeToString(data)
	for len(text) > 76 {
		b.WriteString(text[:76] + "\r\n")
		text = text[76:]
	}
	b.WriteString(text + "\r\n")
}
