package deflate

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// texts are what documents hold and what is hard: nothing, one letter, noise, one letter many times, more than the window, more letters than a
// block has, codes that would be longer than they may be.
func texts(t testing.TB) map[string][]byte {
	out := map[string][]byte{}
	for _, name := range []string{"../testdata/agreement.txt", "deflate.go", "../../../CHANGELOG.md"} {
		data, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Fatal(err)
		}
		out[name] = data
	}
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, 200_000)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	for n := range 12 {
		out[fmt.Sprintf("short %d", n)] = []byte("aabaabaabaab")[:n]
	}
	for _, n := range []int{1, 255, 65_535, 65_536, 200_000} {
		out[fmt.Sprintf("noise %d", n)] = noise[:n]
		out[fmt.Sprintf("same %d", n)] = make([]byte, n)
	}
	out["noise after text"] = append(bytes.Repeat([]byte("De verwerker verwerkt. "), 4000), noise...)
	out["text after noise"] = append(bytes.Clone(noise), bytes.Repeat([]byte("De verwerker verwerkt. "), 9000)...)
	var few, steep, far []byte
	for range 150_000 {
		few = append(few, "0123456789 .TJ()[]"[random.IntN(18)])
	}
	for letter, often := 0, 1; often < 60_000; letter, often = letter+1, often+often/2+1 {
		steep = append(steep, bytes.Repeat([]byte{byte(letter), byte(letter + 100)}, often)...)
	}
	random.Shuffle(len(steep), func(i, j int) { steep[i], steep[j] = steep[j], steep[i] })
	for i := range 40 {
		far = append(append(far, "Bijlage 4, artikel 28 AVG"...), noise[i*100:i*100+3000+i*97]...)
		far = append(far, noise[:random.IntN(300)]...)
	}
	out["few letters"], out["steep"], out["far"] = few, steep, far
	return out
}

// What was written can be read.
func TestAppend(t *testing.T) {
	for name, data := range texts(t) {
		packed := Append([]byte("before"), data)
		if !bytes.HasPrefix(packed, []byte("before")) {
			t.Fatalf("%s: what was there is gone", name)
		}
		if err := reads(packed[len("before"):], data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func reads(packed, data []byte) error {
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return err
	}
	got, err := io.ReadAll(z)
	if err == nil && !bytes.Equal(got, data) {
		err = fmt.Errorf("%d bytes became %d others", len(data), len(got))
	}
	return err
}

// What the documents before this package were written with finds the same. A version of Go in which this test fails compresses otherwise than they
// did: then the test goes, and the package stays.
func TestAsBefore(t *testing.T) {
	for name, data := range texts(t) {
		if got, want := Append(nil, data), level5(data); !bytes.Equal(got, want) {
			t.Errorf("%s: %d bytes, not the %d of before", name, len(got), len(want))
		}
	}
}

func level5(data []byte) []byte {
	var out bytes.Buffer
	z, err := zlib.NewWriterLevel(&out, 5)
	if err != nil {
		panic(err)
	}
	z.Write(data)
	z.Close()
	return out.Bytes()
}

// What one text leaves in the tables is no part of the next.
func TestTwice(t *testing.T) {
	c := newCompressor()
	c.origin = 1<<30 - 300_000 // so that they are cleared on the way
	pack := func(data []byte) string {
		c.out.bytes = nil
		c.compress(data)
		return string(c.out.bytes)
	}
	for _, text := range []string{"Bijlage 1 en bijlage 2 en bijlage 1", strings.Repeat("x", 200_000), "en bijlage 2"} {
		once := pack([]byte(text))
		if pack([]byte(strings.Repeat(text, 3))); pack([]byte(text)) != once {
			t.Errorf("%.20q is written in two ways", text)
		}
	}
}

func FuzzAppend(f *testing.F) {
	for _, data := range texts(f) {
		f.Add(data[:min(len(data), 3000)], 1)
	}
	f.Fuzz(func(t *testing.T, data []byte, times int) {
		data = bytes.Repeat(data, 1+max(0, min(times, 70_000/(len(data)+1))))
		packed := Append(nil, data)
		if err := reads(packed, data); err != nil {
			t.Error(err)
		}
		if !bytes.Equal(packed, level5(data)) {
			t.Error("not as before")
		}
	})
}

func BenchmarkAppend(b *testing.B) {
	data, err := os.ReadFile("../testdata/agreement.txt")
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	var out []byte
	for b.Loop() {
		out = Append(out[:0], data)
	}
}
