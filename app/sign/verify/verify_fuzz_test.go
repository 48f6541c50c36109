package verify_test

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"sync"
	"testing"
	"verwoord/app/sign"
	. "verwoord/app/sign/verify"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/cos/costest"
)

var mutations = flag.Int("mutations", 4000, "how many mutated files TestMutations judges")

// subject is a signed file that mutations start from.
type subject struct {
	data  []byte
	holes [][2]int // the Contents of its signatures: the bytes that no signature covers
}

// mutant is a way to change a signed file. It gives nil when it found nothing to change.
type mutant struct {
	name string
	make func(r *rand.Rand, s subject, all []subject) []byte
}

var mutants = []mutant{
	{"bit flips", func(r *rand.Rand, s subject, _ []subject) []byte {
		out := bytes.Clone(s.data)
		for range 1 + r.IntN(3) {
			out[s.covered(r)] ^= 1 << r.IntN(8)
		}
		return out
	}},
	{"bytes", func(r *rand.Rand, s subject, _ []subject) []byte {
		i := s.covered(r)
		switch r.IntN(3) {
		case 0:
			return slices.Insert(bytes.Clone(s.data), i, byte(r.IntN(256)))
		case 1:
			return slices.Delete(bytes.Clone(s.data), i, i+1)
		}
		out := bytes.Clone(s.data)
		out[i] = "0123456789 <>[]()/%\n"[r.IntN(20)]
		return out
	}},
	{"truncation", func(r *rand.Rand, s subject, _ []subject) []byte {
		n := r.IntN(len(s.data))
		for _, h := range s.holes { // an earlier state of the file is no forgery
			if n > h[1] {
				n = h[0] + r.IntN(max(1, len(s.data)-h[0]-8))
			}
		}
		return bytes.Clone(s.data[:min(n, len(s.data)-8)])
	}},
	{"blocks moved", func(r *rand.Rand, s subject, _ []subject) []byte {
		from, to, n := r.IntN(len(s.data)), r.IntN(len(s.data)), 1+r.IntN(64)
		block := bytes.Clone(s.data[from:min(from+n, len(s.data))])
		return slices.Insert(bytes.Clone(s.data), to, block...)
	}},
	{"another file's bytes", func(r *rand.Rand, s subject, all []subject) []byte {
		other := all[r.IntN(len(all))].data
		return append(bytes.Clone(s.data[:r.IntN(len(s.data))]), other[r.IntN(len(other)):]...)
	}},
	{"objects swapped", swapped},
	{"cross-reference edits", func(r *rand.Rand, s subject, _ []subject) []byte {
		places := digits.FindAllIndex(s.data, -1)
		if len(places) == 0 {
			return nil
		}
		out := bytes.Clone(s.data)
		p := places[r.IntN(len(places))]
		out[p[0]+r.IntN(p[1]-p[0])] = byte('0' + r.IntN(10))
		return out
	}},
	{"bytes appended", func(r *rand.Rand, s subject, all []subject) []byte {
		other := all[r.IntN(len(all))].data
		i := r.IntN(len(other))
		return append(bytes.Clone(s.data), other[i:min(len(other), i+1+r.IntN(400))]...)
	}},
	{"revisions appended", revision},
}

// digits are what a file is found with: rows of its tables, and the numbers behind startxref, Prev and XRefStm.
var digits = regexp.MustCompile(`\d{10} \d{5}|startxref\s+\d+|/Prev \d+|/Root \d+`)

// covered picks a byte that every signature up to it covers.
func (s subject) covered(r *rand.Rand) int {
	for {
		i := r.IntN(len(s.data))
		if !slices.ContainsFunc(s.holes, func(h [2]int) bool { return h[0] <= i && i < h[1] }) {
			return i
		}
	}
}

