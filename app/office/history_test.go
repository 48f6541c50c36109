//go:build !js

package office

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"verwoord/app/store"
)

// Undo and redo go through what a client was, as a list with a place in it does, whatever is done in between.
func TestUndoIsAList(t *testing.T) {
	o, _ := newOffice(t, &store.Memory{})
	open, err := o.NewClient(t.Context(), o.act(t), false)
	if err != nil {
		t.Fatal(err)
	}
	names, at := []string{""}, 0
	random := rand.New(rand.NewPCG(3, 4))
	for step := range 300 {
		if random.IntN(20) == 0 {
			o = New(o.engine, o.store, o.world) // a later session
		}
		version := open.Version
		switch random.IntN(3) {
		case 0:
			next := open.Dossier
			next.Controller.Name = "Klant " + strconv.Itoa(step)
			open, err = o.Change(t.Context(), o.act(t), open.ID, version, next)
			names = append(names[:at+1:at+1], next.Controller.Name)
			at++
		case 1:
			if open, err = o.Undo(t.Context(), o.act(t), open.ID, version); at > 0 {
				at--
			} else if errors.Is(err, ErrNothing) {
				open, err = o.Open(t.Context(), "client-"+last(o, t))
			}
		case 2:
			if open, err = o.Redo(t.Context(), o.act(t), open.ID, version); at < len(names)-1 {
				at++
			} else if errors.Is(err, ErrNothing) {
				open, err = o.Open(t.Context(), "client-"+last(o, t))
			}
		}
		if err != nil {
			t.Fatal(step, err)
		}
		if open.Dossier.Controller.Name != names[at] || open.Undo != (at > 0) || open.Redo != (at < len(names)-1) {
			t.Fatalf("step %d: %q, undo %t, redo %t; want %q, %d of %d", step, open.Dossier.Controller.Name, open.Undo, open.Redo, names[at], at, len(names))
		}
	}
}

// last is what follows "client-" in the id of the only client.
func last(o *Office, t *testing.T) string { return look(t, o).Clients[0].ID[len("client-"):] }

// Only so many earlier versions are kept, and none of a client that is removed.
func TestHistoryEnds(t *testing.T) {
	o, _ := newOffice(t, &store.Memory{})
	open, err := o.NewClient(t.Context(), o.act(t), false)
	if err != nil {
		t.Fatal(err)
	}
	for i := range maxSteps + 10 {
		open.Dossier.Controller.Name = strconv.Itoa(i)
		if open, err = o.Change(t.Context(), o.act(t), open.ID, open.Version, open.Dossier); err != nil {
			t.Fatal(err)
		}
	}
	kept := func() int {
		list, _, err := o.list(t.Context(), store.History, open.ID)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	if n := kept(); n != maxSteps {
		t.Errorf("%d earlier versions are kept", n)
	}
	steps := 0
	for ; open.Undo; steps++ {
		if open, err = o.Undo(t.Context(), o.act(t), open.ID, open.Version); err != nil {
			t.Fatal(err)
		}
	}
	if steps != maxSteps || open.Dossier.Controller.Name != "9" {
		t.Errorf("after %d steps back it is called %q", steps, open.Dossier.Controller.Name)
	}
	if err := o.Remove(t.Context(), o.act(t), open.ID, open.Version); err != nil {
		t.Fatal(err)
	}
	if n := kept(); n != 0 {
		t.Errorf("%d earlier versions are kept of a client that is gone", n)
	}
}

// A dossier that is large has fewer earlier versions: together they are not larger than is kept.
func TestSurplus(t *testing.T) {
	for _, c := range []struct{ steps, size, want int }{
		{1, 0, 0}, {200, 20 << 10, 0}, {201, 20 << 10, 1}, {200, 40 << 10, 98}, {2, 8 << 20, 1}, {1, 8 << 20, 0},
	} {
		if got := surplus(c.steps, c.size); got != c.want {
			t.Errorf("of %d versions of %d bytes %d are too many, want %d", c.steps, c.size, got, c.want)
		}
	}
}

// An act that is done again, since its answer was lost, is done once.
func TestDoneOnce(t *testing.T) {
	o, _ := newOffice(t, &store.Memory{})
	open, err := o.NewClient(t.Context(), o.act(t), false)
	if err != nil {
		t.Fatal(err)
	}
	open.Dossier.Controller.Name = "Een"
	by := o.act(t)
	first, err := o.Change(t.Context(), by, open.ID, open.Version, open.Dossier)
	if err != nil {
		t.Fatal(err)
	}
	again, err := o.Change(t.Context(), by, open.ID, open.Version, open.Dossier)
	if err != nil || again.Version != first.Version {
		t.Errorf("done again it is at version %d, %v", again.Version, err)
	}
}

// A change of a dossier is written twice, as it is kept and as the agreement prints it, and what was kept before is not read: however many
// clients there are. The one reading is that of the wire.
func TestWorkOfAChange(t *testing.T) {
	for _, n := range sizes {
		o, _ := newOffice(t, &store.Memory{})
		staff(t, o, n)
		open, err := o.Open(t.Context(), "client-42")
		if err != nil {
			t.Fatal(err)
		}
		encoded, decoded := o.work.encoded.Load(), o.work.decoded.Load()
		open.Dossier.Controller.Name = "Iets anders B.V."
		if _, err := o.Change(t.Context(), o.act(t), open.ID, open.Version, open.Dossier); err != nil {
			t.Fatal(err)
		}
		if e, d := o.work.encoded.Load()-encoded, o.work.decoded.Load()-decoded; e != 2 || d != 0 {
			t.Errorf("with %d clients one change writes a dossier %d times and reads one %d times", n, e, d)
		}
	}
}

// A dossier is written and read where that is counted; elsewhere only what leaves or comes in is, and what is held against another.
func TestWorkIsCounted(t *testing.T) {
	elsewhere := map[string]bool{"encode": false, "read": false, "same": false, "inside": false, "portable": false, "dossierFile": false, "reviewOf": false, "versionOf": false}
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(f, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok && coding(call) {
					if _, known := elsewhere[f.Name.Name]; !known {
						t.Errorf("%s: %s writes or reads a dossier, and nothing counts it", name, f.Name.Name)
					}
					elsewhere[f.Name.Name] = true
				}
				return true
			})
		}
	}
	for name, found := range elsewhere {
		if !found {
			t.Errorf("%s writes and reads no dossier", name)
		}
	}
}

// coding tells whether a call writes or reads a dossier: d.Encode(), a function of its package or its type, or read, which the method of that name
// counts.
func coding(call *ast.CallExpr) bool {
	if f, ok := call.Fun.(*ast.Ident); ok {
		return f.Name == "read"
	}
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	of := f.X
	if kind, ok := of.(*ast.SelectorExpr); ok && kind.Sel.Name == "Type" {
		of = kind.X
	}
	from, _ := of.(*ast.Ident)
	ours := from != nil && from.Name == "dossier"
	switch f.Sel.Name {
	case "Encode":
		return ours || len(call.Args) == 0
	case "Decode":
		return ours
	}
	return false
}
