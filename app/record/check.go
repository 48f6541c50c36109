package record

import (
	"bytes"
	"cmp"
	"reflect"
	"slices"
	"strings"
)

// Known is what a check has to know of the world.
type Known struct {
	Today     string   // ISO 8601; "" when not known: nothing expires
	EveryDay  bool     // problems of other days are told as well, each with its Span
	Languages []string // that there are messages in
	// Region tells of a code whether ISO 3166-1 has it, and of one that it has not which code is meant, if any.
	Region func(code string) (known bool, means string)
}

// Checker checks a record by its fields and collects what else there is to say of it. The zero value is of no use: see Type.Checker.
type Checker struct {
	Known
	Allowed map[string]bool // numbers of nine digits that parties are registered under: a text may repeat them
	Excused map[string]bool // paths of texts whose number is said to be none; false once it was of use

	shown   Shown // nil: everything is
	walk    func(visit)
	carried map[string]bool // texts that the document depends on: Printed keeps them beside what is shown; nil before somebody asks
	bad     map[string]bool // the paths that have a problem of their own
	rules   Rules
	out     Problems
}

// Checker returns a checker of a record of the type, for a document that shows some of it; nil shown is no document, and everything counts.
// A problem with what the document does not show stands in no document's way: it is a warning then. The rules are those of the package.
func (t *Type[T]) Checker(v *T, known Known, shown Shown, rules Rules) *Checker {
	k := &Checker{Known: known, shown: shown, rules: rules, bad: map[string]bool{}, Allowed: map[string]bool{}, Excused: map[string]bool{}}
	k.walk = func(f visit) { walk(reflect.ValueOf(v).Elem(), t.top, make([]byte, 0, 100), f) }
	if !IsDate(k.Today) {
		k.Add("", "today-unknown")
		k.Today = ""
	}
	return k
}

// Fields checks every member by its field: that it is there when no record can do without, prints, holds no citizen service number and has
// its form; and that no id stands twice in a list.
func (t *Type[T]) Fields(v *T, k *Checker) {
	walk(reflect.ValueOf(v).Elem(), t.top, make([]byte, 0, 100), func(path []byte, s *shape, v reflect.Value) {
		switch {
		case v.Kind() == reflect.String:
			k.text(path, s, v.String())
		case s.known && v.Kind() != reflect.Map && v.IsZero() && s.field.Always:
			k.AddFor("", string(path), "required", s.pattern)
		case v.Kind() == reflect.Struct && v.Type() == reflect.TypeFor[Address]():
			k.address(string(path), v.Addr().Interface().(*Address))
		case v.Kind() == reflect.Struct && v.Type() == reflect.TypeFor[Registration]():
			k.registration(string(path), v.Addr().Interface().(*Registration))
		case v.Type() == reflect.TypeFor[*Registration]() && !v.IsNil():
			k.registration(string(path), v.Interface().(*Registration))
		}
	})
	for _, p := range duplicates(reflect.ValueOf(v).Elem(), t.top) {
		k.add(p, p.Path)
	}
}

// Lacks adds what a document says it lacks: what it would print and is empty. Of a place that has a problem of its own
// it adds nothing.
func (k *Checker) Lacks(problems Problems) {
	for _, p := range problems {
		if !k.bad[p.Path] {
			k.add(p, "")
		}
	}
}

// Problems are what was found, in the order of the record.
func (k *Checker) Problems() Problems {
	if len(k.out) > 1 {
		k.out.sort(k.order())
	}
	return k.out
}

// Add adds a problem of the package's rules, or of those that every record has, with its arguments in the order of the table.
func (k *Checker) Add(path, code string, args ...string) { k.AddFor(path, path, code, args...) }

// AddOn adds a problem of some days, which is told on those alone; without a day nothing comes with time.
func (k *Checker) AddOn(days Span, path, code string, args ...string) {
	if k.Today == "" || !k.EveryDay && !days.On(k.Today) {
		return
	}
	p := k.rule(path, code, args...)
	p.Span = days
	k.add(p, path)
}

// AddFor adds a problem at a path that matters to a document which shows another place, of which something depends on it.
func (k *Checker) AddFor(about, path, code string, args ...string) {
	k.add(k.rule(path, code, args...), about)
}

// Tell adds a problem with arguments that are written out in each language, in the order of the table of rules.
func (k *Checker) Tell(path, code string, texts ...Text) {
	p := k.rule(path, code)
	for i, name := range k.rules[code].Texts {
		p = p.Telling(name, texts[i])
	}
	k.add(p, path)
}

