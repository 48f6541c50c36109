package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"verwoord/app/breachlog"
	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/incident"
	"verwoord/app/locale"
	"verwoord/app/spreadsheet"
)

// log writes the log of breaches that JEX keeps as processor: of incidents, the notices that were sent about them, and dossiers for the names
// of the clients. What each file is, it says itself.
func log(s *session, args []string) error {
	f := s.flags()
	out := f.String("o", "-", "")
	client := f.String("client", "", "")
	format := f.String("format", "", "")
	date := f.String("date", "", "")
	words, err := f.words(args, 1, 1<<20)
	if err != nil {
		return err
	}
	ending := strings.ToLower(*format)
	if ending == "" {
		ending = strings.ToLower(strings.TrimPrefix(filepath.Ext(*out), "."))
	}
	if *out == "-" && ending == "" {
		ending = "json"
	}
	on, err := s.date(engine.LogDocument, *date)
	if err != nil {
		return err
	}
	parts := engine.LogParts{Client: *client}
	for _, name := range words {
		if err := s.logPart(&parts, name); err != nil {
			return err
		}
	}
	made, drills, problems := s.engine.Log(s.ctx, parts)
	s.list(s.Stderr, problems)
	if made == nil {
		return errNotGood
	}
	if drills > 0 {
		fmt.Fprintln(s.Stderr, s.mark("cli.warning"), s.loc.T("cli.log.drills", locale.Args{"Count": drills}))
	}
	data, err := s.logAs(made, ending, f.Lookup("lang").Value.String(), on)
	if err != nil {
		return err
	}
	if err := s.write(*out, data); err != nil || *out == "-" {
		return err
	}
	fmt.Fprintln(s.Stderr, s.loc.T("cli.written", locale.Args{"File": *out}))
	return nil
}

// logPart puts a file where it belongs.
func (s *session) logPart(parts *engine.LogParts, name string) error {
	data, err := s.read(name)
	if err != nil {
		return err
	}
	switch schema := engine.SchemaOf(data); {
	case engine.IsPDF(data):
		parts.Notices = append(parts.Notices, data)
	case schema == incident.Schema:
		parts.Incidents = append(parts.Incidents, data)
	case schema == dossier.Schema:
		parts.Dossiers = append(parts.Dossiers, data)
	default:
		return s.refuse("cli.log.no-part", locale.Args{"File": name})
	}
	return nil
}

// logAs is a log in a format.
func (s *session) logAs(l *breachlog.Log, format, lang, date string) ([]byte, error) {
	reader := s.loc
	if lang != "" {
		reader = s.bundle.Locale(lang)
	}
	switch format {
	case "json":
		return breachlog.Type.Encode(l), nil
	case "csv", "xlsx":
		head, rows := s.engine.LogTable(reader, l)
		t := spreadsheet.Table{Name: reader.T("document.breach-log.title", nil), Head: head, Rows: rows}
		if format == "csv" {
			return t.CSV(), nil
		}
		return t.XLSX(), nil
	}
	as, ok := engine.FormatOf(format)
	if !ok {
		return nil, s.unknownFormat(format, "json, csv, xlsx, ")
	}
	made, problems, err := s.engine.Make(s.ctx, s.engine.LogRequest(l, reader.Lang, date, as))
	if err != nil {
		return nil, err
	}
	s.list(s.Stderr, problems)
	if made == nil {
		return nil, errNotGood
	}
	return made.Data, nil
}
