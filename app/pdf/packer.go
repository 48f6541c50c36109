package pdf

import (
	"sync"

	"verwoord/app/pdf/cos"
)

// packer compresses streams while the rest of a file is put together: a second processor does as many as it gets round to.
type packer struct {
	waiting chan packing
	done    sync.WaitGroup
	end     sync.Once
}

// packing is a stream that waits, and the parts that it consists of.
type packing struct {
	stream *cos.Stream
	parts  [2][]byte
}

// newPacker makes one for a number of streams at most.
func newPacker(streams int) *packer {
	p := &packer{waiting: make(chan packing, streams)}
	p.done.Go(p.work)
	return p
}

// deflate makes a stream that is compressed when the packer has finished.
func (p *packer) deflate(d cos.Dict, data []byte) *cos.Stream { return p.join(d, data, nil) }

// join is deflate for two parts, one after the other.
func (p *packer) join(d cos.Dict, first, second []byte) *cos.Stream {
	s := &cos.Stream{Dict: d}
	p.waiting <- packing{s, [2][]byte{first, second}}
	return s
}

func (p *packer) work() {
	var joined []byte
	for next := range p.waiting {
		data := next.parts[0]
		if next.parts[1] != nil {
			joined = append(append(joined[:0], data...), next.parts[1]...)
			data = joined
		}
		*next.stream = *cos.Deflate(next.stream.Dict, data)
	}
}

// finish compresses what is left. It may be called more than once.
func (p *packer) finish() {
	p.end.Do(func() { close(p.waiting) })
	p.work()
	p.done.Wait()
}
