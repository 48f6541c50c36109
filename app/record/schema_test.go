package record_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"reflect"
	"strings"
	"testing"

	generate "github.com/invopop/jsonschema"

	"verwoord/app/breachlog"
	"verwoord/app/change"
	"verwoord/app/dossier"
	"verwoord/app/incident"
	"verwoord/app/organisation"
	"verwoord/app/record"
	"verwoord/app/request"
	"verwoord/app/transfer"
)

var update = flag.Bool("update", false, "write the schemas of all kinds of records")

// kept is a kind of record with its type.
type kept struct {
	name   string
	typ    reflect.Type
	fields record.Fields
}

func kindsOfRecords() []kept {
	return []kept{
		{"dossier", reflect.TypeFor[dossier.Dossier](), dossier.Type.Table()},
		{"organisation", reflect.TypeFor[organisation.Organisation](), organisation.Type.Table()},
		{"incident", reflect.TypeFor[incident.Incident](), incident.Type.Table()},
		{"breachlog", reflect.TypeFor[breachlog.Log](), breachlog.Type.Table()},
		{"change", reflect.TypeFor[change.Change](), change.Type.Table()},
		{"request", reflect.TypeFor[request.Request](), request.Type.Table()},
		{"transfer", reflect.TypeFor[transfer.Transfer](), transfer.Type.Table()},
	}
}

// The schema of each kind follows its types: -update writes it.
func TestSchemasFollowTypes(t *testing.T) {
	for _, k := range kindsOfRecords() {
		t.Run(k.name, func(t *testing.T) {
			r := generate.Reflector{RequiredFromJSONSchemaTags: true}
			for _, pkg := range []string{"record", "dossier", "incident", k.name} {
				if err := r.AddGoComments("verwoord/app/"+pkg, "../"+pkg); err != nil {
					t.Fatal(err)
				}
			}
			r.CommentMap = shorten(r.CommentMap)
			s := r.ReflectFromType(k.typ)
			s.ID = generate.ID("urn:verwoord:" + k.name)
			s.Title = "Verwoord " + k.name
			refine(t, &r, s.Definitions, k.typ, "", k.fields)
			got, err := json.MarshalIndent(s, "", "  ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, "../"+k.name+"/schema.json", append(got, '\n'))
			describes(t, got)
		})
	}
}

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

// shorten joins the lines of comments.
func shorten(comments map[string]string) map[string]string {
	out := map[string]string{}
	for k, v := range comments {
		out[k] = strings.Join(strings.Fields(v), " ")
	}
	return out
}

// refine adds what the table of fields knows to the definition of a struct and of those in it.
func refine(t *testing.T, r *generate.Reflector, defs generate.Definitions, typ reflect.Type, pattern string, fields record.Fields) {
	def := defs[typ.Name()]
	if def == nil {
		t.Fatalf("no definition of %s", typ)
	}
	for i := range typ.NumField() {
		name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
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
		if inner.Kind() == reflect.Int {
			continue
		}
		text := property
		switch {
		case inner.Kind() == reflect.Struct:
			refine(t, r, defs, inner, at, fields)
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
		n := uint64(f.Form.Limit())
		text.MaxLength = &n
		text.Enum = nil
		for _, c := range f.Choices {
			text.Enum = append(text.Enum, c)
		}
		if f.Scheme == record.Date {
			text.Pattern = "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$"
		}
	}
}

// Every property of every definition says what it is.
func describes(t *testing.T, schema []byte) {
	t.Helper()
	var s struct {
		Defs map[string]struct {
			Description string
			Properties  map[string]map[string]any
		} `json:"$defs"`
	}
	if err := json.Unmarshal(schema, &s); err != nil {
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
