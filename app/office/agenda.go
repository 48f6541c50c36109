package office

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// agenda is all that is due, in the order in which it is due. A look costs what it shows: what is not to be thought of yet lies apart until its
// day comes, what no longer is goes when a look meets it, and each kind has a list of its own.
type agenda struct {
	day   string // that the lists are of; empty as long as nobody looked
	lists map[string][]*appointment
	later []*appointment // not to be thought of before some day, the next first
}

// appointment is something that is due on some days: for a client, or of a record that concerns several. It does not change: another takes its
// place.
type appointment struct {
	dated           // without arguments when they follow from how far the agreement is
	row      *row   // nil when it is of a record
	key      string // what the row was filed under
	document string
	about    *About // nil when it is for a client
	settled  bool   // somebody ticked it off
}

// name is what it is listed under, among what is due at the same time.
func (a *appointment) name() (key, id string) {
	if a.row == nil {
		return "", a.about.ID
	}
	return a.key, a.row.id
}

func sameAppointment(a, b *appointment) bool {
	return byDay(a, b) == 0 && a.Span == b.Span && a.document == b.document && a.settled == b.settled && a.args == b.args
}

func byDay(a, b *appointment) int {
	if c := a.Due.Compare(b.Due); c != 0 {
		return c
	}
	keyA, idA := a.name()
	keyB, idB := b.name()
	return cmp.Or(strings.Compare(keyA, keyB), strings.Compare(idA, idB), strings.Compare(a.Path, b.Path), strings.Compare(a.Code, b.Code))
}

// byBegin is the order in which appointments come to be thought of.
func byBegin(a, b *appointment) int { return cmp.Or(strings.Compare(a.From, b.From), byDay(a, b)) }

// kinds are the lists that an appointment is in once it is to be thought of.
func (a *appointment) kinds() []string {
	if a.settled {
		return []string{DueSettled}
	}
	return []string{"", kindOf(a.Code)}
}

// passed tells whether it is no longer to be thought of.
func (a *appointment) passed(day string) bool { return a.Until != "" && day >= a.Until }

// fill makes the lists of a day, of appointments in order of their clients, and of each client as they are due.
func (g *agenda) fill(day string, all []*appointment) {
	*g = agenda{day: day, lists: map[string][]*appointment{}}
	for _, a := range all {
		switch {
		case a.passed(day):
		case a.From > day:
			g.later = append(g.later, a)
		default:
			for _, kind := range a.kinds() {
				g.lists[kind] = append(g.lists[kind], a)
			}
		}
	}
	arrange(g.later, byBegin, func(a *appointment) string { return a.From })
	for _, list := range g.lists {
		arrange(list, byDay, func(*appointment) string { return "" })
	}
}

// arrange puts a list that fill has made in an order that begins with a day, empty for all the same, and the day of what is due. Tens of
// thousands are compared as numbers, and by where they stand already.
func arrange(list []*appointment, order func(a, b *appointment) int, first func(*appointment) string) {
	type standing struct {
		days int64
		at   int
		*appointment
	}
	all := make([]standing, len(list))
	for i, a := range list {
		from, ok := number(first(a))
		day, also := number(a.Day)
		if !ok || !also {
			slices.SortFunc(list, order)
			return
		}
		all[i] = standing{int64(from)<<32 | int64(day), i, a}
	}
	slices.SortFunc(all, func(a, b standing) int {
		switch {
		case a.days != b.days:
			return cmp.Compare(a.days, b.days)
		case a.row == nil || b.row == nil || a.Moment != "" || b.Moment != "":
			return order(a.appointment, b.appointment)
		}
		return cmp.Compare(a.at, b.at)
	})
	for i := range all {
		list[i] = all[i].appointment
	}
}

// add takes in an appointment.
func (g *agenda) add(a *appointment) {
	switch {
	case g.day == "" || a.passed(g.day): // nobody looked yet: then all are taken in at once
	case a.From > g.day:
		g.later = with(g.later, a, byBegin)
	default:
		for _, kind := range a.kinds() {
			g.lists[kind] = with(g.lists[kind], a, byDay)
		}
	}
}

// remove leaves out an appointment, if it is there.
func (g *agenda) remove(a *appointment) {
	if g.day != "" && a.From > g.day {
		g.later = lacking(g.later, a, byBegin)
		return
	}
	for _, kind := range a.kinds() {
		if list, ok := g.lists[kind]; ok {
			g.lists[kind] = lacking(list, a, byDay)
		}
	}
}

// turn goes on to a later day.
func (g *agenda) turn(day string) {
	g.day = day
	n := 0
	for n < len(g.later) && g.later[n].From <= day {
		n++
	}
	begun := map[string][]*appointment{}
	for _, a := range g.later[:n] {
		if !a.passed(day) {
			for _, kind := range a.kinds() {
				begun[kind] = append(begun[kind], a)
			}
		}
	}
	g.later = slices.Delete(g.later, 0, n)
	for kind, list := range begun {
		slices.SortFunc(list, byDay)
		g.lists[kind] = merged(g.lists[kind], list)
	}
}

// merged is two lists in the order of both.
func merged(a, b []*appointment) []*appointment {
	out := make([]*appointment, 0, len(a)+len(b))
	for len(a) > 0 && len(b) > 0 {
		if byDay(a[0], b[0]) <= 0 {
			out, a = append(out, a[0]), a[1:]
		} else {
			out, b = append(out, b[0]), b[1:]
		}
	}
	return append(append(out, a...), b...)
}

// first are the first of a kind, no more than so many.
func (g *agenda) first(kind string, most int) (out []*appointment) {
	list, seen, kept := g.lists[kind], 0, 0
	for ; seen < len(list) && len(out) < most; seen++ {
		a := list[seen]
		if a.passed(g.day) {
			continue
		}
		list[kept] = a
		kept++
		out = append(out, a)
	}
	if kept < seen {
		g.lists[kind] = slices.Delete(list, kept, seen)
	}
	return out
}

func with(list []*appointment, a *appointment, order func(a, b *appointment) int) []*appointment {
	at, _ := slices.BinarySearchFunc(list, a, order)
	return slices.Insert(list, at, a)
}

func lacking(list []*appointment, a *appointment, order func(a, b *appointment) int) []*appointment {
	at, _ := slices.BinarySearchFunc(list, a, order)
	for ; at < len(list) && order(list[at], a) == 0; at++ {
		if list[at] == a {
			return slices.Delete(list, at, at+1)
		}
	}
	return list
}

// dues are what is to be done at a moment, of one of DueKinds or all, the first first and no more than so many. What was ticked off is only in
// the kind DueSettled.
func (o *Office) dues(x *index, now time.Time, kind string, most int) []Due {
	switch today := now.Format(time.DateOnly); {
	case x.agenda.day == "" || today < x.agenda.day:
		x.agenda.fill(today, x.appointments())
	case today > x.agenda.day:
		x.agenda.turn(today)
	}
	out := []Due{}
	for _, a := range x.agenda.first(kind, most) {
		out = append(out, o.due(a, now))
	}
	return out
}

// appointments are all that is due, in no order.
func (x *index) appointments() (all []*appointment) {
	for _, r := range x.byName {
		all = append(all, r.due...)
	}
	for _, due := range x.running {
		all = append(all, due...)
	}
	return all
}
