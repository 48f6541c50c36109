package cli

import "testing"

func TestUnfit(t *testing.T) {
	for name, want := range map[string]bool{
		"klant.pdf": false, "NUL": false, `C:\map\klant.pdf`: false, "con.pdf": true, `map/wat?.pdf`: true, "eind.": true, "eind ": true, "a|b.pdf": true, "console.pdf": false, "LPT1": true,
	} {
		if got := unfit("windows", name); got != want || unfit("linux", name) {
			t.Errorf("%s: %v", name, got)
		}
	}
}
