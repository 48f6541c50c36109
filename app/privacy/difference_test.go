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
		for _, d := range Differences(strings.Fields(c.before), strings.Fields(c.after)) {
			got += fmt.Sprintf(" %s%s", map[bool]string{true: "-", false: "+"}[d.Gone], d.Line)
		}
		if strings.TrimSpace(got) != c.want {
			t.Errorf("%q to %q: %s, want %s", c.before, c.after, got, c.want)
		}
	}
}

// Mended as the differences say, the one text is the other.
func FuzzDifferences(f *testing.F) {
	f.Add("a b c", "b c d")
	f.Fuzz(func(t *testing.T, a, b string) {
		before, after := strings.Fields(a), strings.Fields(b)
		if len(before)*len(after) > 1<<16 {
			return
		}
		var gone, come []string
		for _, d := range Differences(before, after) {
			if d.Gone {
				gone = append(gone, d.Line)
			} else {
				come = append(come, d.Line)
			}
		}
		count := func(list ...[]string) []string { return slices.Sorted(slices.Values(slices.Concat(list...))) }
		if !slices.Equal(count(before, come), count(after, gone)) {
			t.Errorf("%v to %v: without %v, with %v", before, after, gone, come)
		}
	})
}
