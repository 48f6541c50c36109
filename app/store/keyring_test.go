//go:build !js

package store_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"testing"

	"github.com/zalando/go-keyring"

	"verwoord/app/store"
)

func TestKeyring(t *testing.T) {
	keyring.MockInit()
	if _, err := store.LoadSecret("verwoord", "store"); !errors.Is(err, store.ErrNoSecret) {
		t.Errorf("from an empty keyring: %v", err)
	}
	k, err := store.NewSecret(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.SaveSecret("verwoord", "store", k); err != nil {
		t.Fatal(err)
	}
	got, err := store.LoadSecret("verwoord", "store")
	if err != nil || !bytes.Equal(got.Secret, k.Secret) {
		t.Errorf("came back as %x, %v", got.Secret, err)
	}
	if err := keyring.Set("verwoord", "store", "not a key"); err != nil {
		t.Fatal(err)
	}
	if _, err := store.LoadSecret("verwoord", "store"); !errors.Is(err, store.ErrKeyring) {
		t.Errorf("from a keyring with something else: %v", err)
	}
	keyring.MockInitWithError(errors.New("locked"))
	if err := store.SaveSecret("verwoord", "store", k); !errors.Is(err, store.ErrKeyring) {
		t.Errorf("to a keyring that is locked: %v", err)
	}
}
