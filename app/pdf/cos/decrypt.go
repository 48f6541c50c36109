package cos

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"maps"
)

// cryptography undoes what the standard security handler did to a file that opens with an empty password (ISO 32000-1, 7.6; ISO 32000-2,
// 7.6.4). Everybody can read such a file: it only asks programs not to print it, or not to change it.
type cryptography struct {
	key      []byte
	strings  method
	streams  method
	metadata bool // those are encrypted too
	self     int  // the number of the object that says all this, whose strings are plain; 0 when it is none
}

// method is how strings or streams are encrypted.
type method int

const (
	methodNone method = iota
	methodRC4
	methodAES    // 128 bits, with a key for each object
	methodAES256 // with one key
)

// Encrypted tells whether the file is encrypted, with a password that is empty. Nothing can be added to it.
func (f *File) Encrypted() bool { return f.shared.crypt != nil }

// decrypt finds the key. Where a password is needed, or another handler, that is ErrEncrypted; so is a file whose revisions say different
// things of it.
func (f *File) decrypt() error {
	for _, r := range f.Revisions {
		was, _ := r.Trailer["Encrypt"].(Ref)
		if is, ok := f.Trailer["Encrypt"].(Ref); !ok && r.Trailer["Encrypt"] == nil || ok && was != is {
			return ErrEncrypted
		}
	}
	c := &cryptography{}
	if ref, ok := f.Trailer["Encrypt"].(Ref); ok {
		if c.self = ref.Number; f.shared.history[c.self] != nil && f.shared.history[c.self].older != nil {
			return ErrEncrypted
		}
	}
	d := f.Dict(f.Trailer["Encrypt"])
	if f.Name(d["Filter"]) != "Standard" || !c.methods(f, d) {
		return ErrEncrypted
	}
	ids := f.Array(f.Trailer["ID"])
	var id String
	if len(ids) > 0 {
		id, _ = f.String(ids[0])
	}
	if c.key = c.open(f, d, []byte(id)); c.key == nil {
		return ErrEncrypted
	}
	f.reset() // what was read so far was not decrypted
	f.shared.history = f.history()
	f.shared.crypt = c
	return nil
}

// methods reads how what is encrypted (ISO 32000-1, tables 20 and 25).
func (c *cryptography) methods(f *File, d Dict) bool {
	c.metadata = true
	version, _ := f.Int(d["V"])
	switch version {
	case 1, 2:
		c.strings, c.streams = methodRC4, methodRC4
		return true
	case 4, 5:
	default:
		return false
	}
	if plain, ok := f.Resolve(d["EncryptMetadata"]).(bool); ok {
		c.metadata = plain
	}
	filters := f.Dict(d["CF"])
	named := func(key Name) (method, bool) {
		name := f.Name(d[key])
		if name == "" || name == "Identity" {
			return methodNone, true
		}
		switch f.Name(f.Dict(filters[name])["CFM"]) {
		case "None":
			return methodNone, true
		case "V2":
			return methodRC4, version == 4
		case "AESV2":
			return methodAES, version == 4
		case "AESV3":
			return methodAES256, version == 5
		}
		return methodNone, false
	}
	var ok1, ok2 bool
	c.strings, ok1 = named("StrF")
	c.streams, ok2 = named("StmF")
	return ok1 && ok2
}

// padding stands for the rest of a password (ISO 32000-1, 7.6.3.3).
var padding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// open makes the key of an empty password, nil when the file has another.
func (c *cryptography) open(f *File, d Dict, id []byte) []byte {
	revision, _ := f.Int(d["R"])
	owner, _ := f.String(d["O"])
	user, _ := f.String(d["U"])
	if revision >= 5 {
		return open256(f, d, revision, []byte(user))
	}
	permissions, ok := f.Int(d["P"])
	length, said := f.Int(d["Length"])
	if !said {
		length = 40
	}
	if version, _ := f.Int(d["V"]); version == 4 {
		length = 128
	} else if version == 1 {
		length = 40
	}
	if !ok || len(owner) < 32 || len(user) < 32 || length%8 != 0 || length < 40 || length > 128 || revision < 2 || revision > 4 {
		return nil
	}
	// Algorithm 2.
	h := md5.New()
	h.Write(padding)
	h.Write([]byte(owner[:32]))
	h.Write(binary.LittleEndian.AppendUint32(nil, uint32(permissions)))
	h.Write(id)
	if revision >= 4 && !c.metadata {
		h.Write([]byte{255, 255, 255, 255})
	}
	n := int(length / 8)
	key := h.Sum(nil)
	if revision == 2 {
		n = 5
	} else {
		for range 50 {
			sum := md5.Sum(key[:n])
			key = sum[:]
		}
	}
	key = key[:n]
	if !opens(key, revision, id, []byte(user)) {
		return nil
	}
	return key
}

