package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"
)

// Key opens a store. One of its fields is set.
type Key struct {
	Passphrase string
	Secret     []byte // random bytes, as the system keyring keeps them; see NewSecret
}

// NewSecret returns a key of random bytes.
func NewSecret(rand io.Reader) (Key, error) {
	secret := make([]byte, keySize)
	if _, err := io.ReadFull(rand, secret); err != nil {
		return Key{}, fmt.Errorf("read randomness: %w", err)
	}
	return Key{Secret: secret}, nil
}

// The records are sealed with one random data key, which only Rotate changes. It is kept wrapped, once for each key that opens the
// store, so that another passphrase costs one small record. The key file is readable: it must be, to know how to ask.
type keyFile struct {
	Format string    `json:"format"`
	Keys   []wrapped `json:"keys"`
	Epoch  int       `json:"epoch,omitempty"` // how often the data key was replaced
	Before before    `json:"before,omitempty"`
}

// wrapped is the data key, sealed with a key that was made from a passphrase or a secret.
type wrapped struct {
	Kind string `json:"kind"` // passphrase or secret
	Salt []byte `json:"salt"`
	cost
	Sealed []byte `json:"sealed"`
}

// cost is how much work a guess at a passphrase is: the parameters of Argon2id (RFC 9106). It is zero for a secret, which cannot
// be guessed.
type cost struct {
	Time    uint32 `json:"time,omitempty"`
	Memory  uint32 `json:"memory,omitempty"` // KiB
	Threads uint8  `json:"threads,omitempty"`
}

const (
	keysKey    = "keys"
	keyFormat1 = "verwoord/store/1"
	keyFormat2 = "verwoord/store/2"
	passphrase = "passphrase"
	secret     = "secret"
	saltSize   = 16
)

// SecretSize is the number of bytes of a secret.
const SecretSize = keySize

// The cost of a passphrase in a new key file: what a browser's one thread does in less than half a second (measured: 44 ms in a program,
// 0.26 s in Chromium), above the minimum that OWASP's Password Storage Cheat Sheet names (19 MiB, two passes).
var newCost = cost{Time: 3, Memory: 32 << 10, Threads: 1}

// maxCost is what we are willing to spend on a key file that may not be ours.
var maxCost = cost{Time: 16, Memory: 256 << 10, Threads: 16}

func (k Key) kind() string {
	if k.Passphrase != "" {
		return passphrase
	}
	return secret
}

// derive makes the key that seals the data key.
func (k Key) derive(salt []byte, c cost) []byte {
	if k.Passphrase != "" {
		return argon2.IDKey([]byte(k.Passphrase), salt, c.Time, c.Memory, c.Threads, keySize)
	}
	return derive(k.Secret, format1, "wrap "+string(salt))
}

func (k Key) wrap(rand io.Reader, dataKey []byte) (wrapped, error) {
	if (k.Passphrase == "") == (len(k.Secret) == 0) || k.Passphrase == "" && len(k.Secret) < keySize {
		return wrapped{}, fmt.Errorf("store: a key needs a passphrase or a secret of %d bytes", keySize)
	}
	w := wrapped{Kind: k.kind(), Salt: make([]byte, saltSize)}
	if w.Kind == passphrase {
		w.cost = newCost
	}
	if _, err := io.ReadFull(rand, w.Salt); err != nil {
		return wrapped{}, fmt.Errorf("read randomness: %w", err)
	}
	var err error
	w.Sealed, err = sealWith(format1, aead(k.derive(w.Salt, w.cost)), rand, metaBucket, keysKey, 0, dataKey)
	return w, err
}

// unwrap returns the data key, or ErrKey.
func (k Key) unwrap(file keyFile) ([]byte, error) {
	for _, w := range file.Keys {
		if w.Kind != k.kind() || w.Kind == secret && len(k.Secret) == 0 {
			continue
		}
		if w.Kind == passphrase && !w.cost.sane() {
			return nil, fmt.Errorf("read keys: %w", ErrDamaged)
		}
		dataKey, _, err := openWith(format1, aead(k.derive(w.Salt, w.cost)), metaBucket, keysKey, w.Sealed)
		if err == nil && len(dataKey) == keySize {
			return dataKey, nil
		}
	}
	return nil, ErrKey
}

func (c cost) sane() bool {
	return 0 < c.Time && c.Time <= maxCost.Time && 0 < c.Threads && c.Threads <= maxCost.Threads &&
		0 < c.Memory && c.Memory <= maxCost.Memory
}

// create makes the key file of a new store, and its data key.
func newKeyFile(rand io.Reader, keys []Key) (file keyFile, dataKey []byte, err error) {
	secret, err := NewSecret(rand)
	if err != nil {
		return file, nil, err
	}
	file.Format = keyFormat2
	file.Keys, err = wrapAll(rand, secret.Secret, keys)
	return file, secret.Secret, err
}

func wrapAll(rand io.Reader, dataKey []byte, keys []Key) (all []wrapped, err error) {
	for _, k := range keys {
		w, err := k.wrap(rand, dataKey)
		if err != nil {
			return nil, err
		}
		all = append(all, w)
	}
	if len(all) == 0 {
		return nil, errors.New("store: no key was given")
	}
	return all, nil
}

// ByPassphrase tells whether a passphrase opens the store in a backend. Its errors are those of Open but ErrKey.
func ByPassphrase(ctx context.Context, backend Backend) (yes bool, err error) {
	err = backend.View(ctx, func(tx Tx) error {
		file, err := readKeys(tx)
		for _, w := range file.Keys {
			yes = yes || w.Kind == passphrase
		}
		return err
	})
	return yes, err
}

func putKeys(tx Tx, file keyFile) error {
	b, err := json.Marshal(file)
	if err != nil {
		return fmt.Errorf("encode keys: %w", err)
	}
	return tx.Put(metaBucket, keysKey, b)
}

func readKeys(tx Tx) (file keyFile, err error) {
	b, err := tx.Get(metaBucket, keysKey)
	if err != nil {
		return file, err
	}
	if b == nil {
		return file, nothing(tx)
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return file, fmt.Errorf("read keys: %w", ErrDamaged)
	}
	switch {
	case file.Format == keyFormat1, file.Format == keyFormat2:
		return file, nil
	case strings.HasPrefix(file.Format, "verwoord/store/"):
		return file, ErrNewer
	}
	return file, ErrForeign
}

// nothing is the error of a store without keys: there is no store, or one that has lost them.
func nothing(tx Tx) error {
	for _, key := range []string{rootKey, chainKey1} {
		switch b, err := tx.Get(metaBucket, key); {
		case err != nil:
			return err
		case b != nil:
			return fmt.Errorf("read keys: %w", ErrDamaged)
		}
	}
	return ErrEmpty
}
