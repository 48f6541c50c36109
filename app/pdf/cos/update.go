package cos

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
)

// ErrRepaired: an update cannot be appended to a file whose cross-reference data is damaged.
var ErrRepaired = errors.New("cos: the cross-reference data is damaged")

// Update is an incremental update (ISO 32000-1, 7.5.6): objects that are new or take the place of older ones, to be appended as a
// new revision. The bytes before it stay as they are.
type Update struct {
	file    *File
	next    int          // number that may be free
	named   map[int]bool // numbers from next on that something refers to, though no object has them
	objects map[Ref]Object
	places  map[Ref]Location
	table   int64  // where the cross-reference section goes
	out     []byte // what Bytes has made
}

// Update starts an update of the file as it is.
func (f *File) Update() (*Update, error) {
	switch {
	case f.Repaired:
		return nil, ErrRepaired
	case f.Encrypted():
		return nil, ErrEncrypted
	}
	next := 1
	if size, ok := f.Trailer["Size"].(int64); ok && size > 0 && size <= maxNumber {
		next = int(size)
	}
	for i := range f.Revisions {
		for number := range f.Revisions[i].XRef {
			next = max(next, number+1)
		}
	}
	return &Update{file: f, next: next, named: f.dangling(next), objects: map[Ref]Object{}}, nil
}

// dangling are the numbers from first on that an object refers to. A reference to no object is one to null (ISO 32000-1, 7.3.10); an object
// that got its number would come to stand where the reference does.
func (f *File) dangling(first int) map[int]bool {
	var named map[int]bool
	for _, number := range f.Numbers() {
		for _, link := range f.Links(number) {
			if link.Number >= first {
				if named == nil {
					named = map[int]bool{}
				}
				named[link.Number] = true
			}
		}
	}
	return named
}

// free is the first number from one on that nothing has, nor refers to.
func (u *Update) free(number int) int {
	for u.named[number] {
		number++
	}
	return number
}

// File is what is updated, as it is without the update.
func (u *Update) File() *File { return u.file }

// Set gives a reference a new object.
func (u *Update) Set(ref Ref, o Object) { u.objects[ref] = o }

// Add gives an object a new reference.
func (u *Update) Add(o Object) Ref {
	ref := Ref{Number: u.free(u.next)}
	u.next = ref.Number + 1
	u.objects[ref] = o
	return ref
}

// Get is the object a reference names once the update is there.
func (u *Update) Get(ref Ref) Object {
	if o, ok := u.objects[ref]; ok {
		return o
	}
	return u.file.Get(ref)
}

// Resolve follows references until there is an object, through the update and then the file.
func (u *Update) Resolve(o Object) Object {
	for range maxRefs {
		ref, ok := o.(Ref)
		if !ok {
			return o
		}
		o = u.Get(ref)
	}
	return nil
}

// Dict resolves to a copy of a dictionary, which may be changed and given to Set; nil when o is something else.
func (u *Update) Dict(o Object) Dict {
	d, _ := u.Resolve(o).(Dict)
	return maps.Clone(d)
}

// Array resolves to a copy of an array; nil when o is something else.
func (u *Update) Array(o Object) Array {
	a, _ := u.Resolve(o).(Array)
	return slices.Clone(a)
}

// Span is File.Span for an object of the update, in what Bytes has made.
func (u *Update) Span(ref Ref, path ...Name) (start, end int64, ok bool) {
	at, ok := u.places[ref]
	if !ok || at.Stream != 0 {
		return 0, 0, false
	}
	return span(lexer{data: u.out, pos: int(at.Offset)}, ref, path)
}

// Bytes is the file with the update appended. Its cross-reference section is of the kind that the last one has, table or stream; with a stream,
// what may stand in an object stream does (ISO 32000-1, 7.5.7). Equal updates of equal files have equal bytes.
func (u *Update) Bytes() ([]byte, error) {
	f := u.file
	out := make([]byte, len(f.data), len(f.data)+u.room())
	copy(out, f.data)
	if n := len(out); n > 0 && out[n-1] != '\n' && out[n-1] != '\r' {
		out = append(out, '\n')
	}
	last := f.Revisions[len(f.Revisions)-1]
	refs := slices.SortedFunc(maps.Keys(u.objects), func(a, b Ref) int { return a.Number - b.Number })
	next := u.free(u.next)
	if len(refs) == 0 || next+len(u.named)+2 > maxNumber {
		return nil, errors.New("cos: an update without objects, or with too many")
	}
	u.places = map[Ref]Location{}
	objects := maps.Clone(u.objects)
	if packed := u.packable(refs); last.Stream && len(packed) > 1 {
		self := Ref{Number: next}
		next = u.free(next + 1)
		objects[self] = u.pack(packed, self)
		refs = append(refs, self)
	}
	for _, ref := range refs {
		if _, packed := u.places[ref]; packed {
			continue
		}
		u.places[ref] = Location{Offset: int64(len(out)), Generation: ref.Generation}
		out = fmt.Appendf(out, "%d %d obj\n", ref.Number, ref.Generation)
		out = Append(out, objects[ref])
		out = append(out, "\nendobj\n"...)
	}
	if len(out) > math.MaxInt32 {
		return nil, errors.New("cos: a file of more than 2 GB")
	}
	u.table = int64(len(out))
	trailer := u.trailer(out[len(f.data):])
	trailer["Prev"] = last.Section
	if last.Stream {
		u.out = u.appendStream(out, refs, trailer, Ref{Number: next})
	} else {
		u.out = u.appendTable(out, refs, trailer)
	}
	return u.out, nil
}

