package dossier

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/txtar"

	"verwoord/app/record"
)

type decodeCase struct {
	name string
	data []byte
	want string
}

const decodeFile = "testdata/decode.txtar"

// decodeCases are the pairs "name" and "name: problems" of decode.txtar, and what a text file cannot hold.
func decodeCases(t testing.TB) []decodeCase {
	t.Helper()
	a, err := txtar.ParseFile(decodeFile)
	if err != nil {
		t.Fatal(err)
	}
	var out []decodeCase
	for i := 0; i+1 < len(a.Files); i += 2 {
		out = append(out, decodeCase{a.Files[i].Name, bytes.TrimSuffix(a.Files[i].Data, []byte("\n")), string(a.Files[i+1].Data)})
	}
	head := `{"schema":"verwoord/dossier/2","id":"`
	return append(out,
		decodeCase{"a file in Windows-1252", []byte(head + "caf\xe9\"}"), "1:41 json-encoding \n"},
		decodeCase{"too deep", []byte(strings.Repeat("[", 40)), "1:33 json-deep \n"},
		decodeCase{"too many", []byte("[" + strings.Repeat("0,", 250_000) + "0]"), "1:500001 json-many \n"},
		decodeCase{"too large", bytes.Repeat([]byte(" "), 8<<20+1), "1:1 json-large \n"},
		decodeCase{"byte order mark", []byte("\ufeff" + head + `x"}`), ""},
		decodeCase{"what a shell of Windows writes", utf16File(head+`x"}`, binary.LittleEndian), ""},
		decodeCase{"UTF-16, the other way round", utf16File(head+`é"}`, binary.BigEndian), ""},
		decodeCase{"half a unit of UTF-16", append(utf16File(head, binary.LittleEndian), '"'), "1:1 json-encoding \n"},
		decodeCase{"a picture", []byte("\x89PNG\r\n\x1a\n"), "1:1 json-binary \n"},
		decodeCase{"a document of Office", []byte("PK\x03\x04\x14\x00"), "1:1 json-binary \n"},
		decodeCase{"nothing", nil, "1:1 json-empty \n"},
	)
}

func utf16File(text string, order binary.AppendByteOrder) []byte {
	out := order.AppendUint16(nil, 0xFEFF)
	for _, unit := range utf16.Encode([]rune(text)) {
		out = order.AppendUint16(out, unit)
	}
	return out
}

func outcome(ps record.Problems) string {
	var b strings.Builder
	for _, p := range ps {
		fmt.Fprintf(&b, "%d:%d %s %s\n", p.Line, p.Column, p.Code, p.Path)
	}
	return b.String()
}

func TestDecode(t *testing.T) {
	cases := decodeCases(t)
	for _, c := range cases {
		d, ps := Decode(c.data)
		if got := outcome(ps); got != c.want && !*update {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, got, c.want)
		}
		if (d == nil) != (len(ps) > 0) {
			t.Errorf("%s: dossier %v with %d problems", c.name, d, len(ps))
		}
	}
	if *update {
		a, err := txtar.ParseFile(decodeFile)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(a.Files); i += 2 {
			_, ps := Decode(bytes.TrimSuffix(a.Files[i].Data, []byte("\n")))
			a.Files[i+1].Data = []byte(outcome(ps))
		}
		if err := os.WriteFile(decodeFile, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// However much is wrong, no more is told than someone can read.
func TestDecodeStops(t *testing.T) {
	var b strings.Builder
	b.WriteString(`{"schema":"verwoord/dossier/2"`)
	for i := range 5000 {
		fmt.Fprintf(&b, `,"k%d":{"a":[1,{"b":null}]}`, i)
	}
	b.WriteString("}")
	if _, ps := Decode([]byte(b.String())); len(ps) != 100 {
		t.Errorf("%d problems, want %d", len(ps), 100)
	}
}

// What was decoded and encoded reads back the same; the second writing has the same bytes as the first.
func roundTrip(t *testing.T, data []byte) {
	d, ps := Decode(data)
	if d == nil {
		if !ps.Errors() {
			t.Error("refused without an error")
		}
		for _, p := range ps {
			if p.Line < 1 || p.Column < 1 {
				t.Errorf("%s has no place", p.Code)
			}
		}
		return
	}
	first := d.Encode()
	again, ps := Decode(first)
	if again == nil {
		t.Fatalf("%v refuses %s", ps, first)
	}
	if !reflect.DeepEqual(again, d) {
		t.Errorf("%+v became %+v", d, again)
	}
	if !bytes.Equal(again.Encode(), first) {
		t.Errorf("encoded twice: %s and %s", first, again.Encode())
	}
}

func FuzzDecode(f *testing.F) {
	f.Add(example(f).Encode())
	for _, c := range decodeCases(f) {
		if len(c.data) < 10000 {
			f.Add(c.data)
		}
	}
	f.Fuzz(roundTrip)
}

func BenchmarkDecode(b *testing.B) {
	data := example(b).Encode()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if _, ps := Decode(data); len(ps) > 0 {
			b.Fatal(ps)
		}
	}
}
