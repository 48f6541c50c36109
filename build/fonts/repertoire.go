// Repertoire prints what the typeface of the documents must cover, for subset.py: every character that a dossier may hold.
package main

import (
	"fmt"
	"unicode"

	"verwoord/app/dossier"
)

func main() {
	for r := range unicode.MaxRune + 1 {
		if dossier.Printable(r) {
			fmt.Printf("%04X\n", r)
		}
	}
}
