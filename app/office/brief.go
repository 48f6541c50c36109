package office

import (
	"encoding/json"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/engine"
)

// brief is what the index holds of a summary. With ten thousand clients that is most of what it holds: what few look at stays as it is
// written until somebody does, and all texts of a client are parts of one.
type brief struct {
	Name, City, KvK string
	Prints          string
	Was             *was
	Start           string
	tallies
}

// tallies are counts, in the same way.
type tallies struct {
	Rules            string
	Errors, Warnings int
	timed            []bout
	odd              []timed // those of days that are written otherwise
	due              string  // JSON of what the dates ask for; see dated
	subprocessors    string  // their names, one on a line
	agreed           string  // JSON; see rows
}

// bout is a problem that comes or goes with time, with its days as numbers.
type bout struct {
	from, until int32 // 20261129; 0 for no bound
	error       bool
}

// number is a day as a number, which is in order as days are; 0 for none. It is not ok for what is written otherwise.
func number[T string | []byte](day T) (n int32, ok bool) {
	if len(day) == 0 {
		return 0, true
	}
	if len(day) != len("2026-11-29") || day[4] != '-' || day[7] != '-' {
		return 0, false
	}
	for i := range len(day) {
		switch c := day[i]; {
		case i == 4 || i == 7:
		case c < '0' || c > '9':
			return 0, false
		default:
			n = 10*n + int32(c-'0')
		}
	}
	return n, true
}

// on is how many problems there are on a day.
func (t *tallies) on(day string) (errs, warnings int) {
	errs, warnings = t.Errors, t.Warnings
	count := func(on, wrong bool) {
		switch {
		case !on:
		case wrong:
			errs++
		default:
			warnings++
		}
	}
	today, _ := number(day)
	for _, b := range t.timed {
		count(b.from <= today && (b.until == 0 || today < b.until), b.error)
	}
	for _, b := range t.odd {
		count(b.On(day), b.Error)
	}
	return errs, warnings
}

// printed tells whether a digest is that of what the agreement would print now.
func (b *brief) printed(digest string) bool {
	return digest == b.Prints || b.Was != nil && digest == b.Was.Was && b.Prints == b.Was.Is
}

// briefOf reads the head of a dossier; zero, to be counted anew, when it is none.
func briefOf(head []byte) brief {
	var in briefing
	if in.read(head) {
		return in.brief()
	}
	var s summary // of an earlier program, or not as this one writes it
	if json.Unmarshal(head, &s) != nil {
		return brief{}
	}
	before := s.Was
	s.Was = nil
	head, err := json.Marshal(s)
	if err != nil || !in.read(head) {
		panic("office: a summary cannot be read again")
	}
	b := in.brief()
	b.Was = before
	return b
}

// talliedOf reads the head of a tally; nil when it is none.
func talliedOf(head []byte) *tallied {
	var in briefing
	if !in.read(head) {
		return nil
	}
	return &tallied{in.brief().tallies, in.dossier}
}

// briefing is the reading of a head.
type briefing struct {
	name, city, kvk, prints, start, rules, due, agreed []byte
	subprocessors                                      []byte
	dossier                                            int
	out                                                brief
}

// read reads the JSON of a summary or of what was tallied; it tells whether it could.
func (in *briefing) read(head []byte) bool {
	*in = briefing{}
	s := scanner{in: head}
	for s.begin('{'); s.next('}'); {
		switch string(s.name()) {
		case "name":
			in.name = s.text()
		case "city":
			in.city = s.text()
		case "kvk":
			in.kvk = s.text()
		case "prints":
			in.prints = s.text()
		case "was":
			return false
		case "start":
			in.start = s.text()
		case "rules":
			in.rules = s.text()
		case "errors":
			in.out.Errors = s.number()
		case "warnings":
			in.out.Warnings = s.number()
		case "dossier":
			in.dossier = s.number()
		case "timed":
			in.timed(&s)
		case "due":
			in.due = s.value()
		case "subprocessors":
			for s.begin('['); s.next(']'); {
				in.subprocessors = append(append(in.subprocessors, s.text()...), '\n')
			}
		case "agreed":
			in.agreed = s.value()
		default:
			s.value()
		}
	}
	return !s.failed && s.peek() == 0
}

// timed reads problems of some days. The scanner is in the way of JSON: what it cannot read it fails at.
func (in *briefing) timed(s *scanner) {
	list := make([]bout, 0, 32)
	for s.begin('['); s.next(']'); {
		var b bout
		var from, until []byte
		for s.begin('{'); s.next('}'); {
			switch string(s.name()) {
			case "from":
				from = s.text()
			case "until":
				until = s.text()
			case "error":
				b.error = string(s.value()) == "true"
			default:
				s.value()
			}
		}
		var ok, also bool
		if b.from, ok = number(from); ok {
			b.until, also = number(until)
		}
		if ok && also {
			list = append(list, b)
			continue
		}
		var odd timed
		odd.From, odd.Until, odd.Error = string(from), string(until), b.error
		in.out.odd = append(in.out.odd, odd)
	}
	in.out.timed = append([]bout(nil), list...)
}

// brief is what was read, its texts parts of one.
func (in *briefing) brief() brief {
	p := partsOf([][]byte{in.name, in.city, in.kvk, in.prints, in.start, in.rules, in.due, in.agreed, in.subprocessors})
	b := in.out
	b.Name, b.City, b.KvK, b.Prints, b.Start, b.Rules, b.due, b.agreed, b.subprocessors = p[0], p[1], p[2], p[3], p[4], p[5], p[6], p[7], p[8]
	return b
}

// dated is what is due by a date in a dossier: all but the arguments, which are given as JSON.
type dated struct {
	engine.Due
	args string
}

// dues calls f with what is due by the dates in a dossier. All texts are parts of the JSON.
func (t *tallies) dues(f func(dated)) {
	if t.due == "" {
		return
	}
	s := scanner{in: []byte(t.due)}
	part := func(value []byte) string { // the same bytes, in the text
		if at := s.at - len(value) - 1; at >= 0 && at+len(value) <= len(t.due) && t.due[at:at+len(value)] == string(value) {
			return t.due[at : at+len(value)]
		}
		return string(value)
	}
	for s.begin('['); s.next(']'); {
		var d dated
		for s.begin('{'); s.next('}'); {
			switch string(s.name()) {
			case "day":
				d.Day = part(s.text())
			case "moment":
				d.Moment = part(s.text())
			case "code":
				d.Code = part(s.text())
			case "path":
				d.Path = part(s.text())
			case "from":
				d.From = part(s.text())
			case "until":
				d.Until = part(s.text())
			case "args":
				n := len(s.value())
				d.args = t.due[s.at-n : s.at]
			default:
				s.value()
			}
		}
		if !s.failed {
			f(d)
		}
	}
}

// rows calls f with the rows of the register that sub-processors were taken from.
func (t *tallies) rows(f func(dossier.RegisterRow)) {
	if t.agreed == "" || t.agreed == "null" {
		return
	}
	s := scanner{in: []byte(t.agreed)}
	for s.begin('['); s.next(']'); {
		var r dossier.RegisterRow
		for s.begin('{'); s.next('}'); {
			switch string(s.name()) {
			case "id":
				r.ID = string(s.text())
			case "version":
				r.Version = string(s.text())
			default:
				s.value()
			}
		}
		if !s.failed {
			f(r)
		}
	}
}

// searched is what a search looks in.
func (r *row) searched() string {
	return strings.Join([]string{r.brief.Name, r.brief.City, r.brief.KvK, strings.TrimSuffix(r.counts().subprocessors, "\n")}, "\n")
}
