//go:build !js

package store

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// When there is no room left, at whichever page, a change is refused as a whole; what was kept stays, and the next goes well when there is
// room again.
func TestFull(t *testing.T) {
	ctx := context.Background()
	b, err := openSQLite(filepath.Join(t.TempDir(), "store.db"), "wal")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	file := b.(*sqliteFile)
	s, err := Create(ctx, b, World{Rand: rand.Reader, Now: time.Now}, Key{Secret: make([]byte, SecretSize)})
	if err != nil {
		t.Fatal(err)
	}
	change := func(i int, data string) Change {
		return Change{Ref: Ref{Sales, Dossier, fmt.Sprint(i)}, Data: []byte(data)}
	}
	var pages int
	if err := file.db.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	refused := 0
	for room := 0; ; room++ {
		if _, err := file.db.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages+room)); err != nil {
			t.Fatal(err)
		}
		_, err := s.Put(ctx, By{Op: Op{1}}, change(1, strings.Repeat("x", 30_000)), change(2, "y"), change(3, strings.Repeat("z", 10_000)))
		if err == nil {
			break
		}
		refused++
		if !errors.Is(err, ErrFull) {
			t.Fatalf("with room for %d pages: %v", room, err)
		}
		if p, err := s.List(ctx, Filter{Space: Sales, Feed: true}); err != nil || p.Seq != 0 || len(p.Records) != 0 {
			t.Fatalf("with room for %d pages kept is %+v, %v", room, p, err)
		}
	}
	if refused < 10 {
		t.Errorf("it was refused %d times", refused)
	}
	if p, err := s.List(ctx, Filter{Space: Sales, Feed: true}); err != nil || p.Seq != 3 || len(s.Check(ctx)) > 0 {
		t.Errorf("at last kept is %+v, %v, %v", p, err, s.Check(ctx))
	}
}
