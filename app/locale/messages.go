package locale

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// messages are those of one language. Most are said as they stand: only what has variables or plural forms goes through go-i18n, which
// takes longer to take in a file than a document takes to make.
type messages struct {
	plain     map[string]string
	localizer func() *i18n.Localizer // of the others
}

// read reads a message file: a flat object whose values are a text or an object of plural forms.
func read(fsys fs.FS, name, lang string) (*messages, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	var all map[string]any
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, err
	}
	m := &messages{plain: make(map[string]string, len(all))}
	var varied []*i18n.Message
	for key, value := range all {
		if text, ok := value.(string); ok && !strings.Contains(text, "{{") {
			m.plain[key] = text
			continue
		}
		message, err := i18n.NewMessage(value)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", key, err)
		}
		message.ID = key
		varied = append(varied, message)
	}
	m.localizer = sync.OnceValue(func() *i18n.Localizer {
		tag := language.Make(lang)
		bundle := i18n.NewBundle(tag)
		bundle.MustAddMessages(tag, varied...)
		return i18n.NewLocalizer(bundle, lang)
	})
	return m, nil
}
