package vault_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	store "verwoord/app/vault"
)

var update = flag.Bool("update", false, "write the golden files")

const passphrase = "correct horse battery staple"

func export(t testing.TB, s *store.Store) []byte {
	t.Helper()
	var file bytes.Buffer
	if err := s.Export(&file, passphrase); err != nil {
		t.Fatal(err)
	}
	return file.Bytes()
}

func imports(t testing.TB, s *store.Store, file []byte) store.Report {
	t.Helper()
	report, err := s.Import(bytes.NewReader(file), passphrase)
	if err != nil {
		t.Fatal(err)
	}
	whole(t, s)
	return report
}

func summary(r store.Report) string {
	return fmt.Sprintf("added %d, updated %d, kept %d, conflicts %d, damage %d", r.Added, r.Updated, r.Kept, len(r.Conflicts), len(r.Damage))
}

// contents are what versions say.
func contents(versions []store.Record) string {
	var all []string
	for _, v := range versions {
		all = append(all, string(v.Data))
	}
	return strings.Join(all, " ")
}

func expect(t testing.TB, r store.Report, want string) {
	t.Helper()
	if got := summary(r); got != want {
		t.Errorf("%s; want %s", got, want)
	}
}

// All that one store has comes into another, with what can be undone.
func TestExportImport(t *testing.T) {
	for name, b := range backends(t) {
		t.Run(name, func(t *testing.T) {
			here, err := store.Open(filled(t), world(), key)
			if err != nil {
				t.Fatal(err)
			}
			file := export(t, here)
			there := create(t, b)
			expect(t, imports(t, there, file), "added 4, updated 0, kept 0, conflicts 0, damage 0")
			for _, kind := range []store.Kind{store.Dossier, store.Document, store.Setting} {
				list, err := here.List(kind)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range list {
					want, err1 := here.Get(kind, r.ID)
					got, err2 := there.Get(kind, r.ID)
					w, g := fmt.Sprintf("%+v", want), fmt.Sprintf("%+v", got)
					if err := errors.Join(err1, err2); err != nil || w != g {
						t.Errorf("%s came as %s, %v", w, g, err)
					}
				}
			}
			r, err := there.Redo("zorggroep-de-linde", 3)
			if err != nil || string(r.Data) != "two" {
				t.Errorf("Redo: %+v, %v", r, err)
			}
			expect(t, imports(t, there, file), "added 0, updated 0, kept 4, conflicts 0, damage 0")
		})
	}
}

