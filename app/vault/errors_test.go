package vault_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	store "verwoord/app/vault"
	"verwoord/locales"
)

// Every error has its own words in every language, and they use no argument that Message does not give.
func TestMessages(t *testing.T) {
	errs := []error{
		store.ErrEmpty, store.ErrExists, store.ErrKey, store.ErrNotFound, store.ErrNothing, store.ErrForeign, store.ErrNewer, store.ErrDamaged,
		store.ErrBusy, store.ErrFull, store.ErrReadOnly, store.ErrAbsent, store.ErrClosed, store.ErrNoSecret, store.ErrKeyring, &store.Conflict{}, &store.CorruptError{Reason: errors.New("x")},
		&store.ChainError{Reason: errors.New("x")}, errors.New("anything else"),
	}
	for _, lang := range []string{"nl", "en"} {
		data, err := locales.FS.ReadFile(lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var messages map[string]any
		if err := json.Unmarshal(data, &messages); err != nil {
			t.Fatal(err)
		}
		seen := map[string]bool{}
		for _, err := range errs {
			key, args := store.Message(fmt.Errorf("open: %w", err))
			text, _ := messages[key].(string)
			if text == "" || seen[key] {
				t.Errorf("%s: %v has no words of its own (%s)", lang, err, key)
			}
			seen[key] = true
			for _, part := range strings.Split(text, "{{.")[1:] {
				name, _, _ := strings.Cut(part, "}}")
				if _, ok := args[name]; !ok {
					t.Errorf("%s: %s wants %s", lang, key, name)
				}
			}
		}
	}
}
