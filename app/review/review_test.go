package review

import (
	"strings"
	"testing"
)

// What is known less well than by heart is not printed: a matrix that holds it is not read.
func TestMatrixOfWhatIsKnown(t *testing.T) {
	for mark, good := range map[string]bool{"V": true, "K": true, "P": true, "K?": false, "": false} {
		data := `{"version": "1", "rows": [{"id": "C-01", "source": "a", "mark": "` + mark + `", "open": "no", "clauses": [], "gaps": []}], "findings": [], "decisions": []}`
		if _, err := ParseMatrix([]byte(data)); (err == nil) != good {
			t.Errorf("%q: %v", mark, err)
		}
	}
	if _, err := ParseMatrix([]byte(`{"version": "1", "rows": [{"id": "C-01", "mark": "K", "open": "J"}]}`)); err == nil {
		t.Error("a verdict that there is not was read")
	}
}

// A quote is in a clause word for word, in its order; a part that is left out is marked.
func TestQuotes(t *testing.T) {
	p := Part{Lines: []string{"Wij Verwerken uitsluitend op basis van", "voorafgaande instructie van jullie."}}
	for quote, want := range map[string]bool{
		"voorafgaande instructie": true, "op basis van voorafgaande": true, "Wij Verwerken … van jullie": true, "": true,
		"van jullie … Wij": false, "schriftelijke instructie": false, "wij verwerken": false,
	} {
		if p.says(quote) != want {
			t.Errorf("%q: %v", quote, !want)
		}
	}
}

// An element with a gap that nothing closes is never yes, whatever else is agreed; one whose clause has other words than were recorded is to be
// assessed.
func TestVerdictFollowsFromWords(t *testing.T) {
	m := &Matrix{Version: "1", Rows: []Element{{ID: "C-15", Open: Partly, Clauses: []string{"duties.4"}, Gaps: []Gap{{ID: "contract", Terms: []string{"contracts"}}}}}}
	w := &Words{Rows: map[string]RowWords{"C-15": {Duty: "x", Quotes: map[string]string{"duties.4": "voldoen"}, Gaps: map[string]string{"contract": "bij overeenkomst"}}}}
	clause := Part{Section: "duties", ID: "duties.4", Where: "3.4", Lines: []string{"Subverwerkers voldoen."}, Page: 2, Recorded: true}
	term := func(id string, approved bool) Term {
		return Term{ID: id, Title: id, Answers: []string{"C-15"}, Approved: approved}
	}
	changed := clause
	changed.Recorded = false
	for name, c := range map[string]struct {
		paper Paper
		want  Answer
		why   string
	}{
		"the words alone":           {Paper{Parts: []Part{clause}}, Partly, ""},
		"the term that closes it":   {Paper{Parts: []Part{clause}, Terms: []Term{term("contracts", true)}}, Yes, ""},
		"as a proposal":             {Paper{Parts: []Part{clause}, Terms: []Term{term("contracts", false)}}, ToAssess, WhyProposal},
		"a term that does not":      {Paper{Parts: []Part{clause}, Terms: []Term{term("chain", true)}}, Partly, ""},
		"one of each":               {Paper{Parts: []Part{clause}, Terms: []Term{term("contracts", true), term("chain", false)}}, ToAssess, WhyProposal},
		"other words":               {Paper{Parts: []Part{changed}, Terms: []Term{term("contracts", true)}}, ToAssess, WhyChanged},
		"the clause is gone":        {Paper{Terms: []Term{term("contracts", true)}}, ToAssess, WhyChanged},
		"own words beside it":       {Paper{Parts: []Part{clause}, Terms: []Term{term("contracts", true), {Title: "Eigen"}}}, ToAssess, WhyFree},
		"a file that is not proven": {Paper{Parts: []Part{clause}, Terms: []Term{term("contracts", true)}, File: &File{Text: SameWords}}, ToAssess, WhyFile},
		"a file that is":            {Paper{Parts: []Part{clause}, Terms: []Term{term("contracts", true)}, File: &File{Text: Proven}}, Yes, ""},
	} {
		row := Of(m, w, &c.paper).Rows[0]
		if row.Verdict != c.want || row.Why != c.why {
			t.Errorf("%s: %s, %s", name, row.Verdict, row.Why)
		}
		if gap := strings.Join(row.Missing, ""); (gap == "") != (row.Verdict == Yes || c.want == ToAssess && len(c.paper.Terms) > 0 && c.paper.Terms[0].Approved) {
			t.Errorf("%s: missing is %q", name, gap)
		}
	}
}
