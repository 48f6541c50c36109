package dossier

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Check tells what stands in the way of a document on a day, ISO 8601, and what someone should look at first. It asks what every
// document needs and what this one does; document "" asks only the first. Problems are in the order of the dossier.
func (d *Dossier) Check(c *Catalogue, w *World, document, today string) Problems {
	k := &checker{Dossier: d.Normalized(), catalogue: c, world: w, document: document, today: today, order: map[string]int{}, bad: map[string]bool{}}
	if document != "" && !slices.Contains(documents, document) {
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
	k.out.sort(k.order)
	return k.out
}

// checker is the state of one Check.
type checker struct {
	*Dossier  // normalized
	catalogue *Catalogue
	world     *World
	document  string
	today     string // "" when not known: nothing expires
	out       Problems
	order     map[string]int  // of the paths
	bad       map[string]bool // the paths that have a problem of their own
}

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
	walk(reflect.ValueOf(k.Dossier).Elem(), "", "", func(path, pattern string, v reflect.Value) {
		k.order[path] = len(k.order)
		f, known := fields[pattern]
		switch {
		case v.Kind() == reflect.String:
			k.text(path, pattern, v.String(), f, allowed, excused)
		case known && v.Kind() != reflect.Map && v.IsZero() && f.needed(k.document):
			k.add(problem(path, "required", pattern))
		}
		switch part := v.Interface().(type) {
		case Address:
			k.address(path, pattern, part)
		case Registration:
			k.registration(path, part)
		case *Registration:
			if part != nil {
				k.registration(path, *part)
			}
		}
	})
	for i, n := range k.NotBSN {
		if excused[n.Path] {
			k.add(problem(join("/notBsn", i, "path"), "not-bsn-unused"))
		}
	}
}

// text checks one text. Of several things wrong with it only the first is told.
func (k *checker) text(path, pattern, s string, f field, allowed, excused map[string]bool) {
	if s == "" {
		if f.needed(k.document) {
			k.add(problem(path, "required", pattern))
		}
		return
	}
	if p, hit := inert(path, s, limits[f.form], f.form == paragraphText); hit {
		k.add(p)
		return
	}
	if free := f.form != identifierText && f.form != numberText || f.scheme == Email; free && k.secret(path, s, allowed, excused) {
		return
	}
	switch f.form {
	case keyText:
		if !idPattern.MatchString(s) {
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

var idPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

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
	walk(reflect.ValueOf(d).Elem(), "", "", func(path, _ string, v reflect.Value) {
		if v.Kind() != reflect.Slice {
			return
		}
		seen := map[string]bool{}
		for i := range v.Len() {
			e, at := v.Index(i), join(path, i)
			if e.Kind() == reflect.Struct {
				e, at = e.FieldByName("ID"), at+"/id"
			}
			if !e.IsValid() || e.String() == "" {
				continue
			}
			if seen[e.String()] {
				out = append(out, problem(at, "duplicate", e.String()))
			}
			seen[e.String()] = true
		}
	})
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
