package record

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
)

// Side is one of two that changed a record at the same time.
type Side string

// The sides of a merge.
const (
	Ours   Side = "ours"
	Theirs Side = "theirs"
)

// Merged is what became of two versions of a record that were made from a common one.
type Merged[T any] struct {
	Value T
	// The places that both sides changed, each in another way, as far as they are not settled. Value has ours there, and a row that only one
	// of the two has.
	Conflicts []Conflict
	// JSON Pointers in Value of what only they changed. Of what they took away it is the place that it was in.
	Taken []string
}

// Conflict is a place that both sides changed.
type Conflict struct {
	// Names the place when it is settled. Rows are named by their ids, so it stays the same whatever is settled elsewhere.
	Key string
	// JSON Pointer in the merged record.
	Path string
	// The values of both sides as JSON; nil where there is none any more.
	Ours, Theirs json.RawMessage
}

// Merge brings two versions of a record together by the version that both were made from: what one side changed is taken over, and what
// both changed in another way is a conflict, until it is settled by its key. Rows are the same row when they have the same id, or client; a list of
// words is a set that keeps its order.
func (t *Type[T]) Merge(base, ours, theirs *T, settled map[string]Side) Merged[T] {
	return t.merge(merging{settled: settled}, base, ours, theirs)
}

// Compare brings two versions together of which nobody knows what both were made from: whatever theirs says otherwise is a conflict, until
// it is settled. Shown is ours as far as the other side was shown it: where theirs is like that it says nothing of its own.
func (t *Type[T]) Compare(shown, ours, theirs *T, settled map[string]Side) Merged[T] {
	return t.merge(merging{settled: settled, apart: true}, shown, ours, theirs)
}

func (t *Type[T]) merge(m merging, base, ours, theirs *T) (out Merged[T]) {
	root := m.value("", "", tree(t.Encode(base)), tree(t.Encode(ours)), tree(t.Encode(theirs)))
	data, err := json.Marshal(root)
	if err == nil {
		err = json.Unmarshal(data, &out.Value)
	}
	if err != nil {
		panic(fmt.Sprintf("record: merge: %v", err)) // every part of it comes from a record
	}
	out.Conflicts, out.Taken = m.conflicts, m.taken
	return out
}

type merging struct {
	settled   map[string]Side
	apart     bool // what only they changed is a conflict too: it may be what we changed
	conflicts []Conflict
	taken     []string
}

// tree is a record as JSON has it.
func tree(encoded []byte) any {
	var v any
	if err := json.Unmarshal(encoded, &v); err != nil {
		panic(fmt.Sprintf("record: merge: %v", err)) // Encode wrote it
	}
	return v
}

// value merges what stands in one place.
func (m *merging) value(key, path string, base, ours, theirs any) any {
	_, ourObject := ours.(map[string]any)
	_, theirObject := theirs.(map[string]any)
	if ourObject && theirObject {
		return m.object(key, path, base, ours.(map[string]any), theirs.(map[string]any))
	}
	switch {
	case same(ours, theirs), same(base, theirs):
		return ours
	}
	if ids, ok := rows(base, ours, theirs); ok && !(m.apart && ids.words) {
		return m.list(key, path, ids)
	}
	if same(base, ours) && !m.apart {
		m.take(path)
		return theirs
	}
	return m.settle(key, path, ours, theirs)
}

func (m *merging) take(path string) {
	if !slices.Contains(m.taken, path) {
		m.taken = append(m.taken, path)
	}
}

// settle decides a conflict, or reports it and keeps ours.
func (m *merging) settle(key, path string, ours, theirs any) any {
	switch m.settled[key] {
	case Ours:
		return ours
	case Theirs:
		return theirs
	}
	m.conflicts = append(m.conflicts, Conflict{Key: key, Path: path, Ours: raw(ours), Theirs: raw(theirs)})
	return ours
}

func (m *merging) object(key, path string, base any, ours, theirs map[string]any) any {
	before, _ := base.(map[string]any)
	out := map[string]any{}
	names := maps.Clone(ours)
	maps.Copy(names, theirs)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		at := "/" + pointer(name)
		if v := m.value(key+at, path+at, before[name], ours[name], theirs[name]); v != nil {
			out[name] = v
		}
	}
	return out
}

// lists are the three versions of a list of which every element has a name of its own.
type lists struct {
	base, ours, theirs keyed
	words              bool // the elements are their names and nothing more
}

// keyed is a list with the names of its elements, in order.
type keyed struct {
	names  []string
	values map[string]any
}

