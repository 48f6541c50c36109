package store_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"verwoord/app/store"
)

// many returns a backend with more clients than a tree has leaves to be read one by one, documents of some of them, and much between them.
func many(t testing.TB) *store.Memory {
	t.Helper()
	b := new(store.Memory)
	s := open(t, b)
	var changes []store.Change
	for i := range 1200 {
		changes = append(changes, change(store.Dossier, fmt.Sprintf("client-%d", i), 0, "x"))
		if i%3 == 0 {
			changes = append(changes, change("notice", fmt.Sprintf("notice-%d", i), 0, "x"))
		}
	}
	put(t, s, changes...)
	changes = nil
	for i := range 3000 { // the next heads are far apart
		changes = append(changes, change("history", fmt.Sprintf("h-%d", i), 0, "x"))
		if i%50 == 0 {
			changes = append(changes, change(store.Dossier, fmt.Sprintf("client-%d", i/50), 1, "y"))
		}
	}
	put(t, s, append(changes, store.Change{Ref: ref(store.Dossier, "client-7"), Base: 2, Deleted: true})...)
	return b
}

// Each gives what the pages of a list have, and tells the same damage, whatever is put back, taken away or damaged.
func TestEach(t *testing.T) {
	whole := many(t)
	older, values := map[place][]byte{}, map[place][]byte{}
	all, kept := places(t, whole)
	values = kept
	put(t, open(t, whole), change(store.Dossier, "client-3", 2, "z"))
	_, now := places(t, whole)
	for p, v := range values { // as it was before the last change
		if string(now[p]) != string(v) {
			older[p] = v
		}
	}
	same := func(b *store.Memory) (n, damage int) {
		t.Helper()
		byPage, each := store.Store(open(t, b)), open(t, b)
		kinds := []store.Kind{store.Dossier, "notice"}
		collect := func(of func(f func(store.Record)) error) (map[store.Ref]string, []string) {
			found := map[store.Ref]string{}
			err := of(func(r store.Record) { found[r.Ref] += fmt.Sprintf("%+v", r) })
			return found, sentences(err)
		}
		want, wrong := collect(func(f func(store.Record)) error { return store.EachByPage(ctx, byPage, store.Sales, kinds, f) })
		got, bad := collect(func(f func(store.Record)) error { return each.Each(ctx, store.Sales, kinds, f) })
		if !maps.Equal(got, want) || !slices.Equal(bad, wrong) {
			t.Errorf("each gives %d and tells %.200q; by page there are %d and %.200q", len(got), bad, len(want), wrong)
		}
		return len(got), len(bad)
	}
	if n, damage := same(whole); n != 1599 || damage > 0 {
		t.Errorf("there are %d, %d damaged", n, damage)
	}
	hurt := 0
	random := rand.New(rand.NewPCG(1, 2))
	for range 25 {
		b := copyOf(t, whole)
		for range 3 {
			p := all[random.IntN(len(all))]
			for p.bucket == "meta" {
				p = all[random.IntN(len(all))]
			}
			v := slices.Clone(now[p])
			if random.IntN(2) == 0 || len(v) == 0 {
				v = nil
			} else {
				v[random.IntN(len(v))] ^= 1
			}
			overwrite(t, b, map[place][]byte{p: v})
		}
		_, damage := same(b)
		hurt += damage
	}
	for p, v := range older {
		if p.bucket != "meta" {
			b := copyOf(t, whole)
			overwrite(t, b, map[place][]byte{p: v})
			_, damage := same(b)
			hurt += damage
		}
	}
	if hurt < 5 {
		t.Errorf("only %d were damaged", hurt)
	}
}

// sentences are what an error joins, in no order.
func sentences(err error) (out []string) {
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			out = append(out, sentences(e)...)
		}
	} else if err != nil {
		out = append(out, err.Error())
	}
	slices.Sort(out)
	return out
}
