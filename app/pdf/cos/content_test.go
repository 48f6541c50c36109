package cos

import (
	"fmt"
	"strings"
	"testing"
)

func TestInstructions(t *testing.T) {
	file, err := Open(tiny(t))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	err = file.Instructions([]byte("q 1 0 0 -1 .5 0 cm % no\n/P <</MCID 3>>BDC [(a\\051)-12<4142>]TJ T* true d0 EMC\nQ"), func(op string, operands []Object) error {
		line := op
		for _, o := range operands {
			line += " " + string(Append(nil, o))
		}
		got = append(got, line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := "q\ncm 1 0 0 -1 0.5 0\nBDC /P <</MCID 3>>\nTJ [(a\\)) -12(AB)]\nT*\nd0 true\nEMC\nQ"
	if g := strings.Join(got, "\n"); g != want {
		t.Errorf("got\n%s\nwant\n%s", g, want)
	}
	for _, bad := range []string{"(open", "<<", "[1 2", ")", "BI /W 1 ID x EI", strings.Repeat("1 ", 400) + "m"} {
		if err = file.Instructions([]byte(bad), func(string, []Object) error { return nil }); err == nil {
			t.Errorf("%q is no content", bad)
		}
	}
	stop := fmt.Errorf("stop")
	if err = file.Instructions([]byte("q Q"), func(string, []Object) error { return stop }); err != stop {
		t.Errorf("got %v", err)
	}
}
