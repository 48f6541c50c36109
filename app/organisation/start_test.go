package organisation

import (
	"testing"

	"verwoord/app/record"
)

// A new client gets who signs, with whom and on what basis, and that there is no data protection officer when that is so.
func TestProcessorSigns(t *testing.T) {
	of := func(name, basis string, jointly bool) Signatory {
		return Signatory{ID: name, Person: record.Person{Name: name}, Basis: basis, Jointly: jointly}
	}
	o := Organisation{Signatories: []Signatory{of("een", "statutory", true), of("twee", "mandate", false), of("drie", "statutory", true)}, DPO: &Officer{None: true}}
	p := o.Processor()
	if p.Signatory.Name != "een" || p.Basis != "statutory" || p.JointSignatory == nil || p.JointSignatory.Name != "drie" || !p.NoDPO || p.DPO != nil {
		t.Errorf("%+v", p)
	}
	o.Signatories[0].Jointly, o.DPO = false, &Officer{Person: &record.Person{Name: "vier"}}
	if p := o.Processor(); p.JointSignatory != nil || p.NoDPO || p.DPO.Name != "vier" {
		t.Errorf("%+v", p)
	}
}
