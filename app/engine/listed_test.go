package engine_test

import (
	"slices"
	"testing"
	"time"

	"verwoord/app/engine"
	"verwoord/app/sign/chain"
	"verwoord/app/sign/verify"
)

// TestListedWords: what rests on the list of a country says which list, of which day, and when that is past.
func TestListedWords(t *testing.T) {
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	list := verify.List{Country: "NL", Sequence: 76, Issued: time.Date(2026, 2, 10, 13, 30, 0, 0, time.UTC), Next: time.Date(2026, 8, 10, 12, 30, 0, 0, time.UTC)}
	for want, past := range map[string]bool{
		"Wie er tekende, staat vast: het certificaat is gekwalificeerd volgens de lijst van Nederland van 10 februari 2026.":                                                                                 false,
		"Wie er tekende, staat vast: het certificaat is gekwalificeerd volgens de lijst van Nederland van 10 februari 2026. Die lijst gold tot 10 augustus 2026; wat daarna is veranderd, staat er niet in.": true,
	} {
		listed := verify.Verdict{Mark: verify.Good, Code: verify.Listed}
		j := engine.Judgement{
			Headline: verify.Verdict{Mark: verify.Good, Code: "good"},
			Report: &verify.Report{Integrity: verify.Verdict{Mark: verify.Good, Code: verify.Intact}, Identity: listed, Signatures: []verify.Signature{{
				Kind: verify.ApprovalSignature, Identity: listed, Trust: chain.Listed, Since: verify.ExtentNothing,
				Signer: &verify.Party{Name: "J. Jansen"}, Listed: &verify.Listing{List: list, Issuer: "Trust CA", Provider: "Trust B.V.", Past: past},
			}}},
		}
		if said := j.Sentences(e.Locales().Locale("nl"), time.UTC); !slices.Contains(said, want) {
			t.Errorf("%q is not among %q", want, said)
		}
	}
}
