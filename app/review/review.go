package review

import (
	"cmp"
	"slices"
	"strings"
)

// Answer is what is said of an element: whether the agreement has it.
type Answer string

// The answers. ToAssess is for what a person has to judge: words that nobody approved, or that are not those that were recorded.
const (
	Yes           Answer = "yes"
	Partly        Answer = "partly"
	No            Answer = "no"
	ToAssess      Answer = "to-assess"
	NotApplicable Answer = "not-applicable"
)

// Answers are the answers in the order in which a reader wants them: what is missing first.
var Answers = []Answer{No, ToAssess, Partly, Yes, NotApplicable}

// File is the file that a review is of, as far as its review says something of it.
type File struct {
	Document string   `json:"document"`
	Version  string   `json:"version"` // of its words
	Lang     string   `json:"lang"`
	Date     string   `json:"date"`             // that it bears
	SHA256   string   `json:"sha256"`           // of the whole file, with its signatures
	Text     Verdict  `json:"text"`             // what it is, compared with the recorded words
	Signed   []string `json:"signed,omitempty"` // the parties whose signatures hold
	Known    bool     `json:"known"`            // and it is established who signed
}

// Part is a piece of a document as it was set: a clause, a heading, a row or a cell.
type Part struct {
	Section  string   // id of the innermost section around it
	ID       string   // of the clause; "" for what is none
	Where    string   // how a person finds it: 3.4, Bijlage 3
	Heading  string   // that it stands under
	Lines    []string // its words
	Page     int      // from 1
	Paths    []string // of the values in it
	Recorded bool     // its words are those that were recorded
	Sum      string   // SHA-256 of its words, of a clause
	Foreign  bool     // it holds words in the language of the dossier, which is another than that of the document
}

func (p *Part) words() string { return strings.Join(p.Lines, " ") }

// Paper is a document to review.
type Paper struct {
	Parts  []Part
	Lacks  map[string]bool // paths of the values that it should print and has not
	Terms  []Term          // of annex 4, in its order
	File   *File           // nil when it was not made yet
	Passed []Passed        // warnings of the check
	Set    []SetAside      // what a person put beside them
	Labels map[string]string
	// Who approved the fixed words; nil when nobody did.
	Approval *Approval
	Named    []string // the companies of the processor, as the document names them
	// Companies that the organisation says it compared with the trade register.
	Companies []Company
}

// Company is a company of the agreement as it was compared with the trade register, by what the organisation recorded: nobody saw the extract here.
type Company struct {
	Name    string `json:"name"`
	Day     string `json:"day"` // of the extract, as it is printed
	Extract string `json:"extract"`
}

// Term is an additional term of the agreement.
type Term struct {
	ID       string   // of the prepared term; "" for free words
	Path     string   // of what was agreed, for SetAside
	Title    string   // as printed
	Words    string   // as printed
	Answers  []string // elements, of a prepared term
	Approved bool     // somebody approved the words
	Value    string   // the state that was looked at, for SetAside
}

// SetAside is a finding that somebody looked at and let be.
type SetAside struct {
	Finding  string   // its id, or the code of a warning
	Path     string   // of the value that a warning is about, with ids for the rows
	Value    string   // the state that was looked at
	Rows     []string // of the matrix that free words concern
	By       string
	Function string
	Reason   string
	Day      string
}

// Passed is a warning that a document was made in spite of.
type Passed struct {
	Code, Path, Value, Message string
	About                      string // the name of the row that it is about, where Message does not say it
	Blocks                     bool   // it is an error: no document is made
	Since                      bool   // of a file: it is so on the day of the review, and was not on that of the file
}

// Review is what an agreement covers, what it does not, and why. It says nothing of whether it is enough in law.
type Review struct {
	File         *File       `json:"file,omitempty"`
	Rows         []Row       `json:"rows"`
	Findings     []Finding   `json:"findings"`
	Terms        []Judged    `json:"terms"`
	Warnings     []Warning   `json:"warnings"`
	Decisions    []Undecided `json:"decisions"`
	Totals       []Total     `json:"totals"`
	Clauses      []Compared  `json:"clauses"` // of the fixed words
	Filled       []Filled    `json:"filled"`
	Approval     *Approval   `json:"approval,omitempty"` // of the fixed words; nil when nobody approved them
	Companies    []Company   `json:"companies"`          // compared with the trade register
	Equal        int         `json:"equal"`              // how many of Clauses have the recorded words
	OpenFindings int         `json:"openFindings"`       // not answered, and nobody let them be
	OpenWarnings int         `json:"openWarnings"`
	Waiting      int         `json:"waiting"` // elements whose verdict waits for words that have to be judged first
	Bound        bool        `json:"bound"`   // the verdicts rest on words that were proven, or are about to be printed
}

