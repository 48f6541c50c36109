package engine

import (
	"encoding/json"
	"testing"
)

// A file may carry what none of ours does. That cannot be made again, which is no fault of the program, and no template speaks of it.
func TestWhatNobodyMade(t *testing.T) {
	e := engine(t)
	r := e.Specimen("breach-notice").Request("breach-notice", "nl", "")
	var about map[string]any
	if err := json.Unmarshal(r.About, &about); err != nil {
		t.Fatal(err)
	}
	delete(about, "notice")
	data, err := json.Marshal(about)
	if err != nil {
		t.Fatal(err)
	}
	r.About, r.Again = data, true
	if made, err := e.again(t.Context(), r); err != nil || made != nil {
		t.Errorf("made %v, %v", made, err)
	}
}
