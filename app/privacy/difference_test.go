package privacy

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestDifferences(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"a b c", "a b c", ""},
		{"a b c", "a x c", "-b +x"},
		{"a b c", "c", "-a -b"},
		{"c", "a b c d", "+a +b +d"},
		{"a b a b", "b a b a", "-a +a"},
	} {
		got := ""
		for _, d := range Differences(lines(c.before), lines(c.after)) {
			got += fmt.Sprintf(" %s%s", map[bool]string{true: "-", false: "+"}[d.Gone], d.Text)
		}
		if strings.TrimSpace(got) != c.want {
			t.Errorf("%q to %q: %s, want %s", c.before, c.after, got, c.want)
		}
	}
}

// The same words under another heading are another line.
func TestDifferencesUnderHeadings(t *testing.T) {
	before, after := []Line{{"A", "x"}, {"B", "y"}}, []Line{{"A", "y"}, {"B", "y"}}
	want := []Difference{{true, Line{"A", "x"}}, {false, Line{"A", "y"}}}
	if got := Differences(before, after); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// lines are words as lines under no heading.
func lines(s string) (out []Line) {
	for _, word := range strings.Fields(s) {
		out = append(out, Line{Text: word})
	}
	return out
}

// Mended as the differences say, the one text is the other.
func FuzzDifferences(f *testing.F) {
	f.Add("a b c", "b c d")
	f.Fuzz(func(t *testing.T, a, b string) {
		before, after := lines(a), lines(b)
		if len(before)*len(after) > 1<<16 {
			return
		}
		var gone, come []Line
		for _, d := range Differences(before, after) {
			if d.Gone {
				gone = append(gone, d.Line)
			} else {
				come = append(come, d.Line)
			}
		}
		count := func(list ...[]Line) []string {
			var out []string
			for _, line := range slices.Concat(list...) {
				out = append(out, line.Text)
			}
			return slices.Sorted(slices.Values(out))
		}
		if !slices.Equal(count(before, come), count(after, gone)) {
			t.Errorf("%v to %v: without %v, with %v", before, after, gone, come)
		}
	})
}