// Row is an element with its verdict.
type Row struct {
	ID       string     `json:"id"`
	Duty     string     `json:"duty"`
	Source   string     `json:"source"`
	Clause   string     `json:"clause,omitempty"` // of Implementing Decision (EU) 2021/915
	Verdict  Answer     `json:"verdict"`
	Evidence []Evidence `json:"evidence"`
	Missing  []string   `json:"missing"`
	Note     string     `json:"note,omitempty"`
	Terms    []string   `json:"terms"` // ids of the prepared terms that would answer it, and are not agreed yet
	Why      string     `json:"why,omitempty"`
	// Titles of the words that have to be judged first, and the verdict without them.
	Pending   []string `json:"pending"`
	Otherwise Answer   `json:"otherwise,omitempty"`
}

// Evidence is where a document says something, in its own words.
type Evidence struct {
	ID    string   `json:"id"`    // of the clause or the section
	Where string   `json:"where"` // for a person
	Page  int      `json:"page"`
	Words []string `json:"words"` // verbatim
	Path  string   `json:"path,omitempty"`
	// The words are in the language of the dossier, which is another than that of the document.
	Foreign bool `json:"foreign"`
}

// Finding is a remark on the fixed words, and who let it be.
type Finding struct {
	ID       string     `json:"id"`
	Text     string     `json:"text"`
	Why      string     `json:"why"`
	Evidence []Evidence `json:"evidence"`
	Value    string     `json:"value"`
	Set      *Person    `json:"setAside,omitempty"`
	Lapsed   bool       `json:"lapsed"`   // it was let be for other words than these
	Answered bool       `json:"answered"` // by the companies that were compared with the trade register
}

// Person is who let something be, why and when.
type Person struct {
	By       string `json:"by"`
	Function string `json:"function"`
	Reason   string `json:"reason"`
	Day      string `json:"day"`
}

// Judged is an additional term: what of it was judged, and by whom.
type Judged struct {
	Title    string   `json:"title"`
	Term     string   `json:"term,omitempty"`
	Page     int      `json:"page"`
	Rows     []string `json:"rows"`
	Approved bool     `json:"approved"`
	Path     string   `json:"path"`
	Value    string   `json:"value"`
	Set      *Person  `json:"setAside,omitempty"`
	Lapsed   bool     `json:"lapsed"`
}

// Warning is a warning of the check, and who accepted it.
type Warning struct {
	Code    string  `json:"code"`
	Path    string  `json:"path"`
	Value   string  `json:"value"`
	Message string  `json:"message"`
	About   string  `json:"about"`  // the name of the row that it is about, where Message does not say it
	Blocks  bool    `json:"blocks"` // it is an error, which nobody can accept
	Since   bool    `json:"since"`  // it came after the file was made
	Set     *Person `json:"accepted,omitempty"`
	Lapsed  bool    `json:"lapsed"`
}

// Undecided is what people have to decide.
type Undecided struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	Rows string `json:"rows,omitempty"`
}

// Total is how many elements have a verdict.
type Total struct {
	Verdict Answer `json:"verdict"`
	Count   int    `json:"count"`
	Without int    `json:"without"` // without the words that have to be judged first
}

// Compared is a clause of the fixed words.
type Compared struct {
	ID     string `json:"id"`
	Where  string `json:"where"`
	Title  string `json:"title"` // the heading, or the first words
	Page   int    `json:"page"`
	Sum    string `json:"sum"`
	Mark   string `json:"mark"` // the begin of Sum, to compare by eye
	Equal  bool   `json:"equal"`
	Filled bool   `json:"filled"` // values stand in it: then another sum is no other text
}

// Filled is the fields that a section prints.
type Filled struct {
	Where  string   `json:"where"`
	Page   int      `json:"page"`
	Fields []string `json:"fields"`
}

// reviewing is one review on its way.
type reviewing struct {
	*Matrix
	words *Words
	paper *Paper
	free  []Judged // words of one's own that nobody judged
}

