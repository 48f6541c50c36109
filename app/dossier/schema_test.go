package dossier

import (
	"bytes"
	"flag"
	"strings"
	"testing"

	validate "github.com/santhosh-tekuri/jsonschema/v6"
)

var update = flag.Bool("update", false, "write the cases")

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
	good := string(example(t).Encode())
	if err := valid(t, s, good); err != nil {
		t.Error(err)
	}
	for _, c := range [][2]string{
		{`"schema": "verwoord/dossier/2"`, `"schema": "verwoord/dossier/3"`},
		{`"schema": "verwoord/dossier/2",`, ``},
		{`"language": "nl"`, `"langauge": "nl"`},
		{`"kvk": "12345678"`, `"kvk": 12345678`},
		{`"city": "Utrecht"`, `"town": "Utrecht"`},
		{`"role": "processor"`, `"role": "verwerker"`},
		{`"mechanism": "adequacy"`, `"mechanism": "adequaatheid"`},
		{`"hrData": true`, `"hrData": "true"`},
		{`"start": "2026-12-01"`, `"start": "1-12-2026"`},
		{`"certifications": [`, `"certificaten": [`},
		{`"kind": "kvk"`, `"kind": "KvK"`},
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
