package pdf

import (
	"bytes"
	"crypto/md5"
	"fmt"
	"maps"
	"slices"

	"verwoord/app/doc"
	"verwoord/app/layout"
	"verwoord/app/pdf/cos"
)

// assembler turns the generated file into the final one. Its objects keep their numbers; new ones follow.
type assembler struct {
	cos.Builder
	doc       *doc.Doc
	meta      Meta
	structure *structure
	generated *generated

	refs        []cos.Ref // of the pages
	annotations []*element
	fields      cos.Array
}

// sharedResources is where fpdf puts the resources of all pages.
var sharedResources = cos.Ref{Number: 2}

func assemble(d *doc.Doc, m Meta, s *structure, g *generated, pack *packer) ([]byte, error) {
	f, err := cos.Open(g.file)
	if err != nil {
		return nil, fmt.Errorf("assemble: %w", err)
	}
	g.file = nil // f has it, until it has been read
	a := &assembler{doc: d, meta: m, structure: s, generated: g}
	if err := copyObjects(&a.Builder, f); err != nil {
		return nil, err
	}
	root, _ := f.Trailer["Root"].(cos.Ref)
	info, _ := f.Trailer["Info"].(cos.Ref)
	plain := f.Dict(root)

	for _, kid := range f.Array(f.Dict(plain["Pages"])["Kids"]) {
		ref, _ := kid.(cos.Ref)
		a.refs = append(a.refs, ref)
	}
	if len(a.refs) != len(g.pages) {
		return nil, fmt.Errorf("assemble: %d pages were generated as %d", len(g.pages), len(a.refs))
	}
	if err := a.packContents(f, pack); err != nil {
		return nil, err
	}
	resources, err := g.faces.resources(&a.Builder, pack.deflate)
	if err != nil {
		return nil, err
	}
	a.Set(sharedResources, resources)
	if err := a.finishPages(f); err != nil {
		return nil, err
	}
	a.Set(info, a.info(f.Dict(info)))
	a.Set(root, a.catalog(f, plain, root))
	pack.finish()
	return a.Bytes(root, info), nil
}

// copyObjects takes the objects of a generated file over, with their numbers.
func copyObjects(b *cos.Builder, f *cos.File) error {
	for i, number := range f.Numbers() {
		if number != i+1 {
			return fmt.Errorf("assemble: the generated file has no object %d", i+1)
		}
		o := f.Get(cos.Ref{Number: number})
		if s, ok := o.(*cos.Stream); ok && s.Dict["Type"] == cos.Name("Metadata") {
			o = &cos.Stream{Dict: s.Dict, Data: bytes.Clone(s.Data)} // would hold on to the generated file
		}
		b.Add(o)
	}
	return nil
}

// packContents takes what the pages draw, and compresses it where fpdf has not drawn what was expected.
func (a *assembler) packContents(f *cos.File, pack *packer) error {
	for i, page := range a.refs {
		ref, _ := f.Dict(page)["Contents"].(cos.Ref)
		stream, ok := f.Get(ref).(*cos.Stream)
		if !ok {
			return fmt.Errorf("assemble: page %d has no contents", i+1)
		}
		p := &a.generated.pages[i]
		if !bytes.Equal(stream.Data, p.drawn[:p.ahead]) {
			p.packed = pack.deflate(cos.Dict{}, slices.Concat(stream.Data, p.drawn[p.ahead:]))
		}
		a.Set(ref, p.packed)
		p.drawn, p.packed = nil, nil
	}
	return nil
}

// finishPages completes the page objects.
func (a *assembler) finishPages(f *cos.File) error {
	for i, ref := range a.refs {
		plain := f.Dict(ref)
		page := cos.Dict{
			"Type":          cos.Name("Page"),
			"Parent":        plain["Parent"],
			"Resources":     plain["Resources"],
			"Contents":      plain["Contents"],
			"StructParents": int64(i),
			"Tabs":          cos.Name("S"), // ISO 14289-1, 7.18.3
		}
		if box := plain["MediaBox"]; box != nil {
			page["MediaBox"] = box
		}
		annotations, err := a.links(i, f.Array(plain["Annots"]))
		if err != nil {
			return err
		}
		fields, err := a.signatures(i)
		if err != nil {
			return err
		}
		if annotations = append(annotations, fields...); annotations != nil {
			page["Annots"] = annotations
		}
		a.Set(ref, page)
	}
	for _, e := range a.structure.elements {
		if e.tag == "Form" && e.kids == nil {
			return &Refusal{"ISO 14289-1, 7.1", "a signature field stands on no page"}
		}
	}
	return nil
}

