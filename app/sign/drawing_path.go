package sign

import "strconv"

// segment is a path operator of PDF (ISO 32000-1, 8.5.2).
type segment struct {
	operator string
	operands []float64
}

// parsePath reads SVG path data (SVG 2, 9.3): M L H V C S Q T Z and their relative forms.
func parsePath(data string) ([]segment, error) {
	r := pathReader{data: data[:min(len(data), maxPath+1)]}
	for {
		r.space()
		if r.pos == len(r.data) {
			return r.out, nil
		}
		if c := r.data[r.pos]; operandsOf(c) >= 0 {
			r.command, r.pos = c, r.pos+1
		} else if r.command == 0 || operandsOf(r.command) == 0 {
			return nil, strconv.ErrSyntax
		}
		if err := r.step(); err != nil {
			return nil, err
		}
	}
}

// operandsOf is how many numbers a command takes, -1 for what is no command.
func operandsOf(command byte) int {
	switch command | 0x20 {
	case 'm', 'l', 't':
		return 2
	case 'h', 'v':
		return 1
	case 'c':
		return 6
	case 's', 'q':
		return 4
	case 'z':
		return 0
	}
	return -1
}

type pathReader struct {
	data           string
	pos            int
	command        byte
	out            []segment
	x, y           float64 // where the pen is
	startX, startY float64 // of the subpath
	cx, cy         float64 // the last control point, which S and T mirror
	mirror         byte    // 's' after a cubic, 't' after a quadratic curve
}

func (r *pathReader) space() {
	for r.pos < len(r.data) && (r.data[r.pos] <= ' ' || r.data[r.pos] == ',') {
		r.pos++
	}
}

// number reads one number; it may touch the one before it: "1.5.5-3".
func (r *pathReader) number() (float64, error) {
	r.space()
	start, dot, exponent := r.pos, false, false
	for ; r.pos < len(r.data); r.pos++ {
		c := r.data[r.pos]
		switch {
		case '0' <= c && c <= '9':
			continue
		case c == '.' && !dot && !exponent:
			dot = true
			continue
		case (c == '-' || c == '+') && (r.pos == start || r.data[r.pos-1]|0x20 == 'e'):
			continue
		case c|0x20 == 'e' && !exponent && r.pos > start:
			exponent = true
			continue
		}
		break
	}
	v, err := strconv.ParseFloat(r.data[start:r.pos], 64)
	if err != nil || v > 1e6 || v < -1e6 || v != v {
		return 0, strconv.ErrSyntax
	}
	return v, nil
}

// step does the command once with its numbers.
func (r *pathReader) step() error {
	var n [6]float64
	count := operandsOf(r.command)
	relative := r.command >= 'a'
	kind := r.command | 0x20
	for i := range count {
		v, err := r.number()
		if err != nil {
			return err
		}
		if relative && (kind == 'v' || kind != 'h' && i%2 == 1) {
			v += r.y
		} else if relative {
			v += r.x
		}
		n[i] = v
	}
	if len(r.out) == 0 && kind != 'm' {
		return strconv.ErrSyntax
	}
	switch kind {
	case 'm':
		r.add("m", n[0], n[1])
		r.startX, r.startY = n[0], n[1]
		r.command-- // further pairs are lines: 'm' becomes 'l'
	case 'l':
		r.add("l", n[0], n[1])
	case 'h':
		r.add("l", n[0], r.y)
	case 'v':
		r.add("l", r.x, n[0])
	case 'z':
		r.add("h")
		r.x, r.y = r.startX, r.startY
	default:
		r.curve(kind, n)
		return nil
	}
	r.mirror = 0
	return nil
}

// curve adds a Bézier curve; a quadratic one as the cubic that it equals.
func (r *pathReader) curve(kind byte, n [6]float64) {
	mx, my := r.x, r.y // the mirror image of the last control point
	if kind == r.mirror {
		mx, my = 2*r.x-r.cx, 2*r.y-r.cy
	}
	switch kind {
	case 'c':
		r.cubic(n[0], n[1], n[2], n[3], n[4], n[5])
	case 's':
		r.cubic(mx, my, n[0], n[1], n[2], n[3])
	case 'q':
		r.quadratic(n[0], n[1], n[2], n[3])
	case 't':
		r.quadratic(mx, my, n[0], n[1])
	}
}

func (r *pathReader) cubic(x1, y1, x2, y2, x, y float64) {
	r.add("c", x1, y1, x2, y2, x, y)
	r.cx, r.cy, r.mirror = x2, y2, 's'
}

func (r *pathReader) quadratic(x1, y1, x, y float64) {
	third := func(from, to float64) float64 { return from + (to-from)*2/3 }
	r.add("c", third(r.x, x1), third(r.y, y1), third(x, x1), third(y, y1), x, y)
	r.cx, r.cy, r.mirror = x1, y1, 't'
}

func (r *pathReader) add(operator string, operands ...float64) {
	r.out = append(r.out, segment{operator, operands})
	if n := len(operands); n >= 2 {
		r.x, r.y = operands[n-2], operands[n-1]
	}
}
