package draft

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"

	"verwoord/app/dossier"
)

// tongues are common words of each language, by its code. By them the language of free words is known, which need not be the one that the
// client reads.
type tongues map[string]map[string]bool

// readTongues reads languages.json; without the file no language is known.
func readTongues(fsys fs.FS) (tongues, error) {
	data, err := fs.ReadFile(fsys, "languages.json")
	if err != nil {
		return nil, nil
	}
	var lists map[string][]string
	if err := json.Unmarshal(data, &lists); err != nil {
		return nil, fmt.Errorf("read languages.json: %w", err)
	}
	t := tongues{}
	for lang, list := range lists {
		t[lang] = map[string]bool{}
		for _, w := range list {
			t[lang][w] = true
		}
	}
	return t, nil
}

// fewestWords is how many common words make a language known: one may be a name.
const fewestWords = 2

// of is the language that most of the common words of a text are of; "" when there are too few, or as many of another.
func (t tongues) of(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) })
	best, most, tied := "", 0, false
	for lang, common := range t {
		n := 0
		for _, w := range words {
			if common[w] {
				n++
			}
		}
		switch {
		case n > most:
			best, most, tied = lang, n, false
		case n == most:
			tied = true
		}
	}
	if tied || most < fewestWords {
		return ""
	}
	return best
}

// tongue is the language of free words: what they are seen to be in, and else the language of the dossier.
func (r *run) tongue(text string) string {
	if lang := r.library.tongues.of(text); lang != "" {
		return lang
	}
	return r.Dossier.Language
}

// foreign tells whether something that was written for this client alone is in another language than the document: of its services, its
// subprocessors or its terms, whichever are named.
func (r *run) foreign(parts ...string) bool {
	return slices.ContainsFunc(written(r.Dossier, parts), func(text string) bool { return text != "" && r.tongue(text) != r.Locale.Lang })
}

// written are the sentences of parts of a dossier that people wrote.
func written(d *dossier.Dossier, parts []string) []string {
	var out []string
	for _, part := range parts {
		switch part {
		case "services":
			for _, s := range d.Processing.Services {
				out = append(out, s.Purpose, s.Nature, s.RoleReason)
			}
		case "subprocessors":
			for _, s := range d.Subprocessors {
				out = append(out, s.Service, s.Purpose)
			}
		case "terms":
			for _, t := range d.AdditionalTerms {
				if t.Term == "" {
					out = append(out, t.Title, t.Text)
				}
			}
		default:
			panic("foreign: no part " + part) // a template that says so is broken
		}
	}
	return out
}
