//go:build !js

package desktop

import (
	"path/filepath"
	"slices"
	"strings"
)

// Opens tells whether a word is meant as a file to open, whether or not there is one: the window can say so then.
func Opens(word string) bool {
	return strings.ContainsRune(word, filepath.Separator) || slices.Contains([]string{".pdf", ".json", ".verwoord", ".p12", ".pfx"}, strings.ToLower(filepath.Ext(word)))
}
