package pdf

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"
	"testing"

	"verwoord/app/doc"
	"verwoord/app/layout"
	"verwoord/app/pdf/cos"
)

// A page on a sheet is drawn with the same operators as in the whole file, each glyph with the same outline, width and words.
func TestSheets(t *testing.T) {
	for name, d := range map[string]*doc.Doc{"sample": sample(), "long": long(t)} {
		whole, pages := mustWrite(t, d)
		want := drawn(t, whole)
		all := make([]int, len(pages))
		for i := range all {
			all[len(pages)-1-i] = i // the last page first
		}
		for _, numbers := range append([][]int{all}, slices.Collect(slices.Chunk(all, 1))...) {
			chosen := make([]*layout.Page, len(numbers))
			for i, n := range numbers {
				chosen[i] = pages[n]
			}
			file, err := Sheets(d, slices.Values(chosen))
			if err != nil {
				t.Fatal(err)
			}
			got := drawn(t, file)
			if len(got) != len(numbers) {
				t.Fatalf("%s %v: %d pages", name, numbers, len(got))
			}
			for i, n := range numbers {
				for j := range max(len(got[i]), len(want[n])) {
					if j >= len(got[i]) || j >= len(want[n]) || got[i][j] != want[n][j] {
						t.Fatalf("%s: page %d differs at operator %d:\n%s\n%s", name, n+1, j, got[i][min(j, len(got[i])-1)], want[n][min(j, len(want[n])-1)])
					}
				}
			}
		}
	}
}

// drawn lists what each page of a file draws, one operator a line; a glyph is its text, its width and a hash of its outline.
func drawn(t *testing.T, data []byte) [][]string {
	r := read(t, data)
	var all [][]string
	for _, page := range r.pages() {
		fonts := r.file.Dict(r.file.Dict(r.file.Dict(page)["Resources"])["Font"])
		var lines []string
		var font cos.Name
		var program *trueType
		pen := map[string]string{} // what holds for the lines that follow
		err := r.file.Instructions(r.stream(r.file.Dict(page)["Contents"]), func(operator string, operands []cos.Object) error {
			line := operator
			for _, o := range operands {
				switch o := o.(type) {
				case cos.Name:
					if operator == "Tf" {
						font = o
						program = r.program(fonts[o])
						_, base, _ := strings.Cut(string(r.file.Name(r.file.Dict(fonts[o])["BaseFont"])), "+")
						line += " " + base
						continue
					}
					line += " " + string(o)
				case cos.Array:
					for _, each := range o {
						s, ok := each.(cos.String)
						if !ok {
							line += fmt.Sprint(" ", each)
							continue
						}
						for ; len(s) > 0; s = s[2:] {
							code := uint16(s[0])<<8 | uint16(s[1])
							line += fmt.Sprintf(" %q %d %x", r.fonts[font].text[int(code)], program.advance(code), sha256.Sum256(shape(t, program, code)))
						}
					}
				default:
					line += fmt.Sprint(" ", o)
				}
			}
			switch operator {
			case "w", "J", "j", "RG", "G":
				if operator == "G" {
					operator = "RG" // both set the colour of lines
				}
				pen[operator] = line
				return nil
			case "S":
				line += fmt.Sprint(" ", pen)
			}
			lines = append(lines, line)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, lines)
	}
	return all
}

// program is the font file of a font.
func (r *reader) program(font cos.Object) *trueType {
	descendant := r.file.Dict(r.file.Array(r.file.Dict(font)["DescendantFonts"])[0])
	f, err := parseTrueType(r.stream(r.file.Dict(descendant["FontDescriptor"])["FontFile2"]))
	if err != nil {
		r.Fatal(err)
	}
	return f
}

// BenchmarkSheets writes one page of those of BenchmarkWrite.
func BenchmarkSheets(b *testing.B) {
	d := long(b)
	pages := set(b, d)
	b.ReportAllocs()
	for b.Loop() {
		file, err := Sheets(d, slices.Values(pages[1:2]))
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(file)), "B/file")
	}
}
