package engine

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/cos/costest"
	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

// everyWay does with a file all that a person can have done with one from elsewhere.
func everyWay(ctx context.Context, e *Engine, id *sign.Identity, data []byte) error {
	report, err := e.Verify(ctx, data, verify.Options{Now: time.Unix(1_800_000_000, 0)})
	if err == nil && report.OK {
		return errors.New("it is called good")
	}
	proof, _ := e.Prove(ctx, data)
	if proof.Verdict == "proven" {
		return errors.New("it is called proven")
	}
	e.Inside(ctx, data)
	s := Signing{Identity: id, Party: Controller, Services: sign.Services{Time: time.Unix(1_800_000_000, 0), Rand: zeros{}}}
	e.Sign(ctx, data, s) // as Extend, Block and Party do, it looks at the whole first
	return nil
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// carrying are agreements whose attachment is a bomb.
func carrying(t testing.TB, e *Engine, n int) []costest.Bomb {
	made := agreement(t, e, e.Example("dossier")).Data
	var all []costest.Bomb
	for name, inside := range map[string]string{
		"rows":     `{"schema":"verwoord/dossier/2","subprocessors":[` + strings.Repeat("{},", n) + `{}]}`,
		"chain":    `{"schema":"verwoord/carried/2","chain":[` + strings.Repeat("0,", n) + `0]}`,
		"brackets": strings.Repeat("[", n),
		"spaces":   strings.Repeat(" ", 20*n),
	} {
		f, err := cos.Open(made)
		if err != nil {
			t.Fatal(err)
		}
		u, err := f.Update()
		if err != nil {
			t.Fatal(err)
		}
		spec := f.Dict(f.Array(f.Dict(f.Trailer["Root"])["AF"])[0])
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		z.Write([]byte(inside))
		z.Close()
		u.Set(f.Dict(spec["EF"])["F"].(cos.Ref), &cos.Stream{Dict: cos.Dict{"Filter": cos.Name("FlateDecode")}, Data: b.Bytes()})
		data, err := u.Bytes()
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, costest.Bomb{Name: "inside: " + name, Data: data})
	}
	return all
}

func bombs(t testing.TB, e *Engine, n int) []costest.Bomb {
	return append(costest.Bombs(n), carrying(t, e, n)...)
}

func someone() *sign.Identity {
	p := testpki.New("http://pki.example.com", time.Unix(1_800_000_000, 0))
	s := p.Signer("J. Jansen", testpki.Key("jansen"))
	return &sign.Identity{Key: s.Key, Certificate: s.Certificate, Chain: s.Chain()}
}

// No file keeps anything busy for long, and none of these is good. What they take is what BenchmarkBombs prints.
func TestBombs(t *testing.T) {
	e, id := engine(t), someone()
	for _, b := range bombs(t, e, 20_000) {
		if err := everyWay(t.Context(), e, id, b.Data); err != nil {
			t.Errorf("%s: %v", b.Name, err)
		}
	}
}

// What is cancelled is not called anything.
func TestCancelledReading(t *testing.T) {
	e := engine(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	data := agreement(t, e, e.Example("dossier")).Data
	_, verified := e.Verify(ctx, data, verify.Options{Now: time.Unix(1_800_000_000, 0)})
	_, proven := e.Prove(ctx, data)
	_, _, inside := e.Inside(ctx, data)
	_, signed := e.Sign(ctx, data, Signing{Identity: someone(), Party: Controller})
	for name, err := range map[string]error{"Verify": verified, "Prove": proven, "Inside": inside, "Sign": signed} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// BenchmarkBombs tells, with -v for each, how many steps a byte a megabyte of every bomb takes to be verified, and how long and how much memory
// when all is done with it that can be done with a file.
func BenchmarkBombs(b *testing.B) {
	e, id := engine(b), someone()
	all := bombs(b, e, 1<<20)
	var slowest time.Duration
	var largest uint64
	for b.Loop() {
		for _, bomb := range all {
			runtime.GC()
			done, peak := make(chan bool), make(chan uint64)
			go func() { peak <- watch(done) }()
			start := time.Now()
			err := everyWay(b.Context(), e, id, bomb.Data)
			took := time.Since(start)
			close(done)
			held := <-peak
			if err != nil {
				b.Error(err)
			}
			slowest, largest = max(slowest, took), max(largest, held)
			b.Logf("%-50s %8d bytes %8s steps a byte %5d ms %4d MB", bomb.Name, len(bomb.Data), steps(bomb.Data), took.Milliseconds(), held>>20)
		}
	}
	b.ReportMetric(float64(slowest.Milliseconds()), "ms/slowest")
	b.ReportMetric(float64(largest>>20), "MB/largest")
}

// steps is how many a byte Verify takes; "too many" where it is broken off, and "no" where there is no PDF.
func steps(data []byte) string {
	f, err := cos.Open(data)
	if errors.Is(err, cos.ErrTooComplex) {
		return "too many"
	}
	if err != nil {
		return "no"
	}
	verify.File(f, verify.Options{Now: time.Unix(1_800_000_000, 0)})
	if f.Err() != nil {
		return "too many"
	}
	all, _ := cos.Allowance(len(data))
	left, _ := f.Left()
	return fmt.Sprintf("%.1f", float64(all-left)/float64(len(data)))
}

// watch is the most memory in use until done.
func watch(done chan bool) (most uint64) {
	for {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		most = max(most, m.HeapInuse)
		select {
		case <-done:
			return most
		case <-time.After(5 * time.Millisecond):
		}
	}
}
