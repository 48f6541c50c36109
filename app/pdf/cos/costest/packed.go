// Package costest makes files as other programs write them, sound ones and hostile ones, for tests. Begin at Packed.
package costest

import (
	"fmt"

	"verwoord/app/pdf/cos"
)

// perStream is how many objects stand in one object stream.
const perStream = 200

// Packed is a file as most programs write today: streams one by one, everything else in object streams, and a cross-reference stream
// (ISO 32000-1, 7.5.7 and 7.5.8). Its objects are numbered from 1; info may be zero.
func Packed(objects []cos.Object, root, info cos.Ref) []byte {
	w := packer{out: []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), rows: make([][6]byte, len(objects)+1)}
	w.rows[0][4], w.rows[0][5] = 255, 255
	var loose []int
	for i, o := range objects {
		if s, ok := o.(*cos.Stream); ok {
			w.object(i+1, s)
		} else {
			loose = append(loose, i+1)
		}
	}
	for len(loose) > 0 {
		n := min(len(loose), perStream)
		w.pack(objects, loose[:n])
		loose = loose[n:]
	}
	return w.close(root, info)
}

// packer writes; its rows are those of the cross-reference stream (ISO 32000-1, table 18), with widths of 1, 3 and 2 bytes.
type packer struct {
	out  []byte
	rows [][6]byte
}

func (w *packer) object(number int, o cos.Object) {
	w.list(number, 1, len(w.out), 0)
	w.out = fmt.Appendf(w.out, "%d 0 obj\n", number)
	w.out = append(cos.Append(w.out, o), "\nendobj\n"...)
}

func (w *packer) list(number int, kind byte, a, b int) {
	w.rows[number] = [6]byte{kind, byte(a >> 16), byte(a >> 8), byte(a), byte(b >> 8), byte(b)}
}

// next takes the number behind the last.
func (w *packer) next() int {
	w.rows = append(w.rows, [6]byte{})
	return len(w.rows) - 1
}

func (w *packer) pack(objects []cos.Object, numbers []int) {
	stream := w.next()
	var head, body []byte
	for i, n := range numbers {
		head = fmt.Appendf(head, "%d %d ", n, len(body))
		body = append(cos.Append(body, objects[n-1]), '\n')
		w.list(n, 2, stream, i)
	}
	w.object(stream, cos.Deflate(cos.Dict{
		"Type": cos.Name("ObjStm"), "N": int64(len(numbers)), "First": int64(len(head)),
	}, append(head, body...)))
}

func (w *packer) close(root, info cos.Ref) []byte {
	number, start := w.next(), len(w.out)
	w.list(number, 1, start, 0)
	var data []byte
	for _, row := range w.rows {
		data = append(data, row[:]...)
	}
	id := cos.String("0123456789abcdef")
	d := cos.Dict{
		"Type": cos.Name("XRef"), "Size": int64(len(w.rows)), "W": cos.Array{int64(1), int64(3), int64(2)},
		"Root": root, "ID": cos.Array{id, id},
	}
	if info.Number != 0 {
		d["Info"] = info
	}
	w.object(number, cos.Deflate(d, data))
	return fmt.Appendf(w.out, "startxref\n%d\n%%%%EOF\n", start)
}
