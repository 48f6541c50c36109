package record

import (
	"bufio"
	"bytes"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// lines returns the lines of a file that hold a case.
func lines(t testing.TB, name string) []string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for s := bufio.NewScanner(bytes.NewReader(data)); s.Scan(); {
		if l := s.Text(); l != "" && !strings.HasPrefix(l, "#") {
			out = append(out, l)
		}
	}
	if len(out) == 0 {
		t.Fatalf("%s: no cases", name)
	}
	return out
}

var gap = regexp.MustCompile(` {2,}|\t`)

func TestIdentifiers(t *testing.T) {
	for _, l := range lines(t, "testdata/identifiers.txt") {
		c := append(gap.Split(strings.TrimSpace(l), -1), "")
		scheme, typed, printed, want := c[0], c[1], c[2], c[3]
		got := Normalize(scheme, typed)
		if got != printed {
			t.Errorf("%s %s is printed %q, want %q", scheme, typed, got, printed)
		}
		if again := Normalize(scheme, got); again != got {
			t.Errorf("%s %q becomes %q when normalized again", scheme, got, again)
		}
		code, args := CheckIdentifier(scheme, got)
		if problem := strings.TrimSpace(code + " " + strings.Join(args, " ")); problem != want {
			t.Errorf("%s %s: %q, want %q", scheme, typed, problem, want)
		}
	}
}

// Every identifier with a check digit notices each single wrong digit.
func TestCheckDigits(t *testing.T) {
	for _, c := range [][2]string{{RSIN, "850000014"}, {LEI, "5493001KJTIIGC8Y1R12"}, {BE, "0566988259"}} {
		scheme, good := c[0], c[1]
		if code, _ := CheckIdentifier(scheme, good); code != "" {
			t.Fatalf("%s %s: %s", scheme, good, code)
		}
		for i := range good {
			for d := byte('0'); d <= '9'; d++ {
				if !isDigit(good[i]) || good[i] == d {
					continue
				}
				bad := good[:i] + string(d) + good[i+1:]
				if code, _ := CheckIdentifier(scheme, bad); code == "" {
					t.Errorf("%s %s passes for %s", scheme, bad, good)
				}
			}
		}
	}
}

func TestFindBSN(t *testing.T) {
	allowed := map[string]bool{"850000014": true, "004495445": true}
	for _, l := range lines(t, "testdata/bsn.txt") {
		c := gap.Split(l, 2)
		f := findBSN(c[1], allowed)
		got := []string{none: "none", named: fmt.Sprint("named ", f.at), likely: fmt.Sprintf("likely %d %s", f.at, f.mask), certain: fmt.Sprintf("certain %d %s", f.at, f.mask)}[f.certainty]
		if got != c[0] {
			t.Errorf("%s: %s, want %s", c[1], got, c[0])
		}
	}
}

// About one in eleven numbers of nine digits passes the test, which is why a number alone is never certain.
func TestElevenTestRate(t *testing.T) {
	passed := 0
	for n := range 100000 {
		if Eleven(fmt.Sprintf("%09d", n*9973+17)) {
			passed++
		}
	}
	if passed < 8500 || passed > 9700 {
		t.Errorf("%d of 100000 pass", passed)
	}
}

func TestFindIBAN(t *testing.T) {
	for _, l := range lines(t, "testdata/iban.txt") {
		c := gap.Split(l, 2)
		got := "-"
		if at, found := findIBAN(c[1]); found {
			got = fmt.Sprint(at)
		}
		if got != c[0] {
			t.Errorf("%s: %s, want %s", c[1], got, c[0])
		}
	}
}
