// Package plain tells how plain a text is: how long its sentences are, how easy it reads, and which words say little or could be simpler. It looks
// at the words alone and knows no grammar: what it finds is for a writer to look at, and no judgement.
//
// Start with Parse, of the rules of a language, which are a file; then Read.
package plain

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Rules are what a language has for it.
type Rules struct {
	Source  string `json:"source"`
	Average int    `json:"average"` // words that a sentence has at most, on average
	Longest int    `json:"longest"` // words that a sentence has at most
	Ease    Ease   `json:"ease"`
	Vowels  string `json:"vowels"` // a row of them is one syllable
	Apart   string `json:"apart"`  // those that begin one of their own
	// Abbreviations end with a point that ends no sentence.
	Abbreviations []string `json:"abbreviations"`
	Passive       Passive  `json:"passive"`
	Vague         []string `json:"vague"`
	Swaps         []Swap   `json:"swaps"`
	// How a text can speak to its reader; a language with one way has none.
	Address []Address `json:"address,omitempty"`

	participles []*regexp.Regexp
}

// Ease is the formula of how easy a text reads: Base, less Word for every word in a sentence and Syllable for every syllable in a word, on average.
// About 60 is plain, 30 is hard.
type Ease struct {
	Base     float64 `json:"base"`
	Word     float64 `json:"word"`
	Syllable float64 `json:"syllable"`
	Source   string  `json:"source"`
}

// Passive is how a sentence that does not say who does it looks: an auxiliary with a participle in the same clause.
type Passive struct {
	Auxiliaries []string `json:"auxiliaries"`
	Participles []string `json:"participles"` // regular expressions
	Not         []string `json:"not"`         // words that look like one
}

// Swap is a word that has a simpler one.
type Swap struct {
	Word string `json:"word"`
	For  string `json:"for"`
}

// Address is a form in which a text speaks to its reader, and the words that do.
type Address struct {
	Form  string   `json:"form"`
	Words []string `json:"words"` // the first two stand for all
}

// Parse reads the rules of a language.
func Parse(data []byte) (*Rules, error) {
	var r Rules
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&r); err != nil {
		return nil, fmt.Errorf("read rules of plain language: %w", err)
	}
	if r.Average <= 0 || r.Longest <= 0 || r.Vowels == "" {
		return nil, fmt.Errorf("read rules of plain language: no lengths or no vowels")
	}
	for _, p := range r.Passive.Participles {
		re, err := regexp.Compile(p)
		if err != nil {
			return nil, fmt.Errorf("read rules of plain language: %w", err)
		}
		r.participles = append(r.participles, re)
	}
	return &r, nil
}

// Stretch is some words that end of themselves: a paragraph, an item of a list, a cell of a table.
type Stretch struct {
	Text    string
	Running bool // sentences one after the other, as in a paragraph: only these count in an average
}

// The kinds of findings.
const (
	Long        = "long"    // a sentence has more words than Rules.Longest
	Passively   = "passive" // it does not say who does it
	SaysLittle  = "vague"   // a word leaves open what happens
	SimplerWord = "swap"    // there is a simpler word
	OtherForm   = "form"    // it speaks to its reader in another form than was chosen
)

// Finding is one thing to look at.
type Finding struct {
	Kind     string
	Sentence string
	Words    int    // of the sentence
	Word     string // which word it is; of a passive sentence, the auxiliary and the participle
	Instead  string // the simpler word, or the words of the form that was chosen
}

// Report is what was read.
type Report struct {
	Sentences int // of running text
	Words     int
	Syllables int
	Longest   int // words of the longest sentence, running or not
	Ease      float64
	Findings  []Finding
}

// Average is how many words a sentence has, on average; 0 without sentences.
func (r Report) Average() float64 {
	if r.Sentences == 0 {
		return 0
	}
	return float64(r.Words) / float64(r.Sentences)
}

// Read reads a text.
func (r *Rules) Read(blocks []Stretch) Report {
	var out Report
	for _, b := range blocks {
		for _, s := range r.sentences(b.Text) {
			words := wordsOf(s)
			if len(words) == 0 {
				continue
			}
			if b.Running {
				out.Sentences++
				out.Words += len(words)
				for _, w := range words {
					out.Syllables += r.syllables(w)
				}
			}
			out.Longest = max(out.Longest, len(words))
			out.Findings = append(out.Findings, r.look(s, words)...)
		}
	}
	if out.Words > 0 {
		out.Ease = r.Ease.Base - float64(r.Ease.Word*out.Average()) - float64(r.Ease.Syllable*float64(out.Syllables)/float64(out.Words))
	}
	return out
}

// look tells what there is to say of a sentence.
func (r *Rules) look(sentence string, words []string) (out []Finding) {
	if len(words) > r.Longest {
		out = append(out, Finding{Kind: Long, Sentence: sentence, Words: len(words)})
	}
	if said, is := r.passive(words); is {
		out = append(out, Finding{Kind: Passively, Sentence: sentence, Words: len(words), Word: said})
	}
	spoken := " " + strings.Join(words, " ") + " "
	for _, w := range r.Vague {
		if strings.Contains(spoken, " "+w+" ") {
			out = append(out, Finding{Kind: SaysLittle, Sentence: sentence, Words: len(words), Word: w})
		}
	}
	for _, s := range r.Swaps {
		if strings.Contains(spoken, " "+s.Word+" ") {
			out = append(out, Finding{Kind: SimplerWord, Sentence: sentence, Words: len(words), Word: s.Word, Instead: s.For})
		}
	}
	return out
}

// Mixed finds the words of a text that speak to its reader in another form than was chosen, each once.
func (r *Rules) Mixed(text, form string) (out []Finding) {
	i := slices.IndexFunc(r.Address, func(a Address) bool { return a.Form == form })
	if i < 0 {
		return nil
	}
	instead := strings.Join(r.Address[i].Words[:min(2, len(r.Address[i].Words))], ", ")
	seen := map[string]bool{}
	for _, s := range r.sentences(text) {
		words := wordsOf(s)
		for _, w := range words {
			other := slices.ContainsFunc(r.Address, func(a Address) bool { return a.Form != form && slices.Contains(a.Words, w) })
			if other && !seen[w] {
				seen[w] = true
				out = append(out, Finding{Kind: OtherForm, Sentence: s, Words: len(words), Word: w, Instead: instead})
			}
		}
	}
	return out
}
