// Command judge has qpdf, MuPDF and Poppler look at every PDF of a directory: each must be without errors or warnings, have the words of the
// .txt beside it in the same order by way of its tags, and give back the .json beside it byte for byte.
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: judge DIR")
		os.Exit(2)
	}
	files, err := filepath.Glob(filepath.Join(os.Args[1], "*.pdf"))
	if err != nil || len(files) == 0 {
		fmt.Fprintln(os.Stderr, "judge: no PDF files in", os.Args[1])
		os.Exit(2)
	}
	judged := map[string]int{}
	failed := 0
	var hold sync.Mutex
	var work sync.WaitGroup
	free := make(chan struct{}, runtime.NumCPU()) // what judges is a program of one thread
	for _, file := range files {
		work.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			for _, j := range judges {
				ok, err := j.judge(file)
				hold.Lock()
				if ok {
					judged[j.name]++
				}
				if err != nil {
					failed++
					fmt.Printf("FAIL %s %s: %v\n", j.name, filepath.Base(file), err)
				}
				hold.Unlock()
			}
		})
	}
	work.Wait()
	for _, j := range judges {
		fmt.Printf("%s: %d files\n", j.name, judged[j.name])
	}
	fmt.Printf("%d files, %d failed\n", len(files), failed)
	if failed > 0 {
		os.Exit(1)
	}
}

// judges return ok when there was something to judge.
var judges = []struct {
	name  string
	judge func(file string) (ok bool, err error)
}{
	{"qpdf", func(file string) (bool, error) { _, err := silent("qpdf", "--check", file); return true, err }},
	{"mutool", mutool},
	{"words", words},
	{"dossier", dossier},
}

// silent runs a program that must end well and have nothing to say on standard error.
func silent(name string, args ...string) ([]byte, error) {
	var out, complaint bytes.Buffer
	c := exec.Command(name, args...)
	c.Stdout, c.Stderr = &out, &complaint
	err := c.Run()
	said := strings.TrimSpace(complaint.String())
	// MuPDF of Debian is built without ICC and says so whatever the file.
	said = strings.TrimSpace(strings.ReplaceAll(said, "warning: ICC support is not available", ""))
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, said)
	}
	if said != "" {
		return nil, fmt.Errorf("%s", said)
	}
	return out.Bytes(), nil
}

// mutool reads every object and every page.
func mutool(file string) (bool, error) {
	dir, err := os.MkdirTemp("", "judge")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	if _, err := silent("mutool", "info", file); err != nil {
		return true, err
	}
	if _, err := silent("mutool", "draw", "-q", "-r", "36", "-F", "pgm", "-o", filepath.Join(dir, "%d.pgm"), file); err != nil {
		return true, err
	}
	_, err = silent("mutool", "clean", file, filepath.Join(dir, "clean.pdf"))
	return true, err
}

// words holds what a screen reader gets against the plain text of the document.
func words(file string) (bool, error) {
	text, err := os.ReadFile(beside(file, ".txt"))
	if os.IsNotExist(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	out, err := silent("pdfinfo", "-enc", "UTF-8", "-struct-text", file)
	if err != nil {
		return true, err
	}
	got, want := split(tagged(string(out))), split(string(text))
	// What a printed line to sign on is in plain text is a field here.
	want = slices.DeleteFunc(want, func(w string) bool { return strings.Trim(w, "_.…") == "" })
	got = slices.DeleteFunc(got, func(w string) bool { return strings.Trim(w, "_.…") == "" })
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			return true, fmt.Errorf("word %d of %d: %q, in the text %q", i+1, len(want), around(got, i), around(want, i))
		}
	}
	return true, nil
}

// tagged is the text of pdfinfo -struct-text: elements that are not within a line are apart.
func tagged(out string) string {
	var b strings.Builder
	for line := range strings.Lines(out) {
		line = strings.TrimSpace(line)
		switch {
		case line == `"-"`: // stands for a soft hyphen by its ActualText, which pdfinfo knows of elements alone
		case strings.HasPrefix(line, `"`):
			b.WriteString(strings.TrimSuffix(line[1:], `"`))
		case strings.HasPrefix(line, "/"), strings.HasPrefix(line, "Object "), strings.Contains(line, "(inline)"):
		default:
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// split takes away what is not printed and what only says where a line may end.
func split(s string) []string {
	return strings.Fields(strings.NewReplacer("\u00ad", "", "\u200b", "", "\u2060", "", "\u00a0", " ", "\u202f", " ").Replace(s))
}

func around(words []string, i int) string {
	return strings.Join(words[min(max(0, i-3), len(words)):min(len(words), i+4)], " ")
}

// dossier holds what Poppler finds attached against the dossier.
func dossier(file string) (bool, error) {
	want, err := os.ReadFile(beside(file, ".json"))
	if os.IsNotExist(err) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	dir, err := os.MkdirTemp("", "judge")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	out := filepath.Join(dir, "dossier.json")
	if _, err := silent("pdfdetach", "-save", "1", "-o", out, file); err != nil {
		return true, err
	}
	got, err := os.ReadFile(out)
	if err == nil && !bytes.Equal(got, want) {
		err = fmt.Errorf("%d other bytes than the %d of the dossier", len(got), len(want))
	}
	return true, err
}

func beside(file, ending string) string { return strings.TrimSuffix(file, ".pdf") + ending }