// TellWith adds a problem that has arguments of both kinds.
func (k *Checker) TellWith(path, code string, args []string, texts ...Text) {
	k.TellFor(path, path, code, args, texts...)
}

// TellFor is TellWith for a document that shows another place, as AddFor.
func (k *Checker) TellFor(about, path, code string, args []string, texts ...Text) {
	p := k.rule(path, code, args...)
	for i, name := range k.rules[code].Texts {
		p = p.Telling(name, texts[i])
	}
	k.add(p, about)
}

func (k *Checker) rule(path, code string, args ...string) Problem {
	if _, own := k.rules[code]; own {
		return k.rules.Problem(path, code, args...)
	}
	return Codes.Problem(path, code, args...)
}

func (k *Checker) add(p Problem, about string) {
	if p.Severity == Error && !k.Shows(about) && !k.rules[p.Code].Anywhere && !Codes[p.Code].Anywhere {
		p.Severity = Warning
	}
	k.out = append(k.out, p)
	if p.Span.On(k.Today) {
		k.bad[p.Path] = true
	}
}

// order is the rank of each place that a problem is at, and of those around it.
func (k *Checker) order() map[string]int {
	asked := map[string]bool{}
	for _, p := range k.out {
		for path := p.Path; path != ""; path = path[:strings.LastIndexByte(path, '/')] {
			asked[path] = true
		}
	}
	order, n := make(map[string]int, len(asked)), 0
	k.walk(func(path []byte, _ *shape, _ reflect.Value) {
		if asked[string(path)] {
			order[string(path)] = n
		}
		n++
	})
	return order
}

// carries finds the texts that the document depends on.
func (k *Checker) carries(path string) bool {
	if k.shown == nil {
		return false
	}
	if k.carried == nil {
		k.carried = map[string]bool{}
		k.walk(func(path []byte, s *shape, v reflect.Value) {
			around := path[:bytes.LastIndexByte(path, '/')]
			if v.Kind() == reflect.String && !s.omitted && (len(around) == 0 || k.shown[string(around)]) {
				k.carried[string(path)] = true
			}
		})
	}
	return k.carried[path]
}

// Shows tells whether the document shows a place or something in it, or carries it since what it shows can depend on it.
func (k *Checker) Shows(path string) bool {
	return k.shown == nil || path == "" || k.shown[path] || k.carries(path)
}

// Document tells whether the check is for a document, and not of all that is there.
func (k *Checker) Document() bool { return k.shown != nil }

// Bad tells whether a path has a problem of its own.
func (k *Checker) Bad(path string) bool { return k.bad[path] }

// Unknown adds the problem with an id that a catalogue does not have, unless the id is empty or has a problem of its own.
func (k *Checker) Unknown(path, id string, known []string) {
	if id != "" && !k.bad[path] {
		k.Add(path, "id-unknown", id, strings.Join(known, ", "))
	}
}

// text checks one text. Of several things wrong with it only the first is told.
func (k *Checker) text(place []byte, at *shape, s string) {
	f := &at.field
	if s == "" {
		if f.Always {
			k.AddFor("", string(place), "required", at.pattern)
		}
		return
	}
	path := string(place)
	if p, hit := inert(path, s, limits[f.Form], f.Form == ParagraphText); hit {
		k.add(p, path)
		return
	}
	if free := f.Form != IdentifierText && f.Form != NumberText || f.Scheme == Email; free && k.secret(path, s) {
		return
	}
	switch f.Form {
	case KeyText:
		if !idPattern().MatchString(s) {
			k.Add(path, "id-form", s)
		}
	case ChoiceText:
		if !slices.Contains(f.Choices, s) {
			k.Add(path, "choice-unknown", s, strings.Join(f.Choices, ", "))
		}
	case LanguageText:
		if !slices.Contains(k.Languages, s) {
			k.Add(path, "choice-unknown", s, strings.Join(k.Languages, ", "))
		}
	case IdentifierText:
		k.identifier(path, f.Scheme, s)
	}
}