// packable are the objects that may stand in an object stream. A signature may not: its Contents must be found in the bytes of the file.
func (u *Update) packable(refs []Ref) []Ref {
	return slices.DeleteFunc(slices.Clone(refs), func(ref Ref) bool {
		switch o := u.objects[ref].(type) {
		case Dict:
			return ref.Generation != 0 || o["ByteRange"] != nil
		case Array, Written:
			return ref.Generation != 0
		}
		return true
	})
}

// pack makes the object stream of some objects.
func (u *Update) pack(refs []Ref, self Ref) *Stream {
	var head, body []byte
	for i, ref := range refs {
		u.places[ref] = Location{Stream: self.Number, Index: i}
		head = fmt.Appendf(head, "%d %d ", ref.Number, len(body))
		body = append(Append(body, u.objects[ref]), '\n')
	}
	return Deflate(Dict{"Type": Name("ObjStm"), "N": int64(len(refs)), "First": int64(len(head))}, append(head, body...))
}

// room is about how many bytes the update takes.
func (u *Update) room() int {
	n := 1024
	for _, o := range u.objects {
		switch o := o.(type) {
		case *Stream:
			n += len(o.Data)
		case Dict:
			for _, v := range o {
				if s, ok := v.(String); ok {
					n += 2 * len(s)
				}
			}
		}
		n += 256
	}
	return n
}

// trailer is that of the file with its size and with a second identifier made of what is added (ISO 32000-1, 14.4).
func (u *Update) trailer(added []byte) Dict {
	t := Dict{"Size": int64(u.next)}
	for _, key := range []Name{"Root", "Info"} {
		if o, ok := u.file.Trailer[key]; ok {
			t[key] = o
		}
	}
	id := u.file.Array(u.file.Trailer["ID"])
	h := sha256.New()
	var first String
	if len(id) == 2 {
		first, _ = u.file.String(id[0])
		second, _ := u.file.String(id[1])
		h.Write([]byte(second))
	}
	h.Write(added)
	second := String(h.Sum(nil)[:16])
	if first == "" {
		first = second
	}
	t["ID"] = Array{first, second}
	return t
}

// runs cuts sorted references where their numbers do not follow each other.
func runs(refs []Ref) [][]Ref {
	var out [][]Ref
	start := 0
	for i := range refs {
		if i+1 == len(refs) || refs[i+1].Number != refs[i].Number+1 {
			out = append(out, refs[start:i+1])
			start = i + 1
		}
	}
	return out
}

func (u *Update) appendTable(out []byte, refs []Ref, trailer Dict) []byte {
	out = append(out, "xref\n"...)
	for _, run := range runs(refs) {
		out = fmt.Appendf(out, "%d %d\n", run[0].Number, len(run))
		for _, ref := range run {
			out = fmt.Appendf(out, "%010d %05d n\r\n", u.places[ref].Offset, ref.Generation)
		}
	}
	out = append(out, "trailer\n"...)
	out = Append(out, trailer)
	return fmt.Appendf(out, "\nstartxref\n%d\n%%%%EOF\n", u.table)
}

func (u *Update) appendStream(out []byte, refs []Ref, trailer Dict, self Ref) []byte {
	u.places[self] = Location{Offset: u.table}
	trailer["Size"] = int64(self.Number + 1)
	trailer["Type"] = Name("XRef")
	trailer["W"] = Array{int64(1), int64(4), int64(2)}
	var index Array
	var data bytes.Buffer
	for _, run := range runs(append(refs, self)) {
		index = append(index, int64(run[0].Number), int64(len(run)))
		for _, ref := range run {
			at := u.places[ref]
			kind, a, b := byte(1), int(at.Offset), at.Generation // ISO 32000-1, table 18
			if at.Stream != 0 {
				kind, a, b = 2, at.Stream, at.Index
			}
			data.Write([]byte{kind, byte(a >> 24), byte(a >> 16), byte(a >> 8), byte(a), byte(b >> 8), byte(b)})
		}
	}
	trailer["Index"] = index
	out = fmt.Appendf(out, "%d %d obj\n", self.Number, self.Generation)
	out = Append(out, &Stream{Dict: trailer, Data: data.Bytes()})
	return fmt.Appendf(out, "\nendobj\nstartxref\n%d\n%%%%EOF\n", u.table)
}
