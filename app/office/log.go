package office

import (
	"context"

	"verwoord/app/breachlog"
	"verwoord/app/engine"
	"verwoord/app/notice"
	"verwoord/app/record"
	"verwoord/app/spreadsheet"
	"verwoord/app/store"
)

// Log is the log of breaches that JEX keeps as processor: of one client, or over all when the id is empty. Drills do not enter; it says how many
// those are. What was sent is in it as a person said it.
func (o *Office) Log(ctx context.Context, client string) (l *breachlog.Log, drills int, err error) {
	parts := engine.LogParts{Client: client, Names: map[string]string{}}
	list, err := o.Records(ctx, client)
	if err != nil {
		return nil, 0, err
	}
	for _, a := range list {
		if a.Kind != breachKind {
			continue
		}
		r, err := o.Record(ctx, a.Kind, a.ID)
		if err != nil {
			return nil, 0, err
		}
		parts.Incidents = append(parts.Incidents, r.Data)
		for _, id := range a.Clients {
			parts.Names[id] = ""
		}
	}
	if err := o.sentIn(ctx, &parts); err != nil {
		return nil, 0, err
	}
	org, err := o.Organisation(ctx)
	if err != nil {
		return nil, 0, err
	}
	if org.BreachContact.Name != "" {
		parts.Keeper = &org.BreachContact
	}
	l, drills, problems := o.engine.Log(ctx, parts)
	if l == nil {
		return nil, 0, &BadRecord{problems}
	}
	return l, drills, nil
}

// sentIn fills in what the clients of a log are called and were sent.
func (o *Office) sentIn(ctx context.Context, parts *engine.LogParts) error {
	x, done, err := o.look(ctx)
	if err != nil {
		return err
	}
	var documents []string
	for id := range parts.Names {
		if r := x.rows[id]; r != nil {
			parts.Names[id] = r.brief.Name
			for _, s := range r.sent {
				documents = append(documents, s.Document)
			}
		}
	}
	done()
	for _, id := range documents {
		r, err := o.get(ctx, store.Notice, id)
		if err != nil {
			return err
		}
		n, problems := notice.Type.Decode(r.Data)
		if n == nil {
			return &BadRecord{problems}
		}
		parts.Sent = append(parts.Sent, *n)
	}
	return nil
}

// LogFile is the log as a file: json, csv, xlsx, or a format of documents. The error has the code "log-empty" when nothing is in it.
func (o *Office) LogFile(ctx context.Context, client, language, format string) (File, record.Problems, error) {
	l, _, err := o.Log(ctx, client)
	if err != nil {
		return File{}, nil, err
	}
	reader := o.engine.Locales().Locale(language)
	name := plain(reader.T("document."+engine.LogDocument+".file", nil))
	if client != "" {
		name += "-" + client
	}
	switch format {
	case "json":
		return File{name + ".json", breachlog.Type.Encode(l)}, nil, nil
	case "csv", "xlsx":
		head, rows := o.engine.LogTable(reader, l)
		t := spreadsheet.Table{Name: reader.T("document."+engine.LogDocument+".title", nil), Head: head, Rows: rows}
		if format == "csv" {
			return File{name + ".csv", t.CSV()}, nil, nil
		}
		return File{name + ".xlsx", t.XLSX()}, nil, nil
	}
	as, ok := engine.FormatOf(format)
	if !ok {
		return File{}, nil, Refuse("log-format", "/format")
	}
	made, problems, err := o.engine.Make(ctx, o.engine.LogRequest(l, reader.Lang, o.today(), as))
	if err != nil || made == nil {
		return File{}, problems, err
	}
	return File{name + "." + format, made.Data}, problems, nil
}
