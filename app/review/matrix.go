package review

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
)

// Matrix is what an agreement is held against: the elements that GDPR, art. 28 asks for, what a lawyer would notice in the terms, and what
// people have to decide. It holds ids and conditions; the words are in Words, one set for each language.
type Matrix struct {
	Version   string     `json:"version"`
	Rows      []Element  `json:"rows"`
	Findings  []Remark   `json:"findings"`
	Decisions []Decision `json:"decisions"`
}

// Element is a row of the matrix.
type Element struct {
	ID      string   `json:"id"`               // C-01
	Source  string   `json:"source"`           // in the law: its key among the sources of Words
	Mark    string   `json:"mark"`             // how well the source is known: V seen, K known, P a choice of ours. What is less well known is not printed.
	Open    Answer   `json:"open"`             // the verdict as long as a gap is open
	Closed  Answer   `json:"closed,omitempty"` // the verdict when no gap is open; "" is Yes
	Clauses []string `json:"clauses"`          // of the fixed words that speak of it, by their ids
	Gaps    []Gap    `json:"gaps"`             // without any the answer is Open
	Form    bool     `json:"form"`             // it is about the form of the document, which no words change
}

// Gap is what is missing, until a fact is filled in or a prepared term answers it.
type Gap struct {
	ID    string   `json:"id"`
	Fact  *Fact    `json:"fact,omitempty"`
	Terms []string `json:"terms,omitempty"` // only these close it; nil for every prepared term that answers the element
}

// Fact is something that a document says of this client.
type Fact struct {
	Section string `json:"section,omitempty"` // where it is printed, by the id of the section
	Path    string `json:"path,omitempty"`    // a value of the dossier; a * stands for every row
	One     bool   `json:"one,omitempty"`     // it is there once
	// Rows that each have the fact, which then may be there more than once.
	Each  *Each `json:"each,omitempty"`
	First bool  `json:"first,omitempty"` // the first line of a cell says enough
	// The opposite: no clause of these is there.
	Without []string `json:"without,omitempty"`
	// What is there instead is to be looked at by a person, and not missing.
	Assess bool `json:"assess,omitempty"`
}

// Remark is something that a lawyer would notice in the fixed words.
type Remark struct {
	ID      string   `json:"id"` // S-01
	Mark    string   `json:"mark"`
	Clauses []string `json:"clauses"`       // it concerns; it is told when one of them is there
	All     bool     `json:"all,omitempty"` // only when all of them are
	// A comparison with the trade register answers it: of the companies whose names its quotes are, or of all when none is.
	Register bool `json:"register,omitempty"`
}

// Each is rows of a section, and what each of them has: two patterns of paths that begin alike, with the row’s own part last of what they share.
type Each struct {
	Section string `json:"section"`
	Row     string `json:"row"`
	Has     string `json:"has"`
}

// Decision is something that people decide, and no program.
type Decision struct {
	ID   string `json:"id"`
	Rows string `json:"rows"` // of the matrix and the findings that wait for it, as printed
}

// Words are the words of a Matrix in one language.
type Words struct {
	Rows      map[string]RowWords    `json:"rows"`
	Findings  map[string]RemarkWords `json:"findings"`
	Decisions map[string]string      `json:"decisions"`
	Sources   map[string]string      `json:"sources"`
}

// RowWords are the words of an element.
type RowWords struct {
	Duty   string            `json:"duty"`
	Clause string            `json:"clause,omitempty"` // of Implementing Decision (EU) 2021/915; "" when none matches
	Quotes map[string]string `json:"quotes,omitempty"` // the words of a clause that matter, verbatim, by its id; the whole clause without
	Gaps   map[string]string `json:"gaps,omitempty"`
	// What the document prints where there is none, by the gap that this closes as well: the whole of a cell.
	None   map[string]string `json:"none,omitempty"`
	Note   string            `json:"note,omitempty"`   // to be known whatever the verdict is
	Closed string            `json:"closed,omitempty"` // the note instead, when no gap is open and the verdict is another than yes
}

// RemarkWords are the words of a remark.
type RemarkWords struct {
	Text   string            `json:"text"`
	Why    string            `json:"why"`
	Quotes map[string]string `json:"quotes,omitempty"`
}

// ParseMatrix reads matrix.json.
func ParseMatrix(data []byte) (*Matrix, error) {
	var m Matrix
	if err := strict(data, &m); err != nil {
		return nil, fmt.Errorf("read matrix: %w", err)
	}
	var marks []string
	for _, r := range m.Rows {
		if !slices.Contains([]Answer{Yes, Partly, No, ToAssess, NotApplicable}, r.Open) {
			return nil, fmt.Errorf("read matrix: %s is %q", r.ID, r.Open)
		}
		marks = append(marks, r.Mark)
	}
	for _, f := range m.Findings {
		marks = append(marks, f.Mark)
	}
	for _, mark := range marks {
		if !slices.Contains([]string{"V", "K", "P"}, mark) {
			return nil, fmt.Errorf("read matrix: what is known as %q is not printed", mark)
		}
	}
	return &m, nil
}

// ParseWords reads the words of a matrix.
func ParseWords(data []byte) (*Words, error) {
	var w Words
	if err := strict(data, &w); err != nil {
		return nil, fmt.Errorf("read words of the matrix: %w", err)
	}
	return &w, nil
}

func strict(data []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	return dec.Decode(v)
}
