package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	mathrand "math/rand/v2"
	"strings"
	"testing"
)

func testSealer() sealer { return newSealer(bytes.Repeat([]byte{1}, keySize), rand.Reader, format2) }

// What was sealed opens where it was sealed, and nowhere else.
func TestSealBindsThePlace(t *testing.T) {
	s := testSealer()
	sealed, err := s.seal("dossier", "name", 3, []byte("plain"))
	if err != nil {
		t.Fatal(err)
	}
	plain, version, err := s.open("dossier", "name", sealed)
	if err != nil || string(plain) != "plain" || version != 3 {
		t.Errorf("open: %s, version %d, %v", plain, version, err)
	}
	other := newSealer(bytes.Repeat([]byte{2}, keySize), rand.Reader, format2)
	for what, err := range map[string]error{
		"another bucket": third(s.open("document", "name", sealed)),
		"another key":    third(s.open("dossier", "nama", sealed)),
		"a shifted name": third(s.open("dossiern", "ame", sealed)),
		"another store":  third(other.open("dossier", "name", sealed)),
	} {
		if err != errSeal {
			t.Errorf("%s: %v", what, err)
		}
	}
	again, err := s.seal("dossier", "name", 3, []byte("plain"))
	if err != nil || bytes.Equal(sealed, again) {
		t.Error("the same nonce was used twice")
	}
}

func third(_ []byte, _ uint64, err error) error { return err }

func TestNames(t *testing.T) {
	s := testSealer()
	seen := map[string]bool{}
	for _, id := range []string{"a", "b", "zorggroep-de-linde", "Müller & Zn", strings.Repeat("x", maxID)} {
		for _, bucket := range []string{"dossier", "document"} {
			name := s.name(bucket, id)
			if seen[name] {
				t.Errorf("%s %s has the name of another", bucket, id)
			}
			seen[name] = true
			if again := s.name(bucket, id); again != name {
				t.Errorf("%s %s has two names", bucket, id)
			}
			if got, err := s.openName(bucket, name); err != nil || got != id {
				t.Errorf("%s came back as %q, %v", id, got, err)
			}
			if _, err := s.openName("audit", name); err == nil {
				t.Errorf("%s %s passes for an entry of another bucket", bucket, id)
			}
		}
	}
}

// No bytes but those that we sealed open, whatever they look like; and no bytes make the decoder fail otherwise than by an error.
func FuzzOpenSealed(f *testing.F) {
	// Every fuzzing process has to seal the same, to know what is ours.
	s := newSealer(bytes.Repeat([]byte{1}, keySize), mathrand.NewChaCha8([32]byte{}), format2)
	ours := map[string]bool{}
	for _, plain := range []string{"", "x", `{"id":"zorggroep-de-linde"}`} {
		sealed, err := s.seal("dossier", "name", 1, []byte(plain))
		if err != nil {
			f.Fatal(err)
		}
		ours[string(sealed)] = true
		f.Add(sealed)
		f.Add(sealed[:len(sealed)-1])
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		plain, _, err := s.open("dossier", "name", b)
		if err == nil && !ours[string(b)] {
			t.Errorf("% x opened to %q", b, plain)
		}
		s.openName("dossier", string(b))
	})
}

// What is inside a seal is our own writing; still, no content of the first format makes the decoder fail otherwise than by an error.
func FuzzDecodeOld(f *testing.F) {
	o := &old{seal: testSealer()}
	f.Add([]byte("\x02{}data"))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01})
	f.Fuzz(func(t *testing.T, plain []byte) {
		sealed, err := o.seal.seal("b", "k", 1, plain)
		if err != nil {
			t.Fatal(err)
		}
		c, err := o.decode("b", "k", 1, sealed)
		if err != nil {
			return
		}
		if size := len(plain) - len(c.meta) - len(c.data); size < 1 || size > binary.MaxVarintLen64 || !bytes.HasSuffix(plain, c.data) {
			t.Errorf("% x holds meta % x and data % x", plain, c.meta, c.data)
		}
	})
}

// No bytes in the place of a leaf of a tree make its decoder fail otherwise than by an error; what it reads it writes the same.
func FuzzDecodeLeaf(f *testing.F) {
	f.Add(make([]byte, entrySize))
	f.Add(make([]byte, entrySize+1))
	f.Fuzz(func(t *testing.T, plain []byte) {
		var l leaf
		if l.decode(plain) == nil && !bytes.Equal(l.encode(), plain) {
			t.Errorf("% x came back as % x", plain, l.encode())
		}
	})
}

//go:embed testdata/format-1.verwoord
var exported []byte

// An exported file of any shape is read or refused; what is read is written the same.
func FuzzLoad(f *testing.F) {
	f.Add(exported[len(exportMagic) : len(exported)-sha256.Size])
	f.Add([]byte("\x04meta\x04keys\x02{}"))
	f.Fuzz(func(t *testing.T, body []byte) {
		file := append([]byte(exportMagic), body...)
		sum := sha256.Sum256(file)
		var m, again Memory
		if m.load(append(file, sum[:]...)) != nil {
			return
		}
		if err := again.load(m.dump()); err != nil || !bytes.Equal(again.dump(), m.dump()) {
			t.Errorf("it came back otherwise: %v", err)
		}
		if _, err := Open(context.Background(), &m, World{}, Key{Secret: make([]byte, keySize)}); err == nil {
			t.Error("a key that was never given opens it")
		}
	})
}
