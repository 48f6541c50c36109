package store_test

import (
	"bytes"
	"errors"
	"testing"

	"verwoord/app/store"
)

func opens(t *testing.T, b store.Backend, k store.Key, want error) *store.Sealed {
	t.Helper()
	s, err := store.Open(ctx, b, world(), k)
	if !errors.Is(err, want) {
		t.Fatalf("Open: %v, want %v", err, want)
	}
	if err != nil {
		return nil
	}
	if n := readable(t, s); n != len(records) {
		t.Errorf("%d of %d records can be read", n, len(records))
	}
	return s
}

func TestKeys(t *testing.T) {
	phrase := store.Key{Passphrase: passphrase}
	if _, err := store.Open(ctx, new(store.Memory), world(), phrase); !errors.Is(err, store.ErrEmpty) {
		t.Errorf("Open of nothing: %v", err)
	}
	if _, err := store.Create(ctx, new(store.Memory), world(), store.Key{}); err == nil {
		t.Error("Create without a key")
	}
	b := filled(t)
	s := opens(t, b, key, nil)
	for name, k := range map[string]store.Key{"a wrong secret": numbered(1), "a passphrase": phrase, "nothing": {}} {
		t.Run(name, func(t *testing.T) { opens(t, b, k, store.ErrKey) })
	}
	if _, err := store.Create(ctx, b, world(), key); !errors.Is(err, store.ErrExists) {
		t.Errorf("Create again: %v", err)
	}
	if yes, err := store.ByPassphrase(ctx, b); yes || err != nil {
		t.Errorf("by passphrase: %v, %v", yes, err)
	}
	before, sealed := places(t, b)
	if err := s.Rekey(ctx, numbered(1), numbered(2)); !errors.Is(err, store.ErrKey) {
		t.Errorf("Rekey with a wrong key: %v", err)
	}
	opens(t, b, key, nil)
	// Both a passphrase and the keyring; the records are not sealed anew.
	if err := s.Rekey(ctx, key, numbered(1), phrase); err != nil {
		t.Fatal(err)
	}
	_, now := places(t, b)
	for _, p := range before {
		if p.bucket != "meta" && !bytes.Equal(sealed[p], now[p]) {
			t.Errorf("%v was written again", p)
		}
	}
	opens(t, b, key, store.ErrKey)
	opens(t, b, numbered(1), nil)
	opens(t, b, phrase, nil)
	if yes, err := store.ByPassphrase(ctx, b); !yes || err != nil {
		t.Errorf("by passphrase: %v, %v", yes, err)
	}
	whole(t, s)
}

// After Rotate everything is as it was, under other keys; what an earlier key could open it opens nowhere any more.
func TestRotate(t *testing.T) {
	for name, backend := range backends {
		t.Run(name, func(t *testing.T) {
			b := backend(t)()
			original := filled(t)
			_, values := places(t, original)
			overwrite(t, b, values)
			s, elsewhere := opens(t, b, key, nil), opens(t, b, key, nil)
			mark, err := s.Mark(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if err := s.Rotate(ctx, numbered(8), numbered(9)); !errors.Is(err, store.ErrKey) {
				t.Fatalf("Rotate with a wrong key: %v", err)
			}
			if err := s.Rotate(ctx, key, numbered(9)); err != nil {
				t.Fatal(err)
			}
			whole(t, s)
			if n := readable(t, s); n != len(records) {
				t.Errorf("%d of %d records can be read", n, len(records))
			}
			if err := s.After(ctx, mark); err != nil {
				t.Errorf("the mark from before: %v", err)
			}
			if _, err := elsewhere.Get(ctx, ref(store.Dossier, "linde")); !errors.Is(err, store.ErrRotated) || !elsewhere.Stale() {
				t.Errorf("another program reads on: %v", err)
			}
			if _, err := elsewhere.Put(ctx, store.By{Op: store.Op{1}}, change(store.Dossier, "linde", 2, "three")); !errors.Is(err, store.ErrRotated) {
				t.Errorf("another program writes on: %v", err)
			}
			opens(t, b, key, store.ErrKey)
			whole(t, opens(t, b, numbered(9), nil))
			nothingLeft(t, b, values)
			// The earlier key file put back opens nothing.
			overwrite(t, b, map[place][]byte{{"meta", "keys"}: values[place{"meta", "keys"}]})
			if s, err := store.Open(ctx, b, world(), key); err == nil {
				t.Errorf("the earlier key file opens it; %d records can be read", readable(t, s))
			}
		})
	}
}

// nothingLeft tells whether anything is still sealed as it was.
func nothingLeft(t *testing.T, b store.Backend, before map[place][]byte) {
	t.Helper()
	err := b.View(ctx, func(tx store.Tx) error {
		for p, v := range before {
			now, err := tx.Get(p.bucket, p.key)
			if err != nil {
				return err
			}
			if p.bucket != "spaces" && now != nil && bytes.Equal(now, v) {
				t.Errorf("%v is still there", p)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What is damaged cannot be sealed anew: the store stays as it is.
func TestRotateDamaged(t *testing.T) {
	b := filled(t)
	_, values := places(t, b)
	for p, v := range values {
		if p.bucket == "legal.data" {
			overwrite(t, b, map[place][]byte{p: v[:30]})
		}
	}
	s := open(t, b)
	_, before := places(t, b)
	var corrupt *store.CorruptError
	if err := s.Rotate(ctx, key, numbered(9)); !errors.As(err, &corrupt) || corrupt.ID != "organisation" {
		t.Errorf("Rotate: %v", err)
	}
	_, after := places(t, b)
	if len(before) != len(after) {
		t.Errorf("%d items before, %d after", len(before), len(after))
	}
	for p, v := range before {
		if !bytes.Equal(v, after[p]) {
			t.Errorf("%v was changed", p)
		}
	}
	if n := readable(t, open(t, b)); n != len(records)-1 {
		t.Errorf("%d records can be read", n)
	}
}
