package layout_test

import (
	"strings"
	"testing"
)

// What no reader may miss stands on top of every page, as furniture, and leaves everything else where it was.
func TestHead(t *testing.T) {
	s := setter(t)
	plain, _, err := s.Set(tableOnly(60))
	if err != nil {
		t.Fatal(err)
	}
	d := tableOnly(60)
	d.Head = "OEFENING, geen echt datalek"
	headed, _, err := s.Set(d)
	if err != nil {
		t.Fatal(err)
	}
	if headed.Len() < 2 || headed.Len() != plain.Len() {
		t.Fatalf("%d pages, without a head %d", headed.Len(), plain.Len())
	}
	lawful(t, d, collect(headed))
	for i := range headed.Len() {
		page, without := headed.Page(i), plain.Page(i)
		heads := 0
		for _, r := range page.Runs {
			if r.Node == nil && strings.Contains(textOf(r), "OEFENING") && r.Y < 40 {
				heads++
			}
		}
		if heads != 1 || len(page.Runs) != len(without.Runs)+1 {
			t.Errorf("page %d: %d heads, %d runs, without %d", i+1, heads, len(page.Runs), len(without.Runs))
		}
	}
}
