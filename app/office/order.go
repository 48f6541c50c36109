package office

import (
	"slices"
	"strings"
	"time"
)

// Order is what clients are in order of.
type Order string

// The orders: clients can be in order of their names, of how far their agreements are, of what is due first, and of when they were changed.
const (
	ByName    Order = ""
	ByState   Order = "state"
	ByNext    Order = "next"
	ByChanged Order = "changed"
)

// order is all clients in an order, made when somebody first looks at it and kept since.
type order struct {
	day    string // that it is of
	rows   []*row
	places map[*row]string // what they are in order of
}

// ordered is all clients in an order. What is due first is so on a day.
func (x *index) ordered(by Order, today string) *order {
	if o := x.orders[by]; o != nil && (o.day == today || by != ByNext) {
		return o
	}
	o := &order{day: today, rows: slices.Clone(x.byName), places: make(map[*row]string, len(x.byName))}
	for _, r := range o.rows {
		o.places[r] = by.place(r, today)
	}
	slices.SortFunc(o.rows, func(a, b *row) int { return strings.Compare(o.places[a], o.places[b]) })
	if x.orders == nil {
		x.orders = map[Order]*order{}
	}
	x.orders[by] = o
	return o
}

// reorder puts a client where it belongs in every order.
func (x *index) reorder(r *row) {
	for by, o := range x.orders {
		if _, listed := o.places[r]; listed {
			at := o.at(o.places[r])
			o.rows = slices.Delete(o.rows, at, at+1)
			delete(o.places, r)
		}
		if r.version > 0 {
			place := by.place(r, o.day)
			o.rows = slices.Insert(o.rows, o.at(place), r)
			o.places[r] = place
		}
	}
}

// at is where a place is, or would be.
func (o *order) at(place string) int {
	at, _ := slices.BinarySearchFunc(o.rows, place, func(r *row, place string) int { return strings.Compare(o.places[r], place) })
	return at
}

// place is what a row is in order of on a day; of two rows it differs.
func (b Order) place(r *row, day string) string {
	place := r.key + "\x00" + r.id
	if b == ByName {
		return place
	}
	return b.rank(r, day) + "\x00" + place
}

// rank is what rows are in order of, before their names.
func (b Order) rank(r *row, day string) string {
	switch b {
	case ByState:
		return string(rune('a' + slices.Index(States, r.state)))
	case ByNext:
		for _, a := range r.due {
			if a.On(day) && !a.settled {
				return a.Day
			}
		}
		return "~" // after every day
	}
	return r.at.UTC().Format(time.RFC3339)
}
