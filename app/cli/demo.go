package cli

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/sign"
	"verwoord/app/sign/verify"
)

// demo makes every document of the bundled example in every language, and checks what it made.
func demo(s *session, args []string) error {
	f := s.flags()
	out := f.String("out", "demo", "")
	if _, err := f.words(args, 0, 0); err != nil {
		return err
	}
	if info, err := os.Stat(*out); err == nil && !info.IsDir() {
		return s.wrong("cli.no-folder", locale.Args{"File": *out})
	}
	if err := os.MkdirAll(*out, 0o755); err != nil {
		return err
	}
	dossier := s.engine.Example()
	if err := s.write(filepath.Join(*out, "dossier.json"), dossier); err != nil {
		return err
	}
	fmt.Fprintln(s.Stdout, s.loc.T("cli.demo.dossier", locale.Args{"File": filepath.Join(*out, "dossier.json")}))
	for _, document := range s.engine.Documents() {
		for _, lang := range s.bundle.Languages() {
			if err := s.demonstrate(*out, engine.Request{
				Document: document.ID, Dossier: dossier, Lang: lang, Date: s.Now.Format(time.DateOnly),
			}); err != nil {
				return err
			}
		}
	}
	return nil
}

// demonstrate makes one document in every format and says what it is.
func (s *session) demonstrate(out string, r engine.Request) error {
	var pages int
	var file string
	var pdf []byte
	for _, r.Format = range []engine.Format{engine.Text, engine.HTML, engine.Markdown, engine.PDF} {
		made, problems, err := s.engine.Make(s.ctx, r)
		if err != nil {
			return err
		}
		s.list(s.Stderr, problems)
		if made == nil {
			return errNotGood
		}
		pages, file = made.Pages.Len(), filepath.Join(out, made.Name)
		if err := s.write(file, made.Data); err != nil {
			return err
		}
		if r.Format == engine.PDF {
			if err := s.repeatable(r, made); err != nil {
				return err
			}
			pdf = made.Data
		}
	}
	fmt.Fprintln(s.Stdout, s.mark("cli.ok"), s.loc.T("cli.demo.document", locale.Args{
		"File": file, "Count": pages, "Title": s.loc.T("document."+r.Document+".title", nil),
	}))
	if person, _ := s.engine.Party(pdf, engine.Processor); person.Name == "" {
		return nil // nobody signs it
	}
	return s.demonstrateSigning(strings.TrimSuffix(file, ".pdf")+"."+s.loc.T("cli.demo.signed-name", nil)+".pdf", pdf)
}

// demonstrateSigning signs a document for both parties with keys that are thrown away, and says what the signatures are worth.
func (s *session) demonstrateSigning(file string, pdf []byte) error {
	for _, party := range []string{engine.Processor, engine.Controller} {
		person, organization := s.engine.Party(pdf, party)
		if party == engine.Processor {
			organization = s.engine.Catalogue().Group.Name // the names of all its companies are too long for a certificate
		}
		id, err := throwAway(sign.Subject{Name: person.Name, Organisation: organization, Country: "NL"}, s.Now)
		if err != nil {
			return err
		}
		result, err := s.engine.Sign(s.ctx, pdf, engine.Signing{
			Identity: id, Party: party, Services: sign.Services{Time: s.Now, Rand: rand.Reader},
		})
		if err != nil {
			return s.signError(err)
		}
		pdf = result.File
	}
	if err := s.write(file, pdf); err != nil {
		return err
	}
	report, err := s.engine.Verify(s.ctx, pdf, verify.Options{Now: s.Now})
	if err != nil {
		return s.signError(err)
	}
	mark := "cli.ok"
	if !report.OK {
		mark = "cli.error"
	}
	fmt.Fprintln(s.Stdout, s.mark(mark), file+":", engine.Sentences(s.loc, report, s.Now.Location())[0])
	if !report.OK {
		return errNotGood
	}
	return nil
}

// throwAway makes an identity that exists only here and now.
func throwAway(subject sign.Subject, now time.Time) (*sign.Identity, error) {
	password := rand.Text()
	p12, err := sign.NewIdentity(subject, password, now, rand.Reader)
	if err != nil {
		return nil, err
	}
	return sign.ParseIdentity(p12, password)
}

// repeatable makes the document again from the dossier inside it, which must give the same bytes.
func (s *session) repeatable(r engine.Request, made *engine.Made) error {
	inside, err := s.engine.Extract(made.Data)
	if err != nil {
		return err
	}
	r.Dossier = inside
	again, _, err := s.engine.Make(s.ctx, r)
	if err != nil {
		return err
	}
	if again == nil || !bytes.Equal(again.Data, made.Data) {
		return fmt.Errorf("%s: the dossier inside does not make the same document", made.Name)
	}
	return nil
}
