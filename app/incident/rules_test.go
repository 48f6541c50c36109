package incident_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"verwoord/app/deadline"
	"verwoord/app/incident"
	"verwoord/app/notice"
	"verwoord/app/record"
	"verwoord/templates"
)

const (
	client    = "zorggroep-de-linde"
	firstSent = "2026-12-04T03:40:00+01:00"
	nextSent  = "2026-12-05T03:40:00+01:00"
)

func tables(t testing.TB) *deadline.Tables {
	t.Helper()
	tables, err := deadline.Load(templates.FS)
	if err != nil {
		t.Fatal(err)
	}
	return tables
}

// rule is one case of testdata/rules.txt.
type rule struct {
	name        string
	first, then []string // changes, as POINTER JSON
	sent        string
	follows     bool
	wants       []string
}

func rules(t *testing.T) (all []rule) {
	data, err := os.ReadFile("testdata/rules.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		word, rest, _ := strings.Cut(line, " ")
		if word == "case" {
			all = append(all, rule{name: rest})
			continue
		}
		c := &all[len(all)-1]
		switch word {
		case "set":
			c.then = append(c.then, rest)
		case "first":
			c.first = append(c.first, rest)
		case "sent":
			c.sent = rest
		case "follows":
			c.follows = true
		case "problem", "open", "closed", "changed", "is":
			c.wants = append(c.wants, line)
		default:
			t.Fatalf("no word %q", word)
		}
	}
	return all
}

func TestRules(t *testing.T) {
	all := rules(t)
	if len(all) < 40 {
		t.Fatalf("read %d cases", len(all))
	}
	told := map[string]bool{}
	for _, c := range all {
		t.Run(c.name, func(t *testing.T) { c.run(t) })
		for _, want := range c.wants {
			told[want[strings.LastIndexByte(strings.TrimSuffix(want, " ?"), ' ')+1:]] = true
		}
	}
	for code := range incident.Codes {
		if !told[code] && !slices.Contains(toldElsewhere, code) {
			t.Errorf("no case tells %s", code)
		}
	}
}

// toldElsewhere are the codes of the tests of Against and NamesOthers.
var toldElsewhere = []string{
	"incident-entity", "incident-service", "incident-service-own", "incident-not-in-agreement", "incident-id-unknown",
	"incident-names-other-client", "incident-names-client-in-id",
}

func (c rule) run(t *testing.T) {
	limits := tables(t)
	var chain []notice.Notice
	var before any
	sent := firstSent
	if c.follows {
		earlier, _ := compose(t, limits, c.first, firstSent, nil, nil)
		before = earlier
		chain = []notice.Notice{{Number: 1, Phase: "first", SentAt: firstSent, SHA256: strings.Repeat("0", 64)}}
		sent = nextSent
	}
	if c.sent != "" {
		sent = c.sent
	}
	var told []byte
	if before != nil {
		told = incident.Type.Encode(before.(*incident.Incident))
	}
	own, problems := compose(t, limits, c.then, sent, chain, before)
	if before != nil && !bytes.Equal(told, incident.Type.Encode(before.(*incident.Incident))) {
		t.Error("what was sent changed")
	}
	var got []string
	for _, p := range problems {
		if p.Severity == record.Error || slices.ContainsFunc(c.wants, func(w string) bool { return strings.Contains(w, p.Code) }) {
			got = append(got, p.Path+" "+p.Code)
		}
	}
	for _, want := range c.wants {
		c.hold(t, own, want, &got)
	}
	if len(got) > 0 {
		t.Errorf("also told: %s", got)
	}
}

// hold checks one line of a case. A problem that it finds is taken out of got.
func (c rule) hold(t *testing.T, own *incident.Incident, want string, got *[]string) {
	t.Helper()
	word, rest, _ := strings.Cut(want, " ")
	if word == "problem" {
		rest, maybe := strings.CutSuffix(rest, " ?")
		at := slices.IndexFunc(*got, func(g string) bool { return g == rest || strings.TrimSpace(g) == strings.TrimSpace(rest) })
		if at < 0 {
			if !maybe {
				t.Errorf("not told: %s; told: %s", rest, *got)
			}
			return
		}
		*got = slices.Delete(*got, at, at+1)
		return
	}
	if own == nil {
		t.Errorf("%s: there is no view", want)
		return
	}
	name, value, _ := strings.Cut(rest, " ")
	open := slices.IndexFunc(own.Notice.Open, func(q incident.Question) bool { return q.Field == name })
	switch word {
	case "open":
		if open < 0 || own.Notice.Open[open].ExpectedOn != value {
			t.Errorf("%s: %+v", want, own.Notice.Open)
		}
	case "closed":
		if open >= 0 {
			t.Errorf("%s: %+v", want, own.Notice.Open[open])
		}
	case "changed":
		if !slices.ContainsFunc(own.Notice.Changes, func(ch incident.Change) bool { return ch.Field == name }) {
			t.Errorf("%s: %+v", want, own.Notice.Changes)
		}
	case "is":
		var all any
		if err := json.Unmarshal(incident.Type.Encode(own), &all); err != nil {
			t.Fatal(err)
		}
		if got := look(all, name); got != value {
			t.Errorf("%s: it is %s", want, got)
		}
	}
}

// compose reads the incident with changes and makes the first client's notice of it.
func compose(t *testing.T, limits *deadline.Tables, changes []string, sent string, chain []notice.Notice, before any) (*incident.Incident, record.Problems) {
	t.Helper()
	data, err := os.ReadFile("testdata/incident.json")
	if err != nil {
		t.Fatal(err)
	}
	var whole any
	if err := json.Unmarshal(data, &whole); err != nil {
		t.Fatal(err)
	}
	for _, change := range changes {
		pointer, value, _ := strings.Cut(change, " ")
		set(t, whole, strings.Split(pointer, "/")[1:], value)
	}
	data, _ = json.Marshal(whole)
	decoded, problems := incident.Kind.Decode(data)
	if decoded == nil {
		t.Fatalf("%v", problems)
	}
	known := record.Known{Today: "2026-12-06", Languages: []string{"nl", "en"}, Region: func(string) (bool, string) { return true, "" }}
	problems = incident.Kind.Check(decoded, known, nil, nil)
	own, ok := incident.Kind.For(decoded, client)
	if !ok {
		return nil, problems
	}
	view := own.(*incident.Incident)
	return view, append(problems, view.Compose(limits, sent, chain, before)...)
}

func set(t *testing.T, in any, path []string, value string) {
	t.Helper()
	for _, name := range path[:len(path)-1] {
		in = step(in, name)
	}
	last := path[len(path)-1]
	if value == "gone" {
		delete(in.(map[string]any), last)
		return
	}
	var v any
	d := json.NewDecoder(bytes.NewReader([]byte(value)))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%s: %v", value, err)
	}
	in.(map[string]any)[last] = v
}

func step(in any, name string) any {
	switch in := in.(type) {
	case map[string]any:
		return in[name]
	case []any:
		if n, err := strconv.Atoi(name); err == nil && n < len(in) {
			return in[n]
		}
	}
	return nil
}

// look is what stands at a pointer; "-" is nothing.
func look(in any, pointer string) string {
	for _, name := range strings.Split(pointer, "/")[1:] {
		in = step(in, name)
	}
	if in == nil || in == "" {
		return "-"
	}
	return fmt.Sprint(in)
}
