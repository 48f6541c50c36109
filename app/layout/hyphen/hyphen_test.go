package hyphen

import "testing"

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for range b.N {
		if _, err := Load("nl"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBreaks(b *testing.B) {
	h, err := Load("nl")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	var breaks []Break
	for range b.N {
		breaks = h.Breaks(breaks[:0], "Verwerkingsvoorwaarden")
	}
}
