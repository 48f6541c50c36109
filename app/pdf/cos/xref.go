package cos

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// section is one cross-reference section (ISO 32000-1, 7.5.4 and 7.5.8).
type section struct {
	offset  int64
	end     int // after its trailer or stream
	entries map[int]Location
	trailer Dict
	stream  bool
	doubled []int    // numbers that it lists twice, in two ways
	hidden  []int    // numbers that the table of a hybrid file says are free,
	beside  []int    // and those that it does not speak of, but the stream does
	other   []listed // where that stream has what the table has elsewhere
}

// listed is where an object stands according to one of two lists.
type listed struct {
	number int
	at     Location
}

// list enters where an object stands. The later of two entries counts; which one does is for each reader to choose. A section without entries
// is read for where it ends.
func (s *section) list(number int, at Location) {
	if s.entries == nil {
		return
	}
	if old, ok := s.entries[number]; ok && old != at && number != 0 {
		s.doubled = append(s.doubled, number)
	}
	s.entries[number] = at
}

// readRevisions follows the cross-reference sections back from the last startxref.
func (f *File) readRevisions() error {
	i := bytes.LastIndex(f.data, []byte("startxref"))
	if i < 0 {
		return errors.New("cos: no startxref")
	}
	l := f.lexer(f.data, i+len("startxref"))
	offset, ok := l.integer()
	if !ok {
		return errors.New("cos: startxref names no offset")
	}
	sections, err := f.readSections(offset)
	if err != nil {
		return err
	}
	f.Trailer = sections[0].trailer
	f.Revisions = f.group(sections)
	return nil
}

// readSections gives the sections newest first.
func (f *File) readSections(offset int64) ([]section, error) {
	var sections []section
	seen := map[int64]bool{}
	budget := maxEntries
	for {
		if seen[offset] || len(sections) == maxSection {
			return nil, errors.New("cos: cross-reference sections lead in a circle")
		}
		seen[offset] = true
		s, err := f.readSection(offset, &budget)
		if err != nil {
			return nil, fmt.Errorf("cross-reference section at %d: %w", offset, err)
		}
		sections = append(sections, s)
		prev, ok := s.trailer["Prev"]
		if !ok {
			return sections, nil
		}
		n, ok := prev.(int64)
		if !ok {
			return nil, errors.New("cos: Prev names no offset")
		}
		offset = n
	}
}

func (f *File) readSection(offset int64, budget *int) (section, error) {
	if offset <= 0 || offset >= int64(len(f.data)) {
		return section{}, errors.New("cos: outside the file")
	}
	l := f.lexer(f.data, int(offset))
	defer func() { f.Spend(l.pos - int(offset)) }()
	if !l.keyword("xref") {
		return f.readStreamSection(offset, budget)
	}
	s := section{offset: offset, entries: map[int]Location{}}
	if err := l.table(&s, budget); err != nil {
		return section{}, err
	}
	o, err := l.object()
	if err != nil {
		return section{}, err
	}
	trailer, ok := o.(Dict)
	if !ok {
		return section{}, errSyntax
	}
	s.trailer, s.end = trailer, l.pos
	if hybrid, ok := trailer["XRefStm"].(int64); ok {
		if err := f.readHybrid(&s, hybrid, budget); err != nil {
			return section{}, err
		}
	}
	return s, nil
}

// readHybrid adds what the stream of a hybrid file tells; the table hides those objects as free (ISO 32000-1, 7.5.8.4).
func (f *File) readHybrid(s *section, offset int64, budget *int) error {
	if offset <= 0 || offset >= int64(len(f.data)) {
		return errors.New("cos: XRefStm outside the file")
	}
	hidden, err := f.readStreamSection(offset, budget)
	if err != nil {
		return err
	}
	s.doubled = append(s.doubled, hidden.doubled...)
	for number, at := range hidden.entries {
		switch old, ok := s.entries[number]; {
		case number == 0:
			s.entries[number] = at
		case !ok:
			s.entries[number] = at
			s.beside = append(s.beside, number)
		case old.Free:
			s.entries[number] = at
			s.hidden = append(s.hidden, number)
		case old != at: // the table is looked at first (ISO 32000-1, 7.5.8.4)
			s.other = append(s.other, listed{number, at})
		}
	}
	return nil
}

// tableEntry is how many bytes an entry of a cross-reference table takes (ISO 32000-1, 7.5.4).
const tableEntry = 20

// table reads the subsections of a cross-reference table, up to and with the word trailer.
func (l *lexer) table(s *section, budget *int) error {
	for !l.keyword("trailer") {
		first, ok1 := l.integer()
		count, ok2 := l.integer()
		if !ok1 || !ok2 || first+count > maxNumber+1 || count > int64(*budget) {
			return errSyntax
		}
		*budget -= int(count)
		if s.entries != nil && len(s.entries) == 0 {
			s.entries = make(map[int]Location, min(int(count), (len(l.data)-l.pos)/tableEntry))
		}
		for i := range count {
			if s.entries != nil && !l.meter.hold(entryBytes) {
				return ErrTooComplex
			}
			offset, ok1 := l.integer()
			generation, ok2 := l.integer()
			if !ok1 || !ok2 {
				return errSyntax
			}
			at := Location{Offset: offset, Generation: int(generation)}
			switch {
			case l.keyword("n"):
				at.Free = offset == 0 // written so by some programs
			case l.keyword("f"):
				at = Location{Generation: int(generation), Free: true}
			default:
				return errSyntax
			}
			s.list(int(first+i), at)
		}
	}
	return nil
}

