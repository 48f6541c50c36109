// Package locale speaks the languages of the people who read what the program writes: messages, dates, numbers, lists and the
// names of countries. It holds no words of its own; they come from the message files.
package locale

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// Default is the language of the source text, and of anyone whose language there is no message file for.
const Default = "nl"

// Bundle is the messages of every language. It is immutable once loaded and safe for concurrent use.
type Bundle struct {
	locales map[string]*Locale
	langs   []string
}

// Load reads the message files <lang>.json at the root of fsys.
func Load(fsys fs.FS) (*Bundle, error) {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("list message files: %w", err)
	}
	messages := i18n.NewBundle(language.Make(Default))
	messages.RegisterUnmarshalFunc("json", json.Unmarshal)
	b := &Bundle{locales: map[string]*Locale{}}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read messages: %w", err)
		}
		if _, err := messages.ParseMessageFileBytes(data, name); err != nil {
			return nil, fmt.Errorf("read messages %s: %w", name, err)
		}
		b.langs = append(b.langs, strings.TrimSuffix(path.Base(name), ".json"))
	}
	sort.Strings(b.langs)
	for _, lang := range b.langs {
		b.locales[lang] = &Locale{Lang: lang, messages: i18n.NewLocalizer(messages, lang)}
	}
	if b.locales[Default] == nil {
		return nil, fmt.Errorf("read messages: no %s.json", Default)
	}
	return b, nil
}

// Languages lists the languages that have messages, sorted.
func (b *Bundle) Languages() []string { return append([]string(nil), b.langs...) }

// Has tells whether there are messages in a language: "nl", not "nl-NL".
func (b *Bundle) Has(lang string) bool { return b.locales[lang] != nil }

// Locale returns the language that suits a tag best: "en" for "en-GB" and "en_US.UTF-8", Default for what is unknown.
func (b *Bundle) Locale(tag string) *Locale {
	base, _, _ := strings.Cut(strings.ToLower(tag), "-")
	base, _, _ = strings.Cut(base, "_")
	base, _, _ = strings.Cut(base, ".")
	if l := b.locales[base]; l != nil {
		return l
	}
	return b.locales[Default]
}

// Locale is one language. It is immutable and safe for concurrent use.
type Locale struct {
	Lang     string // BCP 47, the base language only
	messages *i18n.Localizer
}

// Args are the variables of a message. The argument named Count chooses the plural form.
type Args map[string]any

// T returns a message. A key without one is a mistake in the program; it is returned as it is, so that nothing that was to be said is lost.
func (l *Locale) T(key string, args Args) string {
	text, err := l.messages.Localize(&i18n.LocalizeConfig{
		MessageID:    key,
		TemplateData: map[string]any(args),
		PluralCount:  args["Count"],
	})
	if err != nil || text == "" {
		return key
	}
	return text
}

// Message returns a message that takes no arguments, if there is one.
func (l *Locale) Message(key string) (text string, ok bool) {
	text, err := l.messages.Localize(&i18n.LocalizeConfig{MessageID: key})
	return text, err == nil && text != ""
}

// Country returns the name of a country by its ISO 3166-1 alpha-2 code, or the code when it has none.
func (l *Locale) Country(code string) string {
	if name, ok := l.Message("country." + code); ok {
		return name
	}
	return code
}
