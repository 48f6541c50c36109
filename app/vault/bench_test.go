package vault_test

import (
	"crypto/rand"
	"fmt"
	"testing"

	store "verwoord/app/vault"
)

// A dossier with a long table of sub-processors is about 20 KB.
func dossier20K(version int) store.Record {
	data := make([]byte, 20<<10)
	rand.Read(data)
	return store.Record{Kind: store.Dossier, ID: "zorggroep-de-linde", Version: version, Data: data}
}

func BenchmarkPut(b *testing.B) {
	for name, backend := range backends(b) {
		b.Run(name, func(b *testing.B) {
			s := benchStore(b, backend)
			r, _ := s.Get(store.Dossier, "zorggroep-de-linde")
			version := r.Version
			records := make([]store.Record, 16)
			for i := range records {
				records[i] = dossier20K(0)
			}
			b.ResetTimer()
			for i := range b.N {
				r := records[i%len(records)]
				r.Version = version
				kept, err := s.Put(r)
				if err != nil {
					b.Fatal(err)
				}
				version = kept.Version
			}
		})
	}
}

func BenchmarkGet(b *testing.B) {
	for name, backend := range backends(b) {
		b.Run(name, func(b *testing.B) {
			s := benchStore(b, backend)
			put(b, s, dossier20K(0))
			b.ResetTimer()
			for b.Loop() {
				if _, err := s.Get(store.Dossier, "zorggroep-de-linde"); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The overview of five hundred clients.
func BenchmarkList500(b *testing.B) {
	for name, backend := range backends(b) {
		b.Run(name, func(b *testing.B) {
			s := benchStore(b, backend)
			for i := range 500 {
				r := dossier20K(0)
				r.ID = fmt.Sprintf("client-%d", i)
				put(b, s, r)
			}
			b.ResetTimer()
			for b.Loop() {
				if list, err := s.List(store.Dossier); err != nil || len(list) != 500 {
					b.Fatal(len(list), err)
				}
			}
		})
	}
}

// Opening with a passphrase is slow on purpose.
func BenchmarkOpenPassphrase(b *testing.B) {
	var m store.Memory
	k := store.Key{Passphrase: passphrase}
	if _, err := store.Create(&m, world(), k); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := store.Open(&m, world(), k); err != nil {
			b.Fatal(err)
		}
	}
}

func benchStore(b *testing.B, backend store.Backend) *store.Store {
	b.Helper()
	s, err := store.Create(backend, world(), key)
	if err == nil {
		return s
	}
	if s, err = store.Open(backend, world(), key); err != nil {
		b.Fatal(err)
	}
	for _, kind := range []store.Kind{store.Dossier} {
		list, err := s.List(kind)
		if err != nil {
			b.Fatal(err)
		}
		for _, r := range list {
			if err := s.Delete(kind, r.ID, r.Version); err != nil {
				b.Fatal(err)
			}
		}
	}
	return s
}
