package draft

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"verwoord/app/record"
)

// builtins are the functions of text/template that a template may call. The others would let a value out of its token.
var builtins = []string{"and", "or", "not", "len", "true", "false"}

// funcs are the functions of a template. A value that passes through one of them keeps its path.
func (r *run) funcs() template.FuncMap {
	return template.FuncMap{
		"eq": func(a any, b ...any) bool {
			return slices.ContainsFunc(b, func(b any) bool { return r.key(a) == r.key(b) })
		},
		"ne":    func(a, b any) bool { return r.key(a) != r.key(b) },
		"holds": r.holds,

		"date":    func(t Token) Token { return r.convert(t, r.day) },
		"moment":  func(t Token) Token { return r.convert(t, r.moment) },
		"hour":    func(t Token) Token { return r.convert(t, r.hour) },
		"number":  func(t Token) Token { return r.convert(t, r.number) },
		"phone":   func(t Token) Token { return r.convert(t, func(raw string) string { return Telephone(r.Locale, raw) }) },
		"dial":    func(t Token) Token { return r.convert(t, record.Dial) },
		"mailbox": func(t Token) Token { return r.convert(t, record.MailAddress) },
		"grouped": func(kind any, t Token) Token {
			return r.convert(t, func(raw string) string { return record.Grouped(r.key(kind), raw) })
		},
		"country":   r.country,
		"decision":  r.decision,
		"decided":   r.decided,
		"certified": r.certified,
		"foreign":   r.foreign,
		"countries": r.countries,
		"say":       r.message,

		"label":   r.label,
		"labels":  r.labels,
		"every":   r.every,
		"chosen":  r.chosen,
		"value":   r.value,
		"only":    only,
		"first":   r.first,
		"without": r.without,
		"having":  r.having,
		"among":   r.among,
		"sharing": r.sharing,
		"row":     r.row,
		"uses":    r.uses,
		"fill":    r.fill,
		"group":   func() any { return r.wrap(reflect.ValueOf(&r.Catalogue.Group), computed) },
		"inforce": func(law string) bool { return r.Laws.InForce(law, record.Day(r.Date)) },

		"list":       r.list,
		"join":       r.join,
		"pluck":      pluck,
		"opening":    r.opening,
		"beyond":     r.beyond,
		"paragraphs": r.paragraphs,
		"prose":      r.prose,
		"terms":      r.terms,
		"whole":      r.whole,

		"br":     func() Token { return r.add(entry{parts: []part{{kind: lineEnd}}}) },
		"anchor": r.anchor,
	}
}

// key is what a value is compared by: the words as they were entered.
func (r *run) key(v any) string {
	if t, ok := v.(Token); ok {
		return r.raw(t)
	}
	return fmt.Sprint(v)
}

var abbreviated = strings.NewReplacer(".", "", ",", " ")

// spoken is a name as words between spaces, however its abbreviations are written: " voorbeeld bv " for "Voorbeeld, B.V.".
func spoken(name string) string {
	words := strings.Fields(abbreviated.Replace(strings.ToLower(name)))
	return " " + strings.Join(words, " ") + " "
}

// holds tells whether a name has words in it; those of a message may be several, with strokes between.
func (r *run) holds(name Token, words any) bool {
	said := r.key(words)
	if t, ok := words.(Token); ok {
		said = r.plain(t.String())
	}
	spokenName := spoken(r.plain(name.String()))
	return said != "" && slices.ContainsFunc(strings.Split(said, "|"), func(w string) bool { return strings.Contains(spokenName, spoken(w)) })
}

// decision is the number of the decision that a country protects personal data adequately; nothing when there is none, or when the number was
// not seen at its source.
func (r *run) decision(country Token) Token {
	if r.Atlas == nil {
		return nil
	}
	a, ok := r.Atlas.Adequacy(r.raw(country))
	if !ok || a.Unseen {
		return nil
	}
	return r.speak("", a.Decision, a.Decision)
}

// certified tells whether the decision for a country covers only companies that are certified.
func (r *run) certified(country Token) bool {
	if r.Atlas == nil {
		return false
	}
	a, _ := r.Atlas.Adequacy(r.raw(country))
	return a.Certificate
}

// decided is the last day of that decision; nothing when it has none.
func (r *run) decided(country Token) Token {
	if r.Atlas == nil {
		return nil
	}
	a, _ := r.Atlas.Adequacy(r.raw(country))
	if a.Until == "" {
		return nil
	}
	return r.speak("", a.Until, r.Locale.Date(a.Until))
}

// convert makes a value print as f says.
func (r *run) convert(t Token, f func(string) string) Token {
	if t.empty() {
		return t
	}
	return r.print(r.path(t), r.raw(t), f(r.raw(t)))
}

