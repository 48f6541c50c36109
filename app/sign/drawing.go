package sign

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strconv"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
)

// Drawing is a signature drawn by hand: strokes, or a picture of it.
type Drawing struct {
	Path   string  // SVG path data of the strokes (SVG 2, 9.3), without arcs; y grows downwards. "" when PNG is given
	Width  float64 // of the area that the path was drawn in
	Height float64
	Stroke float64 // width of the strokes, in the path's unit; 0 draws them as thick as a pen
	PNG    []byte
}

// Bounds on a drawing: what a scan or the strokes of a signature have, and no more.
const (
	maxPicture = 4 << 20
	maxPixels  = 4_000_000
	maxPath    = 256 << 10
)

// strokeWidth is that of a pen, in points.
const strokeWidth = 1.1

// Draw gives content that shows the drawing in the middle of a room, as large as fits, and the XObjects that it names. A picture is added to
// the update. It uses DeviceGray alone, which every output intent allows.
//
// The error is an *Error: drawing.
func (d *Drawing) Draw(u *cos.Update, room form.Rect) (content []byte, xobjects cos.Dict, err error) {
	if len(d.PNG) > 0 {
		return d.picture(u, room)
	}
	path, err := parsePath(d.Path)
	if err != nil || len(d.Path) > maxPath || len(path) == 0 || d.Width <= 0 || d.Height <= 0 {
		return nil, nil, because("drawing", err)
	}
	var p ink
	scale := min(room.Width()/d.Width, room.Height()/d.Height)
	width := d.Stroke
	if width <= 0 {
		width = strokeWidth / scale
	}
	p.op("q")
	p.op("G", 0)
	p.op("cm", scale, 0, 0, -scale, room.X1+float64((room.Width()-float64(d.Width*scale))/2), room.Y1+float64((room.Height()+float64(d.Height*scale))/2))
	p.op("re", 0, 0, d.Width, d.Height)
	p.op("W")
	p.op("n") // what a pen drew beside the area is not seen there either
	p.op("w", width)
	p.op("J", 1)
	p.op("j", 1)
	for _, s := range path {
		p.op(s.operator, s.operands...)
	}
	p.op("S")
	p.op("Q")
	return p.out, nil, nil
}

// picture draws a PNG as ink: how dark a pixel is tells how much of the paper it hides. So a white ground needs no mask of its own, and
// no colour space but DeviceGray is used.
func (d *Drawing) picture(u *cos.Update, room form.Rect) (content []byte, xobjects cos.Dict, err error) {
	config, err := png.DecodeConfig(bytes.NewReader(d.PNG))
	if err != nil || len(d.PNG) > maxPicture || config.Width*config.Height > maxPixels {
		return nil, nil, because("drawing", err)
	}
	img, err := png.Decode(bytes.NewReader(d.PNG))
	if err != nil {
		return nil, nil, because("drawing", err)
	}
	w, h := config.Width, config.Height
	mask := u.Add(cos.Deflate(imageDict(w, h), darkness(img)))
	look := imageDict(w, h)
	look["SMask"] = mask
	ref := u.Add(cos.Deflate(look, make([]byte, w*h)))
	scale := min(room.Width()/float64(w), room.Height()/float64(h))
	width, height := float64(float64(w)*scale), float64(float64(h)*scale)
	var p ink
	p.op("q")
	p.op("cm", width, 0, 0, height, room.X1+float64((room.Width()-width)/2), room.Y1+float64((room.Height()-height)/2))
	p.op("/Drawing Do")
	p.op("Q")
	return p.out, cos.Dict{"Drawing": ref}, nil
}

// ink is a content stream in the making.
type ink struct{ out []byte }

// op writes operands and an operator.
func (p *ink) op(operator string, operands ...float64) {
	for _, v := range operands {
		p.out = strconv.AppendFloat(p.out, rounded(v), 'f', -1, 64)
		p.out = append(p.out, ' ')
	}
	p.out = append(p.out, operator...)
	p.out = append(p.out, '\n')
}

// rounded is a length to the thousandth of a point.
func rounded(v float64) float64 {
	if v < 0 {
		return -rounded(-v)
	}
	return float64(int64(float64(v*1000)+0.5)) / 1000
}

// imageDict is an image of one byte a pixel.
func imageDict(w, h int) cos.Dict {
	return cos.Dict{
		"Type":             cos.Name("XObject"),
		"Subtype":          cos.Name("Image"),
		"Width":            int64(w),
		"Height":           int64(h),
		"ColorSpace":       cos.Name("DeviceGray"),
		"BitsPerComponent": int64(8),
	}
}

// darkness is how much ink each pixel has.
func darkness(img image.Image) []byte {
	b := img.Bounds()
	out := make([]byte, 0, b.Dx()*b.Dy())
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			c := color.NRGBAModel.Convert(img.At(x, y)).(color.NRGBA)
			dark := 255 - (299*int(c.R)+587*int(c.G)+114*int(c.B))/1000
			out = append(out, byte(dark*int(c.A)/255))
		}
	}
	return out
}