// opens tells whether a key is that of the file (algorithms 4 and 5).
func opens(key []byte, revision int64, id, user []byte) bool {
	if revision == 2 {
		return bytes.Equal(rc4ed(key, padding), user[:32])
	}
	sum := md5.Sum(append(bytes.Clone(padding), id...))
	check := sum[:]
	for i := range 20 {
		each := bytes.Clone(key)
		for j := range each {
			each[j] ^= byte(i)
		}
		check = rc4ed(each, check)
	}
	return bytes.Equal(check, user[:16])
}

// open256 is the same for keys of 256 bits (ISO 32000-2, algorithm 2.A).
func open256(f *File, d Dict, revision int64, user []byte) []byte {
	sealed, _ := f.String(d["UE"])
	if len(user) < 48 || len(sealed) < 32 || revision > 6 {
		return nil
	}
	hash := func(salt []byte) []byte {
		sum := sha256.Sum256(salt)
		if revision == 6 {
			return hardened(sum[:])
		}
		return sum[:]
	}
	if !bytes.Equal(hash(user[32:40]), user[:32]) {
		return nil
	}
	block, _ := aes.NewCipher(hash(user[40:48])) // a key of 32 bytes is one
	key := make([]byte, 32)
	cipher.NewCBCDecrypter(block, make([]byte, aes.BlockSize)).CryptBlocks(key, []byte(sealed[:32]))
	return key
}

// hardened goes on with the hash of an empty password (ISO 32000-2, algorithm 2.B).
func hardened(k []byte) []byte {
	for i := 0; ; i++ {
		block, _ := aes.NewCipher(k[:16])
		e := bytes.Repeat(k, 64)
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		mod := 0
		for _, b := range e[:16] {
			mod += int(b) // 256 is 1 modulo 3, so the digits add up
		}
		switch mod % 3 {
		case 0:
			sum := sha256.Sum256(e)
			k = sum[:]
		case 1:
			sum := sha512.Sum384(e)
			k = sum[:]
		default:
			sum := sha512.Sum512(e)
			k = sum[:]
		}
		if i >= 63 && int(e[len(e)-1]) <= i-31 {
			return k[:32]
		}
	}
}

func rc4ed(key, data []byte) []byte {
	out := make([]byte, len(data))
	if c, err := rc4.NewCipher(key); err == nil {
		c.XORKeyStream(out, data)
	}
	return out
}

// decrypted undoes the encryption of an object of the file's own bytes. The data of a stream are left to StreamData.
func (c *cryptography) decrypted(ref Ref, o Object) Object {
	s, isStream := o.(*Stream)
	if c == nil || ref.Number == c.self || isStream && s.Dict["Type"] == Name("XRef") {
		return o
	}
	if !isStream {
		return c.plain(ref, o)
	}
	out := &Stream{Dict: s.Dict, Data: s.Data}
	if d, ok := c.plain(ref, s.Dict).(Dict); ok {
		out.Dict = d
	}
	if c.metadata || s.Dict["Type"] != Name("Metadata") {
		out.sealed = &sealed{c, ref}
	}
	return out
}

// plain decrypts the strings in an object.
func (c *cryptography) plain(ref Ref, o Object) Object {
	switch o := o.(type) {
	case String:
		return String(c.undo(c.strings, ref, []byte(o)))
	case Array:
		for i, e := range o {
			o[i] = c.plain(ref, e)
		}
	case Dict:
		contents := o["Contents"]
		for _, key := range keysOf(o) {
			o[key] = c.plain(ref, o[key])
		}
		if o["ByteRange"] != nil { // a signature stands there as it is (ISO 32000-2, 7.6.2)
			o["Contents"] = contents
		}
	}
	return o
}

func keysOf(d Dict) []Name {
	keys := make([]Name, 0, len(d))
	for key := range maps.Keys(d) {
		keys = append(keys, key)
	}
	return keys
}

// undo decrypts one string or stream (ISO 32000-1, algorithm 1; ISO 32000-2, algorithm 1.A). What is no encryption is nothing.
func (c *cryptography) undo(m method, ref Ref, data []byte) []byte {
	if m == methodNone {
		return data
	}
	key := c.key
	if m != methodAES256 {
		salted := append(bytes.Clone(c.key), byte(ref.Number), byte(ref.Number>>8), byte(ref.Number>>16), byte(ref.Generation), byte(ref.Generation>>8))
		if m == methodAES {
			salted = append(salted, "sAlT"...)
		}
		sum := md5.Sum(salted)
		key = sum[:min(len(c.key)+5, 16)]
	}
	if m == methodRC4 {
		return rc4ed(key, data)
	}
	block, err := aes.NewCipher(key)
	if err != nil || len(data) < 2*aes.BlockSize || len(data)%aes.BlockSize != 0 {
		return nil
	}
	out := make([]byte, len(data)-aes.BlockSize)
	cipher.NewCBCDecrypter(block, data[:aes.BlockSize]).CryptBlocks(out, data[aes.BlockSize:])
	n := int(out[len(out)-1])
	if n == 0 || n > aes.BlockSize {
		return nil
	}
	return out[:len(out)-n]
}

// sealed is how the data of a stream are to be decrypted.
type sealed struct {
	by  *cryptography
	ref Ref
}
