package record

import (
	"strings"
	"testing"
)

// A number is understood as people of its country write it, kept in one form and printed in one.
func TestTelephones(t *testing.T) {
	for _, l := range lines(t, "testdata/telephones.txt") {
		c := gap.Split(strings.TrimSpace(l), -1)
		got := telephone(c[1], c[0])
		number, _, _ := Telephone(got)
		if printed := strings.ReplaceAll(number, noBreak, " "); got != c[2] || printed != c[3] {
			t.Errorf("%s %s: kept %q and printed %q, want %q and %q", c[0], c[1], got, printed, c[2], c[3])
		}
	}
}

// What is kept and what is printed are understood as the same number, in whatever country one reads it, unless it is dialled in one alone.
func TestTelephoneAgain(t *testing.T) {
	for _, l := range lines(t, "testdata/telephones.txt") {
		kept := gap.Split(strings.TrimSpace(l), -1)[2]
		number, _, _ := Telephone(kept)
		for _, country := range []string{"", "NL", "BE", "US", "IT", "QA"} {
			if again := telephone(kept, country); again != kept {
				t.Errorf("%s in %q is %s", kept, country, again)
			}
			if again := telephone(number, country); number[0] == '+' && again != Dial(kept) {
				t.Errorf("%s in %q is %s, want %s", number, country, again, Dial(kept))
			}
		}
	}
}

func TestTelephoneParts(t *testing.T) {
	for in, want := range map[string][3]string{
		"+31101234567;ext=12 (24/7)": {"+31 10 123 45 67", "12", "(24/7)"},
		"+31101234567 (24/7)":        {"+31 10 123 45 67", "", "(24/7)"},
		"geen":                       {"geen", "", ""},
		"":                           {"", "", ""},
	} {
		number, extension, hours := Telephone(in)
		if got := [3]string{strings.ReplaceAll(number, noBreak, " "), extension, hours}; got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
	if got := Dial("+31101234567;ext=12 (24/7)"); got != "+31101234567" {
		t.Errorf("one calls %q", got)
	}
}

// The examples of RFC 3492, 7.1, and names as they are registered.
func TestMailAddress(t *testing.T) {
	for in, want := range map[string]string{
		"info@bücher.example":              "info@xn--bcher-kva.example",
		"a@Bürgermeister.Example":          "a@xn--brgermeister-dlb.example",
		"a@faß.example":                    "a@xn--fa-hia.example",
		"a@παράδειγμα.example":             "a@xn--hxajbheg2az3al.example",
		"a@пример.example":                 "a@xn--e1afmkfd.example",
		"a@例え.example":                     "a@xn--r8jz45g.example",
		"voor+werk@example.nl":             "voor+werk@example.nl",
		"a@pročprostěnemluvíčesky.example": "a@xn--proprostnemluvesky-uyb24dma41a.example",
		"a@bu\u0308cher.example":           "a@xn--bcher-kva.example",
		"geen adres":                       "geen adres",
	} {
		if got := MailAddress(in); got != want {
			t.Errorf("%s: %s, want %s", in, got, want)
		}
	}
}
