package cos

import (
	"context"
	"errors"
)

// ErrTooComplex: reading the file would take more work or more memory than a file of its length may ask for.
var ErrTooComplex = errors.New("cos: the file is too complex")

// What a file of n bytes may ask for: a fixed part, so that a small file may unpack to much more than it is, and so much for each byte.
// A step is about a byte that is read, unpacked or compared, or an object that is looked up: some nanoseconds. Real files take under two
// steps a byte, the fixed part aside.
const (
	fixedSteps   = 16 << 20
	stepsPerByte = 64
	fixedBytes   = 32 << 20
	bytesPerByte = 16
)

// What is held in memory for an object besides its text, about.
const (
	elementBytes = 32  // of an array: the value, and the room that it grows by
	dictBytes    = 320 // of a dictionary, with its first entries,
	fewEntries   = 8   // which are so many
	entryBytes   = 96  // of each further entry, and of one of a cross-reference section
	objectBytes  = 160 // of an indirect object that is kept
	askEvery     = 1 << 16
)

// meter counts what reading a file takes, for the file and all its revisions together. Once a limit is passed, or its context is done, it
// fails for good. A nil meter counts nothing.
type meter struct {
	ctx   context.Context
	steps int // left
	bytes int // left
	ask   int // steps until the context is asked again
	err   error
}

// Allowance is how many steps a file of n bytes may ask for, and how much memory.
func Allowance(n int) (steps, bytes int) {
	return fixedSteps + stepsPerByte*n, fixedBytes + bytesPerByte*n
}

func newMeter(ctx context.Context, n int) *meter {
	m := &meter{ctx: ctx, err: ctx.Err()}
	m.steps, m.bytes = Allowance(n)
	return m
}

// work counts steps and tells whether to go on.
func (m *meter) work(steps int) bool {
	if m == nil {
		return true
	}
	m.steps -= steps
	if m.ask -= steps; m.ask < 0 {
		m.look()
	}
	return m.err == nil
}

// look asks whether the steps are spent or the context is done.
func (m *meter) look() {
	m.ask = min(askEvery, m.steps)
	switch {
	case m.err != nil:
	case m.steps < 0:
		m.err = ErrTooComplex
	default:
		m.err = m.ctx.Err()
	}
}

// hold counts memory that stays in use and tells whether to go on.
func (m *meter) hold(bytes int) bool {
	if m == nil {
		return true
	}
	if m.bytes -= bytes; m.bytes < 0 && m.err == nil {
		m.err = ErrTooComplex
	}
	return m.err == nil
}

// Err tells why reading was broken off: ErrTooComplex, or the error of the context; nil when it was not. From then on no method finds
// anything: whoever has made something of a file asks here before handing it out.
func (f *File) Err() error { return f.shared.meter.err }

// Spend counts work of the caller's own against what the file may ask for, and tells whether to go on. A step is about a byte that is looked at.
func (f *File) Spend(steps int) bool { return f.shared.meter.work(steps) }

// Hold counts memory that the caller keeps of the file, and tells whether to go on.
func (f *File) Hold(bytes int) bool { return f.shared.meter.hold(bytes) }

// Left is how many steps and how many bytes of memory may still be taken.
func (f *File) Left() (steps, bytes int) { return f.shared.meter.steps, f.shared.meter.bytes }
