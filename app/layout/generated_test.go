package layout_test

import (
	"context"
	"math/rand"
	"testing"

	"verwoord/app/dossier/testset"
	"verwoord/app/engine"
	"verwoord/app/engine/enginetest"
	"verwoord/app/layout"
	"verwoord/app/layout/face"
)

// The tables of dossiers that are hard to print are at most a tenth higher than the lowest of 50 with widths at random.
func TestGeneratedTables(t *testing.T) {
	e, err := enginetest.New()
	if err != nil {
		t.Fatal(err)
	}
	family, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	tables, worst := 0, 0.0
	for number := range 200 {
		data, err := testset.Generate(e.Example("dossier"), number)
		if err != nil {
			t.Fatal(err)
		}
		for _, lang := range []string{"nl", "en"} {
			made, problems, err := e.Make(context.Background(), engine.Request{Document: engine.Agreement, Dossier: data, Lang: lang, Date: "2026-11-22", Format: engine.HTML})
			if err != nil || made == nil {
				t.Fatal(number, err, problems)
			}
			chance, r := layout.NewChance(family, lang), rand.New(rand.NewSource(int64(number)))
			for _, table := range layout.Tables(made.Tree) {
				if table.Head == nil {
					continue
				}
				tables++
				ours, lowest := chance.Lines(t, table, r, 50)
				if worst = max(worst, ours/lowest); ours > 1.1*lowest {
					t.Errorf("%d in %s: a table of %d rows is %.1f lines high, by chance %.1f", number, lang, len(table.Rows), ours, lowest)
				}
			}
		}
	}
	t.Logf("%d tables, the worst is %.2f times the lowest", tables, worst)
}
