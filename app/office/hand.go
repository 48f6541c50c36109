package office

import (
	"bytes"
	"path"
	"strings"
)

// Handed is a file as it may be given to the program that the system opens such files with: a PDF, or a draft of a message, under a plain name
// that says so. Anything else could be run by being opened; the error has the code "not-handed".
func Handed(f File) (File, error) {
	f.Name = path.Base(strings.ReplaceAll(f.Name, `\`, "/"))
	begins := map[string]string{".pdf": "%PDF-", ".eml": "X-Unsent: 1\r\n"}[path.Ext(f.Name)]
	name := strings.TrimSuffix(f.Name, path.Ext(f.Name))
	if begins == "" || !bytes.HasPrefix(f.Data, []byte(begins)) || name == "" || strings.ContainsAny(name, "\x00:*?\"<>|") {
		return File{}, Refuse("not-handed", "", "name", f.Name)
	}
	return f, nil
}