// readStreamSection reads a cross-reference stream (ISO 32000-1, 7.5.8).
func (f *File) readStreamSection(offset int64, budget *int) (section, error) {
	l := f.lexer(f.data, int(offset))
	number, ok1 := l.integer()
	generation, ok2 := l.integer()
	if !ok1 || !ok2 || number > maxNumber {
		return section{}, errSyntax
	}
	i, err := f.objectAt(offset, Ref{int(number), int(generation)})
	if err != nil {
		return section{}, err
	}
	raw, ok := i.object.(*Stream)
	if !ok || raw.Dict["Type"] != Name("XRef") {
		return section{}, errSyntax
	}
	data, err := f.StreamData(raw)
	if err != nil {
		return section{}, err
	}
	s := section{offset: offset, end: i.end, trailer: raw.Dict, stream: true}
	err = f.readEntries(&s, data, budget)
	return s, err
}

func (f *File) readEntries(s *section, data []byte, budget *int) error {
	var widths [3]int
	w, _ := s.trailer["W"].(Array)
	if len(w) < 3 {
		return errSyntax
	}
	size := 0
	for i := range widths {
		n, ok := w[i].(int64)
		if !ok || n < 0 || n > 8 {
			return errSyntax
		}
		widths[i] = int(n)
		size += int(n)
	}
	index, ok := s.trailer["Index"].(Array)
	if !ok {
		index = Array{int64(0), s.trailer["Size"]}
	}
	if size == 0 || len(index)%2 != 0 {
		return errSyntax
	}
	if n := len(data) / size; !f.Spend(n+len(index)) || !f.Hold(entryBytes*n) {
		return ErrTooComplex
	}
	s.entries = make(map[int]Location, len(data)/size)
	for pair := range slices.Chunk(index, 2) {
		first, ok1 := pair[0].(int64)
		count, ok2 := pair[1].(int64)
		if !ok1 || !ok2 || first < 0 || count < 0 || first > maxNumber || count > maxNumber+1-first || count > int64(*budget) {
			return errSyntax
		}
		*budget -= int(count)
		for i := range count {
			if len(data) < size {
				return errSyntax
			}
			at, ok := entry(data[:size], widths)
			if !ok {
				return errSyntax
			}
			data = data[size:]
			s.list(int(first+i), at)
		}
	}
	return nil
}

// entry decodes one entry of a cross-reference stream (ISO 32000-1, table 18).
func entry(data []byte, widths [3]int) (Location, bool) {
	fields := [3]uint64{1, 0, 0} // a first field of no width means type 1
	for i, width := range widths {
		if width > 0 {
			fields[i] = 0
		}
		for range width {
			fields[i] = fields[i]<<8 | uint64(data[0])
			data = data[1:]
		}
	}
	switch fields[0] {
	case 0:
		return Location{Free: true, Generation: int(min(fields[2], 65535))}, true
	case 1:
		if fields[1] > 1<<40 || fields[2] > 65535 {
			return Location{}, false
		}
		return Location{Offset: int64(fields[1]), Generation: int(fields[2]), Free: fields[1] == 0}, true
	case 2:
		if fields[1] == 0 || fields[1] > maxNumber || fields[2] > maxNumber {
			return Location{}, false
		}
		return Location{Stream: int(fields[1]), Index: int(fields[2])}, true
	}
	return Location{Free: true}, true // an unknown type is a reference to null
}

// group makes revisions, oldest first, of sections, newest first. A section whose Prev lies behind it belongs to the same
// revision as that: so are linearized files made (ISO 32000-1, annex F).
func (f *File) group(sections []section) []Revision {
	var revisions []Revision
	for i := len(sections) - 1; i >= 0; i-- {
		s := sections[i]
		end := f.endOfFile(s.end)
		if i+1 < len(sections) && sections[i+1].offset > s.offset {
			last := &revisions[len(revisions)-1]
			maps.Copy(last.XRef, s.entries)
			last.Trailer, last.Section, last.Stream = s.trailer, s.offset, s.stream
			last.doubled, last.hidden, last.beside = append(last.doubled, s.doubled...), append(last.hidden, s.hidden...), append(last.beside, s.beside...)
			last.other = append(last.other, s.other...)
			last.End = max(last.End, end)
			continue
		}
		revisions = append(revisions, Revision{
			End: end, XRef: s.entries, Trailer: s.trailer, Section: s.offset, Stream: s.stream, doubled: s.doubled, hidden: s.hidden, beside: s.beside, other: s.other,
		})
	}
	highest := 0
	for i := range revisions {
		if i > 0 {
			revisions[i].Start = revisions[i-1].End
		}
		for number, at := range revisions[i].XRef {
			if !at.Free {
				highest = max(highest, number)
			}
		}
		revisions[i].highest = highest
	}
	return revisions
}

// endOfFile finds the end of the revision whose cross-reference section ends at pos.
func (f *File) endOfFile(pos int) int64 {
	if pos = f.next(&f.shared.fileEnds, "%%EOF", pos); pos == len(f.data) {
		return int64(pos)
	}
	pos += len("%%EOF")
	if pos < len(f.data) && f.data[pos] == '\r' {
		pos++
	}
	if pos < len(f.data) && f.data[pos] == '\n' {
		pos++
	}
	return int64(pos)
}
