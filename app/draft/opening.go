package draft

import "strings"

// lineful is about how many characters stand on a line.
const lineful = 80

// opening is how a text begins, in at most n characters, where a line that ends early counts as a whole one; or the first n of a list. A text stops
// behind a sentence or else a word. What is left out must stand elsewhere in the document: beyond tells whether anything is.
func (r *run) opening(n int, v any) any {
	if l, ok := v.(Items); ok {
		return l[:min(n, len(l))]
	}
	t := v.(Token)
	if begin := opens(r.raw(t), n); len(begin) < len(r.raw(t)) {
		return r.enter(r.path(t), begin)
	}
	return t
}

// beyond tells whether a text or a list goes on after its opening.
func (r *run) beyond(n int, v any) bool {
	if l, ok := v.(Items); ok {
		return len(l) > n
	}
	raw := r.raw(v.(Token))
	return len(opens(raw, n)) < len(raw)
}

// opens is the begin of a text that has room, all of it when there is room for it.
func opens(raw string, n int) string {
	used := 0
	for at, c := range raw {
		if used++; c == '\n' {
			used += lineful
		}
		if used > n {
			return stopped(raw[:at])
		}
	}
	return raw
}

// stopped is a text that was cut anywhere, cut where a reader can stop: behind the last sentence or line in its second half, else behind the last
// word there, else where it is.
func stopped(begin string) string {
	half := len(begin) / 2
	end := strings.LastIndexByte(begin, '\n')
	for _, mark := range []string{". ", "! ", "? "} {
		end = max(end, strings.LastIndex(begin, mark)+1)
	}
	if end < half {
		end = strings.LastIndexByte(begin, ' ')
	}
	if end < half {
		end = len(begin)
	}
	return strings.TrimSpace(begin[:end])
}
