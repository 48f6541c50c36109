// Package frontend is the window's pages, as Vite built them, and what they may do.
package frontend

import (
	_ "embed"
	"strings"
)

//go:embed policy.txt
var policy string

// Policy is what a page may do, as a Content-Security-Policy: the same as in a browser.
func Policy() string { return strings.Join(strings.Split(strings.TrimSpace(policy), "\n"), "; ") }
