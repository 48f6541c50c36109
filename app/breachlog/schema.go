package breachlog

import _ "embed"

// schemaJSON is made from the types; see the test.
//
//go:embed schema.json
var schemaJSON []byte
