package pdf

import (
	"bytes"
	"fmt"

	"verwoord/app/doc"
	"verwoord/app/layout"
	"verwoord/app/pdf/cos"
)

// Sheets writes some of the pages of a document, counted from 0, as a file to look at while the document is being written. Each shows what
// its page in the file of Write shows, and has the same words; there are no tags, links, fields or data, and nothing is compressed, since
// what is made at every key is read once, right away. There must be at least one number. The error is a *Refusal as that of Write.
func Sheets(d *doc.Doc, pages []*layout.Page, numbers []int) ([]byte, error) {
	f := newFile(pages[numbers[0]])
	paint := painter{structure: newStructure(d)}
	for _, n := range numbers {
		if err := drawPage(f, &paint, pages[n], n); err != nil {
			return nil, err
		}
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
	return b.Plain(root), nil
}
