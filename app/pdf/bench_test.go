package pdf

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/go-pdf/fpdf"

	"verwoord/app/layout/face"
)

// BenchmarkWrite writes pages of about as much text as the agreement has.
func BenchmarkWrite(b *testing.B) {
	d := long(b)
	pages := set(b, d)
	b.ReportAllocs()
	for b.Loop() {
		file, err := Write(d, slices.Values(pages), meta())
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(file)), "B/file")
		b.ReportMetric(float64(len(pages)), "pages")
	}
}

// BenchmarkPlainFpdf writes the words of the agreement with fpdf alone, left to right and without tags, in two of our fonts:
// what the library costs who uses it as it comes.
func BenchmarkPlainFpdf(b *testing.B) {
	text, err := os.ReadFile("testdata/agreement.txt")
	if err != nil {
		b.Fatal(err)
	}
	family, err := face.Load()
	if err != nil {
		b.Fatal(err)
	}
	paragraphs := strings.Split(strings.TrimSpace(string(text)), "\n\n")
	b.ReportAllocs()
	for b.Loop() {
		b.ReportMetric(float64(plainFpdf(b, family, paragraphs)), "B/file")
	}
}

func plainFpdf(b *testing.B, family *face.Family, paragraphs []string) int {
	f := fpdf.New("P", "pt", "A4", "")
	f.SetMargins(64, 64, 64)
	f.AddUTF8FontFromBytes("text", "", family.Regular.Data)
	f.AddUTF8FontFromBytes("text", "B", family.SemiBold.Data)
	f.AddPage()
	for _, p := range paragraphs {
		if len(p) < 60 {
			f.SetFont("text", "B", 11)
		} else {
			f.SetFont("text", "", 9)
		}
		f.MultiCell(0, 12.5, p, "", "L", false)
		f.Ln(6)
	}
	var out counter
	if err := f.Output(&out); err != nil {
		b.Fatal(err)
	}
	return int(out)
}

// counter counts what is written to it.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
