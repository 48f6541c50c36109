package dossier

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// Every character that a dossier may hold has a glyph in every style of the documents' typeface.
func TestRepertoireHasGlyphs(t *testing.T) {
	files, err := filepath.Glob("../layout/face/fonts/*.ttf")
	if err != nil || len(files) < 3 {
		t.Fatalf("%d font files, %v", len(files), err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		covered := cmap(t, data)
		for r := rune(0); r <= unicode.MaxRune; r++ {
			if Printable(r) && !covered[r] {
				t.Errorf("%s has no U+%04X", filepath.Base(name), r)
			}
		}
	}
}

// cmap returns the characters of a TrueType font's segment table (OpenType, cmap, format 4).
func cmap(t *testing.T, font []byte) map[rune]bool {
	t.Helper()
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(font[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(font[at:])) }
	table := 0
	for i := range u16(4) {
		if record := 12 + 16*i; string(font[record:record+4]) == "cmap" {
			table = u32(record + 8)
		}
	}
	for i := range u16(table + 2) {
		at := table + u32(table+4+8*i+4)
		if u16(at) != 4 {
			continue
		}
		out := map[rune]bool{}
		n := u16(at+6) / 2
		for s := range n {
			end, start := u16(at+14+2*s), u16(at+16+2*n+2*s)
			offset := at + 16 + 6*n + 2*s
			for c := start; c <= end && c != 0xFFFF; c++ {
				if u16(offset) == 0 {
					out[rune(c)] = (c+u16(at+16+4*n+2*s))&0xFFFF != 0
				} else {
					out[rune(c)] = u16(offset+u16(offset)+2*(c-start)) != 0
				}
			}
		}
		return out
	}
	t.Fatal("no format 4 table")
	return nil
}

// Nothing in the repertoire is a control, format, combining or private character, or of a script written from right to left.
func TestRepertoireIsInert(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if Printable(r) && (!unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Zs) || unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Bidi_Control)) {
			t.Errorf("U+%04X", r)
		}
	}
}

// Every text of the types is in the table of fields, and every row of the table is of the types.
func TestFieldsFollowTypes(t *testing.T) {
	seen := map[string]bool{}
	var list func(typ reflect.Type, pattern string)
	list = func(typ reflect.Type, pattern string) {
		switch typ.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			seen[pattern] = true
			list(typ.Elem(), pattern)
		case reflect.Struct:
			for i := range typ.NumField() {
				name := memberName(typ.Field(i))
				list(typ.Field(i).Type, strings.TrimPrefix(pattern+"."+name, "."))
			}
		case reflect.String:
			seen[pattern] = true
			if f, known := fields[pattern]; !known || limits[f.form] == 0 {
				t.Errorf("%s is not in the table", pattern)
			}
		}
	}
	list(reflect.TypeFor[Dossier](), "")
	for pattern := range fields {
		if !seen[pattern] {
			t.Errorf("%s is in the table only", pattern)
		}
	}
}

// What is written for printing needs no more writing, and Check says the same of it.
func TestNormalizedTwice(t *testing.T) {
	d := example(t)
	d.Controller.Name = "  Zorggroep\u00a0De Linde "
	d.Controller.KvK = "1234.5678"
	d.Controller.Address.Postcode = "3511ab"
	d.Controller.BreachContact.Phone = "0031 (0)30 123 45 67"
	d.Subprocessors[0].Locations = []string{"nl", " de"}
	d.Processing.Services[0].Purpose = "\r\nEen\r\nTwee\r\n"
	d.Controller.Signatory.Name = "Zoe\u0308 Wis\u0301niewska"
	once := d.Normalized()
	if once.Controller.KvK != "12345678" || once.Controller.Address.Postcode != "3511 AB" || once.Controller.BreachContact.Phone != "+31301234567" ||
		once.Subprocessors[0].Locations[1] != "DE" || once.Processing.Services[0].Purpose != "Een\nTwee" || once.Controller.Signatory.Name != "Zoë Wiśniewska" {
		t.Errorf("%+v", once)
	}
	if twice := once.Normalized(); !reflect.DeepEqual(twice, once) {
		t.Errorf("%+v became %+v", once, twice)
	}
	if d.Controller.KvK != "1234.5678" || d.Subprocessors[0].Locations[0] != "nl" {
		t.Error("the original changed")
	}
	c, w := catalogue(t), world(t)
	if a, b := d.Check(c, w, "agreement", today), once.Check(c, w, "agreement", today); !reflect.DeepEqual(a, b) || len(a) > 0 {
		t.Errorf("%+v and %+v", a, b)
	}
}

