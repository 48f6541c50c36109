//go:build !js

package office

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"verwoord/app/engine"
	"verwoord/app/incident"
	"verwoord/app/record"
	"verwoord/app/store"
)

// breachOffice is an office with so many clients like the example, an identity, and a breach that touches none yet.
func breachOffice(t testing.TB, backend store.Backend, clients int) (*Office, *clock, Record, SignRequest) {
	t.Helper()
	o, c := newOffice(t, backend)
	example, err := read(o.engine.Example("dossier"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range clients {
		example.ID, example.Controller.Name = "client-"+strconv.Itoa(i), "Zorggroep "+strconv.Itoa(i)+" Waard B.V."
		if _, err := o.save(t.Context(), o.act(t), store.Record{}, step{dossier: example}); err != nil {
			t.Fatal(err)
		}
	}
	identity, err := o.NewIdentity(t.Context(), o.act(t), Subject{Name: "S. de Voorbeeld", Country: "NL"}, "geheim genoeg")
	if err != nil {
		t.Fatal(err)
	}
	r, err := o.NewIncident(t.Context(), o.act(t), false)
	if err != nil {
		t.Fatal(err)
	}
	return o, c, r, SignRequest{Identity: identity.ID, Password: "geheim genoeg"}
}

// edit changes a breach as the form does.
func edit(t testing.TB, o *Office, r Record, change func(*incident.Incident)) Record {
	t.Helper()
	i, problems := incident.Type.Decode(r.Data)
	if i == nil {
		t.Fatal(problems)
	}
	change(i)
	next, err := o.SaveRecord(t.Context(), o.act(t), "incident", r.Version, incident.Type.Encode(i))
	if err != nil {
		t.Fatal(err)
	}
	return next
}

// least is the least that a first notice asks of who is called at night, beside the clients.
func least(i *incident.Incident) {
	i.Role, i.Entity, i.DiscoveredBy, i.Incident = "processor", "jex-nederland", "own-detection", "unknown"
	i.Kind = []string{"confidentiality"}
	i.Description = "Een onbekende had toegang tot een postvak met sollicitaties."
	i.MeasuresTaken = []incident.Measure{{What: "Het postvak is geblokkeerd."}}
}

// touched adds every client that is proposed.
func touched(t testing.TB, o *Office, r Record, s Search) Record {
	t.Helper()
	list, more, err := o.Proposals(t.Context(), r.ID, s)
	if err != nil || more {
		t.Fatal(err, more)
	}
	return edit(t, o, r, func(i *incident.Incident) {
		for _, p := range list {
			i.Affected = append(i.Affected, p.Row)
		}
	})
}

func states(t testing.TB, o *Office, id string) (out []string) {
	t.Helper()
	b, err := o.Breach(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range b.Rows {
		out = append(out, row.State)
	}
	return out
}

func codes(t testing.TB, o *Office) (out []string) {
	t.Helper()
	for _, d := range look(t, o).Due {
		if d.About.ID != "" {
			out = append(out, d.Code+" "+d.Args["Count"])
		}
	}
	return out
}

// From the first word to the last one: made, signed, mailed, sent, answered, followed and closed, and the work list that says what is open.
func TestBreach(t *testing.T) {
	o, c, r, sign := breachOffice(t, &store.Memory{}, 3)
	if got := codes(t, o); !slices.Equal(got, []string{"notice-whom 0"}) {
		t.Errorf("of a new breach is due %q", got)
	}
	r = edit(t, o, r, least)
	r = touched(t, o, r, Search{Services: []string{"lead-forwarding"}, PersonalData: []string{"name", "email"}})
	if got := states(t, o, r.ID); !slices.Equal(got, []string{NoticeOpen, NoticeOpen, NoticeOpen}) {
		t.Fatalf("the notices are %q", got)
	}
	if got := codes(t, o); !slices.Equal(got, []string{"notice-first 3"}) {
		t.Errorf("with three clients is due %q", got)
	}
	made := notified(t, o, r.ID, sign)
	if len(made) != 3 {
		t.Fatalf("made %d", len(made))
	}
	if again := notified(t, o, r.ID, sign); len(again) != 0 {
		t.Errorf("made %d again that were made already", len(again))
	}
	mails, err := o.Mails(t.Context(), o.act(t), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	pack, err := zip.NewReader(bytes.NewReader(mails.Data), int64(len(mails.Data)))
	if err != nil || len(pack.File) != 3 {
		t.Fatal(err, len(pack.File))
	}
	for _, f := range pack.File {
		in, _ := f.Open()
		text, _ := io.ReadAll(in)
		if !strings.Contains(string(text), "To: ") || !strings.Contains(string(text), "X-Unsent") {
			t.Errorf("%s is no draft", f.Name)
		}
	}

	c.now = c.now.Add(20 * time.Minute)
	for n, m := range made {
		err := o.Sent(t.Context(), o.act(t), Sending{Document: m.Document.ID, How: "secure-mail", To: "datalek@example.nl", By: "S. de Voorbeeld"})
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			if err := o.Answered(t.Context(), o.act(t), m.Document.ID, true); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got := states(t, o, r.ID); !slices.Equal(got, []string{NoticeAnswered, NoticeSent, NoticeSent}) {
		t.Errorf("sent: %q", got)
	}
	if got := codes(t, o); !slices.Equal(got, []string{"notice-next 3"}) {
		t.Errorf("after the first notices is due %q", got)
	}
	if err := o.RemoveRecord(t.Context(), o.act(t), "incident", r.ID, r.Version); !refusedAs(err, "record-sent") {
		t.Errorf("removed what clients were told of: %v", err)
	}

	// A later fact is for all; a number is for one.
	r = edit(t, o, r, func(i *incident.Incident) {
		i.Affected[1].People = incident.Count{Kind: "exact", Min: 12, Max: 12}
	})
	if got := states(t, o, r.ID); !slices.Equal(got, []string{NoticeAnswered, NoticeChanged, NoticeSent}) {
		t.Errorf("one number later: %q", got)
	}
	later := notified(t, o, r.ID, sign)
	if len(later) != 1 {
		t.Fatalf("made %d", len(later))
	}
	file, err := o.Document(t.Context(), later[0].Document.ID)
	if err != nil {
		t.Fatal(err)
	}
	inside, _, err := o.engine.Inside(t.Context(), file.Data)
	if err != nil || len(inside.Chain) != 1 || inside.Chain[0].SHA256 != made[1].Document.SHA256 {
		t.Fatalf("the follow-up follows %+v, %v", inside.Chain, err)
	}
	own := inside.About.(*incident.Incident).Notice
	if own.Number != 2 || own.Phase != "follow-up" || len(own.Changes) == 0 {
		t.Errorf("the follow-up is %+v", own)
	}

	// Closed: the last notice is due for each.
	r = edit(t, o, r, func(i *incident.Incident) {
		i.Stage, i.Cause, i.Prevention = "closed", "external-intentional", []string{"mfa"}
		for n := range i.Affected {
			i.Affected[n].People = incident.Count{Kind: "exact", Min: 12, Max: 12}
			i.Affected[n].Records = incident.Count{Kind: "exact", Min: 30, Max: 30}
		}
	})
	if got := codes(t, o); !slices.Equal(got, []string{"notice-last 3"}) {
		t.Errorf("of a closed breach is due %q", got)
	}
	for _, m := range notified(t, o, r.ID, sign) {
		if err := o.Sent(t.Context(), o.act(t), Sending{Document: m.Document.ID, How: "secure-mail"}); err != nil {
			t.Fatal(err)
		}
	}
	if got := codes(t, o); len(got) != 0 {
		t.Errorf("when all is closed is due %q", got)
	}
	fresh := New(o.engine, o.store, o.world) // a second look reads all of it from the store
	if got := states(t, fresh, r.ID); !slices.Equal(got, []string{NoticeSent, NoticeSent, NoticeSent}) {
		t.Errorf("read anew: %q", got)
	}
}

func notified(t testing.TB, o *Office, id string, sign SignRequest) []Notified {
	t.Helper()
	list, err := o.Notify(context.Background(), o.act(t), id, sign, false, func(int, int, string) {})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range list {
		if n.Document == nil || !slices.ContainsFunc(n.Document.Signatures, func(s Signatory) bool { return s.OK && s.Party == "processor" }) {
			t.Fatalf("%s has no signed notice: %+v", n.Client, n.Problems)
		}
	}
	return list
}

func refusedAs(err error, code string) bool {
	var r *Refusal
	return errors.As(err, &r) && r.Code == code
}

// What was sent stays: it is not sent twice, not overtaken, and taken back only as long as nothing follows it.
func TestSentStays(t *testing.T) {
	o, _, r, sign := breachOffice(t, &store.Memory{}, 1)
	r = touched(t, o, edit(t, o, r, least), Search{})
	first := notified(t, o, r.ID, sign)[0].Document
	r = edit(t, o, r, func(i *incident.Incident) { i.Description += " Dat is nu dicht." })
	second := notified(t, o, r.ID, sign)[0].Document
	send := func(id string) error {
		return o.Sent(t.Context(), o.act(t), Sending{Document: id, How: "portal"})
	}
	if err := o.NotSent(t.Context(), o.act(t), first.ID); !refusedAs(err, "sent-not") {
		t.Errorf("taken back before it was sent: %v", err)
	}
	if err := send(second.ID); err != nil {
		t.Fatal(err)
	}
	if err := send(second.ID); !refusedAs(err, "sent-already") {
		t.Errorf("sent twice: %v", err)
	}
	if err := send(first.ID); !refusedAs(err, "sent-not-next") {
		t.Errorf("overtaken: %v", err)
	}
	if err := o.Sent(t.Context(), o.act(t), Sending{Document: first.ID, How: "portal", At: "2030-01-01T00:00:00Z"}); !refusedAs(err, "sent-when") {
		t.Errorf("sent in the future: %v", err)
	}
	if err := o.NotSent(t.Context(), o.act(t), second.ID); err != nil {
		t.Fatal(err)
	}
	if got := states(t, o, r.ID); !slices.Equal(got, []string{NoticeSigned}) {
		t.Errorf("taken back: %q", got)
	}
}

// What was signed a while ago and not sent names a moment that has gone by: it is made anew when one asks for that.
func TestNotifyAgain(t *testing.T) {
	o, c, r, sign := breachOffice(t, &store.Memory{}, 1)
	r = touched(t, o, edit(t, o, r, least), Search{})
	first := notified(t, o, r.ID, sign)[0].Document
	again := func() []Notified {
		t.Helper()
		list, err := o.Notify(t.Context(), o.act(t), r.ID, sign, true, func(int, int, string) {})
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	if list := again(); len(list) != 0 {
		t.Errorf("made anew at once: %+v", list)
	}
	c.now = c.now.Add(2 * time.Hour)
	list := again()
	if len(list) != 1 || list[0].Document == nil || list[0].Document.ID == first.ID {
		t.Fatalf("made anew %+v", list)
	}
	if b, err := o.Breach(t.Context(), r.ID); err != nil || b.Rows[0].Document != list[0].Document.ID || b.Rows[0].Stale {
		t.Errorf("to be sent is %+v, %v", b.Rows[0], err)
	}
}

// What is typed in a breach can be taken back and made again, also after the program was closed.
func TestUndoRecord(t *testing.T) {
	o, _, r, _ := breachOffice(t, &store.Memory{}, 0)
	first := string(r.Data)
	r = edit(t, o, r, func(i *incident.Incident) { i.Title = "postvak" })
	second := string(r.Data)
	r = edit(t, o, r, func(i *incident.Incident) { i.Title = "het postvak" })
	o = New(o.engine, o.store, o.world)
	back := func(want string, move func(context.Context, By, string, string, int) (Record, error)) {
		t.Helper()
		next, err := move(t.Context(), o.act(t), "incident", r.ID, r.Version)
		if err != nil || string(next.Data) != want {
			t.Fatalf("%v, %s", err, next.Data)
		}
		r = next
	}
	third := string(r.Data)
	back(second, o.UndoRecord)
	back(first, o.UndoRecord)
	if _, err := o.UndoRecord(t.Context(), o.act(t), "incident", r.ID, r.Version); !errors.Is(err, ErrNothing) {
		t.Errorf("taken back what is not there: %v", err)
	}
	back(second, o.RedoRecord)
	back(third, o.RedoRecord)
	back(second, o.UndoRecord)
	r = edit(t, o, r, func(i *incident.Incident) { i.Title = "anders" })
	if r.Redo || !r.Undo {
		t.Errorf("after another change: undo %v, redo %v", r.Undo, r.Redo)
	}
}

// What a notice lacks is called as the form calls it, in every language.
func TestNoticeLacks(t *testing.T) {
	o, _, r, _ := breachOffice(t, &store.Memory{}, 1)
	r = touched(t, o, edit(t, o, r, func(i *incident.Incident) { i.Role = "processor" }), Search{})
	n, err := o.NoticeProblems(t.Context(), r.ID, "client-0")
	if err != nil || n.Number != 1 || n.Phase != "first" || !n.Problems.Errors() {
		t.Fatal(err, n.Number, n.Phase)
	}
	for _, lang := range o.engine.Locales().Languages() {
		for _, p := range n.Problems {
			if said := engine.Message(o.engine.Locales().Locale(lang), p); strings.Contains(said, "about.") || strings.Contains(said, "incident.") {
				t.Errorf("%s: %s", p.Path, said)
			}
		}
	}
}

// The role comes first: of its own data JEX is told what to do instead, and nothing is made.
func TestBreachOfOwnData(t *testing.T) {
	o, _, r, sign := breachOffice(t, &store.Memory{}, 1)
	r = touched(t, o, edit(t, o, r, least), Search{})
	r = edit(t, o, r, func(i *incident.Incident) { i.Role = "controller" })
	if !slices.ContainsFunc(r.Problems, func(p record.Problem) bool { return p.Code == "incident-role-controller" }) {
		t.Errorf("told %+v", r.Problems)
	}
	list, err := o.Notify(t.Context(), o.act(t), r.ID, sign, false, func(int, int, string) {})
	if err != nil || len(list) != 1 || list[0].Document != nil {
		t.Errorf("made %+v, %v", list, err)
	}
	if got := codes(t, o); !slices.Equal(got, []string{"notice-own 0"}) {
		t.Errorf("due is %q", got)
	}
}

// Ended in the middle, what is done stays, and goes on from there.
func TestNotifyEndedAndBegunAgain(t *testing.T) {
	o, _, r, sign := breachOffice(t, &store.Memory{}, 4)
	r = touched(t, o, edit(t, o, r, least), Search{})
	ctx, cancel := context.WithCancel(t.Context())
	list, err := o.Notify(ctx, o.act(t), r.ID, sign, false, func(done, _ int, _ string) {
		if done == 2 {
			cancel()
		}
	})
	if !errors.Is(err, context.Canceled) || len(list) != 2 {
		t.Fatal(err, len(list))
	}
	if rest := notified(t, o, r.ID, sign); len(rest) != 2 {
		t.Errorf("made %d of the two that were left", len(rest))
	}
}

// What is due for a client is ticked off and put back; a breach's notices are not.
func TestTickOff(t *testing.T) {
	o, _ := newOffice(t, &store.Memory{})
	staff(t, o, 2)
	before := look(t, o).Due
	if len(before) == 0 || before[0].Key == "" {
		t.Fatalf("due is %+v", before)
	}
	d := before[0]
	if err := o.TickOff(t.Context(), o.act(t), d.Client, d.Key, true); err != nil {
		t.Fatal(err)
	}
	if after := look(t, o).Due; len(after) != len(before)-1 {
		t.Errorf("%d are due, of %d", len(after), len(before))
	}
	v, err := o.Overview(t.Context(), o.act(t), Look{Kind: DueSettled})
	if err != nil || len(v.Due) != 1 || v.Due[0].Key != d.Key {
		t.Errorf("ticked off is %+v, %v", v.Due, err)
	}
	if err := o.TickOff(t.Context(), o.act(t), d.Client, d.Key, false); err != nil {
		t.Fatal(err)
	}
	if after := look(t, New(o.engine, o.store, o.world)).Due; len(after) != len(before) {
		t.Errorf("%d are due, of %d", len(after), len(before))
	}
	if err := o.TickOff(t.Context(), o.act(t), "", "", true); !refusedAs(err, "due-stays") {
		t.Errorf("a notice is ticked off: %v", err)
	}
}

// A client that everybody has the service of is found by what it is called: in its name, its place or its number.
func TestProposalsByClient(t *testing.T) {
	o, _, r, _ := breachOffice(t, new(store.Memory), 12)
	for client, want := range map[string]int{"": 12, "groep 11": 1, "WAARD  11": 1, "utrecht 12345678": 12, "Messaging": 0, "nergens": 0} {
		list, _, err := o.Proposals(t.Context(), r.ID, Search{Services: []string{"lead-forwarding"}, Client: client})
		if err != nil || len(list) != want {
			t.Errorf("%q: %d clients, want %d, %v", client, len(list), want, err)
		}
	}
}
