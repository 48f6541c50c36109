package locale_test

import (
	"testing"

	"verwoord/app/locale"
)

func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"":                        "",
		"Zorggroep De Linde B.V.": "zorggroep de linde b.v.",
		"Café  Één":               "cafe een",
		"Cafe\u0301":              "cafe",
		"Straße-Bäckerei":         "strasse backerei",
		"Łódź Ørsted Æro":         "lodz orsted aero",
		" ’s-Gravenhage ":         "'s gravenhage",
		"Ελλάς":                   "ελλάς",
	} {
		if got := locale.Fold(text); got != want {
			t.Errorf("%q is filed as %q, want %q", text, got, want)
		}
		if again := locale.Fold(locale.Fold(text)); again != locale.Fold(text) {
			t.Errorf("%q is filed as %q and that as %q", text, locale.Fold(text), again)
		}
	}
}
