package sign

import (
	"slices"

	"verwoord/app/layout/face"
	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
)

// Sheet is a page for signatures, added to the end of a file that has no place for them. What stands on the other pages is not ours to cover,
// so a signature that is to be seen gets a page of its own. It is added only before anything is signed: a page more would be a change.
type Sheet struct {
	Lang   string // of its words, as a tag of BCP 47
	Title  string
	Text   string // a paragraph below the title
	Blocks []Block
	Faces  *face.Family
}

// Block is a place for one signature.
type Block struct {
	Field       string // name of its field; "" is the one that is about to be signed. One that the file has already is left out
	Label       string // above it
	Description string // for who does not see it
}

func (s *Sheet) has(name string) bool {
	return slices.ContainsFunc(s.Blocks, func(b Block) bool { return b.Field == "" || b.Field == name })
}

// Sizes of a sheet, in points.
const (
	a4Width, a4Height       = 595.28, 841.89
	sheetMargin             = 60.0
	sheetLeast              = 480.0 // a page lower or narrower than that is no example
	sheetMost               = 1300.0
	blockWidth, blockHeight = 283.0, 82.0
	blockGap                = 26.0
	titleSize, labelSize    = 14.0, 11.0
	textSize                = 10.0
)

// addSheet adds the page with its fields, and gives the one of the name.
func addSheet(m *form.Edit, p place, s *Sheet) (*form.Field, error) {
	w := sheetWriter{edit: m, form: p.form, sheet: s, name: p.name, page: m.Update.Add(nil)}
	w.width, w.height = sheetSize(p.form.File)
	w.panel = panel{update: m.Update, resources: cos.Dict{}}
	if m.Catalog["StructTreeRoot"] != nil {
		w.tags = openTags(m, p.form.File, w.page, s.Lang)
	}
	if err := w.write(); err != nil {
		return nil, err
	}
	page := cos.Dict{
		"Type": cos.Name("Page"), "Parent": m.Catalog["Pages"],
		// All that a page can inherit stands here.
		"MediaBox": cos.Array{int64(0), int64(0), w.width, w.height}, "CropBox": cos.Array{int64(0), int64(0), w.width, w.height},
		"Rotate": int64(0), "Resources": w.panel.resources,
		"Contents": m.Update.Add(cos.Deflate(cos.Dict{}, w.panel.out)),
		"Annots":   w.widgets,
	}
	if w.tags != nil {
		page["StructParents"], page["Tabs"] = w.tags.close(), cos.Name("S")
	}
	m.Update.Set(w.page, page)
	root := m.Update.Dict(m.Catalog["Pages"])
	count, _ := p.form.File.Int(root["Count"])
	form.Push(m.Update, root, "Kids", w.page)
	root["Count"] = count + 1
	m.Update.Set(m.Catalog["Pages"].(cos.Ref), root)
	for _, o := range w.widgets {
		m.AddFields(o.(cos.Ref))
	}
	return w.target, nil
}

// sheetSize is that of the last page, upright, when it is about that of a letter; else A4.
func sheetSize(f *cos.File) (width, height float64) {
	pages := form.Pages(f)
	if len(pages) == 0 {
		return a4Width, a4Height
	}
	last := pages[len(pages)-1]
	box, ok := form.Rectangle(f, form.Inherited(f, last, "CropBox"))
	if !ok || box.Area() == 0 {
		box, _ = form.Rectangle(f, form.Inherited(f, last, "MediaBox"))
	}
	width, height = box.Width(), box.Height()
	if turn, _ := f.Int(form.Inherited(f, last, "Rotate")); turn%180 != 0 {
		width, height = height, width
	}
	if f.Dict(last)["UserUnit"] != nil || min(width, height) < sheetLeast || max(width, height) > sheetMost {
		return a4Width, a4Height
	}
	return rounded(width), rounded(height)
}

// sheetWriter is a sheet in the making.
type sheetWriter struct {
	edit          *form.Edit
	form          *form.Form
	sheet         *Sheet
	name          string // of the field to be signed
	page          cos.Ref
	width, height float64
	panel         panel
	tags          *tags // nil when the file has none
	widgets       cos.Array
	target        *form.Field
	y             float64 // how far down the page is filled
}

func (w *sheetWriter) write() error {
	faces := w.sheet.Faces
	w.y = w.height - sheetMargin
	if err := w.paragraph(faces.SemiBold, titleSize, w.sheet.Title); err != nil {
		return err
	}
	w.y -= textSize
	if err := w.paragraph(faces.Regular, textSize, w.sheet.Text); err != nil {
		return err
	}
	taken := map[string]bool{}
	for _, d := range w.form.Fields {
		taken[d.Name] = true
	}
	for _, b := range w.sheet.Blocks {
		if b.Field == "" {
			b.Field = w.name
		}
		if taken[b.Field] {
			continue
		}
		w.y -= blockGap
		if err := w.paragraph(faces.SemiBold, labelSize, b.Label); err != nil {
			return err
		}
		w.block(b)
	}
	return w.panel.embed()
}

// paragraph sets words from the left margin.
func (w *sheetWriter) paragraph(f *face.Face, size float64, words string) error {
	broken, err := breakLine(f, words, (w.width-2*sheetMargin)/size)
	if err != nil {
		return err
	}
	var lines []typeset
	for _, glyphs := range broken {
		lines = append(lines, typeset{f, size, glyphs})
	}
	height := heightOf(lines)
	w.begin("P")
	err = w.panel.text(lines, box{sheetMargin, w.y - height, w.width - 2*sheetMargin, height})
	w.end()
	w.y -= height
	return err
}

// block draws the frame of a field and makes the field.
func (w *sheetWriter) block(b Block) {
	w.y -= labelSize/2 + blockHeight
	width := min(blockWidth, w.width-2*sheetMargin)
	if w.tags != nil {
		w.panel.op("/Artifact BMC")
	}
	w.panel.op("G", 0.6)
	w.panel.op("w", 0.5)
	w.panel.op("re", sheetMargin, w.y, width, blockHeight)
	w.panel.op("S")
	w.end()
	u := w.edit.Update
	d := cos.Dict{
		"Type": cos.Name("Annot"), "Subtype": cos.Name("Widget"), "FT": cos.Name("Sig"),
		"T": cos.Text(b.Field), "TU": cos.Text(b.Description), "F": int64(4), "P": w.page,
		"Rect": cos.Array{sheetMargin, w.y, sheetMargin + width, w.y + blockHeight},
		"AP": cos.Dict{"N": u.Add(cos.Deflate(cos.Dict{
			"Type": cos.Name("XObject"), "Subtype": cos.Name("Form"), "Resources": cos.Dict{},
			"BBox": cos.Array{int64(0), int64(0), width, blockHeight},
		}, nil))},
	}
	ref := u.Add(d)
	if w.tags != nil {
		d["StructParent"] = w.tags.form(ref, b.Description)
	}
	w.widgets = append(w.widgets, ref)
	if b.Field == w.name {
		w.target = w.edit.Made(ref)
	}
}

func (w *sheetWriter) begin(tag cos.Name) {
	if w.tags != nil {
		w.panel.out = cos.Append(w.panel.out, tag)
		w.panel.out = cos.Append(w.panel.out, cos.Dict{"MCID": w.tags.content(tag)})
		w.panel.op(" BDC")
	}
}

func (w *sheetWriter) end() {
	if w.tags != nil {
		w.panel.op("EMC")
	}
}
