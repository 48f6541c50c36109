package pdf

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"verwoord/app/pdf/cos"
)

// shown is a glyph as a reader of the file finds it.
type shown struct {
	page, mcid int // mcid is -1 in an artifact
	x, y       float64
	text       string
}

// reader reads a written file as a viewer does: by its fonts and content streams alone.
type reader struct {
	testing.TB
	file  *cos.File
	fonts map[cos.Name]*readFont
	page  int
	glyph []shown
}

type readFont struct {
	widths cos.Array
	text   map[int]string
}

func read(t testing.TB, data []byte) *reader {
	t.Helper()
	f, err := cos.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if f.Repaired {
		t.Fatal("the file had to be repaired")
	}
	r := &reader{TB: t, file: f}
	for i, page := range r.pages() {
		r.page = i
		r.readFonts(f.Dict(f.Dict(f.Dict(page)["Resources"])["Font"]))
		r.content(r.stream(f.Dict(page)["Contents"]))
	}
	return r
}

func (r *reader) catalog() cos.Dict { return r.file.Dict(r.file.Trailer["Root"]) }

func (r *reader) pages() cos.Array { return r.file.Array(r.file.Dict(r.catalog()["Pages"])["Kids"]) }

func (r *reader) stream(o cos.Object) []byte {
	s, ok := r.file.Resolve(o).(*cos.Stream)
	if !ok {
		r.Fatalf("%v is no stream", o)
	}
	data, err := r.file.StreamData(s)
	if err != nil {
		r.Fatal(err)
	}
	return data
}

func (r *reader) readFonts(fonts cos.Dict) {
	if r.fonts != nil {
		return
	}
	r.fonts = map[cos.Name]*readFont{}
	for name, ref := range fonts {
		font := r.file.Dict(ref)
		descendant := r.file.Dict(r.file.Array(font["DescendantFonts"])[0])
		n := &readFont{widths: r.file.Array(r.file.Array(descendant["W"])[1]), text: map[int]string{}}
		for line := range strings.Lines(string(r.stream(font["ToUnicode"]))) {
			var code int
			var hex string
			if c, _ := fmt.Sscanf(line, "<%04x><%s", &code, &hex); c != 2 {
				continue
			}
			hex = strings.TrimSuffix(hex, ">")
			var units []uint16
			for ; len(hex) >= 4; hex = hex[4:] {
				u, err := strconv.ParseUint(hex[:4], 16, 16)
				if err != nil {
					r.Fatal(err)
				}
				units = append(units, uint16(u))
			}
			n.text[code] = string(utf16.Decode(units))
		}
		r.fonts[name] = n
	}
}

// content runs the operators that we write. Its tokens are apart by white space, except those of a TJ array.
func (r *reader) content(data []byte) {
	var stack []string
	var font *readFont
	var size, x, y float64
	mcid := -1
	number := func(i int) float64 {
		f, err := strconv.ParseFloat(stack[len(stack)-i], 64)
		if err != nil {
			r.Fatalf("%v: %v", stack, err)
		}
		return f
	}
	for len(data) > 0 {
		if data[0] == '[' {
			data = r.array(data[1:], font, size, x, y, mcid)
			continue
		}
		n := bytes.IndexAny(data, " \n[")
		if n < 0 {
			n = len(data)
		}
		token := string(data[:n])
		if data = data[n:]; len(data) > 0 && data[0] != '[' {
			data = data[1:]
		}
		switch token {
		case "BT":
			x, y = 0, 0
		case "Tf":
			font, size = r.fonts[cos.Name(stack[len(stack)-2][1:])], number(1)
		case "Td":
			x, y = x+number(2), y+number(1)
		case "EMC":
			mcid = -1
		default:
			if id, ok := strings.CutSuffix(token, ">>BDC"); ok && strings.Contains(strings.Join(stack, " "), "MCID") {
				mcid, _ = strconv.Atoi(id)
			} else {
				stack = append(stack, token)
				continue
			}
		}
		stack = stack[:0]
	}
}

