package postgres

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
)

// KeySize is the length of a space's key in bytes.
const KeySize = 32

// What is kept is
//
//	format (1 byte) | nonce (12) | ciphertext | tag (16)
//
// with AES-256-GCM (NIST SP 800-38D). The associated data is the format and the place: which space, which record, which version, head
// or body. So nothing can pass for another record, nor for another version of itself.
//
// The nonce is made from the act, the place and the content with a key of its own, as in SIV (RFC 5297). The same act sealed again, by
// an outbox after a restart, is the same bytes, and the server's digest of them tells whether a retry is the act that was done. Two
// contents have the same nonce by chance only: of 2^32 changes under one key, with a chance of 2^-33.
const format = 1

var errSeal = errors.New("its seal is broken")

// sealer seals what one space holds. It is safe for concurrent use.
type sealer struct {
	space                 string
	records               cipher.AEAD
	nonces, names, labels []byte
}

func newSealer(space string, key []byte) (*sealer, error) {
	if len(key) != KeySize {
		return nil, fmt.Errorf("the key of space %s is not %d bytes long", space, KeySize)
	}
	derive := func(purpose string) []byte {
		k, err := hkdf.Expand(sha256.New, key, "verwoord postgres 1: "+purpose, KeySize)
		if err != nil {
			panic(err) // only for a length that HKDF cannot give
		}
		return k
	}
	block, err := aes.NewCipher(derive("records"))
	if err != nil {
		panic(err) // only for a key of the wrong size
	}
	records, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // only for a block of the wrong size
	}
	return &sealer{space, records, derive("nonces"), derive("names"), derive("tags")}, nil
}

// place is where something is kept, and in which act it got there.
type place struct {
	name    []byte // of the record, 32 bytes
	version int
	part    byte // 'h' or 'b'
}

func (s *sealer) associated(p place) []byte {
	b := append([]byte{format, p.part}, p.name...)
	b = binary.BigEndian.AppendUint64(b, uint64(p.version))
	return append(b, s.space...)
}

func (s *sealer) seal(op [16]byte, p place, plain []byte) []byte {
	associated := s.associated(p)
	nonce := mac(s.nonces, op[:], mac(s.nonces, associated), plain)[:s.records.NonceSize()]
	sealed := make([]byte, 0, 1+len(nonce)+len(plain)+s.records.Overhead())
	sealed = append(append(sealed, format), nonce...)
	return s.records.Seal(sealed, nonce, plain, associated)
}

func (s *sealer) open(p place, sealed []byte) ([]byte, error) {
	size := 1 + s.records.NonceSize()
	if len(sealed) < size || sealed[0] != format {
		return nil, errSeal
	}
	plain, err := s.records.Open(nil, sealed[1:size], sealed[size:], s.associated(p))
	if err != nil {
		return nil, errSeal
	}
	return plain, nil
}

// name is under which a record is kept. It tells nothing but whether two are equal.
func (s *sealer) name(kind, id string) []byte {
	return mac(s.names, []byte(kind), []byte{0}, []byte(id))
}

// tag finds all of a kind, or of a client, by a word that tells nothing but whether two are equal.
func (s *sealer) tag(what, word string) []byte {
	return mac(s.labels, []byte(what), []byte{0}, []byte(word))[:16]
}

func mac(key []byte, parts ...[]byte) []byte {
	m := hmac.New(sha256.New, key)
	for _, part := range parts {
		m.Write(part)
	}
	return m.Sum(nil)
}
