package draft

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"verwoord/app/record"
)

// headed is the line of a heading with an id.
var headed = record.Expression(`^#+ .*\{#([a-z0-9.-]+)[^}]*\}\s*$`)

// said is a message that a template says, or a blank that it leaves.
var said = record.Expression(`\b(say|fill) "([a-z0-9.-]+)"`)

// Passages are all words of a template that no value can change, with every branch: what stands under each heading, by its id, and before the first
// as "definitions". Where a document has few ids these are what is recorded of its paragraphs and tables. Spaces do not count.
func (t *Templates) Passages(document, lang string) ([]Clause, error) {
	data, err := fs.ReadFile(t.files, document+"/"+lang+".md")
	if err != nil {
		return nil, fmt.Errorf("read passages of %s: %w", document, err)
	}
	out := []Clause{{ID: "definitions"}}
	for line := range strings.Lines(string(data)) {
		if m := headed().FindStringSubmatch(line); m != nil {
			out = append(out, Clause{ID: m[1]})
		}
		out[len(out)-1].Text += " " + line
	}
	for i := range out {
		out[i].Text = strings.Join(strings.Fields(out[i].Text), " ")
	}
	return out, nil
}

// Said are the messages that passages have a document say, sorted: the key of one, or the begin of the keys of several.
func Said(passages []Clause) []string {
	var out []string
	for _, p := range passages {
		for _, m := range said().FindAllStringSubmatch(p.Text, -1) {
			key := m[2]
			if m[1] == "fill" {
				key = "blank." + key
			}
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
