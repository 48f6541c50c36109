package dossier

import "testing"

// A version is the same for what says the same, another for any change, and nothing that Check would ask about.
func TestVersion(t *testing.T) {
	d := example(t)
	version := d.Version()
	again, ps := Decode(d.Encode())
	if again == nil || again.Version() != version {
		t.Errorf("read again it is another version: %v", ps)
	}
	d.Versions = []string{version}
	if d.Version() != version || len(version) != 32 {
		t.Errorf("version %q, then %q", version, d.Version())
	}
	if ps := d.Normalized().Check(knowledge(t), nil, nil); len(ps) > 0 {
		t.Errorf("problems: %+v", ps)
	}
	if got, ps := Decode(d.Encode()); got == nil || len(got.Versions) != 1 || got.Versions[0] != version {
		t.Errorf("%+v, %v", got, ps)
	}
	if d.Printed(nil).Versions != nil {
		t.Error("a document tells of versions")
	}
	d.Controller.Address.City += " "
	if d.Version() == version {
		t.Error("a change makes no other version")
	}
}
