package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"verwoord/app/doc"
	"verwoord/app/layout"
)

// lawful checks what holds of every document: no run outside its box, no box outside its page, no two runs that touch, and every character of
// the tree placed once and in order, but for the hyphens at line ends.
func lawful(t testing.TB, d *doc.Doc, pages []*layout.Page) {
	t.Helper()
	for n, p := range pages {
		for i, b := range p.Boxes {
			if b.X < 0 || b.Y < 0 || b.X+b.Width > p.Width || b.Y+b.Height > p.Height || b.Width < 0 || b.Height < 0 {
				t.Errorf("page %d: box %d is not on the page: %+v", n+1, i, b)
			}
		}
		for i, r := range p.Runs {
			in, out := bounds(r), p.Boxes[r.Box]
			if in.X < out.X-0.01 || in.X+in.Width > out.X+out.Width+0.01 || in.Y < out.Y-0.01 || in.Y+in.Height > out.Y+out.Height+0.01 {
				t.Errorf("page %d: %q leaves its box: %+v in %+v", n+1, textOf(r), in, out)
			}
			for _, q := range p.Runs[:i] {
				if overlap(in, bounds(q)) {
					t.Errorf("page %d: %q overlaps %q", n+1, textOf(r), textOf(q))
				}
			}
		}
		for _, f := range p.Fields {
			if f.X < 0 || f.Y < 0 || f.X+f.Width > p.Width || f.Y+f.Height > p.Height {
				t.Errorf("page %d: field %s is not on the page: %+v", n+1, f.Signature.Field, f.Box)
			}
		}
	}
	want, got := leaves(d), placed(pages)
	for _, w := range want {
		if got[w.node] != w.text {
			t.Errorf("%T: placed\n%q, the tree has\n%q", w.node, got[w.node], w.text)
		}
		delete(got, w.node)
	}
	for node, text := range got {
		t.Errorf("%T: placed %q, the tree has nothing", node, text)
	}
}

// bounds is the area of a run's letters, without a space at its end: those of an accented capital and of a descender just fit a line.
func bounds(r layout.Run) layout.Box {
	width := 0.0
	for i, g := range r.Glyphs {
		if i == len(r.Glyphs)-1 && (g.Text == " " || g.Text == "\u00a0") {
			break
		}
		width += g.Advance * r.Size
	}
	return layout.Box{X: r.X, Y: r.Y - 0.75*r.Size, Width: width, Height: 0.95 * r.Size}
}

func overlap(a, b layout.Box) bool {
	const touch = 0.05
	return a.X+touch < b.X+b.Width && b.X+touch < a.X+a.Width && a.Y+touch < b.Y+b.Height && b.Y+touch < a.Y+a.Height
}

func textOf(r layout.Run) string {
	var b strings.Builder
	for _, g := range r.Glyphs {
		b.WriteString(g.Text)
	}
	return b.String()
}

// placed is the text on the pages by the node it belongs to, without the hyphens of line ends.
func placed(pages []*layout.Page) map[doc.Node]string {
	all := make(map[doc.Node]*strings.Builder)
	for _, p := range pages {
		for _, r := range p.Runs {
			if r.Node == nil {
				continue
			}
			if all[r.Node] == nil {
				all[r.Node] = new(strings.Builder)
			}
			for _, g := range r.Glyphs {
				if g.Text != "\u00ad" {
					all[r.Node].WriteString(g.Text)
				}
			}
		}
	}
	texts := make(map[doc.Node]string)
	for node, b := range all {
		if text := normal(b.String()); text != "" {
			texts[node] = text
		}
	}
	return texts
}

type leaf struct {
	node doc.Node
	text string
}

// normal sets white space aside: which of it is printed depends on what stands around it.
func normal(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\n\u00a0\u00ad", r) {
			return -1
		}
		return r
	}, s)
}

