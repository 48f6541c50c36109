package engine_test

import (
	"context"
	"os"
	"testing"
	"time"

	"verwoord/app/engine"
	"verwoord/app/review"
	"verwoord/app/sign/verify"
)

// A PDF that the first edition made and both parties signed still opens, goes on and verifies, with the dossier that it carries in the format
// of that time. That a later edition sets it otherwise is no reason to call its words altered.
func TestFirstEdition(t *testing.T) {
	file, err := os.ReadFile("testdata/first-edition.pdf")
	if err != nil {
		t.Fatal(err)
	}
	e, err := engine.New()
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	inside, problems, err := e.Inside(ctx, file)
	if err != nil || inside == nil || inside.Kind != nil || inside.Dossier.Controller.Name != "Zorggroep De Linde B.V." {
		t.Fatal(err, problems)
	}
	report, err := e.Verify(ctx, file, verify.Options{Now: time.Date(2026, 11, 29, 0, 0, 0, 0, time.UTC)})
	if err != nil || len(report.Signatures) != 2 {
		t.Fatalf("%v: %+v", err, report)
	}
	for _, s := range report.Signatures {
		if !s.OK {
			t.Errorf("%s: %v", s.Field, s.Problems)
		}
	}
	proof, err := e.Prove(ctx, file)
	if err != nil || proof.Document != engine.Agreement || proof.Version != "2025" || proof.Verdict == review.Altered || proof.Verdict == review.Unknown {
		t.Errorf("%v: %+v", err, proof)
	}
	made, problems, err := e.Make(ctx, inside.Request(engine.Agreement, "", "2026-11-22"))
	if err != nil || made == nil {
		t.Fatal(err, problems)
	}
}
