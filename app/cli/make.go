package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"verwoord/app/draft"
	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/organisation"
	"verwoord/app/record"
)

// dossier reads a dossier from a JSON file, from a PDF that carries one, or from standard input.
func (s *session) dossier(name string) ([]byte, error) {
	data, c, err := s.carried(name)
	if err != nil || c == nil {
		return data, err
	}
	return c.Dossier.Encode(), nil
}

// carried reads a file, and what it carries when it is a PDF.
func (s *session) carried(name string) ([]byte, *engine.Carried, error) {
	data, err := s.read(name)
	if err != nil || !engine.IsPDF(data) {
		return data, nil, err
	}
	c, err := s.inside(name, data)
	return data, c, err
}

// inside is what a PDF carries.
func (s *session) inside(name string, file []byte) (*engine.Carried, error) {
	c, problems, err := s.engine.Inside(s.ctx, file)
	switch {
	case errors.Is(err, engine.ErrNoDossier):
		return nil, s.refuse("cli.no-dossier-inside", locale.Args{"File": name})
	case errors.Is(err, engine.ErrUnreadable):
		return nil, s.refuse("cli.unreadable-pdf", locale.Args{"File": name})
	case err != nil:
		return nil, s.signError(err)
	case c == nil:
		s.list(s.Stderr, problems)
		return nil, errNotGood
	}
	return c, nil
}

// refuse says why the input is not good enough.
func (s *session) refuse(key string, args locale.Args) error {
	fmt.Fprintln(s.Stderr, s.mark("cli.error"), s.loc.T(key, args))
	return errNotGood
}

// date is what a document bears: --date, a day or a moment, or the day it is; the moment where the document is dated by one.
func (s *session) date(document, flag string) (string, error) {
	if flag == "" {
		if d, _ := s.engine.Document(document); d.Dated == draft.ByMoment {
			return s.Now.Truncate(time.Second).Format(time.RFC3339), nil
		}
		return s.Now.Format(time.DateOnly), nil
	}
	if !record.IsDate(flag) && !record.IsMoment(flag) {
		return "", s.wrong("cli.bad-date", locale.Args{"Word": flag})
	}
	return flag, nil
}

// itself reads what the organisation knows of itself, of a file that may be left out.
func (s *session) itself(name string, r *engine.Request) error {
	if name == "" {
		return nil
	}
	data, err := s.read(name)
	if err != nil {
		return err
	}
	known, problems := organisation.Type.Decode(data)
	if known == nil {
		s.list(s.Stderr, problems)
		return errNotGood
	}
	r.Organisation = known.Brief()
	return nil
}

// subject reads what a document is made of: the dossier, the record that it is about, and what the notices before it were.
func (s *session) subject(r *engine.Request, dossier, about string, follows []string) (err error) {
	if r.Dossier, err = s.dossier(dossier); err != nil {
		return err
	}
	if about != "" {
		if r.About, err = s.about(about); err != nil {
			return err
		}
	}
	var files [][]byte
	for _, name := range follows {
		file, err := s.read(name)
		if err != nil {
			return err
		}
		if _, _, err := s.engine.Follows(s.ctx, file); err != nil {
			return s.refuse("cli.no-notice", locale.Args{"File": name})
		}
		files = append(files, file)
	}
	var problems record.Problems
	if r.Chain, r.Before, problems = s.engine.Earlier(s.ctx, files); problems != nil {
		s.list(s.Stderr, problems)
		return errNotGood
	}
	return nil
}

// about reads a record from a JSON file, from a PDF that carries one, or from standard input.
func (s *session) about(name string) ([]byte, error) {
	data, c, err := s.carried(name)
	if err != nil || c == nil {
		return data, err
	}
	if c.Kind == nil {
		return nil, s.refuse("cli.no-record-inside", locale.Args{"File": name})
	}
	return c.AboutJSON(), nil
}

