package organisation

import (
	"bytes"
	_ "embed"
)

//go:embed schema.json
var schemaJSON []byte

// SchemaJSON returns the JSON Schema (draft 2020-12) of an organisation, which is made from the types.
func SchemaJSON() []byte { return bytes.Clone(schemaJSON) }
