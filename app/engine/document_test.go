package engine

import (
	"testing"

	"verwoord/app/dossier"
)

// Each document has a place of its own in the order, and goes to a person that a dossier names, if to anyone.
func TestDocumentsSay(t *testing.T) {
	orders := map[int]string{}
	for _, d := range engine(t).Documents() {
		if other, taken := orders[d.Order]; taken {
			t.Errorf("%s and %s have both the order %d", other, d.ID, d.Order)
		}
		orders[d.Order] = d.ID
		if _, known := new(dossier.Dossier).Person(d.To); !known && d.To != "" {
			t.Errorf("%s goes to %s, which is nobody", d.ID, d.To)
		}
	}
}
