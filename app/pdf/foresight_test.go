package pdf

import (
	"bytes"
	"slices"
	"testing"

	"verwoord/app/layout"
	"verwoord/app/pdf/cos"
)

// ruled is a document on pages with rules of each ink and of several widths, and one page without any.
func ruled(t *testing.T) (file []byte, again func(change func(*generated)) []byte) {
	t.Helper()
	d := long(t)
	pages := set(t, d)
	pages[1].Rules = nil
	for i, p := range pages[2:] {
		for ink := range layout.Ink(len(inks)) {
			y := 80 + 10.125*float64(ink)
			p.Rules = append(p.Rules, layout.Rule{X1: 64, Y1: y, X2: 531.28, Y2: y, Width: 0.35 + float64((i+int(ink))%2), Ink: ink})
		}
	}
	pages[3].Width, pages[3].Height = 400, 700.5
	file, err := Write(d, slices.Values(pages), meta())
	if err != nil {
		t.Fatal(err)
	}
	return file, func(change func(*generated)) []byte {
		pack, m := newPacker(), meta()
		s := newStructure(d)
		g, err := generate(d, slices.Values(pages), m, s, pack)
		if err == nil {
			err = g.carry(m, pack)
		}
		if err != nil {
			t.Fatal(err)
		}
		change(g)
		file, err := assemble(d, m, s, g, pack)
		if err != nil {
			t.Fatal(err)
		}
		return file
	}
}

// What is expected of fpdf is what it writes.
func TestForesight(t *testing.T) {
	_, again := ruled(t)
	again(func(g *generated) {
		f, err := cos.Open(g.file)
		if err != nil {
			t.Fatal(err)
		}
		root := f.Dict(f.Trailer["Root"])
		for i, page := range f.Array(f.Dict(root["Pages"])["Kids"]) {
			stream := f.Resolve(f.Dict(page)["Contents"]).(*cos.Stream)
			if want := g.pages[i].drawn[:g.pages[i].ahead]; !bytes.Equal(stream.Data, want) {
				t.Errorf("page %d begins\n%s\nand not, as expected,\n%s", i+1, stream.Data, want)
			}
		}
	})
}

// A page on which fpdf has drawn something else has that.
func TestNotForeseen(t *testing.T) {
	file, again := ruled(t)
	got := again(func(g *generated) {
		for i := range g.pages {
			g.pages[i].drawn = append([]byte("0 0 m"), g.pages[i].drawn[g.pages[i].ahead:]...)
			g.pages[i].ahead = len("0 0 m")
		}
	})
	if !bytes.Equal(got, file) {
		t.Error("another file")
	}
}