// swapped exchanges two objects by their rows in a table, or gives one the other's number.
func swapped(r *rand.Rand, s subject, _ []subject) []byte {
	rows := regexp.MustCompile(`\d{10} \d{5} n`).FindAllIndex(s.data, -1)
	if len(rows) < 2 {
		return nil
	}
	a, b := rows[r.IntN(len(rows))], rows[r.IntN(len(rows))]
	out := bytes.Clone(s.data)
	copy(out[a[0]:], s.data[b[0]:b[1]])
	if r.IntN(2) == 0 {
		copy(out[b[0]:], s.data[a[0]:a[1]])
	}
	return out
}

// revision appends a revision in which some objects are others, are mutated or are freed.
func revision(r *rand.Rand, s subject, all []subject) []byte {
	f, err := cos.Open(s.data)
	if err != nil {
		return nil
	}
	u, err := f.Update()
	if err != nil {
		return nil
	}
	other, err := cos.Open(all[r.IntN(len(all))].data)
	if err != nil {
		return nil
	}
	numbers, theirs := f.Numbers(), other.Numbers()
	for range 1 + r.IntN(3) {
		n := numbers[r.IntN(len(numbers))]
		at, _ := f.Location(n)
		target := cos.Ref{Number: n, Generation: at.Generation}
		switch o := f.Get(target).(type) {
		case cos.Dict:
			d := u.Dict(target)
			keys := slices.Sorted(maps.Keys(o))
			if len(keys) == 0 {
				continue
			}
			key := keys[r.IntN(len(keys))]
			switch r.IntN(3) {
			case 0:
				if d["Type"] == cos.Name("DSS") {
					continue // what a later security store leaves out is read all the same: POLICY.md, 3.4
				}
				delete(d, key)
			case 1:
				d[key] = cos.Ref{Number: numbers[r.IntN(len(numbers))]}
			case 2:
				d[cos.Name(fmt.Sprintf("X%d", r.IntN(9)))] = d[key]
			}
			u.Set(target, d)
		default:
			n := theirs[r.IntN(len(theirs))]
			u.Set(target, other.Get(cos.Ref{Number: n}))
		}
	}
	out, err := u.Bytes()
	if err != nil {
		return nil
	}
	return out
}

func subjects(t testing.TB) (victim, []subject) { return subjectsOf(t, "") }

// prefix is the file up to the first value of a signature.
func (s subject) prefix() []byte { return s.data[:s.holes[0][0]] }

func subjectsOf(t testing.TB, generation string) (victim, []subject) {
	v := victimOf(t, generation, nil)
	id := identity(v.pki.Signer("J. Jansen", v.attacker().Key))
	streams := mustSign(t, inStreams(t, contract(nil)), id, sign.Request{Field: "processor", Services: services(v.pki)})
	files := [][]byte{
		v.signed,
		mustSign(t, v.signed, id, sign.Request{Field: "controller", Services: services(v.pki)}),
		streams,
		mustSign(t, v.signed, id, sign.Request{Field: "controller", Level: BLTA, Services: services(v.pki)}),
		mustSign(t, costest.Word([]string{"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<<>>>>"}, "<</Type/StructTreeRoot>>", nil), id, sign.Request{Services: services(v.pki)}),
	}
	var all []subject
	for _, data := range files {
		accepted(t, v, data)
		s := subject{data: data}
		for _, m := range regexp.MustCompile(`/Contents ?<[0-9a-fA-F]+>`).FindAllIndex(data, -1) {
			s.holes = append(s.holes, [2]int(m))
		}
		all = append(all, s)
	}
	return v, all
}

// inStreams writes a file anew with its objects in object streams.
func inStreams(t testing.TB, data []byte) []byte {
	t.Helper()
	f, err := cos.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	var objects []cos.Object
	for _, n := range f.Numbers() {
		objects = append(objects, f.Get(ref(n)))
	}
	return costest.Packed(objects, f.Trailer["Root"].(cos.Ref), cos.Ref{})
}

