package cli

import "testing"

func TestNearest(t *testing.T) {
	known := []string{"demo", "check", "make", "sign", "verify", "extract", "deadline", "notify", "completion"}
	for word, want := range map[string]string{
		"chek": "check", "CHECK": "check", "veriyf": "verify", "mkae": "make", "mak": "make", "extarct": "extract", "dead": "deadline", "singn": "sign",
		"open": "", "x": "", "": "", "klant.json": "", "batch": "",
	} {
		if got := nearest(word, known); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}
