//go:build !js

package store

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/zalando/go-keyring"
)

// LoadSecret returns the key that SaveSecret kept in the keyring of the system for an account of a service. Its errors are
// ErrNoSecret and ErrKeyring.
func LoadSecret(service, account string) (Key, error) {
	text, err := keyring.Get(service, account)
	if errors.Is(err, keyring.ErrNotFound) {
		return Key{}, ErrNoSecret
	}
	if err != nil {
		return Key{}, fmt.Errorf("%w (%w)", ErrKeyring, err)
	}
	secret, err := hex.DecodeString(text)
	if err != nil || len(secret) != keySize {
		return Key{}, fmt.Errorf("%w (what it holds is no key)", ErrKeyring)
	}
	return Key{Secret: secret}, nil
}

// SaveSecret keeps a key that is a secret in the keyring of the system: the Credential Manager, the Keychain, or the Secret
// Service. Save it before the store is made with it. The error is ErrKeyring.
func SaveSecret(service, account string, key Key) error {
	if len(key.Secret) != keySize {
		return fmt.Errorf("store: a keyring keeps a secret of %d bytes", keySize)
	}
	if err := keyring.Set(service, account, hex.EncodeToString(key.Secret)); err != nil {
		return fmt.Errorf("%w (%w)", ErrKeyring, err)
	}
	return nil
}

// markOf is the account under which the mark of a store is kept, beside that of its key.
func markOf(account string) string { return account + " mark" }

// LoadMark returns the mark that SaveMark kept, or none, which every store is After. The error is ErrKeyring.
func LoadMark(service, account string) (m Mark, err error) {
	text, err := keyring.Get(service, markOf(account))
	if errors.Is(err, keyring.ErrNotFound) {
		return nil, nil
	}
	if err == nil {
		err = json.Unmarshal([]byte(text), &m)
	}
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", ErrKeyring, err)
	}
	return m, nil
}

// SaveMark keeps a mark in the keyring of the system, in the place of an earlier one. That asks another program and takes some
// milliseconds: do it when the store is closed, and now and then before. The error is ErrKeyring.
func SaveMark(service, account string, m Mark) error {
	text, err := json.Marshal(m)
	if err == nil {
		err = keyring.Set(service, markOf(account), string(text))
	}
	if err != nil {
		return fmt.Errorf("%w (%w)", ErrKeyring, err)
	}
	return nil
}
