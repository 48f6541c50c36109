// Repertoire prints what the typeface of the documents must cover, for subset.py: every character that a dossier may hold.
package main

import (
	"fmt"
	"unicode"

	"verwoord/app/record"
)

func main() {
	for r := range unicode.MaxRune + 1 {
		if record.Printable(r) {
			fmt.Printf("%04X\n", r)
		}
	}
}
