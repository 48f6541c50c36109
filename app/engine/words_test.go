package engine

import (
	"slices"
	"testing"
	"time"

	"verwoord/app/sign"
)

// The block says where and when somebody signed, in Dutch time whatever the clock of the computer is set to.
func TestBlockPlaceAndTime(t *testing.T) {
	e := engine(t)
	at := time.Date(2026, 11, 28, 23, 51, 0, 0, time.UTC)
	for lang, want := range map[string]string{
		"nl": "Digitaal ondertekend te Rotterdam op 29 november 2026, 00:51 (Nederlandse tijd)",
		"en": "Digitally signed in Rotterdam on 29 November 2026, 00:51 (Dutch time)",
	} {
		got := e.words(e.locales.Locale(lang), Holder{Name: "Sander de Voorbeeld"}, Signing{Location: "Rotterdam", Services: sign.Services{Time: at}}, "", "", false)
		if !slices.Contains(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
	}
	got := e.words(e.locales.Locale("nl"), Holder{Name: "Sander"}, Signing{Services: sign.Services{Time: at.AddDate(0, -5, 0)}}, "", "", false)
	if want := "Digitaal ondertekend op 29 juni 2026, 01:51 (Nederlandse tijd)"; !slices.Contains(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