// make makes a document, lists its problems and writes it.
func (s *session) make(out string, r engine.Request) (record.Problems, error) {
	made, problems, err := s.engine.Make(s.ctx, r)
	if err != nil {
		return nil, err
	}
	s.list(s.Stderr, problems)
	if made == nil {
		return nil, errNotGood
	}
	return problems, s.deliver(out, r, made)
}

func check(s *session, args []string) error {
	f := s.flags()
	document := f.String("document", engine.Agreement, "")
	about := f.String("about", "", "")
	date := f.String("date", "", "")
	itself := f.String("organisation", "", "")
	asJSON := f.Bool("json", false, "")
	words, err := f.words(args, 1, 1)
	if err != nil {
		return err
	}
	if err := s.knowsDocument(*document); err != nil {
		return err
	}
	r := engine.Request{Document: *document}
	if r.Date, err = s.date(r.Document, *date); err != nil {
		return err
	}
	if err := s.itself(*itself, &r); err != nil {
		return err
	}
	data, err := s.dossier(words[0])
	if err != nil {
		return err
	}
	problems, isRecord := s.engine.CheckRecord(data, r.Date)
	if !isRecord {
		if r.Dossier = data; *about != "" {
			if r.About, err = s.about(*about); err != nil {
				return err
			}
		}
		problems = s.engine.Check(r)
	}
	if *asJSON {
		err = s.printJSON(s.explain(problems))
	} else {
		s.list(s.Stdout, problems)
		if len(problems) == 0 {
			fmt.Fprintln(s.Stdout, s.mark("cli.ok"), s.loc.T("cli.check.fine", nil))
		}
		if kind, _ := s.engine.Document(r.Document); kind.Publish && !isRecord {
			err = s.meter(r)
		}
	}
	if err == nil && problems.Errors() {
		err = errNotGood
	}
	return err
}

func makeDocument(s *session, args []string) error {
	f := s.flags()
	var r engine.Request
	out := f.String("o", "", "")
	format := f.String("format", "", "")
	date := f.String("date", "", "")
	about := f.String("about", "", "")
	itself := f.String("organisation", "", "")
	f.StringVar(&r.Part, "part", "", "")
	heading := f.String("heading", "", "")
	var follows []string
	f.Func("follows", "", func(name string) error {
		follows = append(follows, name)
		return nil
	})
	words, err := f.words(args, 2, 2)
	if err != nil {
		return err
	}
	r.Document, r.Lang = words[0], f.Lookup("lang").Value.String()
	if err := s.knowsDocument(r.Document); err != nil {
		return err
	}
	if r.Date, err = s.date(r.Document, *date); err != nil {
		return err
	}
	if r.Format, err = s.format(*format, *out); err != nil {
		return err
	}
	if *heading != "" {
		if r.Heading, err = strconv.Atoi(*heading); err != nil || r.Heading < 1 || r.Heading > 6 {
			return s.wrong("cli.bad-level", locale.Args{"Word": *heading})
		}
	}
	r.Draft = true
	if err := s.other(words[1], *out); err != nil {
		return err
	}
	if err := s.subject(&r, words[1], *about, follows); err != nil {
		return err
	}
	if err := s.itself(*itself, &r); err != nil {
		return err
	}
	problems, err := s.make(*out, r)
	if err != nil {
		return err
	}
	if draft.Blank(problems) { // there is something to look at, and nothing to publish
		fmt.Fprintln(s.Stderr, s.mark("cli.error"), s.loc.T("cli.draft", nil))
		return errNotGood
	}
	return nil
}

