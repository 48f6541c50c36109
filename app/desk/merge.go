package desk

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/locale"
	"verwoord/app/office"
	"verwoord/app/record"
)

// Merged is what became of two sides' changes of one client.
type Merged struct {
	Client      string       `json:"client"`         // its id
	Open        *Open        `json:"open,omitempty"` // as it is saved now; none while there is something to settle
	Differences []Difference `json:"differences"`    // to settle
	Taken       []string     `json:"taken"`          // names of what was changed elsewhere only, and is now here too
	Gone        bool         `json:"gone"`           // the client was removed elsewhere
	Added       bool         `json:"added"`          // the client was not here yet
	Kept        string       `json:"kept"`           // id of the document that the file is now, which came signed; empty for none
}

// Difference is a place that was changed here and elsewhere, each in another way.
type Difference struct {
	Key    string `json:"key"`
	Path   string `json:"path"`   // JSON Pointer
	Label  string `json:"label"`  // of the field, with its row
	Ours   string `json:"ours"`   // as one reads it; empty when it was emptied or taken away
	Theirs string `json:"theirs"` // as one reads it
}

// Merge brings what the window holds together with what was saved elsewhere in the meantime, and saves the result as the next version.
// Base is the version that both were made from. What both changed in another way is returned to be settled, by the key of each
// Difference and "ours" or "theirs", and then nothing is saved yet. A client that was removed elsewhere is one difference, with an empty
// key: "ours" keeps it after all.
func (d *Desk) Merge(client string, base, mine dossier.Dossier, settled map[string]string) (m Merged, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return Merged{}, err
	}
	return d.merged(o.Merge(context.Background(), by, client, base, mine, sides(settled)))
}

// sides are what was chosen, by the keys of differences.
func sides(settled map[string]string) map[string]record.Side {
	out := map[string]record.Side{}
	for key, side := range settled {
		out[key] = record.Side(side)
	}
	return out
}

// merged says in words what came of a merge.
func (d *Desk) merged(in office.Merged, err error) (Merged, error) {
	if err != nil {
		return Merged{}, err
	}
	m := Merged{Client: in.Client, Differences: []Difference{}, Taken: []string{}, Gone: in.Gone, Added: in.Added, Kept: in.Kept}
	l := d.locale()
	for _, path := range in.Taken {
		m.Taken = append(m.Taken, d.label(l, in.Value, path))
	}
	m.Taken = unique(m.Taken)
	for _, c := range in.Conflicts {
		m.Differences = append(m.Differences, d.difference(l, in.Value, in.Theirs, c))
	}
	if in.Open != nil {
		open, err := d.opened(*in.Open, nil)
		m.Open = &open
		return m, err
	}
	return m, nil
}

// unique leaves out what was said before.
func unique(labels []string) []string {
	out := []string{}
	for _, label := range labels {
		if !slices.Contains(out, label) {
			out = append(out, label)
		}
	}
	return out
}

func (d *Desk) difference(l *locale.Locale, merged, theirs dossier.Dossier, c record.Conflict) Difference {
	out := Difference{
		Key: c.Key, Path: c.Path, Label: d.label(l, merged, c.Path),
		Ours: d.shown(l, merged, c.Path, c.Ours), Theirs: d.shown(l, theirs, c.Path, c.Theirs),
	}
	if strings.HasSuffix(c.Key, "/@") {
		out.Label = l.T("desk.merge.order", locale.Args{"List": out.Label})
	}
	return out
}

// label names a place of a dossier, with the row that it is in.
func (d *Desk) label(l *locale.Locale, in dossier.Dossier, path string) string {
	parts := strings.Split(path, "/")[1:]
	pattern := slices.DeleteFunc(slices.Clone(parts), func(part string) bool { _, err := strconv.Atoi(part); return err == nil })
	text := ""
	for n := len(pattern); n > 0 && text == ""; n-- {
		text, _ = l.Message("field." + strings.Join(pattern[:n], "."))
	}
	if row := d.row(l, in, parts); row != "" {
		return l.T("desk.merge.row", locale.Args{"Row": row, "Field": text})
	}
	return text
}

