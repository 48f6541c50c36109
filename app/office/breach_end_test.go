//go:build !js

package office

import (
	"slices"
	"testing"
	"time"

	"verwoord/app/incident"
	"verwoord/app/store"
)

// A report that turns out to be none is taken back with whoever was told of it, and with nobody else.
func TestWithdrawn(t *testing.T) {
	o, c, r, sign := breachOffice(t, &store.Memory{}, 2)
	r = touched(t, o, edit(t, o, r, least), Search{})
	made := notified(t, o, r.ID, sign)
	c.now = c.now.Add(10 * time.Minute)
	if err := o.Sent(t.Context(), o.act(t), Sending{Document: made[0].Document.ID, How: "secure-mail"}); err != nil {
		t.Fatal(err)
	}
	r = edit(t, o, r, func(i *incident.Incident) {
		i.Stage, i.WithdrawalReason = "withdrawn", "Het bericht dat binnenkwam, was een oefening van de leverancier."
	})
	if got := codes(t, o); !slices.Equal(got, []string{"notice-last 1"}) {
		t.Errorf("of a breach that was none is due %q", got)
	}
	if got := states(t, o, r.ID); !slices.Equal(got, []string{NoticeChanged, NoticeNone}) {
		t.Errorf("of a breach that was none the notices are %q", got)
	}
	list := notified(t, o, r.ID, sign)
	if len(list) != 1 || list[0].Client != made[0].Client {
		t.Fatalf("taken back with %+v", list)
	}
	file, err := o.Document(t.Context(), list[0].Document.ID)
	if err != nil {
		t.Fatal(err)
	}
	inside, _, err := o.engine.Inside(t.Context(), file.Data)
	if err != nil || len(inside.Chain) != 1 || inside.Chain[0].SHA256 != made[0].Document.SHA256 {
		t.Fatalf("the withdrawal follows %+v, %v", inside.Chain, err)
	}
	if own := inside.About.(*incident.Incident).Notice; own.Phase != "withdrawal" || own.Number != 2 {
		t.Errorf("the withdrawal is %+v", own)
	}
	if err := o.Sent(t.Context(), o.act(t), Sending{Document: list[0].Document.ID, How: "secure-mail"}); err != nil {
		t.Fatal(err)
	}
	if got := codes(t, o); len(got) != 0 {
		t.Errorf("when it is taken back is due %q", got)
	}
}

// Closing a breach does not hide whom nobody told of it.
func TestClosedUntold(t *testing.T) {
	o, _, r, _ := breachOffice(t, &store.Memory{}, 2)
	r = touched(t, o, edit(t, o, r, least), Search{})
	r = edit(t, o, r, func(i *incident.Incident) { i.Stage = "closed" })
	if got := states(t, o, r.ID); !slices.Equal(got, []string{NoticeOpen, NoticeOpen}) {
		t.Errorf("of a closed breach the notices are %q", got)
	}
	if got := codes(t, o); !slices.Equal(got, []string{"notice-first 2"}) {
		t.Errorf("of a closed breach that nobody was told of is due %q", got)
	}
}

// What a client decided is for the log alone: a notice that was sent still tells all that there is to tell, and nothing is due.
func TestDecided(t *testing.T) {
	o, c, r, sign := breachOffice(t, &store.Memory{}, 1)
	r = touched(t, o, edit(t, o, r, least), Search{})
	made := notified(t, o, r.ID, sign)
	c.now = c.now.Add(10 * time.Minute)
	if err := o.Sent(t.Context(), o.act(t), Sending{Document: made[0].Document.ID, How: "secure-mail"}); err != nil {
		t.Fatal(err)
	}
	edit(t, o, r, func(i *incident.Incident) {
		i.Affected[0].Decision = &incident.Decision{Risk: "risk", Authority: "yes", AuthorityOn: "2026-11-21", AuthorityReference: "AP-2026-1"}
	})
	if got := states(t, o, r.ID); !slices.Equal(got, []string{NoticeSent}) {
		t.Errorf("with a decision of the client the notice is %q", got)
	}
	l, _, err := o.Log(t.Context(), made[0].Client)
	if err != nil || l.Entries[0].Incident.Own().Decision == nil || l.Entries[0].Incident.Own().Decision.AuthorityReference != "AP-2026-1" {
		t.Errorf("the log does not have the decision: %v", err)
	}
}
