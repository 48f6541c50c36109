// Package review tells what a document is, as a lawyer would want to know it: whether its words are those that were approved, clause by clause,
// and what it has of GDPR, art. 28.
//
// Start with Of, which holds a document as it was set against a matrix, or with Compare for the words. It compares, and makes nothing.
package review

import (
	"slices"
	"strings"
)

// Verdict is what a comparison with the approved text comes to.
type Verdict string

// The verdicts. Only equality by bytes is good, Proven, Remade and Kept; Altered is bad; of the others it cannot be told what the pages show.
const (
	// Proven: the document made anew from what is inside has the same bytes. It is the recorded text, filled in with exactly these values,
	// and nothing else.
	Proven Verdict = "proven"
	// Remade: the same, of a document of which no words are recorded to compare with.
	Remade Verdict = "remade"
	// Kept: it has the bytes of a document that was made here, whose digest was kept then.
	Kept Verdict = "kept"
	// SameWords: the bytes differ, as those of another version of the program may, but every clause has the same words. That is read from
	// the tags, and not seen on the page.
	SameWords Verdict = "same-words"
	// Altered: clauses differ.
	Altered Verdict = "altered"
	// Appended: every clause has the same words, but more was appended to the file than signatures, which may cover them.
	Appended Verdict = "appended"
	// NotApproved: the words of this version are not those that were recorded under its name.
	NotApproved Verdict = "not-approved"
	// Unprovable: it says that it is a document of this program, but cannot be made anew here.
	Unprovable Verdict = "unprovable"
	// Unknown: it is no document of this program.
	Unknown Verdict = "unknown"
)

// Mark is how the question is answered whether these are the recorded words: "good", "bad" or "not-established".
func (v Verdict) Mark() string {
	switch v {
	case Proven, Remade, Kept:
		return "good"
	case Altered:
		return "bad"
	}
	return "not-established"
}

// Proof is the comparison of a document with the recorded text.
type Proof struct {
	Mark        string       `json:"mark"` // of Verdict
	Verdict     Verdict      `json:"verdict"`
	Document    string       `json:"document,omitempty"` // the kind of document
	Version     string       `json:"version,omitempty"`  // of the text
	Lang        string       `json:"lang,omitempty"`
	Date        string       `json:"date,omitempty"`     // of the document, ISO 8601
	Made        string       `json:"made,omitempty"`     // the day on which it was made here, of Kept
	Approval    *Approval    `json:"approval,omitempty"` // of the words; nil when they are recorded and nobody approved them
	Clauses     int          `json:"clauses"`            // how many were compared
	Terms       []string     `json:"terms,omitempty"`    // titles of the additional terms, which are not judged
	Differences []Difference `json:"differences,omitempty"`
	// Of SameWords: the first place where the words outside the clauses differ from what this program makes of the same; nil when none do.
	Beside *Difference `json:"beside,omitempty"`
}

// Approval is who approved words, in which function, on which day (ISO 8601).
type Approval struct {
	By       string `json:"by"`
	Function string `json:"function"`
	Day      string `json:"day"`
}

// Difference is a clause that is not as it should be.
type Difference struct {
	ID      string `json:"id"`
	Want    string `json:"want,omitempty"`    // "" for a clause that should not be there
	Got     string `json:"got,omitempty"`     // "" for a clause that is missing
	Heading string `json:"heading,omitempty"` // that the clause stands under, as approved; "" for a heading itself
}

// Clause is the words of one clause.
type Clause struct{ ID, Text string }

// Compare names the clauses in which what a document says differs from what it should say, in the order of the latter. In got a
// heading may begin with its number and a list item may end with the mark that separates it from the next, for both are layout.
func Compare(want, got []Clause) []Difference {
	var out []Difference
	approved := map[string]string{}
	for _, c := range want {
		approved[c.ID] = c.Text
	}
	differ := func(id, want, got string) {
		above := ""
		if i := strings.LastIndexByte(id, '.'); i > 0 {
			above = approved[id[:i]]
		}
		out = append(out, Difference{id, want, got, above})
	}
	said := map[string][]string{}
	for _, c := range got {
		said[c.ID] = append(said[c.ID], c.Text)
	}
	for _, c := range want {
		texts := said[c.ID]
		if len(texts) == 0 {
			differ(c.ID, c.Text, "")
			continue
		}
		if !same(c.Text, texts[0]) {
			differ(c.ID, c.Text, texts[0])
		}
		said[c.ID] = texts[1:]
	}
	for _, c := range got {
		if rest := said[c.ID]; slices.Contains(rest, c.Text) {
			differ(c.ID, "", c.Text)
			said[c.ID] = rest[1:]
		}
	}
	return out
}

// FirstDifference is where two texts begin to differ, with some words around it; nil when their words are the same.
func FirstDifference(want, got string) *Difference {
	w, g := strings.Fields(want), strings.Fields(got)
	i := 0
	for i < len(w) && i < len(g) && w[i] == g[i] {
		i++
	}
	if i == len(w) && i == len(g) {
		return nil
	}
	around := func(words []string) string {
		return strings.Join(words[max(0, min(i, len(words))-3):min(len(words), i+6)], " ")
	}
	return &Difference{Want: around(w), Got: around(g)}
}

func same(want, got string) bool {
	if got == want || got == want+";" || got == want+"." {
		return true
	}
	number := got[:len(got)-len(strings.TrimLeft(got, "0123456789."))]
	return number != "" && strings.TrimSpace(got[len(number):]) == want
}
