package sign

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"verwoord/app/pdf/cos/costest"
	"verwoord/app/sign/signtest"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

// refusals are the files of the law that are not signed, and why. Every other one is.
var refusals = map[string]string{
	"app/pdf/cos/testdata/encrypted": "encrypted", "app/sign/verify/testdata/outside/encrypted-aes-256.pdf": "encrypted",
	"app/sign/verify/testdata/outside/encrypted-rc4-128.pdf": "encrypted",
	"app/pdf/cos/testdata/bombs":                             "damaged", "doubtful": "damaged", "app/pdf/cos/testdata/bombs/slow-random-damage.pdf": "doubtful", // which is signed
}

// TestLaw: sign takes every file that is sound, in a field that it has and in one that is made, and makes none that verify refuses. The files are
// all that the repository has and those that its tests make: as we write, as others do, hybrid, with streams, signed before, and damaged.
func TestLaw(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	signed, refused := 0, 0
	for name, file := range everyFile(t, p) {
		for _, r := range []Request{{}, {Field: "another"}, {Field: "more", Level: BLTA}} {
			r.Services = services(p)
			code := lawful(t, name, file, id, r)
			want, named := refusals[name]
			if !named {
				want = refusals[filepath.ToSlash(filepath.Dir(name))]
			}
			switch {
			case code == "":
				signed++
			default:
				refused++
			}
			if code != want && !strings.HasPrefix(name, "bomb/") {
				t.Errorf("%s: refused as %q, want %q", name, code, want)
			}
		}
	}
	if t.Logf("%d signed, %d refused", signed, refused); signed < 60 || refused < 100 {
		t.Errorf("%d signed, %d refused: files are missing", signed, refused)
	}
}

// lawful signs a file, holds what comes of it against the law, and gives the code of a refusal.
func lawful(t *testing.T, name string, file []byte, id *Identity, r Request) string {
	t.Helper()
	o := verify.Options{Now: moment}
	out, err := signBytes(context.Background(), file, id, r)
	refused := ""
	if err == nil {
		err = signtest.Signed(file, out.File, o)
	} else if refused = code(err); refused != "" {
		err = signtest.Refused(file, refused, o)
	}
	if err != nil {
		t.Errorf("%s, field %q: %v", name, r.Field, err)
	}
	return refused
}

// everyFile is what the law is over, by name.
func everyFile(t *testing.T, p *testpki.PKI) map[string][]byte {
	all := map[string][]byte{}
	err := filepath.WalkDir("../..", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "out" || entry.Name() == ".git"):
			return fs.SkipDir
		case entry.IsDir() || filepath.Ext(name) != ".pdf" || !strings.Contains(name, "testdata"):
			return nil
		}
		data, err := os.ReadFile(name)
		all[strings.TrimPrefix(filepath.ToSlash(name), "../../")] = data
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatal("no files", err)
	}
	for name, data := range foreign() {
		all["foreign/"+name] = data
	}
	for name, data := range doubtful() {
		all["doubtful/"+name] = data
	}
	for _, b := range costest.Bombs(2000) {
		all["bomb/"+b.Name] = b.Data
	}
	mallory := identity(p.Signer("M. Mallory", testpki.Key("mallory")))
	for name, data := range map[string][]byte{"table": written(true), "streams": built()} {
		all["signed/"+name] = mustSign(t, data, mallory, Request{Services: services(p)})
		all["archived/"+name] = mustSign(t, data, mallory, Request{Level: BLTA, Services: services(p)})
	}
	return all
}