// day prints a day, or that of a moment.
func (r *run) day(raw string) string { return r.Locale.Date(record.Day(raw)) }

// moment prints a moment with its offset, or a day.
func (r *run) moment(raw string) string {
	t, err := time.Parse(time.RFC3339, raw)
	if err != nil {
		return r.day(raw)
	}
	return r.Locale.Moment(t)
}

// hour prints a moment in its own zone without naming it, for those who live there, with the day of the week; or a day.
func (r *run) hour(raw string) string {
	t, err := time.Parse(time.RFC3339, raw)
	if err != nil {
		return r.Locale.Weekday(raw)
	}
	return r.Locale.Hour(t)
}

// number prints a whole number that was kept as a text.
func (r *run) number(raw string) string {
	n, err := strconv.Atoi(raw)
	if err != nil {
		return raw
	}
	return r.Locale.Number(n)
}

// country is the name of a country as a sentence has it: with its article, where it has one.
func (r *run) country(t Token) Token {
	return r.convert(t, func(code string) string {
		if name, ok := r.Locale.Message("country-in-text." + code); ok {
			return name
		}
		return r.Locale.Country(code)
	})
}

func (r *run) countries(codes Items) Items {
	out := make([]any, len(codes))
	for i, c := range codes {
		out[i] = r.country(c.(Token))
	}
	return itemsOf(out, codes.empty())
}

// message is the message <group>.<value>, or the value itself when there is none: what an id means to a reader. The group is words of the
// template or a value.
func (r *run) message(group any, t Token) Token {
	said := r.convert(t, func(raw string) string {
		key := r.key(group) + "." + raw
		if text := r.Locale.T(key, nil); text != key {
			return text
		}
		return raw
	})
	if e := r.entry(said); e != nil {
		for i := range e.parts {
			e.parts[i].prose = true
		}
	}
	return said
}

// label is the label of an id in a list of the catalogue. One that is not there may have the message <list>.<id>; else it is the id itself.
func (r *run) label(list any, t Token) Token {
	for _, c := range r.catalogue(r.key(list)) {
		if c.id == r.raw(t) {
			return r.speak(r.path(t), c.id, c.label)
		}
	}
	return r.message(list, t)
}

// labels are the labels of ids, in the catalogue's order; ids that are not in the catalogue come last.
func (r *run) labels(of any, ids Items) Items {
	out := make([]any, 0, len(ids))
	known := map[string]bool{}
	list := r.key(of)
	for _, c := range r.catalogue(list) {
		known[c.id] = true
		for _, id := range ids {
			if t := id.(Token); r.raw(t) == c.id {
				out = append(out, r.speak(r.path(t), c.id, c.label))
				break
			}
		}
	}
	for _, id := range ids {
		if !known[r.raw(id.(Token))] {
			out = append(out, r.message(list, id.(Token)))
		}
	}
	return itemsOf(out, ids.empty())
}

// every is the whole of a list of the catalogue. The last entry knows that it is: .last.
func (r *run) every(list string) Items {
	out := Items{}
	for _, c := range r.catalogue(list) {
		out = append(out, r.describe(c, ""))
	}
	return last(out)
}

// chosen is those entries of a list of the catalogue whose ids are given, in the catalogue's order.
func (r *run) chosen(list string, ids Items) Items {
	out := Items{}
	for _, c := range r.catalogue(list) {
		i := slices.IndexFunc(ids, func(id any) bool { return r.key(id) == c.id })
		if i >= 0 {
			out = append(out, r.describe(c, r.path(ids[i].(Token))))
		}
	}
	return itemsOf(last(out), ids.empty())
}

func last(list Items) Items {
	for i, o := range list {
		o.(object)["last"] = i == len(list)-1
	}
	return list
}

// value is what a map of texts has under a key; nothing that a document needs when it has nothing there.
func (r *run) value(m Items, key Token) Token {
	for _, e := range m {
		if o, ok := e.(object); ok && r.key(o["key"]) == r.raw(key) {
			if t, _ := o["value"].(Token); !t.empty() {
				return t
			}
		}
	}
	return nil
}

// only is the objects of a list whose member is true.
func only(member string, list Items) Items {
	return slices.DeleteFunc(slices.Clone(list), func(e any) bool { return e.(object)[member] != true })
}

// first is the first element of a list. Of a list of the record that has none it is one in which everything is empty: what prints of it is needed.
func (r *run) first(list Items) any {
	if len(list) > 0 {
		return list[0]
	}
	path := r.path(list.empty())
	if of, known := r.rows[path]; known {
		return r.wrap(reflect.Zero(of), path+"/0")
	}
	return list.empty()
}

// without is a list without the objects whose member has one of the values.
func (r *run) without(member string, list Items, values ...string) Items {
	return slices.DeleteFunc(slices.Clone(list), func(e any) bool {
		return slices.Contains(values, r.key(e.(object)[member]))
	})
}

