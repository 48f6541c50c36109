package store_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"verwoord/app/store"
	"verwoord/locales"
)

// messages are all of a language.
func messages(t *testing.T, lang string) (all map[string]any) {
	t.Helper()
	data, err := locales.FS.ReadFile(lang + ".json")
	if err == nil {
		err = json.Unmarshal(data, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Every error has its own words in every language, and they use no argument that Message does not give.
func TestMessages(t *testing.T) {
	errs := []error{
		store.ErrEmpty, store.ErrExists, store.ErrKey, store.ErrNotFound, store.ErrOp, store.ErrRolledBack, store.ErrRotated, store.ErrForeign,
		store.ErrNewer, store.ErrDamaged, store.ErrBusy, store.ErrFull, store.ErrReadOnly, store.ErrAbsent, store.ErrClosed, store.ErrNoSecret,
		store.ErrKeyring, &store.Conflict{}, &store.CorruptError{Reason: errors.New("x")}, &store.ChainError{Reason: errors.New("x")},
		errors.New("anything else"),
	}
	for _, lang := range []string{"nl", "en"} {
		said, seen := messages(t, lang), map[string]bool{}
		for _, err := range errs {
			key, args := store.Message(fmt.Errorf("open: %w", err))
			text, _ := said[key].(string)
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

// What a trail tells of has its words in every language.
func TestActions(t *testing.T) {
	for _, lang := range []string{"nl", "en"} {
		said := messages(t, lang)
		for _, action := range []store.Action{store.ActionCreate, store.ActionRekey, store.ActionRotate, store.ActionRollback, store.ActionMigrate, store.ActionLost, store.ActionPut, store.ActionDelete,
			store.ActionUndo, store.ActionRedo, store.ActionExport, store.ActionImport} {
			if said["store.action."+string(action)] == nil {
				t.Errorf("%s: no word for %s", lang, action)
			}
		}
		for _, kind := range []store.Kind{store.Dossier, store.Document, store.Notice, store.Setting, store.Identity, store.History} {
			if said["store.kind."+string(kind)] == nil {
				t.Errorf("%s: no word for a %s", lang, kind)
			}
		}
	}
}
