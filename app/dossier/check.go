package dossier

import (
	"reflect"
	"slices"
	"strings"
	"time"
)

// Check tells what stands in the way of a document on a day, ISO 8601, and what someone should look at first. It asks what every
// document needs and what the catalogue says that this one does; document "" asks only the first. Problems are in the order of the dossier.
func (d *Dossier) Check(c *Catalogue, w *World, document, today string) Problems {
	k := &checker{Dossier: d.Normalized(), catalogue: c, world: w, today: today, needs: map[string]bool{}, bad: map[string]bool{}}
	if d, known := c.Document(document); known {
		for _, pattern := range d.Needs {
			k.needs[pattern] = true
		}
	} else if document != "" {
		k.add(problem("", "document-unknown", document))
	}
	if !isDate(today) {
		k.add(problem("", "today-unknown"))
		k.today = ""
	}
	k.texts()
	k.unique()
	k.parties()
	k.processing()
	for i := range k.Subprocessors {
		k.subprocessor(i)
	}
	if len(k.out) > 1 {
		k.out.sort(places(k.Dossier))
	}
	return k.out
}

// checker is the state of one Check.
type checker struct {
	*Dossier  // normalized
	catalogue *Catalogue
	world     *World
	today     string          // "" when not known: nothing expires
	needs     map[string]bool // patterns of fields that the document needs; a member of an optional object only where the object is
	out       Problems
	bad       map[string]bool // the paths that have a problem of their own
}

// needed tells whether the document cannot do without a member.
func (k *checker) needed(s *shape) bool { return s.field.always || k.needs[s.pattern] }

func (k *checker) add(p Problem) {
	k.out = append(k.out, p)
	k.bad[p.Path] = true
}

// texts checks every member by its field: that it is there when needed, prints, holds no citizen service number and has its form.
func (k *checker) texts() {
	allowed := k.partyNumbers()
	excused := map[string]bool{}
	for _, n := range k.NotBSN {
		excused[n.Path] = n.Reason != ""
	}
	walkAll(k.Dossier, func(path []byte, s *shape, v reflect.Value) {
		switch {
		case v.Kind() == reflect.String:
			k.text(path, s, v.String(), allowed, excused)
		case s.known && v.Kind() != reflect.Map && v.IsZero() && k.needed(s):
			k.add(problem(string(path), "required", s.pattern))
		case v.Kind() == reflect.Struct && v.Type() == reflect.TypeFor[Address]():
			k.address(string(path), s.pattern, v.Addr().Interface().(*Address))
		case v.Kind() == reflect.Struct && v.Type() == reflect.TypeFor[Registration]():
			k.registration(string(path), v.Addr().Interface().(*Registration))
		case v.Type() == reflect.TypeFor[*Registration]() && !v.IsNil():
			k.registration(string(path), v.Interface().(*Registration))
		}
	})
	for i, n := range k.NotBSN {
		if excused[n.Path] {
			k.add(problem(join("/notBsn", i, "path"), "not-bsn-unused"))
		}
	}
}

// text checks one text. Of several things wrong with it only the first is told.
func (k *checker) text(place []byte, at *shape, s string, allowed, excused map[string]bool) {
	f := &at.field
	if s == "" {
		if k.needed(at) {
			k.add(problem(string(place), "required", at.pattern))
		}
		return
	}
	path := string(place)
	if p, hit := inert(path, s, limits[f.form], f.form == paragraphText); hit {
		k.add(p)
		return
	}
	if free := f.form != identifierText && f.form != numberText || f.scheme == Email; free && k.secret(path, s, allowed, excused) {
		return
	}
	switch f.form {
	case keyText:
		if !idPattern().MatchString(s) {
			k.add(problem(path, "id-form", s))
		}
	case choiceText:
		if !slices.Contains(f.choices, s) {
			k.add(problem(path, "choice-unknown", s, strings.Join(f.choices, ", ")))
		}
	case identifierText:
		k.identifier(path, f.scheme, s)
	}
}

var idPattern = pattern(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (k *checker) identifier(path, scheme, s string) {
	if scheme == Region {
		if means, alias := k.world.aliases[s]; alias {
			k.add(problem(path, "country-alias", s, means))
		} else if _, known := k.world.Country(s); !known {
			k.add(problem(path, "country-unknown", s))
		}
		return
	}
	if code, args := CheckIdentifier(scheme, s); code != "" {
		k.add(problem(path, code, args...))
	}
}

// secret reports the numbers that do not belong in a text, and tells whether one of them is an error.
func (k *checker) secret(path, s string, allowed, excused map[string]bool) bool {
	if !numeric(s) {
		return false
	}
	if at, found := findIBAN(s); found {
		k.add(problem(path, "iban", itoa(at)))
	}
	hit := findBSN(s, allowed)
	switch {
	case hit.certainty == likely && excused[path]:
		excused[path] = false // used
	case hit.certainty == certain:
		k.add(problem(path, "bsn-certain", itoa(hit.at), hit.mask))
	case hit.certainty == likely:
		k.add(problem(path, "bsn-likely", itoa(hit.at), hit.mask))
	case hit.certainty == named:
		k.add(problem(path, "bsn-named", itoa(hit.at)))
	}
	return k.bad[path] && hit.certainty >= likely
}

// unique refuses an id that occurs twice in a list of ids or of things with an id.
func (k *checker) unique() {
	for _, p := range duplicates(k.Dossier) {
		k.add(p)
	}
}

// duplicates returns a problem for every element of a list that repeats an earlier one, or its id.
func duplicates(d *Dossier) Problems {
	var out Problems
	walkAll(d, func(path []byte, s *shape, v reflect.Value) {
		if v.Kind() != reflect.Slice || v.Len() < 2 || len(s.members) > 0 && s.members[0].name != "id" {
			return
		}
		seen := make(map[string]bool, v.Len())
		for i := range v.Len() {
			e, below := v.Index(i), ""
			if e.Kind() == reflect.Struct {
				e, below = e.Field(0), "/id"
			}
			id := e.String()
			if id != "" && seen[id] {
				out = append(out, problem(join(string(path), i)+below, "duplicate", id))
			}
			seen[id] = true
		}
	})
	return out
}

// places numbers the paths of a dossier.
func places(d *Dossier) map[string]int {
	out := map[string]int{}
	walkAll(d, func(path []byte, _ *shape, _ reflect.Value) { out[string(path)] = len(out) })
	return out
}

// before adds the problem with a day that comes too late, unless either day is missing or no day.
func (k *checker) before(path, code, day, limit string) {
	if isDate(day) && isDate(limit) && day > limit {
		k.add(problem(path, code, day, limit))
	}
}

// stale adds the problem with a day that is still to come, or more than twelve months ago.
func (k *checker) stale(path, code, day string) {
	if k.today == "" || !isDate(day) {
		return
	}
	k.before(path, "date-future", day, k.today)
	if day < k.months(-12) {
		k.add(problem(path, code, day))
	}
}

// months returns the day some months from today.
func (k *checker) months(n int) string {
	t, err := time.Parse(time.DateOnly, k.today)
	if err != nil {
		return ""
	}
	return t.AddDate(0, n, 0).Format(time.DateOnly)
}
