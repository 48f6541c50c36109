package mail_test

import (
	"bytes"
	"encoding/base64"
	"io"
	"mime"
	"mime/multipart"
	netmail "net/mail"
	"strings"
	"testing"

	"verwoord/app/mail"
)

// What is written is read back as it was, and nobody's name or subject becomes a header.
func TestMessage(t *testing.T) {
	for _, m := range []mail.Message{
		{Name: "A. de Vries", Email: "a@example.nl", Subject: "Datalek 1", Text: "Beste A,\n\ntot zo"},
		{Name: "Ayşe \"Yıldırım\"\r\nBcc: x@example.com", Email: "a@example.nl", Subject: "Zorg\r\nBcc: x@example.com", Text: "één"},
		{Name: `B. "de" \ Boer`, Email: "b@example.nl", Subject: strings.Repeat("één lange zin ", 20), Text: "."},
		{Email: "c@example.nl", Subject: "x", Text: "y"},
		{Name: "D", Email: "a@example.nl, b@example.nl", Subject: "x", Text: "y"},
	} {
		m.Files = []mail.File{
			{Name: "bericht één.pdf", Type: "application/pdf", Data: []byte("%PDF-\x00\xff")},
			{Name: "data.ics", Type: "text/calendar; charset=utf-8", Data: []byte(strings.Repeat("BEGIN:VCALENDAR\r\n", 9))},
		}
		read, err := netmail.ReadMessage(bytes.NewReader(m.Bytes()))
		if err != nil {
			t.Fatal(err)
		}
		if len(read.Header["Bcc"]) > 0 || read.Header.Get("X-Unsent") != "1" {
			t.Errorf("headers %v", read.Header)
		}
		subject, _ := new(mime.WordDecoder).DecodeHeader(read.Header.Get("Subject"))
		if want := strings.Join(strings.Fields(m.Subject), " "); subject != want {
			t.Errorf("subject %q, not %q", subject, want)
		}
		to, err := read.Header.AddressList("To")
		if sendable := m.Sendable(); sendable != (err == nil) || sendable && (len(to) != 1 || to[0].Address != m.Email || to[0].Name != strings.Join(strings.Fields(m.Name), " ")) {
			t.Errorf("to %v, %v of %q", to, err, m.Name)
		}
		parts(t, m, read)
	}
}

func parts(t *testing.T, m mail.Message, read *netmail.Message) {
	t.Helper()
	_, params, err := mime.ParseMediaType(read.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	r := multipart.NewReader(read.Body, params["boundary"])
	want := append([]mail.File{{Data: []byte(strings.ReplaceAll(m.Text, "\n", "\r\n") + "\r\n")}}, m.Files...)
	for _, f := range want {
		part, err := r.NextPart()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(base64.NewDecoder(base64.StdEncoding, part))
		if err != nil || !bytes.Equal(data, f.Data) || part.FileName() != f.Name {
			t.Errorf("part %q: %q, %v", part.FileName(), data, err)
		}
	}
	if _, err := r.NextPart(); err != io.EOF {
		t.Errorf("more parts: %v", err)
	}
}
