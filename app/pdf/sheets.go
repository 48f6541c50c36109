package pdf

import (
	"bytes"
	"fmt"
	"iter"
	"slices"

	"github.com/go-pdf/fpdf"

	"verwoord/app/doc"
	"verwoord/app/layout"
	"verwoord/app/pdf/cos"
)

// Sheets writes some of the pages of a document as a file to look at while the document is being written. Each shows what it shows in the
// file of Write, and has the same words; there are no tags, links, fields or data, and nothing is compressed, since what is made at every key
// is read once, right away. There must be at least one page. The error is a *Refusal as that of Write.
func Sheets(d *doc.Doc, pages iter.Seq[*layout.Page]) ([]byte, error) {
	var f *fpdf.Fpdf
	paint := painter{structure: newStructure(d)}
	var texts [][]byte
	for page := range pages {
		if f == nil {
			f = newFile(page)
		}
		text, err := drawPage(f, &paint, page, len(texts))
		if err != nil {
			return nil, err
		}
		texts = append(texts, bytes.Clone(text))
	}
	var out bytes.Buffer
	if err := f.Output(&out); err != nil {
		return nil, fmt.Errorf("sheets: %w", err)
	}
	plain, err := cos.Open(out.Bytes())
	if err != nil {
		return nil, fmt.Errorf("sheets: %w", err)
	}
	var b cos.Builder
	if err := copyObjects(&b, plain); err != nil {
		return nil, err
	}
	resources, err := paint.faces.resources(&b, func(d cos.Dict, data []byte) *cos.Stream { return &cos.Stream{Dict: d, Data: data} })
	if err != nil {
		return nil, err
	}
	b.Set(sharedResources, resources)
	root, _ := plain.Trailer["Root"].(cos.Ref)
	for i, page := range plain.Array(plain.Dict(plain.Dict(root)["Pages"])["Kids"]) {
		ref, _ := plain.Dict(page)["Contents"].(cos.Ref)
		drawn, ok := plain.Get(ref).(*cos.Stream)
		if !ok {
			return nil, fmt.Errorf("sheets: page %d has no contents", i+1)
		}
		b.Set(ref, &cos.Stream{Dict: drawn.Dict, Data: slices.Concat(drawn.Data, texts[i])})
	}
	return b.Plain(root), nil
}