// Two machines: what one has changed goes to the other, what both have changed is told.
func TestImportMerges(t *testing.T) {
	a, b := create(t, new(store.Memory)), create(t, new(store.Memory))
	get := func(s *store.Store) store.Record {
		t.Helper()
		r, err := s.Get(store.Dossier, "zorggroep-de-linde")
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	change := func(s *store.Store, data string) {
		t.Helper()
		r := get(s)
		r.Data = []byte(data)
		put(t, s, r)
	}
	put(t, a, linde(0, "one"))
	old := export(t, a)
	expect(t, imports(t, b, old), "added 1, updated 0, kept 0, conflicts 0, damage 0")

	change(b, "two")
	change(b, "three")
	expect(t, imports(t, a, export(t, b)), "added 0, updated 1, kept 0, conflicts 0, damage 0")
	if r := get(a); string(r.Data) != "three" || r.Version != 3 || r.Undo != 2 {
		t.Errorf("a has %+v (%s)", r, r.Data)
	}
	report := imports(t, a, old)
	expect(t, report, "added 0, updated 0, kept 1, conflicts 0, damage 0")
	if want := []store.Imported{{Kind: store.Dossier, ID: "zorggroep-de-linde", Client: "zorggroep-de-linde", Done: store.Older}}; !slices.Equal(report.Records, want) {
		t.Errorf("done: %+v", report.Records)
	}

	// An undo is a change as any other.
	if _, err := a.Undo("zorggroep-de-linde", 3); err != nil {
		t.Fatal(err)
	}
	expect(t, imports(t, b, export(t, a)), "added 0, updated 1, kept 0, conflicts 0, damage 0")
	if r := get(b); string(r.Data) != "two" || r.Redo != 1 {
		t.Errorf("b has %+v (%s)", r, r.Data)
	}

	change(a, "four, by a")
	change(b, "four, by b")
	change(b, "five, by b")
	for range 2 { // it is not forgotten by having been told
		report := imports(t, a, export(t, b))
		expect(t, report, "added 0, updated 0, kept 0, conflicts 1, damage 0")
		c := report.Conflicts[0]
		if string(c.Kept.Data) != "four, by a" || string(c.Other.Data) != "five, by b" {
			t.Errorf("conflict between %s and %s", c.Kept.Data, c.Other.Data)
		}
		if past := contents(c.Past); past != "one two four, by b five, by b" {
			t.Errorf("b went through %s", past)
		}
	}
	expect(t, imports(t, b, export(t, a)), "added 0, updated 0, kept 0, conflicts 1, damage 0")

	// a takes what b has; from then on b's successors are a's, and the other way round.
	change(a, "five, by b")
	expect(t, imports(t, b, export(t, a)), "added 0, updated 0, kept 1, conflicts 0, damage 0")
	change(b, "six")
	expect(t, imports(t, a, export(t, b)), "added 0, updated 1, kept 0, conflicts 0, damage 0")
	if r := get(a); string(r.Data) != "six" {
		t.Errorf("a has %s", r.Data)
	}
	change(a, "seven")
	expect(t, imports(t, b, export(t, a)), "added 0, updated 1, kept 0, conflicts 0, damage 0")
}

// A deletion is told, on either side, and done or undone only by who decides it.
func TestImportDeleted(t *testing.T) {
	a, b := create(t, new(store.Memory)), create(t, new(store.Memory))
	put(t, a, linde(0, "one"))
	backup := export(t, a)
	imports(t, b, backup)
	if err := a.Delete(store.Dossier, "zorggroep-de-linde", 1); err != nil {
		t.Fatal(err)
	}
	report := imports(t, a, backup)
	expect(t, report, "added 0, updated 0, kept 0, conflicts 1, damage 0")
	if c := report.Conflicts[0]; !c.Kept.Deleted || string(c.Other.Data) != "one" {
		t.Errorf("conflict %+v", c)
	}
	report = imports(t, b, export(t, a))
	expect(t, report, "added 0, updated 0, kept 0, conflicts 1, damage 0")
	if c := report.Conflicts[0]; !c.Other.Deleted || string(c.Kept.Data) != "one" {
		t.Errorf("conflict %+v", c)
	}
	restored := report.Conflicts[0].Kept
	restored.Version = 2 // the deleted one's
	if r := put(t, a, restored); r.Version != 3 {
		t.Errorf("restored %+v", r)
	}
	expect(t, imports(t, b, export(t, a)), "added 0, updated 0, kept 1, conflicts 0, damage 0")
}

func TestImportRefuses(t *testing.T) {
	here, err := store.Open(filled(t), world(), key)
	if err != nil {
		t.Fatal(err)
	}
	file := export(t, here)
	there := create(t, new(store.Memory))
	if _, err := there.Import(bytes.NewReader(file), "wrong"); !errors.Is(err, store.ErrKey) {
		t.Errorf("a wrong passphrase: %v", err)
	}
	for size := range file {
		if size > 2000 && size%97 != 0 {
			continue
		}
		if _, err := there.Import(bytes.NewReader(file[:size]), passphrase); !errors.Is(err, store.ErrDamaged) && !errors.Is(err, store.ErrForeign) {
			t.Fatalf("cut to %d of %d bytes: %v", size, len(file), err)
		}
	}
	if _, err := there.Import(bytes.NewReader([]byte("%PDF-1.7")), passphrase); !errors.Is(err, store.ErrForeign) {
		t.Errorf("a PDF: %v", err)
	}
	newer := bytes.Replace(file, []byte("verwoord store 1\n"), []byte("verwoord store 2\n"), 1)
	if _, err := there.Import(bytes.NewReader(newer), passphrase); !errors.Is(err, store.ErrNewer) {
		t.Errorf("a newer file: %v", err)
	}
	flipped := bytes.Clone(file)
	flipped[len(file)/2] ^= 1
	if _, err := there.Import(bytes.NewReader(flipped), passphrase); !errors.Is(err, store.ErrDamaged) {
		t.Errorf("a damaged file: %v", err)
	}
	if entries, err := there.Audit(); err != nil || len(entries) != 1 {
		t.Errorf("after all that: %d entries, %v", len(entries), err)
	}
}

// From a damaged store, all that is left can be brought to a new one.
func TestRescue(t *testing.T) {
	b := filled(t)
	all, values := places(t, b)
	for _, p := range all {
		if p.bucket == "setting.data" || p == (place{"audit", "0000000003"}) {
			overwrite(t, b, p, values[p][:30])
		}
	}
	s, err := store.Open(b, world(), key)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	err = s.Export(&file, passphrase)
	var corrupt *store.CorruptError
	var chain *store.ChainError
	if !errors.As(err, &corrupt) || corrupt.ID != "language" || !errors.As(err, &chain) || chain.Seq != 3 {
		t.Errorf("Export: %v", err)
	}
	fresh := create(t, new(store.Memory))
	expect(t, imports(t, fresh, file.Bytes()), "added 3, updated 0, kept 0, conflicts 0, damage 1")
}

// What is damaged here comes back from a backup, whichever part of it is damaged; what has changed since stays.
func TestRestore(t *testing.T) {
	for _, bucket := range []string{"dossier", "dossier.data"} {
		b := filled(t)
		s, err := store.Open(b, world(), key)
		if err != nil {
			t.Fatal(err)
		}
		backup := export(t, s)
		put(t, s, store.Record{Kind: store.Setting, ID: "language", Version: 1, Data: []byte(`"en"`)})
		put(t, s, linde(3, "later"))
		all, values := places(t, b)
		for _, p := range all {
			if p.bucket == bucket {
				overwrite(t, b, p, values[p][:30])
			}
		}
		if len(s.Check()) == 0 {
			t.Fatal("nothing is damaged")
		}
		report := imports(t, s, backup)
		expect(t, report, "added 0, updated 0, kept 2, conflicts 0, damage 0")
		if report.Restored != 2 {
			t.Errorf("restored %d", report.Restored)
		}
		r, err := s.Get(store.Dossier, "zorggroep-de-linde")
		if err != nil || string(r.Data) != "one" || r.Version != 5 || r.Redo != 1 {
			t.Errorf("restored %+v (%s), %v", r, r.Data, err)
		}
		if r, err := s.Get(store.Setting, "language"); err != nil || string(r.Data) != `"en"` {
			t.Errorf("the language is %s, %v", r.Data, err)
		}
	}
}

func TestKeys(t *testing.T) {
	var b store.Memory
	phrase := store.Key{Passphrase: passphrase}
	if _, err := store.Open(&b, world(), phrase); !errors.Is(err, store.ErrEmpty) {
		t.Errorf("Open of nothing: %v", err)
	}
	if _, err := store.Create(&b, world(), store.Key{}); err == nil {
		t.Error("Create without a key")
	}
	s, err := store.Create(&b, world(), phrase)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, linde(0, "one"))
	before, sealed := places(t, &b)
	opens := func(k store.Key, want error) {
		t.Helper()
		s, err := store.Open(&b, world(), k)
		if !errors.Is(err, want) {
			t.Fatalf("Open: %v, want %v", err, want)
		}
		if err == nil {
			if r, err := s.Get(store.Dossier, "zorggroep-de-linde"); err != nil || string(r.Data) != "one" {
				t.Errorf("Get: %s, %v", r.Data, err)
			}
		}
	}
	opens(phrase, nil)
	opens(store.Key{Passphrase: "wrong"}, store.ErrKey)
	opens(key, store.ErrKey)
	opens(store.Key{}, store.ErrKey)
	if _, err := store.Create(&b, world(), phrase); !errors.Is(err, store.ErrExists) {
		t.Errorf("Create again: %v", err)
	}
	if err := s.Rekey(store.Key{Passphrase: "wrong"}, key); !errors.Is(err, store.ErrKey) {
		t.Errorf("Rekey with a wrong passphrase: %v", err)
	}
	opens(phrase, nil)
	// Both a passphrase and the keyring; the records are not sealed anew.
	if err := s.Rekey(phrase, key, store.Key{Passphrase: "another"}); err != nil {
		t.Fatal(err)
	}
	_, now := places(t, &b)
	for _, p := range before {
		if p.bucket != "meta" && !bytes.Equal(sealed[p], now[p]) {
			t.Errorf("%v was written again", p)
		}
	}
	opens(phrase, store.ErrKey)
	opens(key, nil)
	opens(store.Key{Passphrase: "another"}, nil)
	whole(t, s)
}

// fixed is a world that is the same each time.
func fixed() store.World {
	w := world()
	w.Rand = readerFunc(rand.NewChaCha8([32]byte{1}).Read)
	return w
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(b []byte) (int, error) { return f(b) }

// A file that this version of the format wrote is written the same, and can be read, for as long as there is a version 1.
func TestFormat1(t *testing.T) {
	s, err := store.Create(new(store.Memory), fixed(), key)
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, linde(0, "one"))
	put(t, s, linde(1, "two"))
	put(t, s, store.Record{Kind: store.Identity, ID: "signing", Meta: json.RawMessage(`{"name":"A. Tekenaar"}`), Data: []byte{0x30, 0x82}})
	file := export(t, s)
	golden := filepath.Join("testdata", "export-1.verwoord")
	if *update {
		if err := os.WriteFile(golden, file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(file, kept) {
		t.Error("the same store makes another file now")
	}
	there := create(t, new(store.Memory))
	expect(t, imports(t, there, kept), "added 2, updated 0, kept 0, conflicts 0, damage 0")
	r, err := there.Undo("zorggroep-de-linde", 2)
	if err != nil || string(r.Data) != "one" || !r.Time.After(time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("Undo: %+v, %v", r, err)
	}
}
