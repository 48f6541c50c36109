package engine

import (
	"slices"
	"strconv"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/locale"
	"verwoord/app/record"
)

// rowWords says where in the agreement rows are, place by place: "Bijlage 3: Example Messaging, Inc.".
func (e *Engine) rowWords(l *locale.Locale, d *dossier.Dossier, rows []string) (out []string) {
	places, names := []string{}, map[string][]string{}
	for _, path := range rows {
		place := placeOf(path)
		if _, seen := names[place]; !seen {
			places = append(places, place)
			names[place] = nil
		}
		if name := e.rowName(l, d, path); name != "" && !slices.Contains(names[place], name) {
			names[place] = append(names[place], name)
		}
	}
	for _, place := range places {
		said := l.T("privacy.place."+place, nil)
		if list := names[place]; len(list) > 0 {
			said += ": " + l.List(list)
		}
		out = append(out, said)
	}
	return out
}

// placeOf is the part of the agreement that a path is printed in.
func placeOf(path string) string {
	for _, p := range []struct{ prefix, place string }{
		{"/processing/services", "services"}, {"/processing", "annex-2"}, {"/subprocessors", "annex-3"}, {"/additionalTerms", "annex-4"},
		{"/privacyText", "answers"},
	} {
		if strings.HasPrefix(path, p.prefix) {
			return p.place
		}
	}
	return "parties"
}

// rowName is what a row is called.
func (e *Engine) rowName(l *locale.Locale, d *dossier.Dossier, path string) string {
	names := strings.Split(strings.TrimPrefix(path, "/"), "/")
	at := 0
	for _, name := range names[1:] {
		if n, err := strconv.Atoi(name); err == nil {
			at = n
			break
		}
	}
	label := record.Text{}
	switch record.Pattern(path) {
	case "processor.entities":
		x, _ := e.catalogue().Entity(d.Processor.Entities[at])
		return x.Name
	case "subprocessors", "subprocessors.transfers":
		return d.Subprocessors[at].Name
	case "processing.services.purpose":
		x, _ := e.catalogue().Service(d.Processing.Services[at].ID)
		label = x.Label
	case "processing.personalData":
		x, _ := e.catalogue().Personal(d.Processing.PersonalData[at])
		label = x.Label
	case "processing.dataSubjects":
		x, _ := e.catalogue().DataSubject(d.Processing.DataSubjects[at])
		label = x.Label
	case "additionalTerms":
		title, _ := e.TermWords(d.AdditionalTerms[at].Term, l.Lang)
		return title
	default:
		return l.T("field."+record.Pattern(path), nil)
	}
	return label[l.Lang]
}
