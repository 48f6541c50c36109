package cli

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

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
	if *out == "" {
		return s.wrong("cli.flag-missing", locale.Args{"Flag": "--out"})
	}
	if err := s.folder(*out); err != nil {
		return err
	}
	dossier := s.engine.Example("dossier")
	if err := s.write(filepath.Join(*out, "dossier.json"), dossier); err != nil {
		return err
	}
	fmt.Fprintln(s.Stdout, s.loc.T("cli.demo.dossier", locale.Args{"File": filepath.Join(*out, "dossier.json")}))
	written := map[string]bool{}
	for _, document := range s.engine.Documents() {
		for _, lang := range s.engine.Languages(document.ID) {
			date, err := s.date(document.ID, "")
			if err != nil {
				return err
			}
			if err := s.demonstrate(*out, s.engine.Specimen(document.ID).Request(document.ID, lang, date), written); err != nil {
				return err
			}
		}
	}
	return s.demonstrateRounds(*out)
}

// demonstrate makes one document in every format and says what it is. A name that was written is another language's: this one says its own.
func (s *session) demonstrate(out string, r engine.Request, written map[string]bool) error {
	var pages int
	var file string
	var pdf []byte
	document, _ := s.engine.Document(r.Document)
	for _, r.Format = range []engine.Format{engine.Text, engine.HTML, engine.Markdown, engine.PDF} {
		if !slices.Contains(document.Formats, string(r.Format)) {
			continue
		}
		made, problems, err := s.engine.Make(s.ctx, r)
		if err != nil {
			return err
		}
		// Each format has the same problems to tell; the signed one tells them.
		if made == nil || r.Format == engine.PDF {
			s.list(s.Stderr, problems)
		}
		if made == nil {
			return errNotGood
		}
		name := made.Name
		if ending := filepath.Ext(name); written[name] {
			name = strings.TrimSuffix(name, ending) + "." + r.Lang + ending
		}
		written[name] = true
		pages, file = made.Pages.Len(), filepath.Join(out, name)
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
	if len(document.Signs) == 0 || pdf == nil {
		return nil
	}
	return s.demonstrateSigning(signedName(s, file), pdf, document.Signs)
}

// signedName is the name of a file once it is signed.
func signedName(s *session, file string) string {
	return strings.TrimSuffix(file, ".pdf") + "." + s.loc.T("cli.demo.signed-name", nil) + ".pdf"
}

// demonstrateSigning signs a document for its parties with keys that are thrown away, and says what the signatures are worth.
func (s *session) demonstrateSigning(file string, pdf []byte, parties []string) error {
	o := verify.Options{Now: s.Now}
	for _, party := range parties {
		person, organisation := s.engine.Party(s.ctx, pdf, party)
		if party == engine.Processor || party == engine.Legal {
			organisation = s.engine.Catalogue().Group.Name // the names of all its companies are too long for a certificate
		}
		id, err := sign.ThrowAway(sign.Subject{Name: person.Name, Organisation: organisation, Country: "NL"}, s.Now, rand.Reader)
		if err != nil {
			return err
		}
		o.Known = append(o.Known, verify.Known{Fingerprint: verify.Fingerprint(id.Certificate), Field: party})
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
	j, err := s.engine.Judge(s.ctx, pdf, o, true, engine.Here{})
	if err != nil {
		return s.signError(err)
	}
	mark, said := "cli.ok", j.Sentences(s.loc, s.Now.Location())
	if !j.Holds(true) {
		mark = "cli.error"
	}
	fmt.Fprintln(s.Stdout, s.mark(mark), file+":", strings.Join(said[1:4], " "))
	if !j.Holds(true) {
		return errNotGood
	}
	return nil
}

// repeatable makes the document again from what is inside it, which must give the same bytes.
func (s *session) repeatable(r engine.Request, made *engine.Made) error {
	inside, _, err := s.engine.Inside(s.ctx, made.Data)
	if err != nil {
		return err
	}
	if inside == nil {
		return fmt.Errorf("%s: what is inside cannot be read", made.Name)
	}
	r = inside.Request(r.Document, r.Lang, r.Date)
	again, _, err := s.engine.Make(s.ctx, r)
	if err != nil {
		return err
	}
	if again == nil || !bytes.Equal(again.Data, made.Data) {
		return fmt.Errorf("%s: what is inside does not make the same document", made.Name)
	}
	return nil
}
