package draft

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"text/template"
	"text/template/parse"
)

// termText is the words of a prepared term: a title, and paragraphs with the numbers of its parameters as actions.
type termText struct {
	title      string
	paragraphs []*template.Template
}

// readTerm reads terms/<id>/<lang>.md: a heading of level 1 and paragraphs, in which an action names a parameter.
func readTerm(fsys fs.FS, id, lang string) (*termText, error) {
	name := "terms/" + id + "/" + lang + ".md"
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, fmt.Errorf("read term: %w", err)
	}
	heading, rest, _ := strings.Cut(strings.TrimSpace(string(data)), "\n")
	title, ok := strings.CutPrefix(heading, "# ")
	if !ok || strings.TrimSpace(rest) == "" {
		return nil, fmt.Errorf("read %s: no title or no words", name)
	}
	t := &termText{title: title}
	for paragraph := range strings.SplitSeq(strings.TrimSpace(rest), "\n\n") {
		words := strings.Join(strings.Fields(paragraph), " ")
		if strings.ContainsAny(words, nothing) {
			return nil, fmt.Errorf("read %s: a private character", name)
		}
		text, err := template.New(id).Option("missingkey=error").Parse(words)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		t.paragraphs = append(t.paragraphs, text)
	}
	return t, nil
}

// TermIDs are the ids of the prepared terms that there are.
func (t *Templates) TermIDs() []string { return t.terms }

// TermSpec is terms/<id>/term.json.
func (t *Templates) TermSpec(id string) ([]byte, error) {
	return fs.ReadFile(t.files, "terms/"+id+"/term.json")
}

// TermTitle is what a prepared term is called in a language; "" when there is no such term in it.
func (t *Templates) TermTitle(id, lang string) string {
	text, err := t.term(id, lang)
	if err != nil {
		return ""
	}
	return text.title
}

// TermClauses are the words of a prepared term in a language, with the name of each parameter in braces: what is recorded of it.
func (t *Templates) TermClauses(id, lang string) ([]Clause, error) {
	text, err := t.term(id, lang)
	if err != nil {
		return nil, err
	}
	out := []Clause{{ID: id, Text: text.title}}
	for i, p := range text.paragraphs {
		var b strings.Builder
		for _, n := range p.Root.Nodes {
			switch n := n.(type) {
			case *parse.TextNode:
				b.Write(n.Text)
			case *parse.ActionNode:
				b.WriteString("{" + strings.TrimPrefix(n.Pipe.String(), ".") + "}")
			default:
				return nil, fmt.Errorf("term %s: an action that is no parameter", id)
			}
		}
		out = append(out, Clause{ID: fmt.Sprintf("%s.%d", id, i+1), Text: b.String()})
	}
	return out, nil
}

// term is the words of a prepared term, read once.
func (t *Templates) term(id, lang string) (*termText, error) {
	load, _ := t.termTexts.LoadOrStore(id+"/"+lang, sync.OnceValues(func() (*termText, error) { return readTerm(t.files, id, lang) }))
	return load.(func() (*termText, error))()
}

// terms is the additional terms as they print: each with its title and its paragraphs, and for a prepared one .prepared, its id, which marks
// the clause.
func (r *run) terms(list Items) (Items, error) {
	out := make([]any, 0, len(list))
	seen := map[string]bool{}
	for _, entry := range list {
		row := entry.(object)
		id, _ := row["term"].(Token)
		if id.empty() {
			title, _ := row["title"].(Token)
			text, _ := row["text"].(Token)
			paragraphs := Items{}
			for _, p := range r.paragraphs(text) {
				paragraphs = append(paragraphs, r.prose(p.(Token)))
			}
			out = append(out, object{"prepared": Token(nil), "title": r.prose(title), "paragraphs": paragraphs, "text": text})
			continue
		}
		o, err := r.prepared(r.raw(id), r.path(id), row)
		if err != nil {
			return nil, err
		}
		if !seen[r.raw(id)] { // one that is there twice is a Problem, and has the id of its clause once
			o["prepared"] = r.say(r.raw(id))
		}
		seen[r.raw(id)] = true
		out = append(out, o)
	}
	return itemsOf(out, list.empty()), nil
}

// prepared is a prepared term with its numbers. One that is not in the library prints as nothing, and is a Problem.
func (r *run) prepared(id, path string, row object) (object, error) {
	text, err := r.library.term(id, r.Locale.Lang)
	if err != nil {
		return object{"prepared": Token(nil), "title": r.none(path), "paragraphs": Items{}, "text": r.none(path)}, nil
	}
	values, _ := row["values"].(Items)
	numbers := object{}
	for _, spec := range r.Terms {
		if spec.ID != id {
			continue
		}
		for _, p := range spec.Parameters {
			numbers[p.Name] = r.none(strings.TrimSuffix(path, "/term") + "/values/" + p.Name)
			if t := r.value(values, r.enter("", p.Name)); !t.empty() {
				numbers[p.Name] = t
			}
		}
	}
	paragraphs := Items{}
	for _, p := range text.paragraphs {
		var b bytes.Buffer
		if err := p.Execute(&b, numbers); err != nil {
			return nil, fmt.Errorf("term %s: %w", id, err)
		}
		paragraphs = append(paragraphs, r.say(b.String()))
	}
	return object{"prepared": Token(nil), "title": r.speak(path, id, text.title), "paragraphs": paragraphs, "text": Token(nil)}, nil
}
