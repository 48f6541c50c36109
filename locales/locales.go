// Package locales holds the messages that people read, one flat file per language.
package locales

import "embed"

// FS has <lang>.json.
//
//go:embed *.json
var FS embed.FS
