package layout_test

import (
	"testing"

	"verwoord/app/layout"
	"verwoord/app/layout/face"
)

func TestAgreement(t *testing.T) {
	family, err := face.Load()
	if err != nil {
		t.Fatal(err)
	}
	pages, report, err := layout.NewSetter(family).Set(agreement(t, 4))
	if err != nil {
		t.Fatal(err)
	}
	if len(pages) < 5 || report.Widows+report.Orphans > 0 || report.Ladder > 2 {
		t.Errorf("%d pages; %v", len(pages), report)
	}
	t.Log("\n" + report.String())
}