// Check does not panic, says the same twice, tells only codes of the table with exactly their arguments, and repeats neither a citizen
// service number nor a character that does not print.
func FuzzCheck(f *testing.F) {
	f.Add(file(f, "example/dossier.json"), "agreement", today)
	f.Add([]byte(`{"schema":"verwoord/dossier/1","subprocessors":[{"transfers":[{}]}],"notBsn":[{}]}`), "", "")
	c, w := catalogue(f), world(f)
	files, err := filepath.Glob("testdata/check/*.txtar")
	if err != nil || len(files) == 0 {
		f.Fatal("no cases", err)
	}
	for _, one := range caseFiles(f, files) {
		f.Add(one.data, one.document, one.today)
	}
	f.Fuzz(func(t *testing.T, data []byte, document, today string) {
		d, ps := Decode(data)
		if d != nil {
			ps = d.Check(c, w, document, today)
			if again := d.Check(c, w, document, today); !reflect.DeepEqual(again, ps) {
				t.Errorf("%+v and then %+v", ps, again)
			}
		}
		for _, p := range ps {
			lawful(t, p)
		}
	})
}

func lawful(t *testing.T, p Problem) {
	rule, known := codes[p.Code]
	if !known || rule.severity != p.Severity || len(p.Args) != len(rule.args) || len(p.Texts) != len(rule.texts) {
		t.Errorf("%+v is not as the table says", p)
	}
	for _, name := range rule.args {
		value, given := p.Args[name]
		if !given {
			t.Errorf("%s lacks %s", p.Code, name)
		}
		if hit := findBSN(value, nil); hit.certainty >= likely && !isDate(value) {
			t.Errorf("%s repeats a number: %s", p.Code, value)
		}
	}
	for _, name := range rule.texts {
		if p.Texts[name]["nl"] == "" || p.Texts[name]["en"] == "" {
			t.Errorf("%s lacks %s", p.Code, name)
		}
	}
	said := p.Path
	for _, value := range p.Args {
		said += value
	}
	for _, r := range said {
		if !Printable(r) && r != '�' && r != '•' {
			t.Errorf("%s holds U+%04X", p.Code, r)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	d, c, w := example(b), catalogue(b), world(b)
	for b.Loop() {
		if ps := d.Check(c, w, "agreement", today); len(ps) > 0 {
			b.Fatal(ps)
		}
	}
}

// A list of two hundred sub-processors, each with its own id.
func BenchmarkCheck200(b *testing.B) {
	d, c, w := example(b), catalogue(b), world(b)
	row := d.Subprocessors[1]
	d.Subprocessors = nil
	for i := range 200 {
		row.ID = "row-" + itoa(i)
		d.Subprocessors = append(d.Subprocessors, row)
	}
	for b.Loop() {
		if ps := d.Check(c, w, "agreement", today); len(ps) > 0 {
			b.Fatal(ps)
		}
	}
}

// Whatever a text holds, it is told of lawfully wherever it stands, and a number that passes the test does not get through.
func FuzzText(f *testing.F) {
	for _, l := range append(lines(f, "testdata/bsn.txt"), lines(f, "testdata/iban.txt")...) {
		f.Add(gap.Split(l, 2)[1])
	}
	f.Add("Zorg\u202egroep")
	f.Add("\xff")
	f.Add(strings.Repeat("NL00", 1000))
	c, w := catalogue(f), world(f)
	f.Fuzz(func(t *testing.T, text string) {
		d := example(t)
		d.Controller.Name, d.ID, d.Language, d.Controller.KvK = text, text, text, text
		d.Controller.Signatory.Email, d.Controller.VATID, d.Subprocessors[0].Registration.Number = text, text, text
		d.Processing.Services[0].Purpose, d.Processing.Services[1].ID, d.Processing.Start = text, text, text
		d.Processing.LegalGrounds = map[string]string{text: text}
		d.Subprocessors[1].Locations, d.Subprocessors[2].Transfers[0].Country = []string{text}, text
		d.NotBSN = []NotBSN{{Path: text, Reason: text}}
		for _, p := range d.Check(c, w, "agreement", today) {
			lawful(t, p)
		}
		if utf8.ValidString(text) {
			roundTrip(t, d.Encode())
		}
	})
}

// A number that passes the test is found between any words and with any single separators.
func TestFindBSNAnywhere(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{"", "nr", "Łódź ", "a", "bsn ", "(", "x-", "€ ", "12 ", "\n", "KvK "}
	found := 0
	for range 20000 {
		n := fmt.Sprintf("%09d", r.IntN(1e9))
		if !eleven(n) {
			continue
		}
		found++
		plain := r.IntN(2) == 0
		var b strings.Builder
		for i, d := range n {
			if i > 0 && !plain && r.IntN(3) == 0 {
				b.WriteByte(" .-"[r.IntN(3)])
			}
			b.WriteRune(d)
		}
		before, after := words[r.IntN(len(words))], words[r.IntN(len(words))]
		if !plain && before == "12 " {
			before = "" // a longer number in groups
		}
		text := before + b.String() + ", " + after
		if f := findBSN(text, nil); f.certainty < likely {
			t.Fatalf("%q: nothing found", text)
		} else if strings.Count(f.mask, "•") != 7 || !strings.HasSuffix(f.mask, n[7:]) {
			t.Fatalf("%q: %s", text, f.mask)
		}
	}
	if found < 1000 {
		t.Errorf("only %d numbers tried", found)
	}
}
