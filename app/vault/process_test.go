//go:build !js

package vault_test

import (
	"bufio"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	store "verwoord/app/vault"
)

// The test program starts itself again as another program that uses the same file.
func TestMain(m *testing.M) {
	switch os.Getenv("STORE_TEST_CHILD") {
	case "":
		os.Exit(m.Run())
	case "write":
		childWrites(os.Getenv("STORE_TEST_FILE"))
	case "rekey":
		childRekeys(os.Getenv("STORE_TEST_FILE"), must(strconv.Atoi(os.Getenv("STORE_TEST_KEY"))))
	case "add":
		childAdds(os.Getenv("STORE_TEST_FILE"))
	}
}

func child(role, path string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "STORE_TEST_CHILD="+role, "STORE_TEST_FILE="+path)
	cmd.Stderr = os.Stderr
	return cmd
}

// openOrCreate is what a program does when it starts.
func openOrCreate(path string) (*store.Store, error) {
	b, err := store.SQLite(path)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(b, world(), key)
	if errors.Is(err, store.ErrEmpty) {
		s, err = store.Create(b, world(), key)
		if errors.Is(err, store.ErrExists) { // another was first
			s, err = store.Open(b, world(), key)
		}
	}
	if err != nil {
		b.Close()
	}
	return s, err
}

func must[T any](v T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, "child:", err)
		os.Exit(1)
	}
	return v
}

// text is the content of a version that was put: it can be told from the id and version alone.
func text(id string, version int) string {
	return strings.Repeat(fmt.Sprintf("%s at %d. ", id, version), 200)
}

// childWrites changes dossiers until it is killed, and tells of each change when it is acknowledged.
func childWrites(path string) {
	s := must(openOrCreate(path))
	for i := 0; ; i++ {
		id := fmt.Sprintf("client-%d", rand.IntN(3))
		r, err := s.Get(store.Dossier, id)
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			must(0, err)
		}
		action := store.ActionPut
		if rand.IntN(4) == 0 && r.Undo > 0 {
			action = store.ActionUndo
			r = must(s.Undo(id, r.Version))
		} else {
			data := []byte(text(id, r.Version+1))
			r = must(s.Put(store.Record{Kind: store.Dossier, ID: id, Version: r.Version, Data: data}))
		}
		fmt.Printf("%s %d %s\n", id, r.Version, action)
	}
}

// ack is a change that the child was told is kept.
type ack struct {
	id      string
	version int
	action  store.Action
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
		// A line may be cut short by the kill; then the acknowledgement did not get through.
		if n, _ := fmt.Sscanf(lines.Text(), "%s %d %s", &a.id, &a.version, &a.action); n == 3 && (a.action == store.ActionPut || a.action == store.ActionUndo) {
			acks = append(acks, a)
		}
	}
	if err := cmd.Wait(); err == nil || cmd.ProcessState.ExitCode() == 1 {
		t.Fatalf("the child ended by itself: %v", err)
	}
	return acks
}

