package pdf

import (
	"sync"

	"verwoord/app/pdf/cos"
)

// packer compresses streams while the rest of a file is put together: a second processor does as many as it gets round to.
type packer struct {
	waiting chan *cos.Stream
	done    sync.WaitGroup
	end     sync.Once
}

// newPacker makes one for a number of streams at most.
func newPacker(streams int) *packer {
	p := &packer{waiting: make(chan *cos.Stream, streams)}
	p.done.Go(p.work)
	return p
}

// deflate makes a stream that is compressed when the packer has finished.
func (p *packer) deflate(d cos.Dict, data []byte) *cos.Stream {
	s := &cos.Stream{Dict: d, Data: data}
	p.waiting <- s
	return s
}

func (p *packer) work() {
	for s := range p.waiting {
		*s = *cos.Deflate(s.Dict, s.Data)
	}
}

// finish compresses what is left. It may be called more than once.
func (p *packer) finish() {
	p.end.Do(func() { close(p.waiting) })
	p.work()
	p.done.Wait()
}
