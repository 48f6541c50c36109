package verify_test

import (
	"bytes"
	"compress/zlib"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	. "verwoord/app/sign/verify"

	"verwoord/app/pdf/cos"
)

// promptly fails when looking at a file takes much longer than its size asks for. Each of these took minutes at least.
func promptly(t *testing.T, look func()) {
	t.Helper()
	start := time.Now()
	look()
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %s", took)
	}
}

// A small file may name a great deal of validation data, all of it nothing.
func TestStoreOfNothing(t *testing.T) {
	var nothing bytes.Buffer
	w := zlib.NewWriter(&nothing)
	w.Write(make([]byte, 60<<20))
	w.Close()
	bodies := map[int]string{}
	for number := 15; number < 60; number++ {
		bodies[number] = fmt.Sprintf("<</Note %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", number, nothing.Len(), nothing.String())
	}
	v := newVictim(t, bodies)
	var list cos.Array
	for i := range 10_000 {
		list = append(list, ref(15+i%45))
	}
	v.signed = entries(1, cos.Dict{"DSS": cos.Dict{"Certs": list}})(t, v)
	exchanged := entries(1, cos.Dict{"DSS": cos.Dict{"Certs": slices.Repeat(cos.Array{ref(4)}, 10_000)}})(t, v)
	for _, data := range [][]byte{v.signed, exchanged} {
		promptly(t, func() {
			if _, err := verifyBytes(data, v.options()); !errors.Is(err, cos.ErrTooComplex) {
				t.Error(err)
			}
		})
	}
}

// Wherever the allowance of a file ends, nothing that is not good becomes good by it: whoever asks Err learns of it, and the report says no.
func TestAllowanceSpent(t *testing.T) {
	v := newVictim(t, nil)
	for name, data := range map[string][]byte{
		"as signed": v.signed, "a page changed": entries(3, cos.Dict{"Rotate": int64(180)})(t, v), "words changed": bytes.Replace(v.signed, []byte("EUR 100"), []byte("EUR 999"), 1),
	} {
		whole := 0
		for left := 0; whole < 20; left += 1 + left/50 {
			f, err := cos.Open(data)
			if err != nil {
				t.Fatal(err)
			}
			steps, _ := f.Left()
			f.Spend(steps - left)
			r := File(f, v.options())
			if f.Err() == nil {
				whole++
			}
			if r.OK && (f.Err() != nil || name != "as signed") {
				t.Errorf("%s, with %d steps: ok, %v", name, left, f.Err())
			}
			if f, err = cos.Open(data); err != nil {
				t.Fatal(err)
			}
			f.Spend(steps - left)
			if Untouched(f) && (f.Err() != nil || name == "a page changed") {
				t.Errorf("%s, with %d steps: untouched, %v", name, left, f.Err())
			}
		}
	}
}

// What changed is told with its page, however much that is.
func TestManyPages(t *testing.T) {
	const pages = 8_000
	bodies := map[int]string{}
	kids := strings.Builder{}
	for number := 15; number < 15+pages; number++ {
		bodies[number] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 14 0 R>>"
		fmt.Fprintf(&kids, " %d 0 R", number)
	}
	bodies[2] = "<</Type/Pages/Kids[3 0 R" + kids.String() + "]/Count 1>>"
	v := newVictim(t, bodies)
	data := revise(t, v.signed, func(u *cos.Update, _ *cos.File) {
		for number := 15; number < 15+pages; number++ {
			u.Set(ref(number), cos.Dict{"Type": cos.Name("Page")})
		}
	})
	promptly(t, func() {
		r, err := verifyBytes(data, v.options())
		if err != nil {
			t.Fatal(err)
		}
		found := r.Signatures[0].Problems
		if last := found[len(found)-1]; len(found) != pages || last.Page != pages+1 {
			t.Errorf("%d problems, the last %+v", len(found), last)
		}
	})
}

// Each signature is held against the whole file: there may be only so many.
func TestManySignatures(t *testing.T) {
	const many = 2 * most
	bodies := map[int]string{}
	fields := strings.Builder{}
	for number := 15; number < 15+many; number++ {
		bodies[number] = fmt.Sprintf("<</FT/Sig/T(s%d)/V<<>>>>", number)
		fmt.Fprintf(&fields, " %d 0 R", number)
	}
	bodies[9] = "<</Fields[" + fields.String() + "]/SigFlags 3>>"
	r, err := verifyBytes(contract(bodies), Options{Now: moment})
	if err != nil || r.OK || len(r.Signatures) != most || !slices.Contains(codes(r), "form-doubtful") {
		t.Errorf("%d signatures, %v", len(r.Signatures), err)
	}
}

// Two short lists make a long one when each entry of the one names the other.
func TestListsOfLists(t *testing.T) {
	const many = 30_000
	v := newVictim(t, map[int]string{15: "[" + strings.Repeat("16 0 R ", many) + "]", 16: "<</Length 1>>\nstream\nx\nendstream"})
	related := cos.Dict{}
	for i := range many {
		related[cos.Name(fmt.Sprintf("%X", i))] = cos.Dict{"Cert": ref(15)}
	}
	promptly(t, func() { refused(t, v, entries(1, cos.Dict{"DSS": cos.Dict{"VRI": related}})(t, v), "modified") })
}

// A form whose fields are shared has more paths than can be walked.
func TestFormOfNoTree(t *testing.T) {
	bodies := map[int]string{9: "<</Fields[15 0 R]/SigFlags 3>>", 45: "<</FT/Sig/T(last)>>"}
	for number := 15; number < 45; number++ {
		bodies[number] = fmt.Sprintf("<</Kids[%d 0 R %d 0 R]>>", number+1, number+1)
	}
	bodies[15] = "<</Kids[10 0 R 16 0 R 16 0 R]>>"
	v := newVictim(t, nil)
	data := fill(t, v, contract(bodies))
	promptly(t, func() {
		v.signed = data
		refused(t, v, entries(9, cos.Dict{"DA": cos.String("/Helv 0 Tf")})(t, v), "modified")
	})
}
