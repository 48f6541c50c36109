//go:build !js

package store_test

import (
	"bufio"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"verwoord/app/store"
)

// The test program starts itself again as another program that uses the same file.
func TestMain(m *testing.M) {
	path := os.Getenv("STORE_TEST_FILE")
	switch os.Getenv("STORE_TEST_CHILD") {
	case "":
		os.Exit(m.Run())
	case "write":
		childWrites(path)
	case "rotate":
		childRotates(path, must(strconv.Atoi(os.Getenv("STORE_TEST_KEY"))))
	case "add":
		childAdds(path)
	case "migrate":
		must(store.Open(ctx, must(store.SQLite(path)), world(), key))
	case "watch":
		childWatches(path)
	}
}

func child(role, path string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "STORE_TEST_CHILD="+role, "STORE_TEST_FILE="+path)
	cmd.Stderr = os.Stderr
	return cmd
}

func must[T any](v T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, "child:", err)
		os.Exit(1)
	}
	return v
}

// someAct is one of a program that others do not know of.
func someAct() store.By { return store.By{Login: "anna", Op: must(store.NewOp(rand.Reader))} }

// said is the content of a version that was put: it can be told from the id and version alone.
func said(id string, version int) string {
	return strings.Repeat(fmt.Sprintf("%s at %d. ", id, version), 200)
}

// childWrites changes two of three dossiers at a time until it is killed, and tells of each change when it is acknowledged.
func childWrites(path string) {
	s := must(openOrCreateFile(path))
	for {
		var changes []store.Change
		for i := range 3 {
			if mathrand.IntN(3) == 0 {
				continue
			}
			id := fmt.Sprintf("client-%d", i)
			r, err := s.Get(ctx, ref(store.Dossier, id))
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				must(0, err)
			}
			changes = append(changes, change(store.Dossier, id, r.Version, said(id, r.Version+1)))
		}
		if len(changes) == 0 {
			continue
		}
		for _, r := range must(s.Put(ctx, someAct(), changes...)) {
			fmt.Printf("%s %d %d %d.\n", r.ID, r.Version, r.Seq, len(changes))
		}
	}
}

// ack is a change that the child was told is kept.
type ack struct {
	id      string
	version int
	seq     int64
}

// killed runs a child for a while, kills it, and returns what it had been acknowledged.
func killed(t *testing.T, path string, after time.Duration) (acks []ack) {
	t.Helper()
	cmd := child("write", path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	timer := time.AfterFunc(after, func() { cmd.Process.Kill() })
	defer timer.Stop()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		var a ack
		var n int
		// A line may be cut short by the kill; then the acknowledgement did not get through.
		if _, err := fmt.Sscanf(lines.Text(), "%s %d %d %d.", &a.id, &a.version, &a.seq, &n); err == nil {
			acks = append(acks, a)
		}
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() == 1 {
		t.Fatalf("the child ended by itself: %v", err)
	}
	return acks
}

// A program is killed a hundred times while it writes. Every change that was acknowledged is there, at most one act more for each kill,
// whole, and everything is in order.
func TestKilledHundredTimes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	acknowledged := map[ack]bool{}
	silent, kills := 0, 100
	for range kills {
		acks := killed(t, path, time.Duration(mathrand.IntN(90))*time.Millisecond)
		if len(acks) == 0 {
			silent++ // killed before the first change
		}
		for _, a := range acks {
			acknowledged[a] = true
		}
		s, err := openOrCreateFile(path)
		if err != nil {
			t.Fatal(err)
		}
		whole(t, s)
		keepsAll(t, s, acknowledged, kills)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d kills, %d of them before the first change; %d changes acknowledged and kept", kills, silent, len(acknowledged))
	if silent > kills*3/4 {
		t.Error("the child hardly came to writing")
	}
}

func keepsAll(t *testing.T, s *store.Sealed, acknowledged map[ack]bool, kills int) {
	t.Helper()
	kept := map[ack]bool{}
	last := map[string]int{}
	for after := int64(0); ; {
		entries, err := s.Audit(ctx, store.Sales, after, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			kept[ack{e.ID, e.Version, e.Seq}] = true
			last[e.ID] = e.Version
			after = e.Seq
		}
		if len(entries) == 0 {
			break
		}
	}
	for a := range acknowledged {
		if !kept[a] {
			t.Errorf("%+v was acknowledged and is lost", a)
		}
	}
	if n := len(kept) - len(acknowledged); n > 3*kills {
		t.Errorf("%d changes more than acknowledged", n)
	}
	for id, version := range last {
		r, err := s.Get(ctx, ref(store.Dossier, id))
		if err != nil || r.Version != version || string(r.Data) != said(id, version) {
			t.Errorf("%s is at version %d, the trail at %d: %v", id, r.Version, version, err)
		}
	}
}

// childRotates gives the store the next key until it is killed.
func childRotates(path string, n int) {
	s := must(store.Open(ctx, must(store.SQLite(path)), world(), numbered(n)))
	for ; ; n++ {
		must(0, s.Rotate(ctx, numbered(n), numbered(n+1)))
		fmt.Println(n + 1)
	}
}

// A program is killed while it seals everything anew: the last key that was acknowledged opens it, or the one after that.
func TestKilledWhileRotated(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s, err := store.Create(ctx, sqlite(t, path), world(), numbered(0))
	if err != nil {
		t.Fatal(err)
	}
	for i := range 30 {
		put(t, s, change(store.Dossier, fmt.Sprintf("client-%d", i), 0, said("linde", i)))
	}
	s.Close()
	last := 0
	for range 20 {
		cmd := child("rotate", path)
		cmd.Env = append(cmd.Env, fmt.Sprintf("STORE_TEST_KEY=%d", last))
		var out strings.Builder
		cmd.Stdout = &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(20+mathrand.IntN(90))*time.Millisecond, func() { cmd.Process.Kill() })
		cmd.Wait()
		lines := strings.Split(out.String(), "\n") // the last is cut short, or empty
		if len(lines) > 1 {
			last = must(strconv.Atoi(lines[len(lines)-2]))
		}
		b := sqlite(t, path)
		s, err := store.Open(ctx, b, world(), numbered(last))
		if errors.Is(err, store.ErrKey) {
			last++
			s, err = store.Open(ctx, b, world(), numbered(last))
		}
		if err != nil {
			t.Fatalf("after key %d: %v", last, err)
		}
		whole(t, s)
		if r, err := s.Get(ctx, ref(store.Dossier, "client-7")); err != nil || string(r.Data) != said("linde", 7) {
			t.Errorf("kept is %q: %v", r.Data, err)
		}
		s.Close()
	}
	if last == 0 {
		t.Error("the key was never changed")
	}
}

