//go:build !js

package office

import (
	"bytes"
	"strings"
	"testing"

	"verwoord/app/store"
)

// The log has what is kept of breaches and what was sent, of one client or of all; a drill is in neither.
func TestLogOfBreaches(t *testing.T) {
	o, _, r, sign := breachOffice(t, &store.Memory{}, 2)
	r = touched(t, o, edit(t, o, r, least), Search{})
	for _, n := range notified(t, o, r.ID, sign)[:1] {
		if err := o.Sent(t.Context(), o.act(t), Sending{Document: n.Document.ID, How: "portal", To: "klantportaal"}); err != nil {
			t.Fatal(err)
		}
	}
	drill, err := o.NewIncident(t.Context(), o.act(t), true)
	if err != nil {
		t.Fatal(err)
	}
	touched(t, o, edit(t, o, drill, least), Search{})
	all, drills, err := o.Log(t.Context(), "")
	if err != nil || drills != 2 || len(all.Entries) != 2 {
		t.Fatalf("%v: %d drills, %+v", err, drills, all)
	}
	sent := 0
	for _, e := range all.Entries {
		sent += len(e.Sent)
		if !strings.HasPrefix(e.Name, "Zorggroep ") || e.Incident.ID != r.ID {
			t.Errorf("%s %s", e.Name, e.Incident.ID)
		}
		if len(e.Sent) > 0 && (e.Sent[0].How != "portal" || e.Sent[0].To != "klantportaal" || e.Sent[0].SHA256 == "") {
			t.Errorf("sent %+v", e.Sent[0])
		}
	}
	if sent != 1 {
		t.Errorf("%d notices were sent", sent)
	}
	for _, format := range []string{"json", "csv", "xlsx", "pdf", "txt"} {
		f, problems, err := o.LogFile(t.Context(), "client-1", "nl", format)
		if err != nil || len(f.Data) == 0 || !strings.HasSuffix(f.Name, "."+format) {
			t.Errorf("%s: %s, %v, %v", format, f.Name, err, problems)
		}
		if bytes.Contains(f.Data, []byte("Zorggroep 0")) || bytes.Contains(f.Data, []byte("client-0")) {
			t.Errorf("%s: the log of one client has another", format)
		}
	}
	if _, _, err := o.LogFile(t.Context(), "", "nl", "docx"); !refusedAs(err, "log-format") {
		t.Errorf("%v", err)
	}
}
