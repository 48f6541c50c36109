package pdf

import (
	"sync"

	"verwoord/app/pdf/cos"
)

// packer compresses streams while pages are drawn and the rest of a file is put together: a second processor does as many as it gets round to.
type packer struct {
	waiting chan packing
	done    sync.WaitGroup
	end     sync.Once
}

// packing is a stream that waits, and what it is to hold.
type packing struct {
	stream *cos.Stream
	data   []byte
}

// mostWaiting is how many streams wait; those of an agreement and its fonts do.
const mostWaiting = 32

func newPacker() *packer {
	p := &packer{waiting: make(chan packing, mostWaiting)}
	p.done.Go(p.work)
	return p
}

// deflate makes a stream that is compressed when the packer has finished. Where too many wait it compresses one of them itself.
func (p *packer) deflate(d cos.Dict, data []byte) *cos.Stream {
	next := packing{&cos.Stream{Dict: d}, data}
	for {
		select {
		case p.waiting <- next:
			return next.stream
		default:
		}
		select {
		case earlier := <-p.waiting:
			earlier.pack()
		default:
		}
	}
}

// work compresses what waits, until no more comes.
func (p *packer) work() {
	for next := range p.waiting {
		next.pack()
	}
}

func (p packing) pack() { *p.stream = *cos.Deflate(p.stream.Dict, p.data) }

// finish compresses what is left. It may be called more than once.
func (p *packer) finish() {
	p.end.Do(func() { close(p.waiting) })
	p.work()
	p.done.Wait()
}
