// Package locale speaks the languages of the people who read what the program writes: messages, dates, numbers, lists and the
// names of countries. It holds no words of its own; they come from the message files.
// Start with Load, then Bundle.Locale.
package locale

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// Bundle is the messages of every language. It is safe for concurrent use.
type Bundle struct {
	locales map[string]*Locale
	langs   []string
	source  string
}

// Load finds the message files <lang>.json at the root of fsys, and in source.txt which of the languages is that of the source text. Each is
// read when it is first asked for a message; one that cannot be read then is a broken program, since the files are a part of it, and panics.
func Load(fsys fs.FS) (*Bundle, error) {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("list message files: %w", err)
	}
	b := &Bundle{locales: map[string]*Locale{}}
	for _, name := range names {
		lang := strings.TrimSuffix(path.Base(name), ".json")
		b.langs = append(b.langs, lang)
		b.locales[lang] = &Locale{Lang: lang, messages: sync.OnceValue(func() *messages {
			m, err := read(fsys, name, lang)
			if err != nil {
				panic(fmt.Errorf("read messages %s: %w", name, err))
			}
			return m
		})}
	}
	sort.Strings(b.langs)
	source, err := fs.ReadFile(fsys, "source.txt")
	if err != nil {
		return nil, fmt.Errorf("read messages: %w", err)
	}
	b.source = strings.TrimSpace(string(source))
	if b.locales[b.source] == nil {
		return nil, fmt.Errorf("read messages: no %s.json", b.source)
	}
	return b, nil
}

// Source is the language of the source text, and of anyone whose language there is no message file for.
func (b *Bundle) Source() string { return b.source }

// Languages lists the languages that have messages, sorted.
func (b *Bundle) Languages() []string { return append([]string(nil), b.langs...) }

// Has tells whether there are messages in a language: "nl", not "nl-NL".
func (b *Bundle) Has(lang string) bool { return b.locales[lang] != nil }

// Locale returns the language that suits a tag best: "en" for "en-GB" and "en_US.UTF-8", Source for what is unknown.
func (b *Bundle) Locale(tag string) *Locale {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	base, _, _ = strings.Cut(base, "_")
	base, _, _ = strings.Cut(base, ".")
	if l := b.locales[base]; l != nil {
		return l
	}
	return b.locales[b.source]
}

// Locale is one language. It is safe for concurrent use.
type Locale struct {
	Lang     string // BCP 47, the base language only
	messages func() *messages
}

// Load reads the messages, which the first call of T would otherwise do.
func (l *Locale) Load() { l.messages() }

// Args are the variables of a message. The argument named Count chooses the plural form. One with a method Word is what that says: a country or
// a day, of which the package that names it does not know the words.
type Args map[string]any

// Words is what a language says in its own way.
type Words = interface {
	Country(code string) string
	Date(iso string) string
}

// T returns a message. A key without one is a mistake in the program; it is returned as it is, so that nothing that was to be said is lost.
func (l *Locale) T(key string, args Args) string {
	m := l.messages()
	if text := m.plain[key]; text != "" {
		return text
	}
	for name, value := range args {
		if w, ok := value.(interface{ Word(Words) string }); ok {
			args = maps.Clone(args)
			args[name] = w.Word(l)
		}
	}
	text, err := m.localizer().Localize(&i18n.LocalizeConfig{
		MessageID:    key,
		TemplateData: map[string]any(args),
		PluralCount:  args["Count"],
	})
	if err != nil || text == "" {
		return key
	}
	return stopOnce(text, args)
}

// stopOnce takes the full stop of a sentence away where the value before it ends with one of its own: "B.V." closes a sentence as it is. A
// value that asks or exclaims closes it too.
func stopOnce(text string, args Args) string {
	for _, value := range args {
		if v, ok := value.(string); ok && len(v) > 1 && strings.ContainsRune(".?!…", last(v)) {
			text = strings.ReplaceAll(text, v+".", v)
		}
	}
	return text
}

func last(text string) rune {
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}

// Message returns a message that takes no arguments, if there is one.
func (l *Locale) Message(key string) (text string, ok bool) {
	text = l.messages().plain[key]
	return text, text != ""
}

// Under are the messages of a key and of the keys that begin with it and a point, each with its key, sorted. Those that take arguments are not there.
func (l *Locale) Under(key string) (out []string) {
	for k, text := range l.messages().plain {
		if k == key || strings.HasPrefix(k, key+".") {
			out = append(out, k+": "+text)
		}
	}
	slices.Sort(out)
	return out
}

// Country returns the name of a country by its ISO 3166-1 alpha-2 code, or the code when it has none.
func (l *Locale) Country(code string) string {
	if name, ok := l.Message("country." + code); ok {
		return name
	}
	return code
}