var idPattern = Expression(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func (k *Checker) identifier(path, scheme, s string) {
	if scheme == Region {
		if known, means := k.Region(s); means != "" {
			k.Add(path, "country-alias", s, means, means)
		} else if slices.Contains(areas, strings.ToUpper(s)) {
			k.Add(path, "country-area", s)
		} else if !known {
			k.Add(path, "country-unknown", s)
		}
		return
	}
	if code, args := CheckIdentifier(scheme, s); code != "" {
		k.Add(path, code, args...)
	}
}

// areas are what people name instead of countries.
var areas = []string{"EU", "EER", "EEA", "EUROPA", "EUROPE", "EUROPESE UNIE", "EUROPEAN UNION", "WERELDWIJD", "WORLDWIDE", "GLOBAL", "BENELUX", "APAC", "EMEA", "LATAM", "AZIË", "ASIA", "AFRIKA", "AFRICA"}

// secret reports the numbers that do not belong in a text, and tells whether one of them is an error.
func (k *Checker) secret(path, s string) bool {
	if !numeric(s) {
		return false
	}
	if at, found := findIBAN(s); found {
		k.Add(path, "iban", itoa(at))
	}
	hit := findBSN(s, k.Allowed)
	switch {
	case hit.certainty == likely && k.Excused[path]:
		k.Excused[path] = false // used
	case hit.certainty == certain:
		k.Add(path, "bsn-certain", itoa(hit.at), hit.mask)
	case hit.certainty == likely:
		k.Add(path, "bsn-likely", itoa(hit.at), hit.mask)
	case hit.certainty == named:
		k.Add(path, "bsn-named", itoa(hit.at))
	}
	return k.bad[path] && hit.certainty >= likely
}

// poBox is how an address says that it is a box at a post office.
var poBox = Expression(`(?i)^(postbus|antwoordnummer|p\.? ?o\.? ?box|postfach|bo[iî]te postale|b\.?p\.? [0-9]|apartado|skrytka)`)

// address checks that it is of a place where one can be established, and the postcode by the country.
func (k *Checker) address(path string, a *Address) {
	if poBox().MatchString(a.Street) {
		k.Add(path+"/street", "address-box")
	}
	if a.Country != "NL" || a.Postcode == "" {
		return
	}
	if code, args := CheckIdentifier(Postcode, a.Postcode); code != "" {
		k.Add(path+"/postcode", code, args...)
	}
}

// registers are the kinds of register that belong to one country.
var registers = map[string]string{
	"kvk": "NL", "rsin": "NL", "be": "BE", "companies-house": "GB", "cro": "IE", "ein": "US", "hrb": "DE", "siren": "FR",
}

// registration checks the number by the kind of register, and that the register is of the country.
func (k *Checker) registration(path string, r *Registration) {
	if home := registers[r.Kind]; home != "" && r.Country != "" && r.Country != home {
		k.Add(path+"/country", "registration-country", home)
	}
	if r.Kind == "hrb" && r.Number != "" && r.Court == "" { // each court counts for itself (HGB, § 8; HRV, § 13)
		k.Add(path+"/court", "registration-court")
	}
	if r.Number != "" && digitsOf(r.Number) == "" {
		k.Add(path+"/number", "number-none")
		return
	}
	if r.Number == "" || slices.Contains([]string{Branch, Postcode, Email, Phone, Region, Date, Moment}, r.Kind) {
		return
	}
	if code, args := CheckIdentifier(r.Kind, r.Number); code != "" {
		k.Add(path+"/number", code, args...)
	}
}

// duplicates returns a problem for every element of a list that repeats an earlier one, or its id.
func duplicates(root reflect.Value, top *shape) Problems {
	var out Problems
	walk(root, top, make([]byte, 0, 100), func(path []byte, s *shape, v reflect.Value) {
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
				out = append(out, Codes.Problem(At(string(path), i)+below, "duplicate", id))
			}
			seen[id] = true
		}
	})
	return out
}

// Before adds the problem with a day that comes too late, unless either day is missing or no day.
func (k *Checker) Before(path, code, day, limit string) {
	if IsDate(day) && IsDate(limit) && day > limit {
		k.Add(path, code, day, limit)
	}
}

// sort puts problems in the order in which their paths were visited; those of one path keep theirs.
func (ps Problems) sort(order map[string]int) {
	slices.SortStableFunc(ps, func(a, b Problem) int { return cmp.Compare(place(order, a.Path), place(order, b.Path)) })
}

// place is the rank of a path, or of the nearest part of the record around it.
func place(order map[string]int, path string) int {
	for {
		if n, ok := order[path]; ok || path == "" {
			return n
		}
		path = path[:strings.LastIndexByte(path, '/')]
	}
}
