package cli

import (
	"fmt"
	"io"
	"strings"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/record"
)

// example prints the bundled example of a kind of record.
func example(s *session, args []string) error {
	return s.show(args, s.engine.Example)
}

// schema prints the JSON Schema of a kind of record.
func schema(s *session, args []string) error {
	return s.show(args, s.engine.Schema)
}

// show writes what there is of the kind that is asked for, the dossier when none is.
func (s *session) show(args []string, of func(kind string) []byte) error {
	f := s.flags()
	out := f.String("o", "-", "")
	words, err := f.words(args, 0, 1)
	if err != nil {
		return err
	}
	kind := "dossier"
	if len(words) > 0 {
		kind = words[0]
	}
	data := of(kind)
	if data == nil {
		return usageError{s.loc.T("cli.unknown-kind", locale.Args{"Word": kind, "Known": strings.Join(kindNames(s), ", ")}) + s.meant(kind, kindNames(s))}
	}
	return s.write(*out, data)
}

// listed is a document as data.
type listed struct {
	ID    string   `json:"id"`
	Title string   `json:"title"`
	Law   string   `json:"law"`
	About string   `json:"about"` // the kind of record that it is about; empty for the dossier alone
	Signs []string `json:"signs"`
}

func documents(s *session, args []string) error {
	f := s.flags()
	asJSON := f.Bool("json", false, "")
	if _, err := f.words(args, 0, 0); err != nil {
		return err
	}
	list := []listed{}
	for _, d := range s.engine.Documents() {
		list = append(list, listed{d.ID, s.loc.T("document."+d.ID+".title", nil), s.loc.T("document."+d.ID+".law", nil), d.About, append([]string{}, d.Signs...)})
	}
	if *asJSON {
		return s.printJSON(list)
	}
	for _, d := range list {
		fmt.Fprintf(s.Stdout, "%-20s %s (%s)\n", d.ID, d.Title, d.Law)
	}
	return nil
}

// list prints problems one a line: where, how bad, what and what to do.
func (s *session) list(w io.Writer, problems record.Problems) {
	for _, p := range problems {
		mark := "cli.warning"
		if p.Severity == record.Error {
			mark = "cli.error"
		}
		where := p.Path
		if where == "" {
			where = "/"
		}
		if p.Line > 0 {
			where = fmt.Sprintf("%s (%d:%d)", where, p.Line, p.Column)
		}
		fmt.Fprintf(w, "%s: %s %s\n", where, s.mark(mark), engine.Message(s.loc, p))
	}
}
