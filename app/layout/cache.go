package layout

import (
	"strings"
	"sync"

	"verwoord/app/layout/face"
)

// knownWords bounds each of the two generations of words that are known: some megabytes, and several times the words of a document.
const knownWords = 8192

// wordKey names a word as it was prepared.
type wordKey struct {
	face    *face.Face
	lang    string
	literal bool
	text    string
}

// cache keeps what was made between documents. What it gives is a function of the key alone. It is safe for concurrent use. The zero value is
// empty and keeps nothing: size bounds each of its two generations.
//
// When the young generation is full it becomes the old one, which is given up but for what is asked for again.
type cache[K comparable, V any] struct {
	size       int
	mu         sync.RWMutex
	young, old map[K]*entry[K, V]
}

// entry has the key that was kept: another one that is equal may hold on to a larger string.
type entry[K comparable, V any] struct {
	key   K
	value *V
}

// find returns what was kept, nil when that is nothing.
func (c *cache[K, V]) find(k K) *V {
	return c.findBy(func(kept map[K]*entry[K, V]) *entry[K, V] { return kept[k] })
}

// findBy is find for a key that look knows how to look up: bytes need not become a string for it.
func (c *cache[K, V]) findBy(look func(map[K]*entry[K, V]) *entry[K, V]) *V {
	c.mu.RLock()
	e := look(c.young)
	young := e != nil
	if !young {
		e = look(c.old)
	}
	c.mu.RUnlock()
	if e == nil {
		return nil
	}
	if !young {
		c.keep(e.key, e.value)
	}
	return e.value
}

// keep stores a value; the key must not hold on to a larger string.
func (c *cache[K, V]) keep(k K, v *V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.young) >= c.size || c.young == nil {
		c.old, c.young = c.young, make(map[K]*entry[K, V], c.size/8)
	}
	c.young[k] = &entry[K, V]{k, v}
}

// word returns text prepared for a look, from the cache or newly made.
func (s *Setter) word(l look, text string) (*word, error) {
	k := wordKey{l.face, l.lang, l.literal, text}
	if w := s.words.find(k); w != nil {
		return w, nil
	}
	k.text = strings.Clone(text)
	w, err := s.prepare(k)
	if err != nil {
		return nil, err
	}
	s.words.keep(k, w)
	return w, nil
}
