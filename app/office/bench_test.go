//go:build !js

package office

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"verwoord/app/engine"
	"verwoord/app/record"
	"verwoord/app/store"
)

func sqlite(t testing.TB, path string) store.Backend {
	t.Helper()
	b, err := store.SQLite(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { b.Close() })
	return b
}

// staff fills an office with so many clients, each with an agreement that JEX signed.
func staff(t testing.TB, o *Office, n int) {
	t.Helper()
	example, err := read(o.engine.Example("dossier"))
	if err != nil {
		t.Fatal(err)
	}
	s, _ := o.summarize(&example)
	s.Past = &past{}
	signed, err := json.Marshal([]Signatory{{Party: engine.Processor, Name: "Sander de Voorbeeld", Time: stamp(o.world.Now()), Level: "B-B", OK: true}})
	if err != nil {
		t.Fatal(err)
	}
	var changes []store.Change
	for i := range n {
		id := "client-" + strconv.Itoa(i)
		example.ID, example.Controller.Name = id, fmt.Sprintf("%c%c Zorggroep %d B.V.", 'A'+i%26, 'a'+i/26%26, i)
		s.Name, s.Version = example.Controller.Name, record.VersionName([]byte(id))
		head, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		changes = append(changes, store.Change{Ref: kept(store.Dossier, id), Client: id, Head: head, Data: example.Encode()})
		document, err := store.NewDocument(store.Sales, id, store.DocumentInfo{
			Document: engine.Agreement, Language: "nl", Template: o.template(engine.Agreement), Dossier: 1, Made: o.world.Now(), File: id + ".pdf", Signatures: signed,
		}, []byte("%PDF-1.7 "+id))
		if err != nil {
			t.Fatal(err)
		}
		m := documentMeta{Prints: s.Prints, Size: 100}
		if err := json.Unmarshal(document.Head, &m.DocumentInfo); err != nil {
			t.Fatal(err)
		}
		if document.Head, err = json.Marshal(m); err != nil {
			t.Fatal(err)
		}
		changes = append(changes, document)
		if len(changes) >= 400 || i == n-1 {
			if _, err := o.put(t.Context(), o.act(t), changes...); err != nil {
				t.Fatal(err)
			}
			changes = nil
		}
	}
}

// sizes are how many clients there are.
var sizes = []int{100, 10000}

// filled are the files of offices that were filled, by their size.
var filled = map[int][]byte{}

// copied is the file of an office with so many clients.
func copied(b *testing.B, n int) string {
	b.Helper()
	if filled[n] == nil {
		path := filepath.Join(b.TempDir(), "filled.db")
		backend, err := store.SQLite(path)
		if err != nil {
			b.Fatal(err)
		}
		o, _ := newOffice(b, backend)
		staff(b, o, n)
		if err := backend.Close(); err != nil {
			b.Fatal(err)
		}
		if filled[n], err = os.ReadFile(path); err != nil {
			b.Fatal(err)
		}
	}
	path := filepath.Join(b.TempDir(), "verwoord.db")
	if err := os.WriteFile(path, filled[n], 0o600); err != nil {
		b.Fatal(err)
	}
	return path
}

// staffed runs a benchmark in an office of each size.
func staffed(b *testing.B, f func(b *testing.B, o *Office, c *clock)) {
	for _, n := range sizes {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			o, c := newOffice(b, sqlite(b, copied(b, n)))
			look(b, o) // the first one reads all heads
			f(b, o, c)
		})
	}
}

func look(t testing.TB, o *Office) Overview {
	t.Helper()
	v, err := o.Overview(context.Background(), o.act(t), Look{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// What a look at the overview costs: however many clients there are, and on whatever day.
func BenchmarkOverview(b *testing.B) {
	staffed(b, func(b *testing.B, o *Office, _ *clock) {
		for b.Loop() {
			look(b, o)
		}
	})
}

// What a look costs in another order, of a kind of what is due, and when all of that was ticked off.
func BenchmarkOverviewOtherwise(b *testing.B) {
	for name, l := range map[string]Look{"next": {By: ByNext}, "state": {By: ByState}, "changed": {By: ByChanged}, "other": {Kind: DueOther}, "settled": {Kind: DueSettled}} {
		b.Run(name, func(b *testing.B) {
			staffed(b, func(b *testing.B, o *Office, c *clock) {
				for b.Loop() {
					if _, err := o.Overview(b.Context(), o.act(b), l); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

// What the first look of a day costs.
func BenchmarkOverviewAfterMidnight(b *testing.B) {
	staffed(b, func(b *testing.B, o *Office, c *clock) {
		for b.Loop() {
			c.nextDay()
			look(b, o)
		}
	})
}

// What a search costs.
func BenchmarkSearch(b *testing.B) {
	staffed(b, func(b *testing.B, o *Office, _ *clock) {
		for b.Loop() {
			v, err := o.Overview(context.Background(), o.act(b), Look{Search: "zorg 42"})
			if err != nil || v.Found == 0 {
				b.Fatal(err, v.Found)
			}
		}
	})
}

// What it costs to keep a change of one client.
func BenchmarkChange(b *testing.B) {
	staffed(b, func(b *testing.B, o *Office, _ *clock) {
		open, err := o.Open(b.Context(), "client-42")
		if err != nil {
			b.Fatal(err)
		}
		for i := 0; b.Loop(); i++ {
			open.Dossier.Controller.Address.City = "Utrecht " + strconv.Itoa(i)
			if open, err = o.Change(context.Background(), o.act(b), open.ID, open.Version, open.Dossier); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// What it costs to begin a client.
func BenchmarkNewClient(b *testing.B) {
	staffed(b, func(b *testing.B, o *Office, _ *clock) {
		for b.Loop() {
			if _, err := o.NewClient(context.Background(), o.act(b), false); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// What the first look of a program costs.
func BenchmarkFirstLook(b *testing.B) {
	staffed(b, func(b *testing.B, o *Office, _ *clock) {
		for b.Loop() {
			look(b, New(o.engine, o.store, o.world))
		}
	})
}
