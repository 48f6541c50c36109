package dossier

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"verwoord/app/record"
)

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
			if f, known := fields[pattern]; !known || f.Form.Limit() == 0 {
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
	if a, b := d.Normalized().Check(knowledge(t), nil, nil), once.Normalized().Check(knowledge(t), nil, nil); !reflect.DeepEqual(a, b) || len(a) > 0 {
		t.Errorf("%+v and %+v", a, b)
	}
}

// Check does not panic, says the same twice, tells only codes of the tables with exactly their arguments, and repeats neither a citizen
// service number nor a character that does not print.
func FuzzCheck(f *testing.F) {
	f.Add(example(f).Encode(), today)
	f.Add([]byte(`{"schema":"verwoord/dossier/2","subprocessors":[{"transfers":[{}]}],"notBsn":[{}]}`), "")
	k := knowledge(f)
	f.Fuzz(func(t *testing.T, data []byte, today string) {
		d, ps := Decode(data)
		if d != nil {
			k := k
			k.Today = today
			ps = d.Normalized().Check(k, nil, nil)
			if again := d.Normalized().Check(k, nil, nil); !reflect.DeepEqual(again, ps) {
				t.Errorf("%+v and then %+v", ps, again)
			}
		}
		for _, p := range ps {
			lawful(t, p)
		}
	})
}

var nineDigits = regexp.MustCompile(`[0-9]{9}`)

func lawful(t *testing.T, p record.Problem) {
	rule, known := Codes[p.Code]
	if !known {
		rule, known = record.Codes[p.Code]
	}
	if !known || rule.Severity != p.Severity || len(p.Args) != len(rule.Args) || len(p.Texts) != len(rule.Texts) {
		t.Errorf("%+v is not as the table says", p)
	}
	for _, name := range rule.Args {
		value, given := p.Args[name]
		if !given {
			t.Errorf("%s lacks %s", p.Code, name)
		}
		if slices.ContainsFunc(nineDigits.FindAllString(value, -1), record.Eleven) {
			t.Errorf("%s repeats a number: %s", p.Code, value)
		}
	}
	for _, name := range rule.Texts {
		if p.Texts[name]["nl"] == "" || p.Texts[name]["en"] == "" {
			t.Errorf("%s lacks %s", p.Code, name)
		}
	}
	said := p.Path
	for _, value := range p.Args {
		said += value
	}
	for _, r := range said {
		shown := record.Printable(r) || r == '�' || r == '•' || unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S) && !unicode.In(r, unicode.Hebrew, unicode.Arabic)
		if !shown { // what cannot be seen, or moves what is beside it
			t.Errorf("%s holds U+%04X", p.Code, r)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	d, k := example(b), knowledge(b)
	for b.Loop() {
		if ps := d.Normalized().Check(k, nil, nil); len(ps) > 0 {
			b.Fatal(ps)
		}
	}
}

// A list of two hundred sub-processors, each with its own id.
func BenchmarkCheck200(b *testing.B) {
	d, k := example(b), knowledge(b)
	row := d.Subprocessors[1]
	d.Subprocessors = nil
	for i := range 200 {
		row.ID = "row-" + strconv.Itoa(i)
		d.Subprocessors = append(d.Subprocessors, row)
	}
	for b.Loop() {
		if ps := d.Normalized().Check(k, nil, nil); len(ps) > 0 {
			b.Fatal(ps)
		}
	}
}

// Whatever a text holds, it is told of lawfully wherever it stands, and a number that passes the test does not get through.
func FuzzText(f *testing.F) {
	f.Add("bsn 111222333")
	f.Add("NL91 ABNA 0417 1643 00")
	f.Add("Zorg\u202egroep")
	f.Add("\xff")
	f.Add(strings.Repeat("NL00", 1000))
	k := knowledge(f)
	f.Fuzz(func(t *testing.T, text string) {
		d := example(t)
		d.Controller.Name, d.ID, d.Language, d.Controller.KvK = text, text, text, text
		d.Controller.Signatory.Email, d.Controller.VATID, d.Subprocessors[0].Registration.Number = text, text, text
		d.Processing.Services[0].Purpose, d.Processing.Services[1].ID, d.Processing.Start = text, text, text
		d.Processing.LegalGrounds = map[string]string{text: text}
		d.Subprocessors[1].Locations, d.Subprocessors[2].Transfers[0].Country = []string{text}, text
		d.NotBSN = []NotBSN{{Path: text, Reason: text}}
		for _, p := range d.Normalized().Check(k, nil, nil) {
			lawful(t, p)
		}
		if utf8.ValidString(text) {
			roundTrip(t, d.Encode())
		}
	})
}
