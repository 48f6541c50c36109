package hyphen

import (
	"flag"
	"os"
	"strings"
	"testing"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write the word lists as they come out")

// TestWords reads lists of words with their breaks: "-" where a hyphen is added, "|" after one that the word has, "~" in an address. A break
// that changes a letter shows the letter it becomes: "be-ein-di-ging".
func TestWords(t *testing.T) {
	for _, lang := range []string{"nl", "en"} {
		h := Load(lang)
		path := "testdata/" + lang + ".txt"
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var out strings.Builder
		for line := range strings.Lines(string(data)) {
			word, want, ok := strings.Cut(strings.TrimSpace(line), " ")
			got := show(h, word)
			if ok && got != want {
				t.Errorf("%s: %s, want %s", word, got, want)
			}
			out.WriteString(word + " " + got + "\n")
		}
		if *update {
			if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func show(h *Hyphenator, word string) string {
	var b strings.Builder
	at := 0
	for _, k := range h.Breaks(nil, word) {
		b.WriteString(word[at:k.At])
		b.WriteString([...]string{Soft: "-", Hard: "|", Address: "~"}[k.Kind])
		at = k.At
		if k.Letter != 0 {
			b.WriteRune(k.Letter)
			_, size := utf8.DecodeRuneInString(word[at:])
			at += size
		}
	}
	return b.String() + word[at:]
}

func TestNone(t *testing.T) {
	h := Load("fi")
	if h != nil {
		t.Errorf("Load(fi) = %v", h)
	}
	if got := show(h, "IT-voorzieningen"); got != "IT-|voorzieningen" {
		t.Errorf("without patterns: %s", got)
	}
}

// FuzzBreaks: whatever the word, its breaks are inside it, in order, between characters, and never after or before a single letter.
func FuzzBreaks(f *testing.F) {
	for _, s := range []string{"geïnformeerd", "(beveiligings-)standaarden", "a@b.example.nl", "-", "ĳĳĳĳĳĳ", "ss\xffss", strings.Repeat("verwerking", 20)} {
		f.Add(s)
	}
	h := Load("nl")
	f.Fuzz(func(t *testing.T, word string) {
		last := 0
		for _, b := range h.Breaks(nil, word) {
			if b.At <= last && last > 0 || b.At < 2 || b.At > len(word)-2 || !utf8.RuneStart(word[b.At]) {
				t.Fatalf("%q breaks at %d after %d", word, b.At, last)
			}
			last = b.At
		}
	})
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Load("nl")
	}
}

func BenchmarkBreaks(b *testing.B) {
	h := Load("nl")
	b.ReportAllocs()
	var breaks []Break
	for b.Loop() {
		breaks = h.Breaks(breaks[:0], "Verwerkingsvoorwaarden")
	}
}
