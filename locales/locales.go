// Package locales holds the messages that people read, one flat file per language.
package locales

import "embed"

// FS has <lang>.json, and in source.txt which language is that of the source text.
//
//go:embed *.json source.txt
var FS embed.FS