// TestMutations judges mutated signed files: none may be accepted, and none may make the verifier panic. The long form is
//
//	go test ./app/sign/verify -run TestMutations -mutations 200000 -v
func TestMutations(t *testing.T) {
	v, all := subjects(t)
	var mu sync.Mutex
	var workers sync.WaitGroup
	count, skipped, byName := 0, 0, map[string]int{}
	n := runtime.GOMAXPROCS(0)
	for w := range n {
		workers.Go(func() {
			own := mutationRun{victim: v, all: all, byName: map[string]int{}}
			for i := w; own.count < (*mutations+n-1-w)/n && own.fault == ""; i += n {
				own.mutate(i)
			}
			mu.Lock()
			defer mu.Unlock()
			if own.fault != "" {
				t.Error(own.fault)
			}
			count, skipped = count+own.count, skipped+own.skipped
			for name, times := range own.byName {
				byName[name] += times
			}
		})
	}
	workers.Wait()
	if t.Failed() || count != *mutations {
		t.Fatalf("%d mutated files judged, of %d", count, *mutations)
	}
	t.Logf("%d mutated files judged, none accepted, none panics (%d mutations changed nothing): %v", count, skipped, byName)
}

// mutationRun judges every so many mutations of a run.
type mutationRun struct {
	victim
	all            []subject
	count, skipped int
	byName         map[string]int
	fault          string // the first file that was accepted, or that made the verifier panic
}

// mutate judges the mutation of a number, which is always the same.
func (m *mutationRun) mutate(i int) {
	defer func() {
		if p := recover(); p != nil {
			m.fault = fmt.Sprintf("mutation %d: panic: %v\n%s", i, p, debug.Stack())
		}
	}()
	r := rand.New(rand.NewPCG(1, uint64(i)))
	s, mutant := m.all[r.IntN(len(m.all))], mutants[i%len(mutants)]
	data := mutant.make(r, s, m.all)
	same := func(s subject) bool {
		return bytes.HasPrefix(data, s.data) && len(bytes.Trim(data[len(s.data):], "\r\n")) == 0
	}
	if data == nil || slices.ContainsFunc(m.all, same) { // line ends may follow: POLICY.md, 1.2
		m.skipped++
		return
	}
	m.count++
	m.byName[mutant.name]++
	if report, _ := verifyBytes(data, m.options()); report != nil && report.OK {
		m.fault = fmt.Sprintf("mutation %d (%s) is accepted: %+v", i, mutant.name, report)
	}
}

// FuzzVerify lets the fuzzer look for panics, and for files that are accepted without being one of ours. The fuzzer keeps what it tried:
// a file that an earlier writer made and that these keys signed would be as honest as ours and begin otherwise. So each way of
// writing has its own keys.
func FuzzVerify(f *testing.F) {
	_, all := subjects(f)
	written := sha256.New()
	for _, s := range all {
		written.Write(s.prefix())
	}
	v, all := subjectsOf(f, fmt.Sprintf(" of %x", written.Sum(nil)))
	for _, s := range all {
		f.Add(s.data)
	}
	for _, b := range costest.Bombs(2000) {
		f.Add(b.Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		report, err := verifyBytes(data, v.options())
		if err == nil && report.OK && !slices.ContainsFunc(all, func(s subject) bool { return bytes.HasPrefix(data, s.prefix()) }) {
			t.Error("accepted")
		}
	})
}

func BenchmarkVerify(b *testing.B) {
	v, all := subjects(b)
	for i, name := range []string{"BB", "two", "streams", "two-LTA"} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(all[i].data)))
			for b.Loop() {
				if r, err := verifyBytes(all[i].data, v.options()); err != nil || !r.OK {
					b.Fatal(r, err)
				}
			}
		})
	}
	broken := bytes.Clone(all[0].data)
	broken[300] ^= 1
	b.Run("broken", func(b *testing.B) {
		for b.Loop() {
			if r, err := verifyBytes(broken, v.options()); err != nil || r.OK {
				b.Fatal(r, err)
			}
		}
	})
}
