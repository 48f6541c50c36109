package engine_test

import (
	"slices"
	"testing"

	"verwoord/app/engine"
)

// ahead are the numbers of days by which something is announced: no clock runs from there to an end.
var ahead = []string{"audit/days", "specific-authorisation/days"}

// A number that parties agree on in a prepared term is counted by a clock.
func TestAgreedNumbersAreCounted(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	var read []string
	for _, rule := range e.Deadlines().Rules() {
		if term, parameter := e.Deadlines().Agreed(rule); term != "" {
			read = append(read, term+"/"+parameter)
		}
	}
	var agreed []string
	for _, term := range e.Terms(nil) {
		for _, p := range term.Parameters {
			agreed = append(agreed, term.ID+"/"+p.Name)
		}
	}
	for _, name := range read {
		if !slices.Contains(agreed, name) {
			t.Errorf("a clock counts %s, which no prepared term has", name)
		}
	}
	for _, name := range agreed {
		if slices.Contains(read, name) == slices.Contains(ahead, name) {
			t.Errorf("%s is counted by no clock, or by one and announced ahead too", name)
		}
	}
}
