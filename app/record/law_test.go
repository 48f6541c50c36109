package record

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// Every character that a record may hold has a glyph in every style of the documents' typeface.
func TestRepertoireHasGlyphs(t *testing.T) {
	files, err := filepath.Glob("../layout/face/fonts/*.ttf")
	if err != nil || len(files) < 3 {
		t.Fatalf("%d font files, %v", len(files), err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		covered := cmap(t, data)
		for r := rune(0); r <= unicode.MaxRune; r++ {
			if Printable(r) && !covered[r] {
				t.Errorf("%s has no U+%04X", filepath.Base(name), r)
			}
		}
	}
}

// cmap returns the characters of a TrueType font's segment table (OpenType, cmap, format 4).
func cmap(t *testing.T, font []byte) map[rune]bool {
	t.Helper()
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(font[at:])) }
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(font[at:])) }
	table := 0
	for i := range u16(4) {
		if record := 12 + 16*i; string(font[record:record+4]) == "cmap" {
			table = u32(record + 8)
		}
	}
	for i := range u16(table + 2) {
		at := table + u32(table+4+8*i+4)
		if u16(at) != 4 {
			continue
		}
		out := map[rune]bool{}
		n := u16(at+6) / 2
		for s := range n {
			end, start := u16(at+14+2*s), u16(at+16+2*n+2*s)
			offset := at + 16 + 6*n + 2*s
			for c := start; c <= end && c != 0xFFFF; c++ {
				if u16(offset) == 0 {
					out[rune(c)] = (c+u16(at+16+4*n+2*s))&0xFFFF != 0
				} else {
					out[rune(c)] = u16(offset+u16(offset)+2*(c-start)) != 0
				}
			}
		}
		return out
	}
	t.Fatal("no format 4 table")
	return nil
}

// Nothing in the repertoire is a control, format, combining or private character, or of a script written from right to left.
func TestRepertoireIsInert(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if Printable(r) && (!unicode.In(r, unicode.L, unicode.N, unicode.P, unicode.S, unicode.Zs) || unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Bidi_Control)) {
			t.Errorf("U+%04X", r)
		}
	}
}

// A number that passes the test is found between any words and with any single separators.
func TestFindBSNAnywhere(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{"", "nr", "Łódź ", "a", "bsn ", "(", "x-", "€ ", "12 ", "\n", "KvK "}
	found := 0
	for range 20000 {
		n := fmt.Sprintf("%09d", r.IntN(1e9))
		if !Eleven(n) {
			continue
		}
		found++
		plain := r.IntN(2) == 0
		var b strings.Builder
		for i, d := range n {
			if i > 0 && !plain && r.IntN(3) == 0 {
				b.WriteByte(" .-"[r.IntN(3)])
			}
			b.WriteRune(d)
		}
		before, after := words[r.IntN(len(words))], words[r.IntN(len(words))]
		if !plain && before == "12 " {
			before = "" // a longer number in groups
		}
		text := before + b.String() + ", " + after
		if f := findBSN(text, nil); f.certainty < likely {
			t.Fatalf("%q: nothing found", text)
		} else if strings.Count(f.mask, "•") != 7 || !strings.HasSuffix(f.mask, n[7:]) {
			t.Fatalf("%q: %s", text, f.mask)
		}
	}
	if found < 1000 {
		t.Errorf("only %d numbers tried", found)
	}
}
