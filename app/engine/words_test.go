package engine

import (
	"slices"
	"strings"
	"testing"
	"time"

	"verwoord/app/dossier"
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

// A line end in an additional term is one, and a blank line parts paragraphs.
func TestTermLines(t *testing.T) {
	e := engine(t)
	d, _ := dossier.Decode(e.Example("dossier"))
	d.AdditionalTerms = []dossier.AdditionalTerm{{ID: "a", Title: "Stappen", Text: "1. Eerst dit.\r\n2. Dan dat.\n\n3. Ten slotte."}}
	if text := string(agreement(t, e, d.Encode()).Tree.HTML()); !strings.Contains(text, "<p>1. Eerst dit.<br>\n2. Dan dat.</p>\n<p>3. Ten slotte.</p>") {
		t.Errorf("%s", text[strings.Index(text, "Eerst dit")-20:][:120])
	}
}
