package pdf

import (
	"verwoord/app/layout"
	"verwoord/app/pdf/cos"
)

// Drawn is content of another's making: operators, and the XObjects that they name.
type Drawn struct {
	Content  []byte
	XObjects cos.Dict
}

// Panel adds a small page to an update of a file as a form XObject of its size, above what is drawn already: what a field shows. Words are
// set in the fonts that the file has, where those have the glyphs. There are no marks: all of it belongs to the Form element of its field
// (ISO 32000-1, 14.7.4.3; ISO 14289-1, 7.18.4). Black is DeviceGray, which every output intent allows.
func Panel(u *cos.Update, page *layout.Page, below Drawn) (cos.Ref, error) {
	paint := painter{bare: true, faces: faces{file: u.File()}}
	if err := paint.text(page, 0); err != nil {
		return cos.Ref{}, err
	}
	resources, err := paint.faces.resources(u, cos.Deflate)
	if err != nil {
		return cos.Ref{}, err
	}
	if len(below.XObjects) > 0 {
		resources["XObject"] = below.XObjects
	}
	content := append(append(append([]byte(nil), below.Content...), "0 g\n"...), paint.out...)
	return u.Add(cos.Deflate(cos.Dict{
		"Type":      cos.Name("XObject"),
		"Subtype":   cos.Name("Form"),
		"BBox":      cos.Array{int64(0), int64(0), page.Width, page.Height},
		"Resources": resources,
	}, content)), nil
}
