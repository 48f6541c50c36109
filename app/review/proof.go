// Package review tells what a document is, as a lawyer would want to know it.
package review

import (
	"slices"
	"strings"
)

// Verdict is what a comparison with the approved text comes to.
type Verdict string

// The verdicts.
const (
	// Proven: the document made anew from the dossier inside has the same bytes. It is the approved text, filled in with exactly these
	// values, and nothing else.
	Proven Verdict = "proven"
	// SameWords: the bytes differ, as those of another version of the program may, but every clause has the same words.
	SameWords Verdict = "same-words"
	// Altered: clauses differ.
	Altered Verdict = "altered"
	// Appended: every clause has the same words, but more was appended to the file than signatures, which may cover them.
	Appended Verdict = "appended"
	// NotApproved: the words of this version are not among those that were approved.
	NotApproved Verdict = "not-approved"
	// Unknown: it is no document of this program, or of a version it does not know.
	Unknown Verdict = "unknown"
)

// Proof is the comparison of a document with the approved text.
type Proof struct {
	Verdict     Verdict      `json:"verdict"`
	Document    string       `json:"document,omitempty"` // the kind of document
	Version     string       `json:"version,omitempty"`  // of the text
	Lang        string       `json:"lang,omitempty"`
	Date        string       `json:"date,omitempty"` // of the document, ISO 8601
	Clauses     int          `json:"clauses"`        // how many were compared
	Differences []Difference `json:"differences,omitempty"`
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

func same(want, got string) bool {
	if got == want || got == want+";" || got == want+"." {
		return true
	}
	number := got[:len(got)-len(strings.TrimLeft(got, "0123456789."))]
	return number != "" && strings.TrimSpace(got[len(number):]) == want
}
