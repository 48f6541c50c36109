package dossier

import (
	"reflect"
	"testing"

	"verwoord/app/record"
)

// Of a sub-processor that a document does not name nothing is left, and the exceptions for the texts of the others follow them.
func TestPrintedSubprocessors(t *testing.T) {
	d := example(t)
	d.NotBSN = []NotBSN{{Path: "/subprocessors/0/purpose", Reason: "a"}, {Path: "/subprocessors/2/purpose", Reason: "b"}, {Path: "/controller/name", Reason: "c"}}
	shown := record.ShownOf(map[string]bool{"/controller/name": true, "/subprocessors/2/name": true, "/subprocessors/2/purpose": true, "/subprocessors/3/name": true})
	got := d.Printed(shown)
	if len(got.Subprocessors) != 2 || got.Subprocessors[0].ID != d.Subprocessors[2].ID || got.Subprocessors[1].ID != d.Subprocessors[3].ID {
		t.Errorf("%d sub-processors: %+v", len(got.Subprocessors), got.Subprocessors)
	}
	if want := []NotBSN{{"/subprocessors/0/purpose", "b"}, {"/controller/name", "c"}}; !reflect.DeepEqual(got.NotBSN, want) {
		t.Errorf("%+v", got.NotBSN)
	}
	if len(d.Subprocessors) != 4 || d.NotBSN[1].Path != "/subprocessors/2/purpose" {
		t.Error("the original changed")
	}
}

// Of persons, addresses and lists of which nothing was shown nothing is left; what no document can do without stays.
func TestPrintedGroups(t *testing.T) {
	d := example(t)
	got := d.Printed(record.ShownOf(map[string]bool{"/controller/name": true, "/subprocessors/1/name": true}))
	if got.Controller.Address != (record.Address{}) || got.Controller.Signatory != (record.Person{}) || got.Controller.DPO != nil || len(got.Processing.Services) != 0 {
		t.Errorf("%+v, %+v", got.Controller, got.Processing)
	}
	if s := got.Subprocessors[0]; s.Contact != nil || len(s.Locations) != 0 || len(s.Transfers) != 0 || s.Address != (record.Address{}) {
		t.Errorf("%+v", s)
	}
	if got.ID != d.ID || got.Language != d.Language || !reflect.DeepEqual(got.Processor.Entities, d.Processor.Entities) {
		t.Errorf("%+v", got)
	}
	if again, problems := Decode(got.Encode()); again == nil {
		t.Error(problems)
	}
}
