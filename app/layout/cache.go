package layout

import (
	"strings"
	"sync"

	"verwoord/app/layout/face"
)

// cacheSize bounds each of the two generations of a cache, in words: some megabytes, and several times the words of a document.
const cacheSize = 8192

// wordKey names a word as it was prepared. What the cache gives is a function of the key alone.
type wordKey struct {
	face    *face.Face
	lang    string
	literal bool
	text    string
}

// cache keeps prepared words between documents. It is safe for concurrent use. The zero value is empty and ready.
//
// It has two generations: when the young one is full it becomes the old one, whose words are given up unless they are asked for again.
type cache struct {
	mu         sync.RWMutex
	young, old map[wordKey]*word
}

// find returns a prepared word, nil when there is none.
func (c *cache) find(k wordKey) *word {
	c.mu.RLock()
	w, ok := c.young[k]
	aged := (*word)(nil)
	if !ok {
		aged = c.old[k]
	}
	c.mu.RUnlock()
	if aged != nil {
		k.text = aged.text
		c.keep(k, aged)
		return aged
	}
	return w
}

// keep stores a word; k.text must not hold on to a larger string.
func (c *cache) keep(k wordKey, w *word) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.young) >= cacheSize || c.young == nil {
		c.old, c.young = c.young, make(map[wordKey]*word, cacheSize/8)
	}
	c.young[k] = w
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
