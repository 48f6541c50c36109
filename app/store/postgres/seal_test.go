package postgres

import (
	"bytes"
	"encoding/hex"
	"testing"
)

func newTestSealer(t testing.TB, space string, fill byte) *sealer {
	t.Helper()
	s, err := newSealer(space, bytes.Repeat([]byte{fill}, KeySize))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestKeysOfAnotherLengthAreRefused(t *testing.T) {
	for _, key := range [][]byte{nil, make([]byte, KeySize-1), make([]byte, KeySize+1)} {
		if _, err := newSealer("sales", key); err == nil {
			t.Errorf("a key of %d bytes was taken", len(key))
		}
	}
}

// What is sealed opens in its own place, under its own key, and nowhere else.
func TestASealHoldsInItsPlaceOnly(t *testing.T) {
	s := newTestSealer(t, "sales", 1)
	here := place{s.name("dossier", "one"), 3, 'b'}
	sealed := s.seal([16]byte{1}, here, []byte("content"))
	if plain, err := s.open(here, sealed); err != nil || string(plain) != "content" {
		t.Fatalf("%q %v", plain, err)
	}
	for what, p := range map[string]place{
		"another record": {s.name("dossier", "two"), 3, 'b'}, "another kind": {s.name("notice", "one"), 3, 'b'},
		"another version": {here.name, 2, 'b'}, "a head": {here.name, 3, 'h'},
	} {
		if _, err := s.open(p, sealed); err == nil {
			t.Errorf("it opens as %s", what)
		}
	}
	for what, other := range map[string]*sealer{"another space": newTestSealer(t, "legal", 1), "another key": newTestSealer(t, "sales", 2)} {
		if _, err := other.open(here, sealed); err == nil {
			t.Errorf("it opens in %s", what)
		}
	}
	for i := range sealed {
		broken := bytes.Clone(sealed)
		broken[i] ^= 1
		if _, err := s.open(here, broken); err == nil {
			t.Errorf("it opens with byte %d changed", i)
		}
		if _, err := s.open(here, sealed[:i]); err == nil {
			t.Errorf("it opens when cut at byte %d", i)
		}
	}
}

// The same act is the same bytes, so that a retry is known; anything else has another nonce.
func TestANonceIsOfTheActAndTheContent(t *testing.T) {
	s := newTestSealer(t, "sales", 1)
	here := place{s.name("dossier", "one"), 3, 'b'}
	sealed := s.seal([16]byte{1}, here, []byte("content"))
	if !bytes.Equal(sealed, s.seal([16]byte{1}, here, []byte("content"))) {
		t.Error("the same act twice is not the same")
	}
	for what, other := range map[string][]byte{
		"act":     s.seal([16]byte{2}, here, []byte("content")),
		"content": s.seal([16]byte{1}, here, []byte("contenu")),
		"version": s.seal([16]byte{1}, place{here.name, 4, 'b'}, []byte("content")),
		"part":    s.seal([16]byte{1}, place{here.name, 3, 'h'}, []byte("content")),
	} {
		if bytes.Equal(sealed[1:13], other[1:13]) {
			t.Errorf("another %s has the same nonce", what)
		}
	}
}

// A form that is kept for years must stay readable: these bytes are of the first program.
func TestTheFormatStaysReadable(t *testing.T) {
	s := newTestSealer(t, "sales", 7)
	here := place{s.name("dossier", "example"), 1, 'b'}
	got := s.seal([16]byte{1, 2, 3}, here, []byte(`{"format":"verwoord/dossier/2"}`))
	checkGolden(t, "sealed", got)
	checkGolden(t, "name", here.name)
	checkGolden(t, "tag", s.tag("client", "example"))
}

// goldens were written by the first program that sealed this way.
var goldens = map[string]string{
	"sealed": "01260c0ab3e9b2564afd3e4ee999b35bb46b5901736130c2083621b6d4767e32e6cb8c223e47b37aabe7c97616c11bd1636d292d4138eaf5df750f0d",
	"name":   "9af780d3ce86872d630bfc3cf987095bbc02c4b02e5b2b510a4695552e1a048a",
	"tag":    "00e52b81f66d06756b48f444516ab82d",
}

func checkGolden(t *testing.T, name string, got []byte) {
	t.Helper()
	if hex.EncodeToString(got) != goldens[name] {
		t.Errorf("%s is %x, not %s", name, got, goldens[name])
	}
}