// A program is killed a hundred times while it writes. Every change that was acknowledged is there, at most one more for each
// kill, and everything is whole.
func TestKilledHundredTimes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	acknowledged := map[ack]bool{}
	silent, kills := 0, 100
	for range kills {
		acks := killed(t, path, time.Duration(rand.IntN(90))*time.Millisecond)
		if len(acks) == 0 {
			silent++ // killed before the first change
		}
		for _, a := range acks {
			acknowledged[a] = true
		}
		s, err := openOrCreate(path)
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

func keepsAll(t *testing.T, s *store.Store, acknowledged map[ack]bool, kills int) {
	t.Helper()
	entries, err := s.Audit()
	if err != nil {
		t.Error(err)
	}
	kept := map[ack]bool{}
	last := map[string]store.Entry{}
	for _, e := range entries {
		if e.Kind == store.Dossier {
			kept[ack{e.ID, e.Version, e.Action}] = true
			last[e.ID] = e
		}
	}
	for a := range acknowledged {
		if !kept[a] {
			t.Errorf("%+v was acknowledged and is lost", a)
		}
	}
	if n := len(kept) - len(acknowledged); n > kills {
		t.Errorf("%d changes more than acknowledged", n)
	}
	for id, e := range last {
		r, err := s.Get(store.Dossier, id)
		if err != nil || r.Version != e.Version {
			t.Errorf("%s is at version %d, the trail at %d: %v", id, r.Version, e.Version, err)
		}
		if e.Action == store.ActionPut && string(r.Data) != text(id, r.Version) {
			t.Errorf("%s at version %d holds something else", id, r.Version)
		}
	}
}

// numbered is one of many keys.
func numbered(n int) store.Key { return store.Key{Secret: fmt.Appendf(nil, "%032d", n)} }

// childRekeys gives the store the next key until it is killed.
func childRekeys(path string, n int) {
	s := must(store.Open(must(store.SQLite(path)), world(), numbered(n)))
	for ; ; n++ {
		must(0, s.Rekey(numbered(n), numbered(n+1)))
		fmt.Println(n + 1)
	}
}

// A program is killed while it changes what opens the store: the last key that was acknowledged opens it, or the one after that.
func TestKilledWhileRekeyed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	b, err := store.SQLite(path)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Create(b, world(), numbered(0))
	if err != nil {
		t.Fatal(err)
	}
	put(t, s, linde(0, "one"))
	s.Close()
	last := 0
	for range 20 {
		cmd := child("rekey", path)
		cmd.Env = append(cmd.Env, fmt.Sprintf("STORE_TEST_KEY=%d", last))
		var out strings.Builder
		cmd.Stdout = &out
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.AfterFunc(time.Duration(20+rand.IntN(60))*time.Millisecond, func() { cmd.Process.Kill() })
		cmd.Wait()
		lines := strings.Split(out.String(), "\n") // the last is cut short, or empty
		if len(lines) > 1 {
			last = must(strconv.Atoi(lines[len(lines)-2]))
		}
		b, err := store.SQLite(path)
		if err != nil {
			t.Fatal(err)
		}
		s, err := store.Open(b, world(), numbered(last))
		if errors.Is(err, store.ErrKey) {
			last++
			s, err = store.Open(b, world(), numbered(last))
		}
		if err != nil {
			t.Fatalf("after key %d: %v", last, err)
		}
		if r, err := s.Get(store.Dossier, "zorggroep-de-linde"); err != nil || string(r.Data) != "one" {
			t.Errorf("kept is %q: %v", r.Data, err)
		}
		whole(t, s)
		s.Close()
	}
	if last == 0 {
		t.Error("the key was never changed")
	}
}

const additions = 40

// childAdds adds lines to a text, one by one; whenever another was first, it reads the text again.
func childAdds(path string) {
	s := must(openOrCreate(path))
	defer s.Close()
	for done := 0; done < additions; {
		r, err := s.Get(store.Setting, "text")
		if err != nil && !errors.Is(err, store.ErrNotFound) {
			must(0, err)
		}
		data := fmt.Appendf(r.Data, "process %d, line %d\n", os.Getpid(), done)
		_, err = s.Put(store.Record{Kind: store.Setting, ID: "text", Version: r.Version, Data: data})
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
	s, err := openOrCreate(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	whole(t, s)
	r, err := s.Get(store.Setting, "text")
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

// Two windows of one program have the store open twice.
func TestTwoWindows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s1, err := openOrCreate(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s1.Close()
	s2, err := openOrCreate(path)
	if err != nil {
		t.Fatal(err)
	}
	defer s2.Close()
	put(t, s1, linde(0, "one"))
	r, err := s2.Get(store.Dossier, "zorggroep-de-linde")
	if err != nil || string(r.Data) != "one" {
		t.Fatalf("the other window sees %+v, %v", r, err)
	}
	put(t, s1, linde(1, "two"))
	_, err = s2.Put(linde(1, "another"))
	var conflict *store.Conflict
	if !errors.As(err, &conflict) || string(conflict.Kept.Data) != "two" || string(conflict.Other.Data) != "another" {
		t.Errorf("Put: %v", err)
	}
	put(t, s2, linde(2, "settled"))
	whole(t, s1)
}
