package cos

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"errors"
	"fmt"
	"io"
)

var errTooLarge = errors.New("cos: a stream decodes to too much")

// StreamData decodes a stream (ISO 32000-1, 7.4). It knows FlateDecode with its predictors, ASCIIHexDecode and ASCII85Decode; another
// filter is an error, and so is data of more than 64 MB.
func (f *File) StreamData(s *Stream) ([]byte, error) {
	filters := f.list(s.Dict["Filter"])
	parms := f.list(s.Dict["DecodeParms"])
	if len(filters) > 8 {
		return nil, errors.New("cos: too many filters")
	}
	data := s.Data
	if s.sealed != nil && (len(filters) == 0 || f.Name(filters[0]) != "Crypt") {
		data = s.sealed.by.undo(s.sealed.by.streams, s.sealed.ref, data)
		if !f.Spend(len(data)) {
			return nil, f.Err()
		}
	}
	for i, filter := range filters {
		var d Dict
		if i < len(parms) {
			d = f.Dict(parms[i])
		}
		var err error
		switch name := f.Name(filter); name {
		case "Crypt":
			if s.sealed != nil && (i > 0 || d != nil && d["Name"] != nil && f.Name(d["Name"]) != "Identity") {
				err = errors.New("cos: a crypt filter of its own") // ISO 32000-1, 7.4.10
			}
		case "FlateDecode", "Fl":
			data, err = f.inflate(data, d)
		case "ASCIIHexDecode", "AHx":
			data, err = decodeHex(data)
		case "ASCII85Decode", "A85":
			data, err = decode85(data)
		default:
			err = fmt.Errorf("cos: filter %q is unknown", string(name))
		}
		if err != nil {
			return nil, err
		}
		if !f.Spend(len(data)) {
			return nil, f.Err()
		}
	}
	return data, nil
}

// list makes an array of what may be one object or an array of them.
func (f *File) list(o Object) Array {
	switch o := f.Resolve(o).(type) {
	case nil:
		return nil
	case Array:
		return o
	default:
		return Array{o}
	}
}

func (f *File) inflater(data []byte) (io.Reader, error) {
	if r, ok := f.shared.inflate.(zlib.Resetter); ok {
		return f.shared.inflate, r.Reset(bytes.NewReader(data), nil)
	}
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err == nil {
		f.shared.inflate = r
	}
	return r, err
}

func (f *File) inflate(data []byte, parms Dict) ([]byte, error) {
	r, err := f.inflater(data)
	if err != nil {
		return nil, fmt.Errorf("inflate: %w", err)
	}
	out, err := f.readAll(r, min(4*len(data)+bytes.MinRead, maxStream))
	if err != nil {
		return nil, fmt.Errorf("inflate: %w", err)
	}
	predictor, _ := f.Int(parms["Predictor"])
	if predictor <= 1 || len(out) == 0 {
		return out, nil
	}
	row := func(key Name, absent int64) int {
		if n, ok := f.Int(parms[key]); ok {
			return int(min(max(n, 0), 1<<24))
		}
		return int(absent)
	}
	colors, bits, columns := row("Colors", 1), row("BitsPerComponent", 8), row("Columns", 1)
	if colors > 32 || bits > 16 || colors*bits*columns == 0 {
		return nil, errors.New("cos: predictor out of range")
	}
	pixel, width := (colors*bits+7)/8, (colors*bits*columns+7)/8
	if width > len(out) {
		return nil, errors.New("cos: a row of a predicted stream is longer than it")
	}
	if predictor >= 10 {
		return unpredictPNG(out, pixel, width)
	}
	if predictor == 2 && bits == 8 {
		for start := 0; start+width <= len(out); start += width {
			for i := pixel; i < width; i++ {
				out[start+i] += out[start+i-pixel]
			}
		}
		return out, nil
	}
	return nil, fmt.Errorf("cos: predictor %d is unknown", predictor)
}

// readAll reads what a stream unpacks to, of which about so much is expected. It may be as much as there is memory left for: whoever keeps it
// holds it.
func (f *File) readAll(r io.Reader, expected int) ([]byte, error) {
	_, left := f.Left()
	out := make([]byte, 0, min(expected, max(left, 0)))
	for {
		if len(out) == cap(out) {
			out = append(out, 0)[:len(out)]
		}
		n, err := r.Read(out[len(out):min(cap(out), len(out)+askEvery)])
		out = out[:len(out)+n]
		switch {
		case err == io.EOF:
			return out, nil
		case err != nil:
			f.Spend(len(out))
			return nil, err
		case len(out) > maxStream:
			return nil, errTooLarge
		case len(out) > left:
			f.Hold(len(out))
			return nil, ErrTooComplex
		case !f.Spend(n / 2): // so that what is cancelled ends soon
			return nil, f.Err()
		}
	}
}

// unpredictPNG undoes the filters of PNG (RFC 2083, 6). Each row begins with the number of its filter.
func unpredictPNG(data []byte, pixel, width int) ([]byte, error) {
	out := data[:0]
	above := make([]byte, width)
	for len(data) > 0 {
		if len(data) < width+1 {
			return nil, errors.New("cos: a row of a predicted stream is cut off")
		}
		filter, row := data[0], data[1:width+1]
		data = data[width+1:]
		for i := range row {
			var left, corner byte
			if i >= pixel {
				left, corner = row[i-pixel], above[i-pixel]
			}
			switch filter {
			case 0:
			case 1:
				row[i] += left
			case 2:
				row[i] += above[i]
			case 3:
				row[i] += byte((int(left) + int(above[i])) / 2)
			case 4:
				row[i] += paeth(left, above[i], corner)
			default:
				return nil, errors.New("cos: a predictor row has no known filter")
			}
		}
		copy(above, row)
		out = append(out, row...)
	}
	return out, nil
}

// paeth is the nearest of three neighbours to left + up - corner (RFC 2083, 6.6).
func paeth(left, up, corner byte) byte {
	abs := func(n int) int { return max(n, -n) }
	p := int(left) + int(up) - int(corner)
	dl, du, dc := abs(p-int(left)), abs(p-int(up)), abs(p-int(corner))
	switch {
	case dl <= du && dl <= dc:
		return left
	case du <= dc:
		return up
	}
	return corner
}

func decodeHex(data []byte) ([]byte, error) {
	l := lexer{data: append(append([]byte{'<'}, data...), '>')}
	s, err := l.hex()
	if err != nil {
		return nil, err
	}
	return []byte(s.(String)), nil
}

func decode85(data []byte) ([]byte, error) {
	data = bytes.TrimPrefix(bytes.TrimSpace(data), []byte("<~"))
	if i := bytes.Index(data, []byte("~")); i >= 0 {
		data = data[:i]
	}
	if len(data) > maxStream/4 {
		return nil, errTooLarge
	}
	out := make([]byte, 4*len(data)+4) // a z is four bytes
	n, _, err := ascii85.Decode(out, data, true)
	if err != nil {
		return nil, fmt.Errorf("ascii85: %w", err)
	}
	return out[:n], nil
}
