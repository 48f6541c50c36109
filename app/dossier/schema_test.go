package dossier

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"

	generate "github.com/invopop/jsonschema"
	validate "github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write schema.json and the golden files")

// golden compares with a file, or writes it with -update.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs from what it is made of; run go test -update and read the difference:\n%s", name, got)
	}
}

func TestSchemaFollowsTypes(t *testing.T) {
	r := generate.Reflector{RequiredFromJSONSchemaTags: true}
	if err := r.AddGoComments("verwoord/app/dossier", "."); err != nil {
		t.Fatal(err)
	}
	r.CommentMap = shorten(r.CommentMap)
	s := r.Reflect(&Dossier{})
	s.ID = "urn:verwoord:dossier:1"
	s.Title = "Verwoord dossier"
	refine(t, &r, s.Definitions, reflect.TypeFor[Dossier](), "")
	got, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	golden(t, "schema.json", got)
}

// shorten joins the lines of comments.
func shorten(comments map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range comments {
		out[k] = strings.Join(strings.Fields(v), " ")
	}
	return out
}

// refine adds what the table of fields knows to the definition of a struct and of those in it.
func refine(t *testing.T, r *generate.Reflector, defs generate.Definitions, typ reflect.Type, pattern string) {
	def := defs[typ.Name()]
	if def == nil {
		t.Fatalf("no definition of %s", typ)
	}
	for i := range typ.NumField() {
		name := memberName(typ.Field(i))
		at := strings.TrimPrefix(pattern+"."+name, ".")
		property, ok := def.Properties.Get(name)
		if !ok {
			t.Fatalf("%s: no property", at)
		}
		property.Description = r.CommentMap[typ.PkgPath()+"."+typ.Name()+"."+typ.Field(i).Name]
		inner := typ.Field(i).Type
		for inner.Kind() == reflect.Pointer || inner.Kind() == reflect.Slice {
			inner = inner.Elem()
		}
		text := property
		switch {
		case inner.Kind() == reflect.Struct:
			refine(t, r, defs, inner, at)
			continue
		case inner.Kind() == reflect.Map:
			text = property.AdditionalProperties
		case property.Items != nil:
			text = property.Items
		}
		f, known := fields[at]
		if !known || text == nil {
			continue
		}
		n := uint64(limits[f.form])
		text.MaxLength = &n
		text.Enum = nil
		for _, c := range f.choices {
			text.Enum = append(text.Enum, c)
		}
		if f.scheme == Date {
			text.Pattern = "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"
		}
	}
}

func compiled(t *testing.T) *validate.Schema {
	t.Helper()
	schema, err := validate.UnmarshalJSON(bytes.NewReader(SchemaJSON()))
	if err != nil {
		t.Fatal(err)
	}
	c := validate.NewCompiler()
	if err := c.AddResource("dossier.json", schema); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("dossier.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func valid(t *testing.T, s *validate.Schema, data string) error {
	t.Helper()
	v, err := validate.UnmarshalJSON(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

// The schema takes the example and refuses what differs from it in one place.
func TestSchemaValidates(t *testing.T) {
	s := compiled(t)
	good := string(file(t, "example/dossier.json"))
	if err := valid(t, s, good); err != nil {
		t.Error(err)
	}
	for _, c := range [][2]string{
		{`"schema": "verwoord/dossier/1"`, `"schema": "verwoord/dossier/2"`},
		{`"schema": "verwoord/dossier/1",`, ``},
		{`"language": "nl"`, `"language": "fr"`},
		{`"language": "nl"`, `"langauge": "nl"`},
		{`"kvk": "12345678"`, `"kvk": 12345678`},
		{`"city": "Utrecht"`, `"town": "Utrecht"`},
		{`"role": "processor"`, `"role": "verwerker"`},
		{`"mechanism": "adequacy"`, `"mechanism": "adequaatheid"`},
		{`"hrData": true`, `"hrData": "true"`},
		{`"start": "2026-12-01"`, `"start": "1-12-2026"`},
		{`"subprocessorChanges": []`, `"subprocessorChanges": null`},
		{`"kind": "kvk"`, `"kind": "KvK"`},
		{`"breaches": []`, `"breaches": [{"nr": "1"}]`},
	} {
		bad := strings.Replace(good, c[0], c[1], 1)
		if bad == good {
			t.Errorf("%s is not in the example", c[0])
		}
		if valid(t, s, bad) == nil {
			t.Errorf("%s passes for %s", c[1], c[0])
		}
	}
}

// Every property of every definition says what it is.
func TestSchemaDescribes(t *testing.T) {
	var s struct {
		Defs map[string]struct {
			Description string
			Properties  map[string]map[string]any
		} `json:"$defs"`
	}
	if err := json.Unmarshal(SchemaJSON(), &s); err != nil {
		t.Fatal(err)
	}
	if len(s.Defs) == 0 {
		t.Fatal("no definitions")
	}
	for name, def := range s.Defs {
		if def.Description == "" {
			t.Errorf("%s: no description", name)
		}
		for property, p := range def.Properties {
			if p["description"] == nil || p["description"] == "" {
				t.Errorf("%s.%s: no description", name, property)
			}
		}
	}
}
