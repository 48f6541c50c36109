package review

import (
	"cmp"
	"slices"
	"strings"
)

// Why an element is to be assessed by a person: the keys of a sentence.
const (
	WhyFile     = "file"     // the words of the file were not proven
	WhyChanged  = "changed"  // a clause has other words than were recorded
	WhyProposal = "proposal" // a prepared term that nobody approved
	WhyFree     = "free"     // words of one's own that nobody judged
	WhyJudged   = "judged"   // words of one's own that legal connected with this element
	WhyNone     = "none"     // the document says that there is none
)

// row is an element with its verdict, which follows from the words and nothing else: from clauses with the recorded words, from what is filled
// in, and from terms whose words were approved. What nobody approved is never more than to be assessed.
func (r *reviewing) row(e Element, bound bool) Row {
	w := r.words.Rows[e.ID]
	out := Row{ID: e.ID, Duty: w.Duty, Source: r.words.Sources[e.Source], Clause: w.Clause, Note: w.Note,
		Evidence: []Evidence{}, Missing: []string{}, Terms: []string{}, Pending: []string{}}
	if e.ID == writtenForm {
		r.written(e, w, &out)
		return out
	}
	changed := r.fixed(e, w, &out)
	approved, proposed := r.agreed(e, &out)
	assess := false
	open := []string{}
	for _, g := range e.Gaps {
		closed, look := r.gap(g, w.None[g.ID], approved, &out)
		assess = assess || look
		if !closed {
			open = append(open, w.Gaps[g.ID])
		}
	}
	out.Verdict = e.verdict(len(open), len(out.Evidence) > 0, len(approved) > 0)
	if out.Missing = open; e.Closed != "" && out.Verdict == e.Closed {
		out.Note = w.Closed
	}
	without := out.Verdict
	pending := func(why string, titles ...string) {
		if out.Verdict, out.Why = ToAssess, why; why == WhyFree || why == WhyProposal || why == WhyJudged {
			out.Otherwise = without
		}
		out.Pending = append(out.Pending, titles...)
	}
	judged := r.judged(e.ID, &out)
	switch {
	case e.Form:
	case !bound:
		pending(WhyFile)
	case changed:
		pending(WhyChanged)
	case len(r.free) > 0:
		for _, t := range r.free {
			pending(WhyFree, t.Title)
		}
	case len(judged) > 0:
		pending(WhyJudged, judged...)
	case len(proposed) > 0:
		pending(WhyProposal, proposed...)
	case assess:
		pending(WhyNone)
	}
	if out.Verdict == Yes || out.Verdict == ToAssess && out.Why == WhyNone {
		out.Missing = []string{}
	}
	return out
}

// verdict is what an element is when nothing has to be judged first.
func (e Element) verdict(open int, evidence, approved bool) Answer {
	switch {
	case e.Open == NotApplicable, len(e.Gaps) == 0:
		return e.Open
	case open == 0 && approved:
		return Yes
	case open == 0:
		return cmp.Or(e.Closed, Yes)
	case e.Open == No && evidence && (approved || open < len(e.Gaps)):
		return Partly // a part of it is there
	}
	return e.Open
}

// fixed adds the clauses that speak of an element; changed tells that one of them has other words than were recorded, or is gone.
func (r *reviewing) fixed(e Element, w RowWords, out *Row) (changed bool) {
	for _, id := range e.Clauses {
		p := r.clause(id)
		if p == nil {
			changed = changed || !strings.HasPrefix(id, "annex-2.") // those are chosen
			continue
		}
		quote := w.Quotes[id]
		if !p.Recorded && len(p.Paths) == 0 || !p.says(quote) {
			changed, quote = true, ""
		}
		out.Evidence = append(out.Evidence, p.quoted(quote))
	}
	return changed
}

// agreed adds the prepared terms that answer an element, by their ids; of those that are proposals the titles are returned. What could answer
// it and is not agreed is named.
func (r *reviewing) agreed(e Element, out *Row) (approved, proposed []string) {
	for _, t := range r.paper.Terms {
		if t.ID == "" || !slices.Contains(t.Answers, e.ID) {
			continue
		}
		if p := r.clause("annex-4." + t.ID); p != nil {
			out.Evidence = append(out.Evidence, p.quoted(""))
		}
		if t.Approved {
			approved = append(approved, t.ID)
		} else {
			proposed = append(proposed, t.Title)
		}
	}
	return approved, proposed
}

// judged are the titles of words of one's own that somebody connected with an element, and adds the words as evidence.
func (r *reviewing) judged(id string, out *Row) (titles []string) {
	for _, t := range r.paper.Terms {
		if t.ID != "" {
			continue
		}
		if set, _ := r.set(FreeWords, t.Path, t.Value); set != nil && slices.Contains(set.Rows, id) {
			titles = append(titles, t.Title)
			if p := r.own(t); p != nil {
				q := p.quoted("")
				q.Words = p.Lines[1:]
				out.Evidence = append(out.Evidence, q)
			}
		}
	}
	return titles
}

// gap tells whether what is missing is there: filled in, said to be none, or in a term that was approved. look asks for a person instead.
func (r *reviewing) gap(g Gap, none string, approved []string, out *Row) (closed, look bool) {
	for _, id := range approved {
		closed = closed || g.Terms == nil || slices.Contains(g.Terms, id)
	}
	if g.Fact == nil {
		return closed, false
	}
	if g.Fact.Path == "" {
		return closed || !slices.ContainsFunc(g.Fact.Without, func(id string) bool { return r.clause(id) != nil }), false
	}
	found := r.fact(*g.Fact, out) || none != "" && r.cell(g.Fact.Section, none, out)
	if !found && g.Fact.Assess {
		if p := r.says(g.Fact.Section); p != nil {
			out.Evidence = append(out.Evidence, p.quoted(""))
			return false, true
		}
	}
	return closed || found, false
}