// Of reviews a document.
func Of(m *Matrix, w *Words, p *Paper) *Review {
	r := &reviewing{Matrix: m, words: w, paper: p}
	out := &Review{
		File: p.File, Approval: p.Approval, Bound: p.File == nil || p.File.Text.Mark() == "good",
		Findings: []Finding{}, Warnings: []Warning{}, Clauses: []Compared{}, Filled: []Filled{}, Companies: append([]Company{}, p.Companies...),
	}
	out.Terms = r.terms()
	for _, e := range m.Rows {
		out.Rows = append(out.Rows, r.row(e, out.Bound))
	}
	for _, f := range m.Findings {
		if finding, concerned := r.finding(f); concerned {
			out.Findings = append(out.Findings, finding)
			out.OpenFindings += one(finding.Set == nil && !finding.Answered)
		}
	}
	for _, d := range m.Decisions {
		out.Decisions = append(out.Decisions, Undecided{d.ID, w.Decisions[d.ID], d.Rows})
	}
	for _, x := range p.Passed {
		set, lapsed := r.set(x.Code, x.Path, x.Value)
		if x.Blocks {
			set, lapsed = nil, false
		}
		out.Warnings = append(out.Warnings, Warning{x.Code, x.Path, x.Value, x.Message, x.About, x.Blocks, x.Since, person(set), lapsed})
		out.OpenWarnings += one(set == nil)
	}
	for _, a := range Answers {
		total := Total{Verdict: a}
		for _, row := range out.Rows {
			total.Count += one(row.Verdict == a)
			total.Without += one(cmp.Or(row.Otherwise, row.Verdict) == a)
		}
		out.Totals = append(out.Totals, total)
	}
	for _, row := range out.Rows {
		out.Waiting += one(row.Otherwise != "")
	}
	r.compare(out)
	return out
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

// terms are the additional terms; those in free words that nobody judged are kept aside.
func (r *reviewing) terms() []Judged {
	out := []Judged{}
	for _, t := range r.paper.Terms {
		j := Judged{Title: t.Title, Term: t.ID, Page: r.pageOf(t), Rows: append([]string{}, t.Answers...), Approved: t.Approved, Path: t.Path, Value: t.Value}
		if t.ID == "" {
			set, lapsed := r.set(FreeWords, t.Path, t.Value)
			if j.Set, j.Lapsed = person(set), lapsed; set != nil {
				j.Rows = append(j.Rows, set.Rows...)
			} else {
				r.free = append(r.free, j)
			}
		}
		out = append(out, j)
	}
	return out
}

// FreeWords is the code of the warning about words of one's own in the agreement.
const FreeWords = "term-free"

func (r *reviewing) pageOf(t Term) int {
	p := r.clause("annex-4." + t.ID)
	if p == nil {
		p = r.own(t)
	}
	if p == nil {
		return 0
	}
	return p.Page
}

// own is where words of one's own are printed, under their title.
func (r *reviewing) own(t Term) *Part {
	for i := range r.paper.Parts {
		if p := &r.paper.Parts[i]; p.Section == "annex-4" && len(p.Lines) > 1 && p.Lines[0] == t.Title {
			return p
		}
	}
	return nil
}

// set is what somebody put beside a finding. It counts for the state that was looked at, and lapses with it.
func (r *reviewing) set(finding, path, value string) (found *SetAside, lapsed bool) {
	for i := range r.paper.Set {
		s := &r.paper.Set[i]
		if s.Finding != finding || s.Path != path || s.By == "" || s.Function == "" || s.Reason == "" || s.Day == "" {
			continue
		}
		if s.Value == value {
			return s, false
		}
		lapsed = true
	}
	return nil, lapsed
}

func person(s *SetAside) *Person {
	if s == nil {
		return nil
	}
	return &Person{s.By, s.Function, s.Reason, s.Day}
}

// finding is a remark, when the words that it is about are there.
func (r *reviewing) finding(f Remark) (Finding, bool) {
	w := r.words.Findings[f.ID]
	out := Finding{ID: f.ID, Text: w.Text, Why: w.Why, Value: r.Version}
	for _, id := range f.Clauses {
		if p := r.clause(id); p != nil && p.says(w.Quotes[id]) {
			out.Evidence = append(out.Evidence, p.quoted(w.Quotes[id]))
		}
	}
	set, lapsed := r.set(f.ID, "", r.Version)
	out.Set, out.Lapsed = person(set), lapsed
	out.Answered = f.Register && r.compared(w.Quotes)
	return out, len(out.Evidence) > 0 && (!f.All || len(out.Evidence) == len(f.Clauses))
}

// compared tells whether the companies that quotes are, or all companies when they name none, were compared with the trade register.
func (r *reviewing) compared(quotes map[string]string) bool {
	var about []string
	for _, name := range r.paper.Named {
		for _, quote := range quotes {
			if quote == name {
				about = append(about, name)
			}
		}
	}
	if about == nil {
		about = r.paper.Named
	}
	for _, name := range about {
		if !slices.ContainsFunc(r.paper.Companies, func(c Company) bool { return c.Name == name }) {
			return false
		}
	}
	return len(about) > 0
}

func (r *reviewing) clause(id string) *Part {
	i := slices.IndexFunc(r.paper.Parts, func(p Part) bool { return p.ID == id })
	if i < 0 {
		return nil
	}
	return &r.paper.Parts[i]
}

// quoted is a part as evidence: the words that matter, or all of them.
func (p *Part) quoted(words string) Evidence {
	if words = cmp.Or(words, p.words()); strings.HasPrefix(p.ID, "annex-") && !strings.HasPrefix(p.ID, "annex-4") {
		words = strings.TrimRight(words, ";.") // an item of a list ends as its place in the sentence asks
	}
	return Evidence{ID: cmp.Or(p.ID, p.Section), Where: p.Where, Page: p.Page, Words: []string{words}, Foreign: p.Foreign}
}

// says tells whether a part has words, whatever the spaces and line ends between them. Quotes may leave a part out: then … stands for it.
func (p *Part) says(words string) bool {
	text := strings.Join(strings.Fields(p.words()), " ")
	for piece := range strings.SplitSeq(words, "…") {
		piece = strings.TrimSpace(piece)
		at := strings.Index(text, piece)
		if at < 0 {
			return false
		}
		text = text[at+len(piece):]
	}
	return true
}
