package desk_test

import (
	"bytes"
	"context"
	"crypto"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"
	"time"

	"verwoord/app/desk"
	"verwoord/app/sign/testpki"
	"verwoord/app/store"
)

// machine is a host of which everything is known: each look at the clock takes a second, and randomness repeats.
type machine struct {
	now     time.Time
	backend *store.Memory
	rand    io.Reader
	secret  []byte
	saving  func() // what happens elsewhere just before a key is kept
	aside   []*store.Memory
	saved   []desk.File
	refuse  error // what saving a file fails with
	picked  desk.File
	kept    []string // what the other windows were told
	logged  []string
	lang    string

	authority *testpki.PKI // who time-stamps; nil when that cannot be
	away      bool         // the authority does not answer
	mark      store.Mark
}

func newMachine() *machine {
	return &machine{
		now: time.Date(2026, 11, 22, 14, 2, 0, 0, time.FixedZone("", 3600)), backend: &store.Memory{}, rand: rand.NewChaCha8([32]byte{1}), lang: "nl-NL",
	}
}

func (m *machine) Now() time.Time {
	m.now = m.now.Add(time.Second)
	return m.now
}

func (m *machine) Emit(_ string, data any) {
	if k, ok := data.(desk.Kept); ok {
		m.kept = append(m.kept, fmt.Sprintf("%s %s %d", k.Kind, k.Client, k.Version))
	}
}

func (m *machine) Rand() io.Reader      { return m.rand }
func (m *machine) Language() string     { return m.lang }
func (m *machine) SetLanguage(l string) { m.lang = l }
func (m *machine) Unsaved(bool)         {}
func (m *machine) Can() desk.Can        { return desk.Can{Dialogs: true, Timestamps: m.authority != nil} }
func (m *machine) Log(text string)      { m.logged = append(m.logged, text) }
func (m *machine) Waiting() []desk.File { return nil }

func (m *machine) Save(_ context.Context, f desk.File) (string, error) {
	if m.refuse != nil {
		return "", m.refuse
	}
	m.saved = append(m.saved, f)
	return f.Name, nil
}

func (m *machine) Pick(context.Context, string) (desk.File, error) { return m.picked, nil }
func (m *machine) Hand(context.Context, desk.File) error           { return errors.New("no mail program") }
func (m *machine) Backend() (store.Backend, error)                 { return m.backend, nil }

func (m *machine) LoadSecret() (store.Key, bool, error) {
	if m.secret == nil {
		return store.Key{}, false, store.ErrNoSecret
	}
	return store.Key{Secret: m.secret}, false, nil
}

func (m *machine) SaveSecret(k store.Key) (store.Key, bool, error) {
	if saving := m.saving; saving != nil {
		m.saving = nil
		saving()
	}
	if m.secret == nil {
		m.secret = bytes.Clone(k.Secret)
	}
	return store.Key{Secret: m.secret}, false, nil
}

func (m *machine) Vacate() error {
	m.aside = append(m.aside, m.backend)
	m.backend, m.mark = &store.Memory{}, nil
	return nil
}

func (m *machine) Derive() func(crypto.Hash, string, []byte, int, int) ([]byte, error) { return nil }

func (m *machine) LoadMark() (store.Mark, error)  { return m.mark, nil }
func (m *machine) SaveMark(mark store.Mark) error { m.mark = mark; return nil }

func (m *machine) DropSecret() error {
	m.secret = nil
	return nil
}

func (m *machine) Timestamp(ctx context.Context, _ string, request []byte) ([]byte, error) {
	if m.authority == nil || m.away {
		return nil, errors.New("no network")
	}
	return m.authority.Timestamp(ctx, request)
}

func (m *machine) Fetch(ctx context.Context, _, url string, body []byte) ([]byte, error) {
	if m.authority == nil || m.away {
		return nil, errors.New("no network")
	}
	return m.authority.Fetch(ctx, url, body)
}

// started is a desk at work on a new machine.
func started(t testing.TB) (*desk.Desk, *machine) {
	t.Helper()
	m := newMachine()
	d := desk.New(m)
	if _, err := d.Start(); err != nil {
		t.Fatal(err)
	}
	return d, m
}

// good ends the test when something that must go well does not.
func good[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// refused checks the code of an error, and that it tells a person something.
func refused(t testing.TB, err error, code string) {
	t.Helper()
	var e *desk.Error
	if !errors.As(err, &e) || e.Code != code {
		t.Fatalf("got error %v, want code %q", err, code)
	}
	var crossed desk.Error
	if err := json.Unmarshal([]byte(err.Error()), &crossed); err != nil || crossed.Message == "" || crossed.Message == "desk."+code {
		t.Errorf("error %s says nothing", err)
	}
}

func decode(t testing.TB, f desk.File) []byte {
	t.Helper()
	return good(base64.StdEncoding.DecodeString(f.Data))(t)
}
