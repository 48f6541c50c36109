package incident

import (
	"reflect"
	"slices"
	"strings"

	"verwoord/app/deadline"
	"verwoord/app/notice"
	"verwoord/app/record"
)

// Notice is what makes a client's view of an incident one message to it: its place in the chain, what changed, what is open, and the clocks.
// All of it is computed by Compose.
type Notice struct {
	// Its place in the chain, from 1.
	Number int `json:"number"`
	// One of Phases.
	Phase string `json:"phase"`
	// Nothing that is asked for is open (GDPR, art. 33(4)).
	Complete bool `json:"complete"`
	// When it is sent, RFC 3339, in Dutch time.
	SentAt string `json:"sentAt"`
	// When the first notice of the chain was sent, RFC 3339.
	FirstSentAt string `json:"firstSentAt"`
	// The notice before it; null for the first.
	Follows *Earlier `json:"follows,omitempty" jsonschema:"nullable"`
	// What it tells otherwise than the notice before it.
	Changes []Change `json:"changes,omitempty"`
	// What is not known yet.
	Open []Question `json:"open,omitempty"`
	// Whether the nature of the breach, the people and the data are told in full (GDPR, art. 33(3)(a)): one of Stands.
	Nature string `json:"nature,omitempty"`
	// Whether the consequences are (art. 33(3)(c)): one of Stands.
	Consequences string `json:"consequences,omitempty"`
	// The clocks.
	Clock Clock `json:"clock"`
}

// Phases are where a notice stands in its chain (GDPR, art. 33(4)).
var Phases = []string{"first", "follow-up", "closing", "withdrawal"}

// Stands are how far something is told.
var Stands = []string{"complete", "incomplete"}

// Earlier is a notice that another one follows.
type Earlier struct {
	// Its place in the chain.
	Number int `json:"number"`
	// One of Phases.
	Phase string `json:"phase"`
	// When it was sent, RFC 3339.
	SentAt string `json:"sentAt"`
	// How a person says that it was sent; empty when nobody did.
	How string `json:"how,omitempty"`
	// SHA-256 of its file, in hexadecimal.
	SHA256 string `json:"sha256"`
}

// Compose makes a notice to one client of what For returned: sent at a moment, after the notices of the chain, the oldest first, of which the
// last said what before says. What stops it is told; the notice is filled in as far as it goes.
func (i *Incident) Compose(tables *deadline.Tables, sentAt string, chain []notice.Notice, before any) record.Problems {
	i.InZone(tables)
	sentAt = tables.Local(sentAt)
	if i.Notice != nil && len(i.Unknown) == 0 {
		i.Unknown = i.Notice.Open // taken from a notice that was sent: its questions are still open
	}
	n := &Notice{Number: len(chain) + 1, Phase: i.phase(len(chain)), SentAt: sentAt}
	i.Notice = n
	if n.Phase != "withdrawal" {
		n.Open = i.questions(map[string]phase{"first": inFirst, "follow-up": inFollowUp, "closing": inClosing}[n.Phase])
	}
	n.Complete = len(n.Open) == 0
	n.Nature, n.Consequences = "complete", "complete"
	for _, q := range n.Open {
		switch {
		case strings.HasPrefix(q.Field, "consequences."):
			n.Consequences = "incomplete"
		case !slices.Contains(beyondNature, q.Field):
			n.Nature = "incomplete"
		}
	}
	first := sentAt
	var problems record.Problems
	if len(chain) > 0 {
		first = tables.Local(chain[0].SentAt)
		problems = i.follow(chain, before)
	} else if i.Stage == "withdrawn" {
		problems = record.Problems{Codes.Problem("/stage", "incident-nothing-to-withdraw")}
	}
	n.FirstSentAt = first
	if n.Phase == "first" || n.Phase == "follow-up" {
		problems = append(problems, i.promise(sentAt)...)
	}
	if n.Phase == "closing" {
		problems = append(problems, i.unclosed(n.Open)...)
	}
	return append(problems, i.clock(tables, first)...)
}

// beyondNature are the facts that are about neither the nature of the breach nor its consequences.
var beyondNature = []string{
	"signalAt", "subprocessorAwareAt", "systems", "affected.countries", "affected.list", "method", "measuresBefore", "evidence", "advice", "prevention",
}

// promise wants every notice of an incident that is open to say when the next one comes (GDPR, art. 33(4)).
func (i *Incident) promise(sentAt string) record.Problems {
	switch {
	case i.NextUpdate == "" && i.Stage != "closed":
		return record.Problems{Codes.Problem("/nextUpdate", "incident-next-update")}
	case after(sentAt, i.NextUpdate) || i.NextUpdate == sentAt:
		return record.Problems{Codes.Problem("/nextUpdate", "incident-next-update-past")}
	}
	return nil
}

// follow names the notice before, and what is told otherwise than there.
func (i *Incident) follow(chain []notice.Notice, before any) record.Problems {
	last := chain[len(chain)-1]
	was, ok := before.(*Incident)
	if !ok || len(was.Affected) != 1 || was.Notice == nil || was.Notice.Number != len(chain) || was.Notice.Phase == "withdrawal" ||
		was.ID != i.ID || was.Own().Client != i.Own().Client || was.Exercise != i.Exercise {
		return record.Problems{Codes.Problem("", "incident-chain")}
	}
	i.Notice.Follows = &Earlier{was.Notice.Number, was.Notice.Phase, was.Notice.SentAt, last.How, last.SHA256}
	i.Notice.Changes = i.changes(was)
	problems := append(i.lowered(was), i.dropped(was)...)
	if after(was.Notice.SentAt, i.Notice.SentAt) {
		problems = append(problems, Codes.Problem("", "incident-before-earlier", was.Notice.SentAt))
	}
	return problems
}

// Place is where the notice stands in its chain.
func (i *Incident) Place() (number int, phase string) {
	if i.Notice == nil {
		return 0, ""
	}
	return i.Notice.Number, i.Notice.Phase
}

// Questions is how many the notice leaves open.
func (i *Incident) Questions() int {
	if i.Notice == nil {
		return 0
	}
	return len(i.Notice.Open)
}

// Limits are the moments that the notice names for the client.
func (i *Incident) Limits() (all []deadline.Named) {
	if i.Notice == nil || i.Notice.Phase == "withdrawal" {
		return nil
	}
	all = append(all, deadline.Named{Rule: ControllerRule, Until: i.Notice.Clock.ClientUntil})
	if i.NextUpdate != "" && i.Notice.Phase != "closing" {
		all = append(all, deadline.Named{Rule: UpdateRule, Until: i.NextUpdate})
	}
	return all
}

// InZone puts every moment in Dutch time, as a notice prints it.
func (i *Incident) InZone(tables *deadline.Tables) {
	Type.Walk(i, func(_, pattern string, v reflect.Value) {
		measured := strings.HasPrefix(pattern, "measures") && strings.HasSuffix(pattern, ".at")
		if v.Kind() != reflect.String || fields[pattern].Scheme != record.Moment && !measured {
			return
		}
		v.SetString(tables.Local(v.String()))
	})
}

// phase is that of the next notice after so many.
func (i *Incident) phase(sent int) string {
	switch {
	case i.Stage == "withdrawn":
		return "withdrawal"
	case sent == 0:
		return "first"
	case i.Stage == "closed":
		return "closing"
	}
	return "follow-up"
}
