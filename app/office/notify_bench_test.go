//go:build !js

package office

import (
	"context"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
)

// All notices of one breach as the window makes them: made, signed, verified and kept in SQLite. It reports what is alive after a quarter of
// them and after all.
func BenchmarkNotify(b *testing.B) {
	for _, n := range []int{200, 1000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				o, _, r, sign := breachOffice(b, sqlite(b, filepath.Join(b.TempDir(), "verwoord.db")), n)
				r = touched(b, o, edit(b, o, r, least), Search{})
				b.StartTimer()
				early, late := notifiedAlive(b, o, r.ID, sign, n/4, n-1)
				b.ReportMetric(float64(early)/(1<<20), "MB-after-a-quarter")
				b.ReportMetric(float64(late)/(1<<20), "MB-after-all")
			}
		})
	}
}

// However many clients there are, a run holds one notice at a time, and of those that are made what lists say of them.
func TestNotifyMemoryIsFlat(t *testing.T) {
	o, _, r, sign := breachOffice(t, sqlite(t, filepath.Join(t.TempDir(), "verwoord.db")), 40)
	r = touched(t, o, edit(t, o, r, least), Search{})
	early, late := notifiedAlive(t, o, r.ID, sign, 10, 39)
	if late > early+1<<20 { // one notice is about 100 KB
		t.Errorf("%d KB are alive after 10 notices, %d KB after 39", early>>10, late>>10)
	}
	t.Logf("%d KB are alive after 10 notices, %d KB after 39", early>>10, late>>10)
}

// notifiedAlive makes all notices, and says how many bytes were alive before the one of each of two places.
func notifiedAlive(t testing.TB, o *Office, id string, sign SignRequest, first, last int) (early, late uint64) {
	t.Helper()
	alive := func() uint64 {
		runtime.GC()
		runtime.GC() // what a sync.Pool has at hand outlives one collection
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	list, err := o.Notify(context.Background(), o.act(t), id, sign, false, func(done, _ int, _ string) {
		switch done {
		case first:
			early = alive()
		case last:
			late = alive()
		}
	})
	if err != nil || len(list) != last+1 {
		t.Fatalf("%d were made: %v", len(list), err)
	}
	for _, n := range list {
		if n.Document == nil {
			t.Fatalf("%s: %v", n.Name, n.Problems)
		}
	}
	return early, late
}
