package office

import (
	"bytes"
	"encoding/pem"
	"errors"
	"fmt"
	"testing"
	"time"

	"verwoord/app/sign/testpki"
	"verwoord/app/store"
)

// TestTrust: a file may hold several issuers, as a country publishes them. All are added or none, and each once.
func TestTrust(t *testing.T) {
	o, _ := newOffice(t, &store.Memory{})
	ctx := t.Context()
	p := testpki.New("http://pki.example.com", time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC))
	block := func(der []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}) }
	root, other := p.Root.Certificate.Raw, p.Signer("J. Jansen", testpki.Key("jansen")).Certificate.Raw
	two := fmt.Appendf(nil, "# NL\n%s# NL\n%s", block(root), block(other))
	for _, c := range []struct {
		name, code string
		data       []byte
		want       int // issuers afterwards
	}{
		{"one", "", root, 1},
		{"the same", "", block(root), 1},
		{"two, one of them there", "", two, 2},
		{"one that cannot be read among them", "no-certificate", append(block(other), block([]byte("x"))...), 2},
		{"nothing", "no-certificate", nil, 2},
		{"a list", "many-certificates", bytes.Repeat(block(root), mostTrusted+1), 2},
	} {
		_, err := o.Trust(ctx, o.act(t), File{Name: c.name, Data: c.data})
		var refusal *Refusal
		if errors.As(err, &refusal); c.code == "" && err != nil || c.code != "" && (refusal == nil || refusal.Code != c.code) {
			t.Errorf("%s: %v, want %q", c.name, err, c.code)
		}
		settings, err := o.Settings(ctx)
		if err != nil || len(settings.Trusted) != c.want || len(settings.roots()) != c.want {
			t.Errorf("%s: %d issuers, want %d (%v)", c.name, len(settings.Trusted), c.want, err)
		}
	}
}