// deliver writes a document where it was asked, or beside the reader when nothing was asked: then nothing is overwritten.
func (s *session) deliver(out string, r engine.Request, made *engine.Made) error {
	if out == "" && !s.IsTerminal {
		out = "-"
	}
	if out == "" {
		out = made.Name
		if _, err := os.Stat(out); !errors.Is(err, fs.ErrNotExist) {
			return s.wrong("cli.exists", locale.Args{"File": out})
		}
	}
	if err := s.write(out, made.Data); err != nil {
		return err
	}
	if out == "-" {
		return nil
	}
	fmt.Fprintln(s.Stderr, s.loc.T("cli.written", locale.Args{"File": out}))
	if made.Original == nil || r.Format != engine.PDF {
		return nil
	}
	// A translation names the file that prevails: it comes with it.
	original := filepath.Join(filepath.Dir(out), made.OriginalName)
	if original == out {
		original = strings.TrimSuffix(out, ".pdf") + "." + s.bundle.Source() + ".pdf"
	}
	if _, err := os.Stat(original); errors.Is(err, fs.ErrNotExist) {
		if err := s.write(original, made.Original); err != nil {
			return err
		}
	} else if old, err := os.ReadFile(original); err != nil || !bytes.Equal(old, made.Original) {
		return s.wrong("cli.original-exists", locale.Args{"File": original})
	}
	fmt.Fprintln(s.Stderr, s.loc.T("cli.written-original", locale.Args{"File": original}))
	return nil
}

// foreign are the endings of files that are something else than any format of ours.
var foreign = []string{"doc", "docx", "odt", "rtf", "json", "xml", "csv", "xlsx", "zip", "p12", "pfx", "pem", "png", "jpg", "jpeg"}

// format is what --format says, or the ending of the file to write, or PDF.
func (s *session) format(flag, out string) (engine.Format, error) {
	if flag == "" {
		ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(out), "."))
		if f, ok := engine.FormatOf(ending); ok {
			return f, nil
		}
		if slices.Contains(foreign, ending) {
			return "", s.unknownFormat(ending, "")
		}
		return engine.PDF, nil
	}
	f, ok := engine.FormatOf(strings.ToLower(flag))
	if !ok {
		return "", s.unknownFormat(flag, "")
	}
	return f, nil
}

// unknownFormat is the mistake of a format that is none of those of a document, or of what else a command writes.
func (s *session) unknownFormat(word, also string) error {
	known := also + "pdf, html, md, txt"
	if word == "" {
		return s.wrong("cli.which-format", locale.Args{"Known": known})
	}
	return s.wrong("cli.unknown-format", locale.Args{"Word": word, "Known": known})
}

func (s *session) knowsDocument(id string) error {
	var known []string
	for _, d := range s.engine.Documents() {
		if d.ID == id {
			return nil
		}
		known = append(known, d.ID)
	}
	return usageError{s.loc.T("cli.unknown-document", locale.Args{"Word": id, "Known": strings.Join(known, ", ")}) + s.meant(id, known)}
}

func extract(s *session, args []string) error {
	f := s.flags()
	out := f.String("o", "-", "")
	part := f.String("part", "dossier", "")
	words, err := f.words(args, 1, 1)
	if err != nil {
		return err
	}
	data, err := s.read(words[0])
	if err != nil {
		return err
	}
	if !engine.IsPDF(data) {
		return s.refuse("cli.no-pdf", locale.Args{"File": words[0]})
	}
	if err := s.other(words[0], *out); err != nil {
		return err
	}
	c, err := s.inside(words[0], data)
	if err != nil {
		return err
	}
	switch *part {
	case "dossier":
		return s.write(*out, c.Dossier.Encode())
	case "chain":
		return s.write(*out, c.ChainJSON())
	case "about":
		if c.Kind == nil {
			return s.refuse("cli.no-record-inside", locale.Args{"File": words[0]})
		}
		return s.write(*out, c.AboutJSON())
	}
	return s.wrong("cli.unknown-part", locale.Args{"Word": *part})
}

// explained is a problem as data: what the program knows and what a reader is told.
type explained struct {
	record.Problem
	Message string `json:"message"`
}

func (s *session) explain(problems record.Problems) []explained {
	list := make([]explained, 0, len(problems))
	for _, p := range problems {
		list = append(list, explained{p, engine.Message(s.loc, p)})
	}
	return list
}

func (s *session) printJSON(v any) error {
	data, err := json.MarshalIndent(v, "", "  ")
	if err == nil {
		_, err = fmt.Fprintln(s.Stdout, string(data))
	}
	return err
}