// annotate adds an annotation that belongs to an element (ISO 32000-1, 14.7.4.3).
func (a *assembler) annotate(page int, e *element, annotation cos.Dict) cos.Ref {
	annotation["StructParent"] = int64(len(a.refs) + len(a.annotations))
	annotation["F"] = int64(4) // printed (ISO 19005-3, 6.3.2)
	ref := a.Add(annotation)
	a.annotations = append(a.annotations, e)
	e.kids = append(e.kids, kid{page: int32(page), annotation: ref})
	return ref
}

// links completes the link annotations of a page.
func (a *assembler) links(page int, plain cos.Array) (cos.Array, error) {
	areas := a.generated.pages[page].areas
	if len(plain) != len(areas) {
		return nil, fmt.Errorf("assemble: %d links were generated as %d", len(areas), len(plain))
	}
	var refs cos.Array
	for i, area := range areas {
		old, ok := plain[i].(cos.Dict)
		if !ok {
			return nil, fmt.Errorf("assemble: link %d of page %d is no dictionary", i+1, page+1)
		}
		link := maps.Clone(old)
		link["Rect"] = rectangle(a.generated.pages[page].height, area.Box) // fpdf names the top before the bottom
		link["Contents"] = cos.Text(area.link.contents())                  // ISO 14289-1, 7.18.5
		refs = append(refs, a.annotate(page, area.link, link))
	}
	return refs, nil
}

// contents tells what a link is: its words.
func (e *element) contents() string {
	if s := plain(e.link.Inlines); hasWords(s) {
		return s
	}
	return e.link.URL
}

// signatures adds the empty signature fields of a page, each merged with its widget (ISO 32000-1, 12.7.4.5).
func (a *assembler) signatures(page int) (cos.Array, error) {
	var refs cos.Array
	for _, field := range a.generated.pages[page].fields {
		e := a.structure.owners[field.Signature]
		if field.Signature == nil || e == nil || e.kids != nil {
			return nil, &Refusal{"ISO 14289-1, 7.18.4", fmt.Sprintf("page %d has a signature field that is not in the document, or twice", page+1)}
		}
		refs = append(refs, a.annotate(page, e, signatureField(a, field, a.refs[page], a.generated.pages[page].height)))
	}
	a.fields = append(a.fields, refs...)
	return refs, nil
}

// adder is what objects are added to: a file in the making, or an update of one.
type adder interface {
	Add(cos.Object) cos.Ref
	Set(cos.Ref, cos.Object)
}

// signatureField is an empty signature field, merged with its widget.
func signatureField(to adder, field layout.Field, page cos.Ref, height float64) cos.Dict {
	return cos.Dict{
		"Type":    cos.Name("Annot"),
		"Subtype": cos.Name("Widget"),
		"FT":      cos.Name("Sig"),
		"T":       cos.Text(field.Signature.Field),
		"TU":      cos.Text(field.Signature.Description), // ISO 14289-1, 7.18.1
		"P":       page,
		"Rect":    rectangle(height, field.Box),
		// ISO 19005-3, 6.3.3. Deflated as what a signature puts in its place: a filter that comes later looks like a change of the document.
		"AP": cos.Dict{"N": to.Add(cos.Deflate(cos.Dict{
			"Type":      cos.Name("XObject"),
			"Subtype":   cos.Name("Form"),
			"BBox":      cos.Array{int64(0), int64(0), hundredth(field.Width), hundredth(field.Height)},
			"Resources": cos.Dict{},
		}, nil))},
	}
}

// rectangle is a box on a page of some height in the coordinates of PDF, from its lower left to its upper right corner.
func rectangle(height float64, b layout.Box) cos.Array {
	return cos.Array{
		hundredth(b.X), hundredth(height - b.Y - b.Height),
		hundredth(b.X + b.Width), hundredth(height - b.Y),
	}
}

// info is fpdf's, its dates with a time zone so that they equal those of XMP.
func (a *assembler) info(plain cos.Dict) cos.Dict {
	info := maps.Clone(plain)
	date := cos.Date(a.meta.Date)
	info["CreationDate"], info["ModDate"] = date, date
	return info
}

