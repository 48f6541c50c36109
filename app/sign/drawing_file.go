package sign

import (
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

// ParseDrawing reads a drawing from a file: a PNG, or an SVG whose strokes are paths. What would move those elsewhere is not read, and
// refused: a transform, and a view that does not begin at the origin.
//
// The error is an *Error: drawing.
func ParseDrawing(file []byte) (*Drawing, error) {
	if len(file) > maxPicture {
		return nil, refuse("drawing")
	}
	if bytes.HasPrefix(file, []byte("\x89PNG")) {
		return &Drawing{PNG: file}, nil
	}
	d := &Drawing{}
	var path strings.Builder
	decoder := xml.NewDecoder(bytes.NewReader(file))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, because("drawing", err)
		}
		if e, ok := token.(xml.StartElement); ok && !d.element(e, &path) {
			return nil, refuse("drawing")
		}
	}
	d.Path = path.String()
	if path, err := parsePath(d.Path); err != nil || len(path) == 0 || d.Width <= 0 || d.Height <= 0 {
		return nil, because("drawing", err)
	}
	return d, nil
}

// element takes what an element of SVG adds to the drawing. It tells whether that could be read.
func (d *Drawing) element(e xml.StartElement, path *strings.Builder) bool {
	entries := map[string]string{}
	for _, a := range e.Attr {
		entries[a.Name.Local] = a.Value
	}
	if entries["transform"] != "" {
		return false
	}
	switch e.Name.Local {
	case "svg":
		view := strings.Fields(strings.ReplaceAll(entries["viewBox"], ",", " "))
		if len(view) == 0 {
			view = []string{"0", "0", strings.TrimSuffix(entries["width"], "px"), strings.TrimSuffix(entries["height"], "px")}
		}
		var box [4]float64
		for i := range min(len(view), 4) {
			n, err := strconv.ParseFloat(view[i], 64)
			if err != nil || n < 0 || !(n < 1e6) {
				return false
			}
			box[i] = n
		}
		d.Width, d.Height = box[2], box[3]
		return len(view) == 4 && box[0] == 0 && box[1] == 0
	case "path":
		path.WriteString(" " + entries["d"])
	}
	return true
}