// row names the row of a list that a path goes through; empty when it goes through none.
func (d *Desk) row(l *locale.Locale, in dossier.Dossier, parts []string) string {
	number := func(at int) int {
		if len(parts) <= at {
			return -1
		}
		n, err := strconv.Atoi(parts[at])
		if err != nil {
			return -1
		}
		return n
	}
	switch n := number(1); {
	case parts[0] == "subprocessors" && n >= 0 && n < len(in.Subprocessors):
		return in.Subprocessors[n].Name
	case parts[0] == "additionalTerms" && n >= 0 && n < len(in.AdditionalTerms):
		return in.AdditionalTerms[n].Title
	}
	if n := number(2); parts[0] == "processing" && len(parts) > 1 && parts[1] == "services" && n >= 0 && n < len(in.Processing.Services) {
		return d.word(l, in, "services", in.Processing.Services[n].ID)
	}
	return ""
}

// shown is a value as a reader sees it, in one line; empty when there is none.
func (d *Desk) shown(l *locale.Locale, in dossier.Dossier, path string, value json.RawMessage) string {
	if value == nil {
		return ""
	}
	var v any
	if err := json.Unmarshal(value, &v); err != nil {
		return string(value)
	}
	member := path[strings.LastIndexByte(path, '/')+1:]
	return d.words(l, in, member, v)
}

func (d *Desk) words(l *locale.Locale, in dossier.Dossier, member string, v any) string {
	switch v := v.(type) {
	case string:
		return d.word(l, in, member, v)
	case bool:
		return l.T("desk.merge.yes-no."+strconv.FormatBool(v), nil)
	case []any:
		var out []string
		for _, one := range v {
			if text := d.words(l, in, member, one); text != "" {
				out = append(out, text)
			}
		}
		return l.List(out)
	case map[string]any:
		for _, name := range []string{"name", "title"} {
			if text, ok := v[name].(string); ok && text != "" {
				return text
			}
		}
		if code, ok := v["country"].(string); ok {
			return l.Country(code)
		}
		if id, ok := v["id"].(string); ok {
			return d.word(l, in, member, id)
		}
	}
	return ""
}

// word is one word of a dossier in a language: what an id stands for, a day, a country, or the text itself.
func (d *Desk) word(l *locale.Locale, in dossier.Dossier, member, text string) string {
	c := d.engine().Catalogue()
	prefix := map[string]string{
		"legalForm": "desk.legal-form.", "kind": "document.registration.", "role": "document.role.", "mechanism": "document.mechanism.",
		"derogation": "desk.derogation.", "status": "desk.status.", "language": "language.",
	}[member]
	if said, ok := l.Message(prefix + text); prefix != "" && ok {
		return said
	}
	var label record.Text
	switch member {
	case "country", "parentCountry", "locations":
		return l.Country(text)
	case "services":
		o, _ := c.Service(text)
		label = o.Label
	case "dataSubjects":
		o, _ := c.DataSubject(text)
		label = o.Label
	case "personalData":
		o, _ := c.Personal(text)
		label = o.Label
	case "entities":
		o, _ := c.Entity(text)
		label = record.Text{l.Lang: o.Name}
	case "subprocessors":
		if i := slices.IndexFunc(in.Subprocessors, func(s dossier.Subprocessor) bool { return s.ID == text }); i >= 0 {
			return in.Subprocessors[i].Name
		}
	case "additionalTerms":
		if i := slices.IndexFunc(in.AdditionalTerms, func(t dossier.AdditionalTerm) bool { return t.ID == text }); i >= 0 {
			return in.AdditionalTerms[i].Title
		}
	}
	if said := label[l.Lang]; said != "" {
		return said
	}
	return l.Date(text)
}