func (a *assembler) catalog(f *cos.File, plain cos.Dict, root cos.Ref) cos.Dict {
	tree := a.Add(nil)
	a.structure.objects(&a.Builder, tree, a.refs, a.generated.pages, a.annotations)
	profile := a.Add(&cos.Stream{
		Dict: cos.Dict{"N": int64(3), "Filter": cos.Name("FlateDecode")},
		Data: outputProfile(),
	})
	catalog := cos.Dict{
		"Type":              cos.Name("Catalog"),
		"Pages":             plain["Pages"],
		"Lang":              cos.String(a.doc.Lang),
		"MarkInfo":          cos.Dict{"Marked": true},
		"StructTreeRoot":    tree,
		"ViewerPreferences": cos.Dict{"DisplayDocTitle": true}, // ISO 14289-1, 7.1
		"Metadata":          a.metadata(f),
		// A dictionary in an array is an object of its own: PDFBox 2 makes one of it when it signs, and that looks like a change of the document.
		"PageLabels": cos.Dict{"Nums": cos.Array{int64(0), a.Add(cos.Dict{"S": cos.Name("D")})}}, // as the foot counts (ISO 14289-1, 7.17)
		"OutputIntents": cos.Array{a.Add(cos.Dict{
			"Type":                      cos.Name("OutputIntent"),
			"S":                         cos.Name("GTS_PDFA1"),
			"OutputConditionIdentifier": cos.String("sRGB IEC61966-2.1"),
			"Info":                      cos.String("sRGB IEC61966-2.1"),
			"DestOutputProfile":         profile,
		})},
	}
	if outlines, ok := plain["Outlines"].(cos.Ref); ok {
		a.countOutline(f, outlines)
		catalog["Outlines"] = outlines
		catalog["PageMode"] = cos.Name("UseOutlines")
	}
	if a.fields != nil {
		const signaturesExist = 1 // there are fields for them; only a signature itself asks that nothing but appends follow
		catalog["AcroForm"] = a.Add(cos.Dict{"Type": cos.Name("AcroForm"), "Fields": a.fields, "SigFlags": int64(signaturesExist)})
	}
	if a.generated.attached != nil {
		file := a.attach(a.generated.attachment)
		name := cos.Text(a.generated.attachment.Name)
		catalog["AF"] = cos.Array{file}
		catalog["Names"] = cos.Dict{"EmbeddedFiles": cos.Dict{"Names": cos.Array{name, file}}}
	}
	return catalog
}

// metadata finds the XMP stream among the generated objects.
func (a *assembler) metadata(f *cos.File) cos.Object {
	for _, number := range f.Numbers() {
		ref := cos.Ref{Number: number}
		if s, ok := f.Get(ref).(*cos.Stream); ok && s.Dict["Type"] == cos.Name("Metadata") {
			return ref
		}
	}
	return nil
}

// countOutline gives the items of the outline the number of their descendants, all shown, where fpdf writes 0
// (ISO 32000-1, table 153).
func (a *assembler) countOutline(f *cos.File, ref cos.Ref) int64 {
	item := maps.Clone(f.Dict(ref))
	delete(item, "Count")
	var n int64
	for kid := item["First"]; kid != nil; kid = f.Dict(kid)["Next"] {
		child, _ := kid.(cos.Ref)
		n += 1 + a.countOutline(f, child)
	}
	if n > 0 {
		item["Count"] = n
	}
	a.Set(ref, item)
	return n
}

// Pack compresses the data, where that can be done before Write.
func (file *Attachment) Pack() { file.packed = cos.Deflate(cos.Dict{}, file.Data) }

// carry asks for the attachment, which is compressed while the rest of the file is put together.
func (g *generated) carry(m Meta, pack *packer) (err error) {
	if m.Attachment == nil {
		return nil
	}
	if g.attachment, err = m.Attachment(); err == nil {
		g.attached = g.attachment.stream(m, pack)
	}
	return err
}

// stream begins to compress an attachment, unless that was done.
func (file Attachment) stream(m Meta, pack *packer) *cos.Stream {
	sum := md5.Sum(file.Data) // what the format asks for, against accidents only
	dict := cos.Dict{
		"Type":    cos.Name("EmbeddedFile"),
		"Subtype": cos.Name(file.MediaType),
		"Params": cos.Dict{
			"Size":     int64(len(file.Data)),
			"ModDate":  cos.Date(m.Date),
			"CheckSum": cos.String(sum[:]),
		},
	}
	if file.packed == nil {
		return pack.deflate(dict, file.Data)
	}
	maps.Copy(dict, file.packed.Dict)
	return &cos.Stream{Dict: dict, Data: file.packed.Data}
}

// attach embeds a file as the data of the document (ISO 19005-3, 6.8).
func (a *assembler) attach(file Attachment) cos.Ref {
	name := cos.Text(file.Name)
	stream := a.Add(a.generated.attached)
	return a.Add(cos.Dict{
		"Type":           cos.Name("Filespec"),
		"F":              name,
		"UF":             name,
		"Desc":           cos.Text(file.Description),
		"AFRelationship": cos.Name("Data"),
		"EF":             cos.Dict{"F": stream, "UF": stream},
	})
}