// having is the objects of a list whose member has one of the values.
func (r *run) having(member string, list Items, values ...string) Items {
	return slices.DeleteFunc(slices.Clone(list), func(e any) bool {
		return !slices.Contains(values, r.key(e.(object)[member]))
	})
}

// among is the objects of a list whose member is in another list.
func (r *run) among(member string, list Items, with Items) Items {
	return slices.DeleteFunc(slices.Clone(list), func(e any) bool {
		return !slices.ContainsFunc(with, func(b any) bool { return r.key(e.(object)[member]) == r.key(b) })
	})
}

// sharing is the objects of a list whose member, a list, shares a value with another list.
func (r *run) sharing(member string, list Items, with Items) Items {
	return slices.DeleteFunc(slices.Clone(list), func(e any) bool {
		own, _ := e.(object)[member].(Items)
		return !slices.ContainsFunc(own, func(a any) bool {
			return slices.ContainsFunc(with, func(b any) bool { return r.key(a) == r.key(b) })
		})
	})
}

// row is the object of a list whose member is a value; nothing when there is none.
func (r *run) row(member string, list Items, value any) any {
	for _, e := range list {
		if o, ok := e.(object); ok && r.key(o[member]) == r.key(value) {
			return o
		}
	}
	return nil
}

// uses prints nothing, and notes that the document depends on a value or a list: what it carries has it.
func (r *run) uses(value any) Token {
	t, _ := value.(Token)
	if list, ok := value.(Items); ok {
		t = list.empty()
	}
	return r.add(entry{path: r.path(t), raw: r.raw(t), parts: []part{{kind: used, path: r.path(t)}}})
}

// fill is free text or, when that was not given, a blank that says what somebody has to fill in: the message blank.<id>.
func (r *run) fill(id string, value any) Token {
	t, _ := value.(Token)
	if list, ok := value.(Items); ok {
		t = list.empty()
	}
	if !t.empty() {
		return r.prose(t)
	}
	words := r.Locale.T("document.blank", map[string]any{"What": r.Locale.T("blank."+id, nil)})
	return r.add(entry{parts: []part{{kind: blankIn, path: r.path(t), text: words, id: id}}})
}

// list joins values as a sentence does: "a, b en c".
func (r *run) list(values Items) Token {
	if len(values) == 0 {
		return values.empty()
	}
	return r.say(r.Locale.List(tokens(values)))
}

// join puts words or another value between values.
func (r *run) join(separator any, values Items) Token {
	if len(values) == 0 {
		return values.empty()
	}
	return r.say(strings.Join(tokens(values), fmt.Sprint(separator)))
}

func tokens(values Items) []string {
	out := make([]string, 0, len(values))
	for _, v := range values {
		if t, ok := v.(Token); ok && cap(t) > 0 {
			out = append(out, t.String())
		}
	}
	return out
}

// pluck is one member of each object in a list.
func pluck(member string, list Items) Items {
	out := make(Items, len(list))
	for i, o := range list {
		out[i] = o.(object)[member]
	}
	return itemsOf(out, list.empty())
}

// paragraphs divides a value at its blank lines.
func (r *run) paragraphs(t Token) Items {
	out := Items{}
	var paragraph []string
	flush := func() {
		if text := strings.Join(paragraph, "\n"); !blank(text) {
			out = append(out, r.enter(r.path(t), text))
		}
		paragraph = nil
	}
	for line := range strings.Lines(strings.ReplaceAll(r.raw(t), "\r\n", "\n")) {
		if blank(line) {
			flush()
			continue
		}
		paragraph = append(paragraph, strings.TrimSuffix(line, "\n"))
	}
	flush()
	return itemsOf(out, t[:0])
}

// prose is free text: in a language of its own, whatever that of the document is.
func (r *run) prose(t Token) Token {
	if t.empty() {
		return t
	}
	lang := r.tongue(r.raw(t))
	if lang == r.Locale.Lang {
		lang = ""
	}
	parts := r.clean(r.path(t), r.raw(t), true) // a blank line parts thoughts
	for i := range parts {
		parts[i].lang, parts[i].prose = lang, true
	}
	return r.add(entry{path: r.path(t), raw: r.raw(t), parts: parts})
}

// whole is words that are not hyphenated: a verdict is read at a glance.
func (r *run) whole(t Token) Token {
	if e := r.entry(t); e != nil {
		for i := range e.parts {
			e.parts[i].prose = false
		}
	}
	return t
}

// anchor gives the list item it stands in an id: that of the catalogue.
func (r *run) anchor(t Token) Token {
	return r.add(entry{parts: []part{{kind: anchor, text: r.raw(t)}}})
}
