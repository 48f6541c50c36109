//go:build !js && (desktop || bindings)

package desktop

import (
	"os"
	"path/filepath"
	"testing"
)

// A name without an ending gets that of the file, and takes the place of nothing that was not asked about.
func TestEnded(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := os.WriteFile(at("bezet.pdf"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"klant": "klant.pdf", "klant.pdf": "klant.pdf", "klant.PDF": "klant.PDF", "Voorbeeld B.V.": "Voorbeeld B.V..pdf", "bezet": "bezet (2).pdf", "bezet.pdf": "bezet.pdf",
	} {
		if got := ended(at(name), "overeenkomst.pdf"); got != at(want) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Enter stays: Wails makes the second button of Windows the default by its own word.
func TestStaying(t *testing.T) {
	if staying("windows", "Blijven") != "No" || staying("linux", "Blijven") != "Blijven" {
		t.Error("Enter would lose what is unsaved")
	}
}
