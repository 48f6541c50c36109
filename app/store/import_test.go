package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"verwoord/app/store"
)

func export(t testing.TB, s *store.Sealed) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := s.Export(ctx, &file, passphrase); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

// imports imports a file into a store that is whole then.
func imports(t testing.TB, s *store.Sealed, file []byte) store.Report {
	t.Helper()
	report := importsInto(t, s, file)
	whole(t, s)
	return report
}

func importsInto(t testing.TB, s *store.Sealed, file []byte) store.Report {
	t.Helper()
	report, err := s.Import(ctx, "bram", bytes.NewReader(file), passphrase)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func expect(t testing.TB, r store.Report, want string) {
	t.Helper()
	got := fmt.Sprintf("added %d, updated %d, kept %d, conflicts %d, damage %d", r.Added, r.Updated, r.Kept, len(r.Conflicts), len(r.Damage))
	if got != want {
		t.Errorf("%s; want %s: %v", got, want, r.Damage)
	}
}

// contents are what records of a history say, oldest first.
func contents(past []store.Record) string {
	slices.SortFunc(past, func(a, b store.Record) int { return strings.Compare(a.ID, b.ID) })
	var all []string
	for _, r := range past {
		all = append(all, string(r.Data))
	}
	return strings.Join(all, " ")
}

// past is the history of linde in a store.
func past(t testing.TB, s *store.Sealed) string {
	t.Helper()
	p, err := s.List(ctx, store.Filter{Space: store.Sales, Kind: store.History, Client: "linde"})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range p.Records {
		p.Records[i] = get(t, s, store.History, r.ID)
	}
	return contents(p.Records)
}

// step changes linde, and keeps what it held in its history.
func step(t testing.TB, s *store.Sealed, data string) {
	t.Helper()
	r := get(t, s, store.Dossier, "linde")
	put(t, s, change(store.Dossier, "linde", r.Version, data), change(store.History, store.HistoryID("linde", r.Version), 0, string(r.Data)))
}

// All that one store has comes into another.
func TestExportImport(t *testing.T) {
	for name, backend := range backends {
		t.Run(name, func(t *testing.T) {
			here := open(t, filled(t))
			step(t, here, "three")
			records := map[store.Ref]string{}
			for ref := range recordsOf(t, here) {
				r, err := here.Get(ctx, ref)
				if err != nil {
					t.Fatal(err)
				}
				records[ref] = fmt.Sprintf("%s %d %s %s %s %s", r.Client, r.Version, r.Author, r.At, r.Head, r.Data)
			}
			if len(records) != 5 {
				t.Fatalf("there are %d records", len(records))
			}
			file := export(t, here)
			there := open(t, backend(t)())
			expect(t, imports(t, there, file), "added 4, updated 0, kept 1, conflicts 0, damage 0")
			for ref, want := range records {
				r, err := there.Get(ctx, ref)
				got := fmt.Sprintf("%s %d %s %s %s %s", r.Client, r.Version, r.Author, r.At, r.Head, r.Data)
				if ref.Kind == store.History { // the author is who brought it, and the moment is then
					got, want = string(r.Data), "two"
				}
				if err != nil || got != want {
					t.Errorf("%v came as %s, %v; want %s", ref, got, err, want)
				}
			}
			expect(t, imports(t, there, file), "added 0, updated 0, kept 5, conflicts 0, damage 0")
		})
	}
}

// recordsOf are all records of a store.
func recordsOf(t testing.TB, s *store.Sealed) map[store.Ref]bool {
	t.Helper()
	all := map[store.Ref]bool{}
	for _, space := range []store.Space{store.Sales, store.Legal, store.Breach} {
		p, err := s.List(ctx, store.Filter{Space: space, Feed: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range p.Records {
			if !r.Deleted {
				all[r.Ref] = true
			}
		}
	}
	return all
}

// Two machines: what one has changed goes to the other, what both have changed is told.
func TestImportMerges(t *testing.T) {
	a, b := open(t, new(store.Memory)), open(t, new(store.Memory))
	put(t, a, change(store.Dossier, "linde", 0, "one"))
	old := export(t, a)
	expect(t, imports(t, b, old), "added 1, updated 0, kept 0, conflicts 0, damage 0")

	step(t, b, "two")
	step(t, b, "three")
	expect(t, imports(t, a, export(t, b)), "added 0, updated 1, kept 0, conflicts 0, damage 0")
	if r := get(t, a, store.Dossier, "linde"); string(r.Data) != "three" || r.Version != 3 || past(t, a) != "one two" {
		t.Errorf("a has %+v (%s) after %s", r, r.Data, past(t, a))
	}
	report := imports(t, a, old)
	expect(t, report, "added 0, updated 0, kept 1, conflicts 0, damage 0")
	if want := []store.Imported{{Ref: ref(store.Dossier, "linde"), Client: "linde", Done: store.Older}}; !slices.Equal(report.Records, want) {
		t.Errorf("done: %+v", report.Records)
	}

	// What is taken off the history there goes here too.
	top := get(t, a, store.History, store.HistoryID("linde", 2))
	put(t, a, change(store.Dossier, "linde", 3, "two"), store.Change{Ref: top.Ref, Base: top.Version, Client: "linde", Deleted: true})
	expect(t, imports(t, b, export(t, a)), "added 0, updated 1, kept 0, conflicts 0, damage 0")
	if r := get(t, b, store.Dossier, "linde"); string(r.Data) != "two" || past(t, b) != "one" {
		t.Errorf("b has %+v (%s) after %s", r, r.Data, past(t, b))
	}

	step(t, a, "four, by a")
	step(t, b, "four, by b")
	step(t, b, "five, by b")
	for range 2 { // it is not forgotten by having been told
		report := imports(t, a, export(t, b))
		expect(t, report, "added 0, updated 0, kept 0, conflicts 1, damage 0")
		c := report.Conflicts[0]
		if string(c.Kept.Data) != "four, by a" || string(c.Other.Data) != "five, by b" {
			t.Errorf("conflict between %s and %s", c.Kept.Data, c.Other.Data)
		}
		if past := contents(c.Past); past != "one two four, by b" {
			t.Errorf("b went through %s", past)
		}
	}
	expect(t, imports(t, b, export(t, a)), "added 0, updated 0, kept 0, conflicts 1, damage 0")

	// a takes what b has; from then on b's successors are a's, and the other way round.
	step(t, a, "five, by b")
	expect(t, imports(t, b, export(t, a)), "added 0, updated 0, kept 1, conflicts 0, damage 0")
	step(t, b, "six")
	expect(t, imports(t, a, export(t, b)), "added 0, updated 1, kept 0, conflicts 0, damage 0")
	if r := get(t, a, store.Dossier, "linde"); string(r.Data) != "six" {
		t.Errorf("a has %s", r.Data)
	}
	step(t, a, "seven")
	expect(t, imports(t, b, export(t, a)), "added 0, updated 1, kept 0, conflicts 0, damage 0")
}

// A deletion is told, on either side, and done or undone only by who decides it.
func TestImportDeleted(t *testing.T) {
	a, b := open(t, new(store.Memory)), open(t, new(store.Memory))
	put(t, a, change(store.Dossier, "linde", 0, "one"))
	backup := export(t, a)
	imports(t, b, backup)
	put(t, a, store.Change{Ref: ref(store.Dossier, "linde"), Base: 1, Client: "linde", Deleted: true})
	report := imports(t, a, backup)
	expect(t, report, "added 0, updated 0, kept 0, conflicts 1, damage 0")
	if c := report.Conflicts[0]; !c.Kept.Deleted || c.Kept.Version != 2 || string(c.Other.Data) != "one" {
		t.Errorf("conflict %+v", c)
	}
	report = imports(t, b, export(t, a))
	expect(t, report, "added 0, updated 0, kept 0, conflicts 1, damage 0")
	if c := report.Conflicts[0]; !c.Other.Deleted || string(c.Kept.Data) != "one" {
		t.Errorf("conflict %+v", c)
	}
	if r := put(t, a, change(store.Dossier, "linde", 2, "one"))[0]; r.Version != 3 {
		t.Errorf("restored %+v", r)
	}
	expect(t, imports(t, b, export(t, a)), "added 0, updated 0, kept 1, conflicts 0, damage 0")
}

// A file of the first format is read as one of this one, also into a store that was brought along from the first format itself.
func TestImportFormat1(t *testing.T) {
	fresh := open(t, new(store.Memory))
	expect(t, imports(t, fresh, format1), "added 6, updated 0, kept 2, conflicts 0, damage 0")
	linde := get(t, fresh, store.Dossier, "zorggroep-de-linde")
	if string(linde.Data) != `{"id":"zorggroep-de-linde","n":5}` || linde.Version != 11 {
		t.Errorf("zorggroep-de-linde is at %d: %s", linde.Version, linde.Data)
	}
	if got := history(t, fresh, "zorggroep-de-linde"); !slices.Equal(got, []string{"1 undo 1", "2 undo 2", "9 redo 7", "10 redo 6"}) {
		t.Errorf("history is %q", got)
	}
	along, err := store.Open(ctx, brought(t, new(store.Memory)), world(), key1)
	if err != nil {
		t.Fatal(err)
	}
	expect(t, imports(t, along, format1), "added 0, updated 0, kept 8, conflicts 0, damage 0")
	put(t, along, store.Change{Ref: linde.Ref, Base: 11, Client: linde.ID, Head: linde.Head, Data: []byte("eight")})
	expect(t, imports(t, along, format1), "added 0, updated 0, kept 8, conflicts 0, damage 0")
	expect(t, imports(t, fresh, export(t, along)), "added 0, updated 1, kept 7, conflicts 0, damage 0")
}

func TestImportRefuses(t *testing.T) {
	file := export(t, open(t, filled(t)))
	there := open(t, new(store.Memory))
	refuses := func(name string, file []byte, passphrase string, want ...error) {
		t.Helper()
		_, err := there.Import(ctx, "bram", bytes.NewReader(file), passphrase)
		if !slices.ContainsFunc(want, func(w error) bool { return errors.Is(err, w) }) {
			t.Errorf("%s: %v", name, err)
		}
	}
	refuses("a wrong passphrase", file, "wrong", store.ErrKey)
	for size := range file {
		if size > 2000 && size%97 != 0 {
			continue
		}
		refuses(fmt.Sprintf("cut to %d of %d bytes", size, len(file)), file[:size], passphrase, store.ErrDamaged, store.ErrForeign)
	}
	refuses("a PDF", []byte("%PDF-1.7"), passphrase, store.ErrForeign)
	refuses("a newer file", bytes.Replace(file, []byte("verwoord store 2\n"), []byte("verwoord store 3\n"), 1), passphrase, store.ErrNewer)
	flipped := bytes.Clone(file)
	flipped[len(file)/2] ^= 1
	refuses("a damaged file", flipped, passphrase, store.ErrDamaged)
	if p, err := there.List(ctx, store.Filter{Space: store.Sales, Feed: true}); err != nil || p.Seq != 0 {
		t.Errorf("after all that: %+v, %v", p, err)
	}
}

// From a damaged store, all that is left can be brought to a new one.
func TestRescue(t *testing.T) {
	b := filled(t)
	all, values := places(t, b)
	for _, p := range all {
		if p.bucket == "legal.data" || p == (place{"sales.trail", fmt.Sprintf("%016d", 3)}) || p.bucket == "sales.tree" {
			overwrite(t, b, map[place][]byte{p: values[p][:30]})
		}
	}
	s := open(t, b)
	var file bytes.Buffer
	err := s.Export(ctx, &file, passphrase)
	var corrupt *store.CorruptError
	var chain *store.ChainError
	if !errors.As(err, &corrupt) || corrupt.ID != "organisation" || !errors.As(err, &chain) || chain.Seq != 3 {
		t.Errorf("Export: %v", err)
	}
	fresh := open(t, new(store.Memory))
	report, err := fresh.Import(ctx, "bram", &file, passphrase)
	if err != nil || report.Added != 3 {
		t.Errorf("Import: %+v, %v", report, err)
	}
	if n := readable(t, fresh); n != len(records)-1 {
		t.Errorf("%d of %d records were rescued", n, len(records)-1)
	}
	whole(t, fresh)
}

// What is damaged here comes back from a backup, whichever part of it is damaged; what has changed since stays.
func TestRestore(t *testing.T) {
	for _, bucket := range []string{"sales.feed", "sales.data"} {
		b := filled(t)
		s := open(t, b)
		backup := export(t, s)
		put(t, s, change(store.Setting, "language", 1, `"en"`))
		before, _ := places(t, b)
		step(t, s, "later")
		after, values := places(t, b)
		for _, p := range after {
			if p.bucket == bucket && (bucket == "sales.data" || !slices.Contains(before, p)) { // of linde and its history
				overwrite(t, b, map[place][]byte{p: values[p][:30]})
			}
		}
		if len(s.Check(ctx)) == 0 {
			t.Fatal("nothing is damaged")
		}
		report := importsInto(t, s, backup) // the history stays damaged, the file does not have it
		if report.Restored < 1 || len(report.Conflicts) > 0 {
			t.Errorf("%s: %+v", bucket, report)
		}
		r, err := s.Get(ctx, ref(store.Dossier, "linde"))
		if err != nil || string(r.Data) != "two" || r.Version != 4 {
			t.Errorf("%s: restored %+v (%s), %v", bucket, r, r.Data, err)
		}
		if r, err := s.Get(ctx, ref(store.Dossier, "eik")); err != nil || string(r.Data) != "eik" {
			t.Errorf("%s: eik is %s, %v", bucket, r.Data, err)
		}
	}
}
