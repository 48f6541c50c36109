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
	joined  []byte // room of who hands in
}

// packing is a stream that waits, and the parts that it consists of.
type packing struct {
	stream *cos.Stream
	parts  [2][]byte
}

// mostWaiting is how many streams wait; those of an agreement and its fonts do.
const mostWaiting = 32

func newPacker() *packer {
	p := &packer{waiting: make(chan packing, mostWaiting)}
	p.done.Go(p.work)
	return p
}

// deflate makes a stream that is compressed when the packer has finished.
func (p *packer) deflate(d cos.Dict, data []byte) *cos.Stream { return p.join(d, data, nil) }

// join is deflate for two parts, one after the other. Where too many wait it compresses one of them itself.
func (p *packer) join(d cos.Dict, first, second []byte) *cos.Stream {
	next := packing{&cos.Stream{Dict: d}, [2][]byte{first, second}}
	for {
		select {
		case p.waiting <- next:
			return next.stream
		default:
		}
		select {
		case earlier := <-p.waiting:
			p.joined = earlier.pack(p.joined)
		default:
		}
	}
}

// work compresses what waits, until no more comes.
func (p *packer) work() {
	var joined []byte
	for next := range p.waiting {
		joined = next.pack(joined)
	}
}

// pack compresses a stream. The room is for joining its parts, and what it has grown to is returned.
func (p packing) pack(room []byte) []byte {
	data := p.parts[0]
	if p.parts[1] != nil {
		room = append(append(room[:0], data...), p.parts[1]...)
		data = room
	}
	*p.stream = *cos.Deflate(p.stream.Dict, data)
	return room
}

// finish compresses what is left. It may be called more than once.
func (p *packer) finish() {
	p.end.Do(func() { close(p.waiting) })
	p.work()
	p.done.Wait()
}
