package vault

import (
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

// The records are sealed with one random data key, which never changes. It is kept wrapped, once for each key that opens the
// store, so that another passphrase costs one small record. The key file is readable: it must be, to know how to ask.
type keyFile struct {
	Format string    `json:"format"`
	Keys   []wrapped `json:"keys"`
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
	keyFormat  = "verwoord/store/1"
	passphrase = "passphrase"
	secret     = "secret"
	saltSize   = 16
)

// SecretSize is the number of bytes of a secret.
const SecretSize = keySize

// The cost of a passphrase in a new key file: what a browser's one thread does in less than half a second, above the minimum that
// OWASP's Password Storage Cheat Sheet names (19 MiB, two passes).
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
	return derive(k.Secret, "wrap "+string(salt))
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
	w.Sealed, err = sealWith(aead(k.derive(w.Salt, w.cost)), rand, metaBucket, keysKey, 0, dataKey)
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
		dataKey, _, err := openWith(aead(k.derive(w.Salt, w.cost)), metaBucket, keysKey, w.Sealed)
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

// Create makes a store in an empty backend, to be opened by any of the keys. A store that is there already is left alone, with
// ErrExists. With only a secret, see that the keyring has it before.
func Create(backend Backend, world World, keys ...Key) (*Store, error) {
	dataKey, err := NewSecret(world.Rand)
	if err != nil {
		return nil, err
	}
	file, err := wrapAll(world.Rand, dataKey.Secret, keys)
	if err != nil {
		return nil, err
	}
	s := &Store{backend: backend, world: world, seal: newSealer(dataKey.Secret, world.Rand)}
	err = backend.Update(func(tx Tx) error {
		switch _, err := readKeys(tx); {
		case err == nil:
			return ErrExists
		case !errors.Is(err, ErrEmpty):
			return err
		}
		if err := tx.Put(metaBucket, keysKey, file); err != nil {
			return err
		}
		if err := s.putChain(tx, chain{}); err != nil {
			return err
		}
		return s.append(tx, Entry{Time: world.Now().UTC(), Action: ActionCreate})
	})
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Open opens the store in a backend. Its errors are ErrEmpty, ErrKey, ErrForeign, ErrNewer, ErrDamaged, and those of the backend.
func Open(backend Backend, world World, key Key) (*Store, error) {
	var file keyFile
	err := backend.View(func(tx Tx) (err error) {
		file, err = readKeys(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	dataKey, err := key.unwrap(file)
	if err != nil {
		return nil, err
	}
	return &Store{backend: backend, world: world, seal: newSealer(dataKey, world.Rand)}, nil
}

// ByPassphrase tells whether a passphrase opens the store in a backend. Its errors are those of Open but ErrKey.
func ByPassphrase(backend Backend) (yes bool, err error) {
	err = backend.View(func(tx Tx) error {
		file, err := readKeys(tx)
		for _, w := range file.Keys {
			yes = yes || w.Kind == passphrase
		}
		return err
	})
	return yes, err
}

// Rekey replaces the keys that open the store. The records stay as they are. Old is one that opens it now; else the error is
// ErrKey, and nothing has changed.
func (s *Store) Rekey(old Key, keys ...Key) error {
	return s.backend.Update(func(tx Tx) error {
		file, err := readKeys(tx)
		if err != nil {
			return err
		}
		dataKey, err := old.unwrap(file)
		if err != nil {
			return err
		}
		next, err := wrapAll(s.world.Rand, dataKey, keys)
		if err != nil {
			return err
		}
		if err := tx.Put(metaBucket, keysKey, next); err != nil {
			return err
		}
		return s.append(tx, Entry{Time: s.world.Now().UTC(), Action: ActionRekey})
	})
}

func wrapAll(rand io.Reader, dataKey []byte, keys []Key) ([]byte, error) {
	file := keyFile{Format: keyFormat}
	for _, k := range keys {
		w, err := k.wrap(rand, dataKey)
		if err != nil {
			return nil, err
		}
		file.Keys = append(file.Keys, w)
	}
	if len(file.Keys) == 0 {
		return nil, fmt.Errorf("store: no key was given")
	}
	return json.Marshal(file)
}

func readKeys(tx Tx) (file keyFile, err error) {
	b, err := tx.Get(metaBucket, keysKey)
	if err != nil {
		return file, err
	}
	if b == nil {
		end, err := tx.Get(metaBucket, chainKey)
		if err == nil && end != nil {
			err = fmt.Errorf("read keys: %w", ErrDamaged)
		}
		if err == nil {
			err = ErrEmpty
		}
		return file, err
	}
	if err := json.Unmarshal(b, &file); err != nil {
		return file, fmt.Errorf("read keys: %w", ErrDamaged)
	}
	switch {
	case file.Format == keyFormat:
		return file, nil
	case strings.HasPrefix(file.Format, "verwoord/store/"):
		return file, ErrNewer
	}
	return file, ErrForeign
}
