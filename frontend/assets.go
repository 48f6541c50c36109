//go:build desktop || bindings

package frontend

import (
	"embed"
	"io/fs"
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
