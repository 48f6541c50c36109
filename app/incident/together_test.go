package incident_test

import (
	"encoding/json"
	"os"
	"testing"

	"verwoord/app/incident"
)

// Two windows on one breach are brought together in the browser, by frontend/src/lib/together.ts, which
// does with each of these what Merge does.
func TestTogether(t *testing.T) {
	data, err := os.ReadFile("testdata/together.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []struct {
		Name                      string
		Base, Ours, Theirs, Value incident.Incident
		Both                      bool
	}
	if err := json.Unmarshal(data, &cases); err != nil || len(cases) == 0 {
		t.Fatal(len(cases), err)
	}
	for _, c := range cases {
		got := incident.Type.Merge(&c.Base, &c.Ours, &c.Theirs, nil)
		if g, w := incident.Type.Encode(&got.Value), incident.Type.Encode(&c.Value); string(g) != string(w) {
			t.Errorf("%s:\n%s\nwant\n%s", c.Name, g, w)
		}
		if both := len(got.Conflicts) > 0; both != c.Both {
			t.Errorf("%s: conflicts %+v", c.Name, got.Conflicts)
		}
	}
}
