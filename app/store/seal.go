package store

import (
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"golang.org/x/crypto/chacha20poly1305"
)

// A sealed record is
//
//	format (1 byte) | version (8 bytes, big endian) | nonce (24) | ciphertext | tag (16)
//
// with XChaCha20-Poly1305 (RFC 8439 with the extended nonce of draft-irtf-cfrg-xchacha), so that nonces may be random for as many
// records as there will ever be. Format and version are readable but authenticated, together with where the record is kept: no
// record can pass for another, nor for another version of itself.
//
// The first format of a store had another key for each purpose, and so had its wrapped data keys, which are as they were.
const (
	format1    = 1
	format2    = 2
	headerSize = 1 + 8
	minSealed  = headerSize + chacha20poly1305.NonceSizeX + chacha20poly1305.Overhead
	keySize    = chacha20poly1305.KeySize
)

var (
	errShort   = errors.New("it is cut short")
	errFormat  = errors.New("its format is unknown")
	errSeal    = errors.New("its seal is broken")
	errInside  = errors.New("what is inside does not fit")
	errMissing = errors.New("it is missing")
)

// pin is the beginning of the nonce of a sealed record, which was drawn for it alone: who knows the pin from a trusted place takes no
// other record, and no other state of it, for the one meant.
type pin [16]byte

func pinOf(sealed []byte) (p pin) {
	if len(sealed) >= minSealed {
		copy(p[:], sealed[headerSize:])
	}
	return p
}

// sealer seals records and their names. It is safe for concurrent use when rand is.
type sealer struct {
	format  byte
	records cipher.AEAD
	names   cipher.AEAD
	nameKey []byte
	rand    io.Reader
}

// newSealer derives from the data key one key for each purpose.
func newSealer(dataKey []byte, rand io.Reader, format byte) sealer {
	records, names := derive(dataKey, format, "records"), derive(dataKey, format, "names")
	return sealer{format, aead(records), aead(names), derive(dataKey, format, "name nonces"), rand}
}

func derive(key []byte, format byte, purpose string) []byte {
	k, err := hkdf.Expand(sha256.New, key, fmt.Sprintf("verwoord store %d: %s", format, purpose), keySize)
	if err != nil {
		panic(err) // only for a length that HKDF cannot give
	}
	return k
}

func aead(key []byte) cipher.AEAD {
	a, err := chacha20poly1305.NewX(key)
	if err != nil {
		panic(err) // only for a key of the wrong size
	}
	return a
}

// place is the associated data: the header and where the record is kept. Neither bucket nor key contains a zero byte.
func place(header []byte, bucket, key string) []byte {
	return append(append(append(append([]byte{}, header...), bucket...), 0), key...)
}

func (s sealer) seal(bucket, key string, version uint64, plain []byte) ([]byte, error) {
	return sealWith(s.format, s.records, s.rand, bucket, key, version, plain)
}

func (s sealer) open(bucket, key string, sealed []byte) (plain []byte, version uint64, err error) {
	return openWith(s.format, s.records, bucket, key, sealed)
}

func sealWith(format byte, a cipher.AEAD, rand io.Reader, bucket, key string, version uint64, plain []byte) ([]byte, error) {
	sealed := make([]byte, headerSize+chacha20poly1305.NonceSizeX, minSealed+len(plain))
	sealed[0] = format
	binary.BigEndian.PutUint64(sealed[1:], version)
	nonce := sealed[headerSize:]
	if _, err := io.ReadFull(rand, nonce); err != nil {
		return nil, fmt.Errorf("read randomness: %w", err)
	}
	return a.Seal(sealed, nonce, plain, place(sealed[:headerSize], bucket, key)), nil
}

func openWith(format byte, a cipher.AEAD, bucket, key string, sealed []byte) (plain []byte, version uint64, err error) {
	if len(sealed) > 0 && sealed[0] != format {
		return nil, 0, errFormat
	}
	if len(sealed) < minSealed {
		return nil, 0, errShort
	}
	header, rest := sealed[:headerSize], sealed[headerSize:]
	nonce, ciphertext := rest[:chacha20poly1305.NonceSizeX], rest[chacha20poly1305.NonceSizeX:]
	plain, err = a.Open(nil, nonce, ciphertext, place(header, bucket, key))
	if err != nil {
		return nil, 0, errSeal
	}
	return plain, binary.BigEndian.Uint64(header[1:]), nil
}

// name is the key under which an id is kept. It tells nothing of the id but whether two are equal: the nonce is made from the id
// itself with a secret key, as in SIV (RFC 5297), so that an id always gets the same name.
func (s sealer) name(bucket, id string) string {
	mac := hmac.New(sha256.New, s.nameKey)
	mac.Write(place(nil, bucket, id))
	nonce := mac.Sum(nil)[:chacha20poly1305.NonceSizeX]
	return base64.RawURLEncoding.EncodeToString(s.names.Seal(nonce, nonce, []byte(id), []byte(bucket)))
}

// tag stands for a text that need not be read from it.
func (s sealer) tag(bucket, text string) string {
	mac := hmac.New(sha256.New, s.nameKey)
	mac.Write(place([]byte("tag"), bucket, text))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

func (s sealer) openName(bucket, name string) (id string, err error) {
	b, err := base64.RawURLEncoding.DecodeString(name)
	if err != nil || len(b) < chacha20poly1305.NonceSizeX {
		return "", errShort
	}
	plain, err := s.names.Open(nil, b[:chacha20poly1305.NonceSizeX], b[chacha20poly1305.NonceSizeX:], []byte(bucket))
	if err != nil {
		return "", errSeal
	}
	return string(plain), nil
}
