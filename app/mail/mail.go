// Package mail writes a message that is still to be sent, with files attached, as a draft that a mail program opens (.eml).
//
// A Message is plain data; Bytes writes it (RFC 5322, RFC 2045-2047, RFC 2183), the same message the same bytes. Nothing in it can end a header,
// whoever typed it. It sends nothing.
package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"mime"
	"strings"
)

// Message is a draft.
type Message struct {
	// Whom it is to. An address that could be more than one is left out, to be written by hand.
	Name, Email string
	Subject     string
	Text        string
	Files       []File
}

// File is an attachment.
type File struct {
	Name string
	Type string // its media type, as the header has it
	Data []byte
}

// Bytes writes the message. X-Unsent asks a mail program to open it for sending, not for reading.
func (m Message) Bytes() []byte {
	var b bytes.Buffer
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\r\n", args...) }
	boundary := m.boundary()
	line("X-Unsent: 1")
	if to := m.to(); to != "" {
		line("To: %s", to)
	}
	line("Subject: %s", encoded(m.Subject))
	line("MIME-Version: 1.0")
	line("Content-Type: multipart/mixed; boundary=%q", boundary)
	line("")
	line("--%s", boundary)
	line("Content-Type: text/plain; charset=utf-8")
	line("Content-Transfer-Encoding: base64")
	line("")
	wrap(&b, []byte(strings.ReplaceAll(m.Text, "\n", "\r\n")+"\r\n"))
	for _, f := range m.Files {
		line("--%s", boundary)
		line("Content-Type: %s", f.Type)
		line("Content-Transfer-Encoding: base64")
		line("Content-Disposition: %s", mime.FormatMediaType("attachment", map[string]string{"filename": f.Name}))
		line("")
		wrap(&b, f.Data)
	}
	line("--%s--", boundary)
	return b.Bytes()
}

// Sendable tells whether the message has an address that a mail program can send it to.
func (m Message) Sendable() bool { return m.to() != "" }

// boundary stands in no part, as they are all base64. It is made of what the message holds, so that nothing is left to chance.
func (m Message) boundary() string {
	sum := sha256.New()
	sum.Write([]byte(m.Subject))
	for _, f := range m.Files {
		sum.Write(f.Data)
	}
	return "verwoord-" + hex.EncodeToString(sum.Sum(nil)[:16])
}

// encoded is a text as a header may hold it, with no way to end the header.
func encoded(text string) string {
	return mime.QEncoding.Encode("utf-8", strings.Join(strings.Fields(text), " "))
}

// to is a mailbox; "" when the address could be more than one.
func (m Message) to() string {
	if m.Email == "" || strings.ContainsAny(m.Email, " \t\r\n,;:<>()[]\"\\") {
		return ""
	}
	if m.Name == "" {
		return m.Email
	}
	name := strings.Join(strings.Fields(m.Name), " ")
	if coded := mime.BEncoding.Encode("utf-8", name); coded != name {
		name = coded // in base64: a quote in a phrase may not stand as it is (RFC 2047, 5(3))
	} else {
		name = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(name) + `"`
	}
	return name + " <" + m.Email + ">"
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
