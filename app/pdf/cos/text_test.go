package cos

import (
	"testing"
	"time"
)

// A date keeps its zone to the minute: in India and in Nepal it is no whole hour.
func TestDate(t *testing.T) {
	for _, c := range []struct {
		zone int // seconds east of Greenwich
		want String
	}{
		{0, "D:20261122103000Z"},
		{3600, "D:20261122103000+01'00'"},
		{5*3600 + 1800, "D:20261122103000+05'30'"},
		{5*3600 + 2700, "D:20261122103000+05'45'"},
		{-3*3600 - 1800, "D:20261122103000-03'30'"},
		{-1800, "D:20261122103000-00'30'"},
	} {
		moment := time.Date(2026, 11, 22, 10, 30, 0, 0, time.FixedZone("", c.zone))
		got := Date(moment)
		if got != c.want {
			t.Errorf("%v is written %s, want %s", moment, got, c.want)
		}
		if back, ok := got.Moment(); !ok || !back.Equal(moment) {
			t.Errorf("%s is read as %v, %v", got, back, ok)
		}
	}
}

func TestText(t *testing.T) {
	for _, s := range []string{"", "Jansen (1)", "Čapek", "日本", "a\tb", "\u007f", "😀"} {
		if got := Text(s).Decoded(); got != s {
			t.Errorf("%q is read back as %q", s, got)
		}
	}
	if got := String("\xef\xbb\xbfé").Decoded(); got != "é" {
		t.Errorf("UTF-8 is read as %q", got)
	}
}
