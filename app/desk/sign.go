package desk

import (
	"encoding/base64"

	"verwoord/app/office"
)

// Sign signs a document and keeps the signed one beside it. Nothing is lost when it fails: "sign.wrong-password" among others.
func (d *Desk) Sign(r SignRequest) (s Signed, err error) {
	defer d.guard(&err)
	ctx, done := d.begin("Sign")
	defer done()
	o, by, err := d.acting()
	if err != nil {
		return Signed{}, err
	}
	request, err := r.received()
	if err != nil {
		return Signed{}, err
	}
	signed, err := o.Sign(ctx, by, request, d.moment())
	if err != nil {
		return Signed{}, err
	}
	s = Signed{Document: d.document(signed.Document), Report: d.report(signed.Report)}
	if signed.Lower != nil {
		s.Lower = d.explain(signed.Lower).Message
	}
	return s, nil
}

// Block shows the visible block that Sign will put on a document. It needs no password. The errors are those of Sign that are not about the
// key.
func (d *Desk) Block(r SignRequest) (b Block, err error) {
	defer d.guard(&err)
	ctx, done := d.begin("Block")
	defer done()
	o, err := d.office()
	if err != nil {
		return Block{}, err
	}
	request, err := r.received()
	if err != nil {
		return Block{}, err
	}
	shown, err := o.Block(ctx, request)
	if err != nil {
		return Block{}, err
	}
	return Block{
		PDF: base64.StdEncoding.EncodeToString(shown.PDF), Width: tenth(shown.Width), Height: tenth(shown.Height),
		Words: append([]string{}, shown.Words...),
	}, nil
}

// received is a request as the office takes it.
func (r SignRequest) received() (office.SignRequest, error) {
	out := office.SignRequest{
		Document: r.Document, Identity: r.Identity, Password: r.Password, Party: r.Party, Place: r.Place, Reason: r.Reason, Level: r.Level, Mandate: r.Mandate,
		Drawing: office.Drawing{Width: r.Drawing.Width, Height: r.Drawing.Height},
	}
	for _, stroke := range r.Drawing.Strokes {
		var points []office.Point
		for _, p := range stroke {
			points = append(points, office.Point(p))
		}
		out.Drawing.Strokes = append(out.Drawing.Strokes, points)
	}
	var err error
	if out.Drawing.PNG, err = base64.StdEncoding.DecodeString(r.Drawing.PNG); err != nil {
		return out, refuse("no-file", "/drawing/png", "name", "PNG")
	}
	return out, nil
}

func (d *Desk) progress(method, step string) {
	d.host.Emit(EventProgress, Progress{Call: method, Step: d.locale().T(step, nil)})
}
