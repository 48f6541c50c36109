package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"verwoord/app/doc"
	"verwoord/app/layout"
	"verwoord/app/pdf/cos"
)

var (
	update = flag.Bool("update", false, "rewrite the golden files")
	keep   = flag.String("keep", "", "directory to keep the files in that the tests write")
)

func mustWrite(t testing.TB, d *doc.Doc) ([]byte, []*layout.Page) {
	t.Helper()
	pages := set(t, d)
	file, err := Write(d, slices.Values(pages), meta())
	if err != nil {
		t.Fatal(err)
	}
	return file, pages
}

// The sample's tags with their text, its bookmarks, its catalog and the hash of all its bytes.
func TestGolden(t *testing.T) {
	file, _ := mustWrite(t, sample())
	if *keep != "" {
		if err := os.WriteFile(filepath.Join(*keep, "sample.pdf"), file, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r := read(t, file)
	got := fmt.Sprintf("%s\n%s\n%s\n\nSHA-256 %x\n", r.tree(), r.outline(), cos.Append(nil, r.catalog()), sha256.Sum256(file))
	golden := filepath.Join("testdata", "sample.golden")
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(string(want), "\n")
	for i := range min(len(gotLines), len(wantLines)) {
		if gotLines[i] != wantLines[i] {
			t.Fatalf("%s:%d\n got %s\nwant %s", golden, i+1, gotLines[i], wantLines[i])
		}
	}
	if got != string(want) {
		t.Errorf("%s has %d lines, the file %d", golden, len(wantLines), len(gotLines))
	}
}

// Every glyph stands within a twentieth of a point of where layout put it, and reads as what layout says it stands for.
func TestPositions(t *testing.T) {
	file, pages := mustWrite(t, long(t))
	got := read(t, file).glyph
	for i, p := range pages {
		for _, run := range p.Runs {
			x := run.X
			for _, g := range run.Glyphs {
				if len(got) == 0 {
					t.Fatal("glyphs are missing")
				}
				if s := got[0]; s.page != i || !near(s.x, x) || !near(s.y, p.Height-run.Y) || s.text != g.Text {
					t.Fatalf("page %d: %q at %.2f %.2f, want %q at %.2f %.2f", s.page, s.text, s.x, s.y, g.Text, x, p.Height-run.Y)
				}
				got = got[1:]
				x += g.Advance * run.Size
			}
		}
	}
	if len(got) > 0 {
		t.Errorf("%d glyphs too many", len(got))
	}
}

// Each marked-content sequence is found back by the parent tree, at the element that has it as a kid.
func TestParentTree(t *testing.T) {
	file, _ := mustWrite(t, long(t))
	r := read(t, file)
	nums := r.file.Array(r.file.Dict(r.file.Dict(r.catalog()["StructTreeRoot"])["ParentTree"])["Nums"])
	for i, page := range r.pages() {
		owners := r.file.Array(nums[2*i+1])
		for mcid, owner := range owners {
			if !r.holds(owner, page, int64(mcid)) {
				t.Errorf("page %d: sequence %d is not one of the kids of %s", i+1, mcid, cos.Append(nil, r.file.Dict(owner)))
			}
		}
		last := -1
		for _, g := range r.glyph {
			if g.page == i {
				last = max(last, g.mcid)
			}
		}
		if last+1 != len(owners) {
			t.Errorf("page %d has %d sequences, the parent tree %d", i+1, last+1, len(owners))
		}
	}
}

// holds tells whether a sequence of a page is a kid of an element.
func (r *reader) holds(element, page cos.Object, mcid int64) bool {
	e := r.file.Dict(element)
	kids, ok := e["K"].(cos.Array)
	if !ok {
		kids = cos.Array{e["K"]}
	}
	for _, k := range kids {
		if n, ok := k.(int64); ok && n == mcid && e["Pg"] == page {
			return true
		}
		if d, ok := k.(cos.Dict); ok && d["MCID"] == cos.Object(mcid) && d["Pg"] == page {
			return true
		}
	}
	return false
}

func TestSameBytes(t *testing.T) {
	d := long(t)
	want, pages := mustWrite(t, d)
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			got, err := Write(d, slices.Values(pages), meta())
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("other bytes, %v", err)
			}
		})
	}
	group.Wait()
}

// extracted opens a file and gives the data in it.
func extracted(t *testing.T, file []byte) ([]byte, error) {
	t.Helper()
	f, err := cos.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	return Extract(f)
}

func TestExtract(t *testing.T) {
	file, _ := mustWrite(t, sample())
	if got, err := extracted(t, file); err != nil || !bytes.Equal(got, carried.Data) {
		t.Errorf("%q, %v", got, err)
	}
	d := sample()
	m := meta()
	m.Attachment = nil
	file, err := Write(d, slices.Values(set(t, d)), m)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := extracted(t, file); !errors.Is(err, ErrNoAttachment) {
		t.Errorf("a file without attachment: %v", err)
	}
}

// Info and XMP say the same (ISO 19005-3, 6.6.3), whatever the words.
func TestMetadata(t *testing.T) {
	for _, title := range []string{"Overeenkomst", "Łódź & <Çeşme> \"(x\\y)\"", "😀"} {
		d := sample()
		d.Title, d.Subject, d.Author = title, title+" 2", title+" 3"
		file, _ := mustWrite(t, d)
		r := read(t, file)
		info := r.file.Dict(r.file.Trailer["Info"])
		properties := xmpProperties(t, r.stream(r.catalog()["Metadata"]))
		for key, property := range map[cos.Name]string{
			"Title": "title", "Subject": "description", "Author": "creator", "Keywords": "Keywords", "Producer": "Producer",
		} {
			s, _ := info[key].(cos.String)
			if got, want := decodeText(string(s)), properties[property]; got != want || got == "" {
				t.Errorf("%s is %q, in XMP %q", key, got, want)
			}
		}
		if got := info["CreationDate"]; got != cos.String("D:20261122103000+01'00'") {
			t.Errorf("CreationDate is %v", got)
		}
		if got := properties["CreateDate"]; got != "2026-11-22T10:30:00+01:00" {
			t.Errorf("xmp:CreateDate is %v", got)
		}
	}
}

// xmpProperties reads the text of each element by its local name.
func xmpProperties(t *testing.T, data []byte) map[string]string {
	t.Helper()
	properties := map[string]string{}
	var path []string
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return properties
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			path = append(path, token.Name.Local)
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			text := string(token)
			if !hasWords(text) || slices.Contains(path, "schemas") {
				continue
			}
			for _, name := range path {
				properties[name] += text
			}
		}
	}
}

func decodeText(s string) string {
	utf, ok := strings.CutPrefix(s, "\xfe\xff")
	if !ok {
		return s
	}
	var units []uint16
	for ; len(utf) >= 2; utf = utf[2:] {
		units = append(units, uint16(utf[0])<<8|uint16(utf[1]))
	}
	return string(utf16.Decode(units))
}

func TestAppendHundredths(t *testing.T) {
	for f, want := range map[float64]string{0: "0", -0.001: "0", 0.05: ".05", -0.5: "-.5", 12: "12", 12.3: "12.3", -104.07: "-104.07", 0.999: "1"} {
		if got := string(appendHundredths(nil, f)); got != want {
			t.Errorf("%v is written %s, want %s", f, got, want)
		}
	}
}
