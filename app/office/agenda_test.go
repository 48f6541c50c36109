package office

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"verwoord/app/engine"
	"verwoord/app/record"
)

// What is arranged by numbers is in the same order as what is compared in full, also where a day is written otherwise.
func TestArrange(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, odd := range []string{"", "2026-3-1", "later"} {
		var all []*appointment
		for i := range 200 {
			r := &row{id: fmt.Sprintf("client-%03d", i), key: fmt.Sprintf("zorg %03d", i/3)}
			day := func() string { return fmt.Sprintf("2026-0%d-01", 1+random.IntN(3)) }
			for range random.IntN(4) {
				a := &appointment{row: r, key: r.key}
				a.Due = engine.Due{Day: day(), Code: []string{"end", "stop"}[random.IntN(2)], Path: fmt.Sprint("/", random.IntN(3)), Span: record.Span{From: []string{"", day()}[random.IntN(2)]}}
				if random.IntN(50) == 0 && odd != "" {
					a.From = odd
				}
				r.due = append(r.due, a)
			}
			slices.SortFunc(r.due, byDay)
			all = append(all, r.due...)
		}
		for range 5 {
			a := &appointment{about: &About{ID: fmt.Sprint(random.IntN(3))}}
			a.Day, a.Moment = "2026-02-01", "2026-02-01T10:00:00Z"
			all = append(all, a)
		}
		begin, day := slices.Clone(all), slices.Clone(all)
		arrange(begin, byBegin, func(a *appointment) string { return a.From })
		arrange(day, byDay, func(*appointment) string { return "" })
		if !slices.IsSortedFunc(begin, byBegin) || !slices.IsSortedFunc(day, byDay) {
			t.Errorf("with %q they are in no order", odd)
		}
	}
}