// leaves is the text of the tree by the node that its runs name, in order.
func leaves(d *doc.Doc) []leaf {
	var all []leaf
	at := make(map[doc.Node]int)
	add := func(node doc.Node, s string) {
		if normal(s) == "" {
			return
		}
		i, ok := at[node]
		if !ok {
			i = len(all)
			at[node] = i
			all = append(all, leaf{node: node})
		}
		all[i].text += normal(s)
	}
	var inlines func(in []doc.Inline, node doc.Node)
	inlines = func(list []doc.Inline, node doc.Node) {
		for _, in := range list {
			switch in := in.(type) {
			case *doc.Text:
				add(node, in.Text)
			case *doc.Value:
				add(in, in.Text)
			case *doc.Strong:
				inlines(in.Inlines, node)
			case *doc.Emphasis:
				inlines(in.Inlines, node)
			case *doc.Link:
				inlines(in.Inlines, in)
			case *doc.Span:
				inlines(in.Inlines, in)
			}
		}
	}
	label := func(l *doc.Label) {
		if l != nil {
			add(l, l.Text)
		}
	}
	var blocks func([]doc.Block)
	blocks = func(list []doc.Block) {
		for _, b := range list {
			switch b := b.(type) {
			case *doc.Section:
				blocks(b.Blocks)
			case *doc.Heading:
				label(b.Label)
				inlines(b.Inlines, b)
			case *doc.Paragraph:
				inlines(b.Inlines, b)
			case *doc.List:
				for _, item := range b.Items {
					label(item.Label)
					blocks(item.Blocks)
				}
			case *doc.Table:
				rows := b.Rows
				if b.Head != nil {
					rows = append([]*doc.Row{b.Head}, rows...)
				}
				for _, row := range rows {
					for _, cell := range row.Cells {
						inlines(cell.Inlines, cell)
					}
				}
			}
		}
	}
	for _, s := range d.Sections {
		blocks([]doc.Block{s})
	}
	return all
}

// inOrder checks that the nodes appear on the pages in the order of the tree, and the furniture of a page after its text.
func inOrder(t testing.TB, d *doc.Doc, pages []*layout.Page) {
	t.Helper()
	order := make(map[doc.Node]int)
	for i, l := range leaves(d) {
		order[l.node] = i
	}
	seen := make(map[doc.Node]bool)
	last := 0
	for n, p := range pages {
		furniture := false
		for _, r := range p.Runs {
			if r.Node == nil {
				furniture = true
				continue
			}
			if furniture {
				t.Errorf("page %d: %q comes after the furniture", n+1, textOf(r))
			}
			if !seen[r.Node] && order[r.Node] < last {
				t.Errorf("page %d: %q comes too late", n+1, textOf(r))
			}
			if !seen[r.Node] {
				last = order[r.Node]
			}
			seen[r.Node] = true
		}
	}
}

// dump is a page as text: a line for every run.
func dump(pages []*layout.Page, d *doc.Doc) string {
	inks := [...]string{layout.Black: "black", layout.Quiet: "quiet", layout.Accent: "accent", layout.Hair: "hair"}
	var b strings.Builder
	for n, p := range pages {
		fmt.Fprintf(&b, "page %d: %d boxes, %d rules\n", n+1, len(p.Boxes), len(p.Rules))
		for _, r := range p.Runs {
			name := strings.TrimPrefix(fmt.Sprintf("%T", r.Node), "*doc.")
			if r.Node == nil {
				name = "furniture"
			}
			if v, ok := r.Node.(*doc.Value); ok && v.Path != "" {
				name += " " + v.Path
			}
			fmt.Fprintf(&b, "%2d %6.2f %6.2f %-8s %5.2f %-6s %-10s %s\n", r.Box, r.X, r.Y,
				strings.TrimPrefix(r.Face.Name, "VerwoordSans-"), r.Size, inks[r.Ink], name, strings.ReplaceAll(textOf(r), "\u00ad", "‐"))
		}
		for _, f := range p.Fields {
			fmt.Fprintf(&b, "   %6.2f %6.2f field %s %g by %g\n", f.X, f.Y, f.Signature.Field, f.Width, f.Height)
		}
	}
	return b.String()
}
