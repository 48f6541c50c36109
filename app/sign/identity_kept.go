package sign

import (
	"bytes"
	"crypto"
	"crypto/aes"
	"crypto/cipher"
	"crypto/pbkdf2"
	"crypto/sha256"
	"crypto/sha512"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"hash"

	"verwoord/app/sign/cms"
)

// Derive makes a key of a password with HMAC and a hash, in a number of rounds (PBKDF2, RFC 8018, 5.2): hundreds of thousands of them, which a
// browser does in a tenth of the time that the program takes there.
type Derive func(of crypto.Hash, password string, salt []byte, rounds, length int) ([]byte, error)

// ReadKept is ParseIdentity for a file that was read by that before, and has been kept where nobody can change it: the code that guards it
// against that, which is derived from the password once more, is not asked again. Nil derive is the program's own. A file that is not
// encrypted as today's are goes to ParseIdentity.
//
// Errors are those of ParseIdentity, and those of derive.
func ReadKept(p12 []byte, password string, derive Derive) (*Identity, error) {
	if tooManyRounds(p12) {
		return nil, refuse("p12-rounds")
	}
	if derive == nil {
		derive = ownDerive
	}
	k := kept{password: password, derive: derive}
	switch modern, err := k.read(p12); {
	case err != nil:
		return nil, err
	case !modern:
		return ParseIdentity(p12, password)
	case k.locked:
		return nil, refuse("wrong-password")
	case k.key == nil:
		return nil, refuse("no-key")
	}
	return identityOf(k.key, k.certificates)
}

func ownDerive(of crypto.Hash, password string, salt []byte, rounds, length int) ([]byte, error) {
	var h func() hash.Hash
	switch of {
	case crypto.SHA256:
		h = sha256.New
	case crypto.SHA512:
		h = sha512.New
	default:
		panic("sign: a hash that readKept does not ask for")
	}
	return pbkdf2.Key(h, password, salt, rounds, length)
}

// kept is a PKCS#12 file being read.
type kept struct {
	password     string
	derive       Derive
	key          crypto.Signer
	certificates []*x509.Certificate
	locked       bool // the password opens it not
}

// What a PKCS#12 file consists of (RFC 7292, 4; RFC 5652, 8; RFC 5958, 3).
type (
	p12File struct {
		Version int
		Safe    p12Content
		MAC     asn1.RawValue `asn1:"optional"`
	}
	p12Content struct {
		Type    asn1.ObjectIdentifier
		Content asn1.RawValue `asn1:"tag:0,explicit,optional"`
	}
	p12Encrypted struct {
		Version int
		Content struct {
			Type      asn1.ObjectIdentifier
			Algorithm pkix.AlgorithmIdentifier
			Data      []byte `asn1:"tag:0,optional"`
		}
	}
	p12Bag struct {
		Type       asn1.ObjectIdentifier
		Value      asn1.RawValue `asn1:"tag:0,explicit"`
		Attributes asn1.RawValue `asn1:"set,optional"`
	}
	p12Key struct {
		Algorithm pkix.AlgorithmIdentifier
		Data      []byte
	}
	p12Certificate struct {
		Type asn1.ObjectIdentifier
		Data []byte `asn1:"tag:0,explicit"`
	}
)

// The names of these, and of how today's files are encrypted (RFC 8018, A and B).
var (
	oidData       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	oidEncrypted  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 6}
	oidKeyBag     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, 2} // pkcs8ShroudedKeyBag
	oidCertBag    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 12, 10, 1, 3}
	oidX509       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 22, 1}
	oidPBES2      = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 13}
	oidPBKDF2     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 5, 12}
	oidHMACSHA256 = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 9}
	oidHMACSHA512 = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 11}
	oidAES128CBC  = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 2}
	oidAES256CBC  = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 1, 42}
)

