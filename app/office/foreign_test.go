package office

import (
	"context"
	"errors"
	"testing"
	"time"

	"verwoord/app/engine"
	"verwoord/app/pdf/cos/costest"
	"verwoord/app/sign/verify"
	"verwoord/app/store"
)

// foreign is everything that reads a file from elsewhere: what is dropped on the window, checked, reviewed, continued from, or taken over. What
// signs one is in package engine. It tells whether the file was called good.
func foreign(t *testing.T, o *Office) map[string]func(ctx context.Context, data []byte) (good bool, err error) {
	return map[string]func(context.Context, []byte) (bool, error){
		"drop": func(ctx context.Context, data []byte) (bool, error) {
			_, err := InFile(ctx, o.engine, data)
			return false, err
		},
		"check": func(ctx context.Context, data []byte) (bool, error) {
			r, err := o.Verify(ctx, data, func(time.Time) string { return "" })
			return err == nil && r.Headline.Mark == string(verify.Good), err
		},
		"review": func(ctx context.Context, data []byte) (bool, error) {
			r, err := o.ReviewFile(ctx, data, "nl")
			return r != nil, err
		},
		"continue": func(ctx context.Context, data []byte) (bool, error) {
			_, err := o.ContinueFrom(ctx, o.act(t), File{Name: "x", Data: data}, nil)
			return err == nil, err
		},
		"organisation": func(ctx context.Context, data []byte) (bool, error) {
			_, _, err := o.ImportOrganisation(ctx, o.act(t), File{Name: "x", Data: data})
			return err == nil, err
		},
		"backup": func(ctx context.Context, data []byte) (bool, error) {
			_, err := o.RestoreBackup(ctx, o.act(t), data, "a passphrase", nil)
			return err == nil, err
		},
		"identity": func(ctx context.Context, data []byte) (bool, error) {
			_, err := o.ImportIdentity(ctx, o.act(t), data, "a passphrase")
			return err == nil, err
		},
		"issuer": func(ctx context.Context, data []byte) (bool, error) {
			_, err := o.Trust(ctx, o.act(t), File{Name: "x", Data: data})
			return err == nil, err
		},
	}
}

// TestForeign: nothing that reads a file from elsewhere takes long over one that was made for that, or takes it for good.
func TestForeign(t *testing.T) {
	o, _ := newOffice(t, &store.Memory{})
	for _, b := range costest.Bombs(20_000) {
		for name, read := range foreign(t, o) {
			if good, _ := read(t.Context(), b.Data); good {
				t.Errorf("%s: %s is taken for good", name, b.Name)
			}
		}
	}
}

// TestForeignCancelled: what reads a PDF from elsewhere ends when nobody waits any more.
func TestForeignCancelled(t *testing.T) {
	o, _ := newOffice(t, &store.Memory{})
	open, err := o.NewClient(t.Context(), o.act(t), true)
	if err != nil {
		t.Fatal(err)
	}
	made, err := o.Make(t.Context(), o.act(t), open.ID, Request{Document: engine.Agreement})
	if err != nil {
		t.Fatal(err)
	}
	file, err := o.Document(t.Context(), made.Document.ID)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	ways := foreign(t, o)
	for _, name := range []string{"drop", "check", "review", "continue"} {
		if _, err := ways[name](ctx, file.Data); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
