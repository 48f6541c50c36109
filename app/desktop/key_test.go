//go:build bindings && !js

package desktop

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"testing"

	"github.com/zalando/go-keyring"

	"verwoord/app/desk"
	"verwoord/app/store"
)

// Without a keyring the key lies beside the records, for nobody else to read, until a passphrase takes its place.
func TestKeyWithoutKeyring(t *testing.T) {
	keyring.MockInitWithError(errors.New("no keyring"))
	h := newHost(t)
	d := desk.New(h)
	s, err := d.Start()
	if err != nil || s.Protection != "device" {
		t.Fatalf("protected by %q: %v", s.Protection, err)
	}
	if info, err := os.Stat(h.keyFile()); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key file is %v: %v", info, err)
	}
	if s, err = desk.New(h).Start(); err != nil || s.Locked {
		t.Errorf("at the next start locked %t: %v", s.Locked, err)
	}
	if s, err = d.SetPassphrase("", "paard batterij nietje"); err != nil || s.Protection != "passphrase" {
		t.Fatalf("protected by %q: %v", s.Protection, err)
	}
	if _, err := os.Stat(h.keyFile()); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the key file is still there: %v", err)
	}
	if s, err = desk.New(h).Start(); err != nil || !s.Locked {
		t.Errorf("at the next start locked %t: %v", s.Locked, err)
	}
}

// A program that was killed while it wrote its first key starts the next time; a key that is there is never replaced.
func TestKeyFile(t *testing.T) {
	keyring.MockInitWithError(errors.New("no keyring"))
	h := newHost(t)
	for _, text := range []string{"", "0123"} {
		if err := os.WriteFile(h.keyFile(), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := h.LoadSecret(); !errors.Is(err, store.ErrNoSecret) && !errors.Is(err, store.ErrKeyring) {
			t.Errorf("a file with %q gives %v", text, err)
		}
	}
	if _, err := desk.New(h).Start(); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(h.keyFile())
	if err != nil {
		t.Fatal(err)
	}
	other, err := store.NewSecret(h.Rand())
	if err != nil {
		t.Fatal(err)
	}
	if kept, _, err := h.SaveSecret(other); err != nil || bytes.Equal(kept.Secret, other.Secret) {
		t.Errorf("another key took the place of the first: %v", err)
	}
	if after, err := os.ReadFile(h.keyFile()); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the key file was changed: %v", err)
	}
}