// A program is killed while it brings a store of the first format to this one: the next finds everything.
func TestKilledWhileMigrated(t *testing.T) {
	dir := t.TempDir()
	done := 0
	for round := range 30 {
		path := filepath.Join(dir, fmt.Sprintf("store-%d.db", round))
		b := brought(t, sqlite(t, path))
		if err := store.Fast(b, key1, key); err != nil {
			t.Fatal(err)
		}
		b.Close()
		cmd := child("migrate", path)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(3+mathrand.IntN(22))*time.Millisecond, func() { cmd.Process.Kill() })
		if cmd.Wait() == nil {
			done++
		}
		b = sqlite(t, path)
		s, err := store.Open(ctx, b, world(), key)
		if err != nil {
			t.Fatal(err)
		}
		migrated(t, s)
		if left := old(t, b); len(left) > 0 {
			t.Errorf("still there: %v", left)
		}
		s.Close()
		if t.Failed() {
			return
		}
	}
	t.Logf("%d of 30 were done before they were killed", done)
}

const additions = 40

// childAdds adds lines to a text, one by one; whenever another was first, it reads the text again.
func childAdds(path string) {
	s := must(openOrCreateFile(path))
	defer s.Close()
	for done := 0; done < additions; {
		r, err := s.Get(ctx, ref(store.Setting, "text"))
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			must(0, err)
		}
		data := fmt.Appendf(r.Data, "process %d, line %d\n", os.Getpid(), done)
		_, err = s.Put(ctx, someAct(), store.Change{Ref: ref(store.Setting, "text"), Base: r.Version, Data: data})
		var conflict *store.Conflict
		if errors.As(err, &conflict) {
			continue
		}
		must(0, err)
		done++
	}
}

// Programs that use one file at once, from its making on, never overwrite each other's changes.
func TestProcesses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	const processes = 3
	var wg sync.WaitGroup
	for range processes {
		wg.Go(func() {
			if out, err := child("add", path).Output(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		})
	}
	wg.Wait()
	s, err := openOrCreateFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	whole(t, s)
	r, err := s.Get(ctx, ref(store.Setting, "text"))
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]bool{}
	for line := range strings.Lines(string(r.Data)) {
		lines[line] = true
	}
	if len(lines) != processes*additions || r.Version != processes*additions {
		t.Errorf("%d lines at version %d, want %d", len(lines), r.Version, processes*additions)
	}
}

// childWatches tells of the first hint that it gets.
func childWatches(path string) {
	over, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	hints := must(must(openOrCreateFile(path)).Watch(over))
	fmt.Println("watching")
	fmt.Println((<-hints).Space)
}

// A program hears of what another has changed.
func TestProcessWatches(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s, err := openOrCreateFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	cmd := child("watch", path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if lines.Text() == "watching" {
			put(t, s, change(store.Dossier, "linde", 0, "one"))
		} else if lines.Text() != "sales" {
			t.Errorf("it hears of %q", lines.Text())
		}
	}
	if err := cmd.Wait(); err != nil {
		t.Error(err)
	}
}