// read reads a file; modern is false for one that has something that is not as in today's.
func (k *kept) read(p12 []byte) (modern bool, err error) {
	der, _, ok := cms.DER(p12)
	var file p12File
	if !ok || !whole(der, &file) || !file.Safe.Type.Equal(oidData) {
		return false, nil
	}
	var safe []byte
	var contents []p12Content
	if !whole(file.Safe.Content.Bytes, &safe) || !whole(safe, &contents) {
		return false, nil
	}
	for _, c := range contents {
		var bags []byte
		var e p12Encrypted
		switch {
		case c.Type.Equal(oidData) && whole(c.Content.Bytes, &bags):
		case c.Type.Equal(oidEncrypted) && whole(c.Content.Bytes, &e):
			if bags, modern, err = k.decrypt(e.Content.Algorithm, e.Content.Data); !modern || err != nil {
				return modern, err
			}
		default:
			return false, nil
		}
		if modern, err = k.bags(bags); !modern || err != nil || k.locked {
			return modern, err
		}
	}
	return true, nil
}

// bags reads what stands in one part of the file.
func (k *kept) bags(der []byte) (modern bool, err error) {
	var bags []p12Bag
	if k.locked = k.locked || !whole(der, &bags); k.locked {
		return true, nil
	}
	for _, b := range bags {
		var key p12Key
		var c p12Certificate
		switch {
		case b.Type.Equal(oidKeyBag) && k.key == nil && whole(b.Value.Bytes, &key):
			if modern, err = k.open(key); !modern || err != nil || k.locked {
				return modern, err
			}
		case b.Type.Equal(oidCertBag) && whole(b.Value.Bytes, &c) && c.Type.Equal(oidX509):
			certificate, err := x509.ParseCertificate(c.Data)
			if err != nil {
				return false, nil
			}
			k.certificates = append(k.certificates, certificate)
		default:
			return false, nil
		}
	}
	return true, nil
}

// open decrypts the key.
func (k *kept) open(of p12Key) (modern bool, err error) {
	der, modern, err := k.decrypt(of.Algorithm, of.Data)
	if !modern || err != nil || k.locked {
		return modern, err
	}
	key, err := x509.ParsePKCS8PrivateKey(der)
	if err != nil {
		return false, nil // of a kind that is refused elsewhere, or a password that fits by accident
	}
	k.key, modern = key.(crypto.Signer)
	return modern, nil
}

// decrypt decrypts with a key of the password, AES in CBC mode (RFC 8018, 6.2).
func (k *kept) decrypt(by pkix.AlgorithmIdentifier, data []byte) (plain []byte, modern bool, err error) {
	var scheme struct{ Derivation, Encryption pkix.AlgorithmIdentifier }
	var derivation struct {
		Salt   []byte
		Rounds int
		Length int                      `asn1:"optional"`
		PRF    pkix.AlgorithmIdentifier `asn1:"optional"`
	}
	var iv []byte
	if !by.Algorithm.Equal(oidPBES2) || !whole(by.Parameters.FullBytes, &scheme) || !scheme.Derivation.Algorithm.Equal(oidPBKDF2) ||
		!whole(scheme.Derivation.Parameters.FullBytes, &derivation) || !whole(scheme.Encryption.Parameters.FullBytes, &iv) {
		return nil, false, nil
	}
	of, length := crypto.Hash(0), 0
	switch {
	case derivation.PRF.Algorithm.Equal(oidHMACSHA256):
		of = crypto.SHA256
	case derivation.PRF.Algorithm.Equal(oidHMACSHA512):
		of = crypto.SHA512
	}
	switch {
	case scheme.Encryption.Algorithm.Equal(oidAES128CBC):
		length = 16
	case scheme.Encryption.Algorithm.Equal(oidAES256CBC):
		length = 32
	}
	if of == 0 || length == 0 || derivation.Rounds < 1 || len(iv) != aes.BlockSize || len(data) == 0 || len(data)%aes.BlockSize != 0 {
		return nil, false, nil
	}
	key, err := k.derive(of, k.password, derivation.Salt, derivation.Rounds, length)
	if err != nil {
		return nil, true, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, true, err
	}
	plain = make([]byte, len(data))
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(plain, data)
	padding := int(plain[len(plain)-1])
	if padding < 1 || padding > aes.BlockSize || !bytes.Equal(plain[len(plain)-padding:], bytes.Repeat([]byte{byte(padding)}, padding)) {
		k.locked = true
		return nil, true, nil
	}
	return plain[:len(plain)-padding], true, nil
}

// whole reads a value that takes all of der.
func whole(der []byte, v any) bool {
	rest, err := asn1.Unmarshal(der, v)
	return err == nil && len(rest) == 0
}