// rows takes three lists apart; ok is false when one is no list, or has elements without a name or with the same one.
func rows(base, ours, theirs any) (l lists, ok bool) {
	l.words = true
	for _, version := range []struct {
		from any
		to   *keyed
	}{{base, &l.base}, {ours, &l.ours}, {theirs, &l.theirs}} {
		list, isList := version.from.([]any)
		if !isList && version.from != nil {
			return l, false
		}
		version.to.values = map[string]any{}
		for _, v := range list {
			name, isName := v.(string)
			if row, isRow := v.(map[string]any); isRow {
				if name, isName = row["id"].(string); !isName { // of a breach: one for each client
					name, isName = row["client"].(string)
				}
				l.words = false
			}
			if _, twice := version.to.values[name]; !isName || name == "" || twice {
				return l, false
			}
			version.to.names = append(version.to.names, name)
			version.to.values[name] = v
		}
	}
	return l, true
}

// list merges lists of named elements: which there are, in what order, and each of them.
func (m *merging) list(key, path string, l lists) any {
	kept := map[string]bool{}
	for _, name := range append(slices.Clone(l.ours.names), l.theirs.names...) {
		kept[name] = m.keeps(key, path, name, l)
	}
	out := []any{}
	for _, name := range m.order(key, path, l) {
		if !kept[name] {
			continue
		}
		base, ours, theirs := l.base.values[name], l.ours.values[name], l.theirs.values[name]
		at := path + "/" + strconv.Itoa(len(out))
		switch {
		case ours == nil:
			switch {
			case base != nil || m.apart: // it was settled
			case l.words:
				m.take(path)
			default:
				m.take(at)
			}
			out = append(out, theirs)
		case theirs == nil:
			out = append(out, ours)
		default:
			out = append(out, m.value(key+"/@"+pointer(name), at, base, ours, theirs))
		}
	}
	return out
}

// keeps tells whether an element stays. One that was changed on one side and taken away on the other is a conflict, and stays until that
// is settled; apart, so is every one that only one side has.
func (m *merging) keeps(key, path, name string, l lists) bool {
	base, ours, theirs := l.base.values[name], l.ours.values[name], l.theirs.values[name]
	switch {
	case ours != nil && theirs != nil, base == nil && !(m.apart && ours == nil):
		return true
	case ours == nil && same(base, theirs):
		return false
	case theirs == nil && same(base, ours) && !m.apart:
		m.take(path)
		return false
	}
	at := key + "/@" + pointer(name)
	if side, ok := m.settled[at]; ok {
		return (side == Ours) == (ours != nil)
	}
	m.conflicts = append(m.conflicts, Conflict{Key: at, Path: path, Ours: raw(ours), Theirs: raw(theirs)})
	return true
}

// order is the order of every element of ours and theirs: of the side that moved something, or ours. When both did, that is a conflict.
func (m *merging) order(key, path string, l lists) []string {
	common := func(names []string) []string {
		return slices.DeleteFunc(slices.Clone(names), func(name string) bool {
			return l.base.values[name] == nil || l.ours.values[name] == nil || l.theirs.values[name] == nil
		})
	}
	base, ours, theirs := common(l.base.names), common(l.ours.names), common(l.theirs.names)
	first, second := l.ours.names, l.theirs.names
	moved := !slices.Equal(theirs, base) && !slices.Equal(theirs, ours)
	if moved && slices.Equal(ours, base) && !m.apart {
		m.take(path)
	} else if moved {
		moved = same(m.settle(key+"/@", path, words(ours), words(theirs)), words(theirs))
	}
	if moved {
		first, second = second, first
	}
	out := slices.Clone(first)
	for i, name := range second {
		if slices.Contains(out, name) {
			continue
		}
		at := 0 // behind the one that it follows on its own side
		if i > 0 {
			at = slices.Index(out, second[i-1]) + 1
		}
		out = slices.Insert(out, at, name)
	}
	return out
}

func words(names []string) any {
	out := []any{}
	for _, name := range names {
		out = append(out, name)
	}
	return out
}

// same tells whether two values say the same: what is empty says as little as what is not there.
func same(a, b any) bool { return empty(a) && empty(b) || reflect.DeepEqual(a, b) }

func empty(v any) bool {
	switch v := v.(type) {
	case nil:
		return true
	case string:
		return v == ""
	case bool:
		return !v
	case []any:
		return len(v) == 0
	}
	return false
}

func raw(v any) json.RawMessage {
	if v == nil {
		return nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(fmt.Sprintf("record: merge: %v", err)) // it was JSON before
	}
	return bytes.TrimSpace(b.Bytes())
}
