package costest

import (
	"bytes"
	"fmt"
)

// Word is a hybrid file as Microsoft Word saves it (ISO 32000-1, 7.5.8.4): a table that has the bodies as objects 1, 2, …, and calls free what
// is hidden from programs that do not know object streams; behind its end a second, empty table, which names a cross-reference stream that
// stands before the first. That stream has all of them, or what listed says in its place.
func Word(bodies []string, hidden string, listed func(at []int, stream int) [][2]int) []byte {
	b := bytes.NewBufferString("%PDF-1.7\n%\xb5\xb5\xb5\xb5\n")
	var at []int
	add := func(number int, body string) {
		at = append(at, b.Len())
		fmt.Fprintf(b, "%d 0 obj\n%s\nendobj\n", number, body)
	}
	for i, body := range bodies {
		add(i+1, body)
	}
	inside, stream, list := len(bodies)+1, len(bodies)+2, len(bodies)+3
	head := fmt.Sprintf("%d 0 ", inside)
	add(stream, fmt.Sprintf("<</Type/ObjStm/N 1/First %d/Length %d>>\nstream\n%s%s\nendstream", len(head), len(head)+len(hidden), head, hidden))
	places := [][2]int{}
	for _, offset := range at[:len(bodies)] {
		places = append(places, [2]int{1, offset})
	}
	places = append(places, [2]int{2, stream}, [2]int{1, at[len(bodies)]})
	if listed != nil {
		places = listed(at, stream)
	}
	rows := []byte{0, 0, 0, 0, 0}
	for _, p := range places {
		rows = append(rows, byte(p[0]), byte(p[1]>>16), byte(p[1]>>8), byte(p[1]), 0)
	}
	crossReference := b.Len()
	add(list, fmt.Sprintf("<</Type/XRef/Size %d/W[1 3 1]/Root 1 0 R/Length %d>>\nstream\n%s\nendstream", list, len(rows), rows))
	table := b.Len()
	fmt.Fprintf(b, "xref\n0 %d\n%010d 65535 f\r\n", list+1, inside)
	for i := range bodies {
		fmt.Fprintf(b, "%010d 00000 n\r\n", at[i])
	}
	fmt.Fprintf(b, "%010d 65535 f\r\n0000000000 65535 f\r\n%010d 00000 n\r\n", stream, crossReference)
	fmt.Fprintf(b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", list+1, table)
	second := b.Len()
	fmt.Fprintf(b, "xref\n0 0\ntrailer\n<</Size %d/Root 1 0 R/Prev %d/XRefStm %d>>\nstartxref\n%d\n%%%%EOF", list+1, table, crossReference, second)
	return b.Bytes()
}
