package form

import (
	"testing"

	"verwoord/app/pdf/cos"
)

// TestLocks: a name in a lock is that of a field and of all below it.
func TestLocks(t *testing.T) {
	var b cos.Builder
	pages := b.Add(cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{}, "Count": int64(0)})
	f, err := cos.Open(b.Plain(b.Add(cos.Dict{"Type": cos.Name("Catalog"), "Pages": pages})))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		action     cos.Name
		name       string
		in, beside bool
	}{{"Include", "party.one", true, false}, {"Exclude", "party.one", false, true}, {"Include", "party", true, false}, {"All", "party", true, true}} {
		for listed, want := range map[cos.String]bool{"party": c.in, "part": c.beside} {
			if got := (&Signature{Locks: []cos.Dict{{"Action": c.action, "Fields": cos.Array{listed}}}}).Locked(f, c.name); got != want {
				t.Errorf("%s %s: %s is locked: %v", c.action, listed, c.name, got)
			}
		}
	}
}