// cell adds a cell of a section that has just these words as evidence; found tells that there is one.
func (r *reviewing) cell(section, words string, out *Row) (found bool) {
	for i := range r.paper.Parts {
		if p := &r.paper.Parts[i]; p.Section == section && p.ID == "" && p.words() == words {
			out.Evidence = append(out.Evidence, p.quoted(""))
			return true
		}
	}
	return false
}

// says is the first paragraph of a section.
func (r *reviewing) says(section string) *Part {
	for i := range r.paper.Parts {
		if p := &r.paper.Parts[i]; p.Section == section && p.ID != section {
			return p
		}
	}
	return nil
}

// fact adds what a document says of this client as evidence; found tells that it says it, and lacks nothing of it.
func (r *reviewing) fact(f Fact, out *Row) (found bool) {
	for path := range r.paper.Lacks {
		if matches(f.Path, path) {
			return false
		}
	}
	var at []Evidence
	for i := range r.paper.Parts {
		p := &r.paper.Parts[i]
		path := slices.IndexFunc(p.Paths, func(path string) bool { return matches(f.Path, path) })
		if p.Section != f.Section || path < 0 {
			continue
		}
		q := p.quoted("")
		switch {
		case f.First:
			q.Words = p.Lines[:1]
		case p.ID == "":
			q.Words = p.Lines
		}
		q.Path = p.Paths[path]
		at = append(at, q)
	}
	if f.One && r.count(f) != 1 && !r.each(f.Each) {
		out.Evidence = append(out.Evidence, joined(at)...)
		return false
	}
	out.Evidence = append(out.Evidence, joined(at)...)
	return len(at) > 0
}

// each tells whether every row has what it should have.
func (r *reviewing) each(of *Each) bool {
	if of == nil {
		return false
	}
	rows, has := map[string]bool{}, map[string]bool{}
	stem := strings.Count(of.Row[:strings.LastIndex(of.Row, "/")], "/") // the parts that name the row
	named := func(path string) string { return strings.Join(strings.Split(path, "/")[:stem+1], "/") }
	for _, p := range r.paper.Parts {
		for _, path := range p.Paths {
			switch {
			case p.Section != of.Section:
			case matches(of.Row, path):
				rows[named(path)] = true
			case matches(of.Has, path):
				has[named(path)] = true
			}
		}
	}
	for row := range rows {
		if !has[row] {
			return false
		}
	}
	return len(rows) > 0
}

// count is how many values a fact has.
func (r *reviewing) count(f Fact) int {
	seen := map[string]bool{}
	for _, p := range r.paper.Parts {
		for _, path := range p.Paths {
			if p.Section == f.Section && matches(f.Path, path) {
				seen[path] = true
			}
		}
	}
	return len(seen)
}

// joined is what stands on one page as one piece of evidence.
func joined(list []Evidence) []Evidence {
	var out []Evidence
	for _, e := range list {
		if n := len(out); n > 0 && out[n-1].Page == e.Page && out[n-1].Where == e.Where {
			out[n-1].Words = append(out[n-1].Words, e.Words...)
			continue
		}
		out = append(out, e)
	}
	return out
}

// matches tells whether a path is one that a pattern describes.
func matches(pattern, path string) bool {
	want, got := strings.Split(pattern, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		if want[i] != "*" && want[i] != got[i] {
			return false
		}
	}
	return true
}

// writtenForm is the element that an agreement is in writing (GDPR, art. 28(9)): a file that both parties signed.
const writtenForm = "C-27"

func (r *reviewing) written(e Element, w RowWords, out *Row) {
	if f := r.paper.File; f != nil && f.Known && f.Text.Mark() == "good" && slices.Contains(f.Signed, "processor") && slices.Contains(f.Signed, "controller") {
		out.Verdict = Yes
		return
	}
	out.Verdict, out.Missing = e.Open, []string{w.Gaps["signed"]}
}

// compare lists the clauses of the fixed words with what they were compared with, and what was filled in.
func (r *reviewing) compare(out *Review) {
	for i := range r.paper.Parts {
		p := &r.paper.Parts[i]
		if p.ID != "" && p.Sum != "" {
			c := Compared{ID: p.ID, Where: p.Where, Title: first(p.words(), 8), Page: p.Page, Sum: p.Sum, Mark: p.Sum[:8] + " " + p.Sum[8:16], Equal: p.Recorded, Filled: len(p.Paths) > 0}
			if out.Clauses = append(out.Clauses, c); c.Equal {
				out.Equal++
			}
		}
		r.filled(out, p)
	}
}

// filled adds the fields that a part prints to those of its section.
func (r *reviewing) filled(out *Review, p *Part) {
	for _, path := range p.Paths {
		label := r.paper.Labels[path]
		if label == "" {
			continue
		}
		n := len(out.Filled) - 1
		if n < 0 || out.Filled[n].Where != p.Heading {
			out.Filled = append(out.Filled, Filled{Where: p.Heading, Page: p.Page})
			n++
		}
		if f := &out.Filled[n]; !slices.Contains(f.Fields, label) {
			f.Fields = append(f.Fields, label)
		}
	}
}

// first is the first words of a text.
func first(text string, n int) string {
	words := strings.Fields(text)
	if len(words) <= n {
		return strings.Join(words, " ")
	}
	return strings.Join(words[:n], " ") + " …"
}
