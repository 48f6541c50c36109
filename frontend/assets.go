//go:build desktop || bindings

// Package frontend is the window's pages, as Vite built them.
package frontend

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed all:dist
var files embed.FS

// Assets has index.html at its root.
func Assets() fs.FS {
	dist, err := fs.Sub(files, "dist")
	if err != nil {
		panic(err) // it is part of the program
	}
	return dist
}

//go:embed policy.txt
var policy string

// Policy is what a page may do, as a Content-Security-Policy: the same as in a browser.
func Policy() string { return strings.Join(strings.Split(strings.TrimSpace(policy), "\n"), "; ") }