// array shows the strings of a TJ and gives back what follows it.
func (r *reader) array(data []byte, font *readFont, size, x, y float64, mcid int) []byte {
	for {
		switch data[0] {
		case ']':
			return bytes.TrimPrefix(data, []byte("]TJ\n"))
		case '(':
			for data = data[1:]; data[0] != ')'; data = data[2:] {
				code := int(data[0])<<8 | int(data[1])
				text, ok := font.text[code]
				if !ok {
					r.Fatalf("code %d stands for nothing", code)
				}
				r.glyph = append(r.glyph, shown{r.page, mcid, x, y, text})
				w, _ := r.file.Int(font.widths[code])
				x += float64(w) / 1000 * size
			}
			data = data[1:]
		default:
			n := bytes.IndexAny(data, "(]")
			adjust, err := strconv.Atoi(string(data[:n]))
			if err != nil {
				r.Fatal(err)
			}
			x -= float64(adjust) / 1000 * size
			data = data[n:]
		}
	}
}

// tree prints the tags, and the text that each has by way of the marked content.
func (r *reader) tree() string {
	content := map[[2]int]string{}
	for _, g := range r.glyph {
		content[[2]int{g.page, g.mcid}] += g.text
	}
	index := map[cos.Object]int{}
	for i, ref := range r.pages() {
		index[ref] = i
	}
	var b strings.Builder
	var walk func(indent string, o cos.Object)
	walk = func(indent string, o cos.Object) {
		e := r.file.Dict(o)
		b.WriteString(indent + string(r.file.Name(e["S"])))
		for _, key := range []cos.Name{"A", "Lang"} {
			if v := r.file.Resolve(e[key]); v != nil {
				b.WriteString(" " + string(cos.Append(nil, v)))
			}
		}
		b.WriteByte('\n')
		kids, ok := e["K"].(cos.Array)
		if !ok && e["K"] != nil {
			kids = cos.Array{e["K"]}
		}
		page := index[e["Pg"]]
		for _, k := range kids {
			switch k := k.(type) {
			case int64:
				fmt.Fprintf(&b, "%s  %d %q\n", indent, page, content[[2]int{page, int(k)}])
			case cos.Dict:
				switch k["Type"] {
				case cos.Name("MCR"):
					at := [2]int{index[k["Pg"]], int(k["MCID"].(int64))}
					fmt.Fprintf(&b, "%s  %d %q\n", indent, at[0], content[at])
				case cos.Name("OBJR"):
					b.WriteString(indent + "  " + r.annotation(k["Obj"]) + "\n")
				}
			default:
				if r.file.Dict(k)["P"] != o {
					r.Errorf("the parent of %v is not %v", k, o)
				}
				walk(indent+"  ", k)
			}
		}
	}
	walk("", r.file.Dict(r.catalog()["StructTreeRoot"])["K"])
	return b.String()
}

func (r *reader) annotation(o cos.Object) string {
	a := r.file.Dict(o)
	var b strings.Builder
	for _, key := range []cos.Name{"Subtype", "T", "TU", "A", "Dest", "Contents", "Rect", "F"} {
		if v := a[key]; v != nil {
			b.WriteString(string(cos.Append([]byte(string(key)+" "), v)) + " ")
		}
	}
	return strings.TrimSpace(b.String())
}

// outline prints the bookmarks.
func (r *reader) outline() string {
	var b strings.Builder
	var walk func(indent string, o cos.Object)
	walk = func(indent string, o cos.Object) {
		for ; o != nil; o = r.file.Dict(o)["Next"] {
			item := r.file.Dict(o)
			fmt.Fprintf(&b, "%s%s %s\n", indent, cos.Append(nil, item["Title"]), cos.Append(nil, item["Dest"]))
			walk(indent+"  ", item["First"])
		}
	}
	walk("", r.file.Dict(r.catalog()["Outlines"])["First"])
	return b.String()
}

func near(a, b float64) bool { return math.Abs(a-b) <= 0.05 }
