package desk

import (
	"encoding/base64"

	"verwoord/app/office"
)

// SignRequest is what is signed, by whom and how.
type SignRequest struct {
	Document string `json:"document"` // id of a Document
	Identity string `json:"identity"`
	Password string `json:"password"`
	Party    string `json:"party"` // processor or controller
	Place    string `json:"place"`
	Reason   string `json:"reason"`
	Level    string `json:"level"` // B-B, B-T, B-LT or B-LTA; empty is B-B
	// What stands in the block beside the words.
	Drawing Drawing `json:"drawing"`
	Mandate bool    `json:"mandate"` // who signs for the client has its mandate for that
}

// Block is the visible block of a signature before it is put.
type Block struct {
	PDF    string   `json:"pdf"`   // base64: a file of one page, which is the block; empty when the field is one that is not seen
	Width  float64  `json:"width"` // in points
	Height float64  `json:"height"`
	Words  []string `json:"words"` // line by line
}

// Drawing is a signature as it was drawn: strokes of a pen on a field of a size, y growing downwards, or a picture. Without either there
// is none.
type Drawing struct {
	Width   float64    `json:"width"`
	Height  float64    `json:"height"`
	Strokes [][]Stroke `json:"strokes"`
	PNG     string     `json:"png,omitempty"` // base64: a scan, or a name that was typed
}

// Stroke is a point that the pen went through.
type Stroke struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// Signed is a document that was signed, kept beside the one it was made from.
type Signed struct {
	Document Document `json:"document"`
	Report   Report   `json:"report"`
	Lower    string   `json:"lower"` // why the level is lower than asked for, and what to do; empty when it is not
}

// Progress is how far a call has come.
type Progress struct {
	Call string `json:"call"` // the name of the method
	Step string `json:"step"` // what is being done, as a sentence
}

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
