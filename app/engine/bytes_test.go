package engine

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"strings"
	"testing"

	"verwoord/app/pdf/cos"
)

// The same request gives the same bytes on every machine, whatever its processor and system: build/same-bytes.sh runs this on some.
//
// Of every document there are two hashes: of its objects, their streams unpacked, and of the file. When only the file is another, what
// compresses it has changed and no document has.
func TestGoldenBytes(t *testing.T) {
	e := engine(t)
	var out strings.Builder
	for _, c := range []struct {
		name string
		Request
	}{
		{"agreement in Dutch", Request{Dossier: e.Example("dossier"), Lang: "nl"}},
		{"agreement in English", Request{Dossier: e.Example("dossier"), Lang: "en"}},
		{"agreement with 200 sub-processors", Request{Dossier: rows(t, e, 200), Lang: "nl"}},
	} {
		c.Document, c.Date = Agreement, today
		made, problems, err := e.Make(context.Background(), c.Request)
		if err != nil || made == nil {
			t.Fatal(err, problems)
		}
		if made.Pages.Len() < 10 && len(made.Data) > 90_000 { // what goes by e-mail and is kept for years stays small
			t.Errorf("%s: %d bytes", c.name, len(made.Data))
		}
		fmt.Fprintf(&out, "%s\n  pages   %d\n  objects %x\n  file    %x\n", c.name, made.Pages.Len(), objects(t, made.Data), sha256.Sum256(made.Data))
	}
	const golden = "testdata/bytes.txt"
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("%s differs; -update writes it anew:\n%s", golden, out.String())
	}
}

// objects is the hash of all objects of a file, as they are before they are compressed.
func objects(t *testing.T, file []byte) []byte {
	t.Helper()
	f, err := cos.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	hash := sha256.New()
	for _, number := range f.Numbers() {
		object := f.Get(cos.Ref{Number: number})
		stream, ok := object.(*cos.Stream)
		if !ok {
			fmt.Fprintf(hash, "%d %s\n", number, cos.Append(nil, object))
			continue
		}
		if kind := stream.Dict["Type"]; kind == cos.Name("ObjStm") || kind == cos.Name("XRef") {
			continue // holds other objects
		}
		data, err := f.StreamData(stream)
		if err != nil {
			t.Fatal(err)
		}
		dict := maps.Clone(stream.Dict)
		delete(dict, "Length")
		fmt.Fprintf(hash, "%d %s\n%s\n", number, cos.Append(nil, dict), data)
	}
	return hash.Sum(nil)
}
