package review

import (
	"reflect"
	"testing"
)

func TestCompare(t *testing.T) {
	want := []Clause{{"subject", "Onderwerp"}, {"subject.1", "Wij verbinden ons."}, {"subject.2", "Wij zullen niet."}, {"annex.a", "naam"}, {"annex.b", "adres"}}
	for name, c := range map[string]struct {
		got  []Clause
		want []Difference
	}{
		"as approved": {[]Clause{{"subject", "2 Onderwerp"}, {"subject.1", "Wij verbinden ons."}, {"subject.2", "Wij zullen niet."}, {"annex.a", "naam;"}, {"annex.b", "adres."}}, nil},
		"one letter": {[]Clause{{"subject", "2Onderwerp"}, {"subject.1", "Wij verbinden ons."}, {"subject.2", "Wij zullen niets."}, {"annex.a", "naam"}, {"annex.b", "adres"}},
			[]Difference{{"subject.2", "Wij zullen niet.", "Wij zullen niets.", "Onderwerp"}}},
		"missing and new": {[]Clause{{"subject", "Onderwerp"}, {"subject.1", "Wij verbinden ons."}, {"subject.3", "Nieuw."}, {"annex.a", "naam"}, {"annex.b", "adres"}, {"annex.b", "adres"}},
			[]Difference{{ID: "subject.2", Want: "Wij zullen niet.", Heading: "Onderwerp"}, {ID: "subject.3", Got: "Nieuw.", Heading: "Onderwerp"}, {ID: "annex.b", Got: "adres"}}},
		"other number": {[]Clause{{"subject", "2 Doel"}, {"subject.1", "1 Wij verbinden ons!"}, {"subject.2", "Wij zullen niet."}, {"annex.a", "naam, adres"}, {"annex.b", "adres.."}},
			[]Difference{{"subject", "Onderwerp", "2 Doel", ""}, {"subject.1", "Wij verbinden ons.", "1 Wij verbinden ons!", "Onderwerp"}, {"annex.a", "naam", "naam, adres", ""}, {"annex.b", "adres", "adres..", ""}}},
	} {
		if got := Compare(want, c.got); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}
