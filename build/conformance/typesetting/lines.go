//go:build ignore

// Lines sets the paragraphs of standard input, one on each line and all in the language that it is given, in one column of the terms, and
// prints every line as the left and right edges of its words and their text.
package main

import (
	"bufio"
	"fmt"
	"log"
	"os"
	"strings"

	"verwoord/app/doc"
	"verwoord/app/layout"
	"verwoord/app/layout/face"
)

func main() {
	section := &doc.Section{Columns: 2, Small: true}
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<20)
	for in.Scan() {
		section.Blocks = append(section.Blocks, &doc.Paragraph{Inlines: []doc.Inline{&doc.Text{Text: in.Text()}}})
	}
	family, err := face.Load()
	if err != nil {
		log.Fatal(err)
	}
	pages, _, err := layout.NewSetter(family).Set(&doc.Doc{Title: "Terms", Lang: os.Args[1], Sections: []*doc.Section{section}})
	if err != nil {
		log.Fatal(err)
	}
	for p := range pages.All() {
		for _, r := range p.Runs {
			fmt.Println(words(r))
		}
	}
}

func words(r layout.Run) string {
	var out, word strings.Builder
	x := r.X
	from := x
	for _, g := range r.Glyphs {
		if g.Text == " " {
			fmt.Fprintf(&out, "%.3f %.3f %s\t", from, x-float64(r.Tracking)/1000*r.Size, word.String()) // the space begins where the letter ends
			word.Reset()
			from = x + g.Advance*r.Size
		}
		if g.Text != " " {
			word.WriteString(g.Text)
		}
		x += g.Advance * r.Size
	}
	if word.Len() > 0 {
		fmt.Fprintf(&out, "%.3f %.3f %s\t", from, x, word.String())
	}
	return strings.TrimSuffix(out.String(), "\t")
}
