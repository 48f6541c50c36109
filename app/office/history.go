package office

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"verwoord/app/store"
)

// What is kept of the earlier versions of one dossier: more than a day's work on one client.
const (
	maxSteps = 200
	maxPast  = 4 << 20 // bytes
)

// past tells which earlier versions of a dossier are kept: see store.HistoryID.
type past struct {
	Undo stack `json:"undo,omitempty"`
	Redo stack `json:"redo,omitempty"`
}

// stack is versions, ascending, as runs from a first to a last. The top is the last.
type stack [][2]int

func (s stack) size() (n int) {
	for _, run := range s {
		n += run[1] - run[0] + 1
	}
	return n
}

func (s stack) push(version int) stack {
	out := slices.Clone(s)
	if n := len(out); n > 0 && out[n-1][1] == version-1 {
		out[n-1][1] = version
		return out
	}
	return append(out, [2]int{version, version})
}

func (s stack) pop() (version int, rest stack) {
	rest = slices.Clone(s)
	last := &rest[len(rest)-1]
	version = last[1]
	if last[1]--; last[1] < last[0] {
		rest = rest[:len(rest)-1]
	}
	return version, rest
}

// dropped is the stack without its lowest versions.
func (s stack) dropped(n int) (versions []int, rest stack) {
	rest = slices.Clone(s)
	for ; n > 0 && len(rest) > 0; n-- {
		versions = append(versions, rest[0][0])
		if rest[0][0]++; rest[0][0] > rest[0][1] {
			rest = rest[1:]
		}
	}
	return versions, rest
}

// historyHead is the head of an earlier version: on which side it is kept, and how it is known elsewhere.
type historyHead struct {
	store.HistoryHead
	Version string   `json:"version,omitempty"`
	Files   []string `json:"files,omitempty"`
}

// past is what is kept of the earlier versions of a dossier. One that an older program kept does not say it: then the store does.
func (o *Office) past(ctx context.Context, r store.Record, s summary) (past, error) {
	if s.Past != nil || r.Version == 0 || r.Deleted {
		if s.Past == nil {
			return past{}, nil
		}
		return *s.Past, nil
	}
	records, _, err := o.list(ctx, store.History, r.ID)
	if err != nil {
		return past{}, err
	}
	var p past
	for _, h := range sorted(records) {
		var head historyHead
		if err := json.Unmarshal(h.Head, &head); err != nil {
			continue
		}
		version, ok := versionIn(h.ID)
		switch {
		case !ok:
		case head.Side == store.Redo:
			p.Redo = p.Redo.push(version)
		default:
			p.Undo = p.Undo.push(version)
		}
	}
	return p, nil
}

// keepPast is the change that keeps the content of a dossier as an earlier version of it.
func keepPast(r store.Record, s summary, side store.Side) (store.Change, error) {
	head, err := json.Marshal(historyHead{store.HistoryHead{Side: side}, s.Version, s.Files})
	return store.Change{Ref: historyRef(r.ID, r.Version), Client: r.ID, Head: head, Data: r.Data}, err
}

// forget is the changes that delete earlier versions of a dossier.
func forget(dossier string, versions []int) (out []store.Change) {
	for _, v := range versions {
		out = append(out, store.Change{Ref: historyRef(dossier, v), Base: 1, Client: dossier, Deleted: true})
	}
	return out
}

func historyRef(dossier string, version int) store.Ref {
	return kept(store.History, store.HistoryID(dossier, version))
}

// versionIn is the version in the id of an earlier version.
func versionIn(id string) (int, bool) {
	n, err := strconv.Atoi(id[strings.LastIndexByte(id, '/')+1:])
	return n, err == nil
}

// sorted is a list in order of the ids.
func sorted(records []store.Record) []store.Record {
	slices.SortFunc(records, func(a, b store.Record) int { return strings.Compare(a.ID, b.ID) })
	return records
}

// surplus is how many of so many earlier versions are too many, when a version has so many bytes.
func surplus(steps, size int) int { return max(0, steps-min(maxSteps, max(1, maxPast/max(1, size)))) }
