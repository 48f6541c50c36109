// Command documents makes the files that the outside judges look at: every document of the example, and of dossiers that are hard to print.
// Beside each PDF stand the words that it must have (.txt) and what must be inside (.json).
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"verwoord/app/dossier/testset"
	"verwoord/app/engine"
	"verwoord/app/pdf"
	"verwoord/app/record"
	"verwoord/app/sign"
)

// When the documents are made: those about a record at a moment.
const today, moment = "2026-11-22", "2026-12-11T03:40:00+01:00"

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: documents DIR")
		os.Exit(2)
	}
	if err := makeAll(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "documents:", err)
		os.Exit(1)
	}
}

func makeAll(dir string) error {
	e, err := engine.New()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	made, refused := 0, 0
	for _, c := range cases() {
		data, err := c.dossier(e.Example("dossier"))
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		for _, document := range e.Documents() {
			if document.ID != engine.Agreement && c.number%10 != 0 {
				continue // the long tables of those that are generated are the agreement's: of the others, one in ten
			}
			r := engine.Request{Document: document.ID, Dossier: data, Date: today, Draft: true}
			if document.Publish && c.name == "example" { // whole, and with its blanks
				r.Dossier = e.Specimen(document.ID).Dossier.Encode()
			}
			if document.About != "" {
				if c.name != "example" {
					continue // its record is about the client of the example
				}
				r.About, r.Date = e.Example(document.About), moment
			}
			for _, lang := range c.languages() {
				name := strings.Join([]string{c.name, document.ID, lang}, "-")
				r.Lang = lang
				ok, err := makeOne(e, r, filepath.Join(dir, name))
				switch {
				case err != nil:
					return fmt.Errorf("%s: %w", name, err)
				case ok:
					made++
				case c.refusable:
					refused++
				default:
					return fmt.Errorf("%s was refused", name)
				}
			}
		}
	}
	fmt.Printf("%d documents made, %d refused\n", made, refused)
	return nil
}

// makeOne writes a document and what it is held against. It is not ok when the dossier has problems; the first is printed.
func makeOne(e *engine.Engine, r engine.Request, path string) (ok bool, err error) {
	made, problems, err := e.Make(context.Background(), r)
	if err != nil {
		return false, err
	}
	if made == nil {
		for _, p := range problems {
			if p.Severity == record.Error {
				fmt.Printf("refused %s: %s %s\n", filepath.Base(path), p.Path, p.Code)
				break
			}
		}
		return false, nil
	}
	f, err := sign.Open(context.Background(), made.Data)
	if err != nil {
		return false, err
	}
	inside, err := pdf.Extract(f)
	if err != nil {
		return false, err
	}
	for ending, data := range map[string][]byte{".pdf": made.Data, ".txt": made.Tree.Text(), ".json": inside} {
		if err := os.WriteFile(path+ending, data, 0o644); err != nil {
			return false, err
		}
	}
	return true, nil
}

// change is a dossier made from the example.
type change struct {
	name      string
	refusable bool   // the dossier's own check may say no: then there is nothing to judge
	lang      string // the only one to judge it in; "" for all
	number    int    // from 1, of a dossier that is generated; 0 for the example
	edit      func(d map[string]any)
}

func (c change) languages() []string {
	if c.lang != "" {
		return []string{c.lang}
	}
	return []string{"nl", "en"}
}

func (c change) dossier(example []byte) ([]byte, error) {
	if c.number > 0 {
		return testset.Generate(example, c.number)
	}
	if c.edit == nil {
		return example, nil
	}
	decoder := json.NewDecoder(bytes.NewReader(example))
	decoder.UseNumber()
	var d map[string]any
	if err := decoder.Decode(&d); err != nil {
		return nil, err
	}
	c.edit(d)
	return json.Marshal(d)
}

func cases() []change {
	all := []change{
		{name: "example"},
		{name: "bare", edit: func(d map[string]any) {
			d["additionalTerms"] = []any{}
			d["subprocessors"] = []any{}
		}},
		{name: "many", lang: "nl", edit: func(d map[string]any) {
			row := d["subprocessors"].([]any)[0].(map[string]any)
			rows := []any{}
			for i := range 200 {
				next := map[string]any{}
				for key, value := range row {
					next[key] = value
				}
				next["id"], next["name"] = fmt.Sprintf("sub-%d", i), fmt.Sprintf("Voorbeeld %d B.V.", i)
				rows = append(rows, next)
			}
			d["subprocessors"] = rows
		}},
	}
	for _, h := range []struct{ name, value string }{
		{"markdown", "*Foo* **bar** _baz_ [x](https://evil.example.com) # `code`"},
		{"html", "<b>vet</b> &lt; &amp; <script>alert(1)</script> <!-- x -->"},
		{"fence", "```signature controller\nx\n```"},
		{"table", "a | b\n--- | ---\nc | d"},
		{"syntax", `(a\) <41> [0] /Name %x endstream endobj \351 ((`},
		{"edges", "  \u00a0 De\u200b Lin\u00adde\u2060  "},
		{"accents", "Łódź Yıldırım-Öztürk Dvořák Þór Œuvre ŉ"},
		{"unbroken", strings.Repeat("Overeenkomst", 16)},
		{"wordy", strings.TrimSpace(strings.Repeat("abcdefghi ", 19))},
		{"long", strings.TrimSpace(strings.Repeat("abcdefghi ", 1000))},
		{"word", strings.Repeat("x", 10000)},
		{"emoji", "JEX \U0001F600"},
		{"hebrew", "\u05d0\u05d1"},
		{"control", "a\x00b\x1bc"},
		{"bytes", "caf\xc3"},
	} {
		all = append(all, change{name: h.name, refusable: true, edit: func(d map[string]any) { put(d, h.value) }})
	}
	for number := 1; number <= generated; number++ {
		all = append(all, change{name: fmt.Sprintf("generated-%d", number), lang: []string{"nl", "en"}[number%2], number: number})
	}
	return all
}

// generated is how many of the dossiers that are hard to print are judged.
const generated = 60

// put writes a value wherever people write what they like.
func put(d map[string]any, value string) {
	controller := d["controller"].(map[string]any)
	controller["name"] = value
	controller["signatory"].(map[string]any)["role"] = value
	d["mainAgreement"].(map[string]any)["title"] = value
	for _, s := range d["processing"].(map[string]any)["services"].([]any) {
		s.(map[string]any)["purpose"] = value
	}
	for _, s := range d["subprocessors"].([]any) {
		s.(map[string]any)["service"] = value
	}
}
