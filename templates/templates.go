// Package templates holds the documents' texts and the catalogue they choose from.
package templates

import "embed"

// FS has <document>/<lang>.md, parts/<lang>.md, catalogue.json, approved/<version>.json and the dated data files.
//
//go:embed all:*
var FS embed.FS
