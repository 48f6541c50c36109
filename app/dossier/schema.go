package dossier

import (
	"bytes"
	_ "embed"
)

//go:embed schema.json
var schemaJSON []byte

// SchemaJSON returns the JSON Schema (draft 2020-12) of a dossier. It is made from the types, and is stricter than Decode: it lists the
// choices and the greatest lengths, which Check looks at.
func SchemaJSON() []byte { return bytes.Clone(schemaJSON) }
