package cos

// objectStream is a decoded object stream (ISO 32000-1, 7.5.7).
type objectStream struct {
	data    []byte
	numbers []int
	offsets []int        // in data
	doubled map[int]bool // numbers that stand in it more than once
	members []member     // as far as they have been read
}

// member is an object in an object stream. All that it is stands in the stream.
type member struct {
	object Object
	read   bool // there is object

	walked bool // there is the rest
	links  []Link
	failed bool // it cannot be read
	twice  bool // it has a dictionary with a key twice
}

// member finds an object in its object stream; nil when it does not stand there.
func (f *File) member(at Location, number int) *member {
	s := f.objectStream(at.Stream)
	if s == nil || at.Index < 0 || at.Index >= len(s.numbers) || s.numbers[at.Index] != number {
		return nil
	}
	return &s.members[at.Index]
}

// object makes the object of a member.
func (f *File) object(at Location, m *member) Object {
	if !m.read {
		s := f.objectStream(at.Stream)
		l := f.lexer(s.data, s.offsets[at.Index])
		m.object, _ = l.object()
		m.read = true
		f.Spend(l.pos - s.offsets[at.Index])
	}
	return m.object
}

// walk fills in what a member refers to and what is wrong with it.
func (f *File) walk(at Location, m *member) {
	if m.walked {
		return
	}
	s := f.objectStream(at.Stream)
	w := f.walker(s.data, s.offsets[at.Index])
	err := w.walk("", 0)
	f.Spend(w.pos - s.offsets[at.Index])
	m.walked, m.links, m.failed, m.twice = true, f.keep(&w), err != nil, w.twice
	switch {
	case m.failed:
		m.links = nil
	case m.twice: // the last of two values counts
		m.links = Links(f.object(at, m))
	}
}

func (f *File) objectStream(number int) *objectStream {
	if s, ok := f.streams[number]; ok {
		return s
	}
	f.streams[number] = nil
	at, ok := f.Location(number)
	if !ok || at.Stream != 0 {
		return nil
	}
	if s, ok := f.shared.streams[at.Offset]; ok {
		f.streams[number] = s
		return s
	}
	raw, ok := f.Get(Ref{number, at.Generation}).(*Stream)
	if !ok || f.Name(raw.Dict["Type"]) != "ObjStm" {
		return nil
	}
	data, err := f.StreamData(raw)
	if err != nil || !f.Hold(len(data)) {
		return nil
	}
	first, _ := f.Int(raw.Dict["First"])
	count, _ := f.Int(raw.Dict["N"])
	if first < 0 || first > int64(len(data)) || count < 0 || count > first {
		return nil
	}
	s := f.readHead(data, first, count)
	if s == nil {
		return nil
	}
	s.members = make([]member, len(s.numbers))
	f.streams[number] = s
	if eachDirect(raw.Dict) {
		f.shared.streams[at.Offset] = s
	}
	return s
}

// readHead reads which members an object stream has, and where they begin; nil when that cannot be told.
func (f *File) readHead(data []byte, first, count int64) *objectStream {
	if !f.Hold(int(count)*objectBytes) || !f.Spend(int(first)) {
		return nil
	}
	s := &objectStream{data: data, doubled: map[int]bool{}}
	seen := make(map[int]bool, count)
	l := f.lexer(data[:first], 0)
	for range count {
		n, ok1 := l.integer()
		offset, ok2 := l.integer()
		if !ok1 || !ok2 || n > maxNumber || offset > int64(len(data))-first {
			return nil
		}
		if seen[int(n)] {
			s.doubled[int(n)] = true
		}
		seen[int(n)] = true
		s.numbers = append(s.numbers, int(n))
		s.offsets = append(s.offsets, int(first+offset))
	}
	return s
}

// eachDirect tells whether no entry of a dictionary is a reference, which another revision could lead elsewhere.
func eachDirect(d Dict) bool {
	for _, o := range d {
		switch o.(type) {
		case Ref, Array, Dict:
			return false
		}
	}
	return true
}
