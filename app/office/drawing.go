package office

import (
	"strconv"
	"strings"

	"verwoord/app/sign"
)

// Drawing is a signature as it was drawn: strokes of a pen on a field of a size, y growing downwards, or a picture. Without either there
// is none.
type Drawing struct {
	Width, Height float64
	Strokes       [][]Point
	PNG           []byte // a scan, or a name that was typed
}

// Point is one that the pen went through.
type Point struct{ X, Y float64 }

// drawn is a drawing as the signature takes it; nil when nothing was drawn.
func (g Drawing) drawn() *sign.Drawing {
	if len(g.PNG) > 0 {
		return &sign.Drawing{PNG: g.PNG}
	}
	var path strings.Builder
	for _, stroke := range g.Strokes {
		for i, p := range stroke {
			if i == 0 {
				path.WriteString(" M" + p.String())
				continue
			}
			// A pen is seen now and then, and goes smoothly in between: as a Catmull-Rom spline does, whose tangent at a point is
			// along its neighbours.
			from, before, after := stroke[i-1], stroke[max(0, i-2)], stroke[min(i+1, len(stroke)-1)]
			out := Point{from.X + (p.X-before.X)/6, from.Y + (p.Y-before.Y)/6}
			in := Point{p.X - (after.X-from.X)/6, p.Y - (after.Y-from.Y)/6}
			path.WriteString(" C" + out.String() + " " + in.String() + " " + p.String())
		}
		if len(stroke) == 1 {
			path.WriteString(" L" + stroke[0].String()) // a dot
		}
	}
	if path.Len() == 0 {
		return nil
	}
	return &sign.Drawing{Path: path.String()[1:], Width: g.Width, Height: g.Height}
}

// String is the point as it stands in path data.
func (p Point) String() string {
	return strconv.FormatFloat(p.X, 'f', 2, 64) + " " + strconv.FormatFloat(p.Y, 'f', 2, 64)
}
