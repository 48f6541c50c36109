package store

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// Report is what an import did.
type Report struct {
	Added   int // records that were not here
	Updated int // records of which the file has a successor of what was here
	Kept    int // records that are the same, or have a successor here
	// Records that could not be read here any more and are now as in the file, be it older.
	Restored int
	// Records changed on both sides since they were last the same, or deleted on one. Nothing was done with them.
	Conflicts []*Divergence
	// What could not be read in the file, or here; it was passed over.
	Damage []error
	// What became of each record of the file that could be read.
	Records []Imported
}

// Imported is a record of a file, and what was done with it. The History of a dossier goes with the dossier and is not told of.
type Imported struct {
	Ref
	Client string
	Done   Outcome
}

// Outcome is what an import did with a record.
type Outcome string

// What an import can do with a record.
const (
	Added    Outcome = "added"    // it was not here
	Updated  Outcome = "updated"  // the file had a successor of what was here
	Same     Outcome = "same"     // nothing: it is the same
	Older    Outcome = "older"    // nothing: what is here was made from it
	Restored Outcome = "restored" // what was here could not be read any more
	Diverged Outcome = "diverged" // nothing: see Conflicts
)

// Divergence is a record that was changed here and elsewhere. To let Other prevail, put it with the version of Kept as its Base.
type Divergence struct {
	Kept  Record // as it is here, with its data when that can be read
	Other Record // as it is in the file, likewise
	// The history of Other, with its data; only of a dossier.
	Past []Record
}

// Import merges a file that Export wrote, in this format or the first, as one change: all of it or, with an error, nothing. A record is
// replaced only by one that was made from it; that is known from the trails, which tell through which contents each record went. What is
// taken over has login for its author when the file names none. The errors are ErrKey, ErrForeign, ErrNewer, ErrDamaged, and those of the
// backend.
func (s *Sealed) Import(ctx context.Context, login string, r io.Reader, passphrase string) (Report, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return Report{}, fmt.Errorf("read export: %w", err)
	}
	var file Memory
	if err := file.load(b); err != nil {
		return Report{}, fmt.Errorf("read export: %w", err)
	}
	other, err := Open(ctx, &file, s.world, Key{Passphrase: passphrase})
	if errors.Is(err, ErrEmpty) {
		err = ErrDamaged
	}
	if err != nil {
		return Report{}, fmt.Errorf("read export: %w", err)
	}
	var report Report
	var kept []Record
	err = other.view(ctx, func(from *transaction) error {
		return s.update(ctx, func(to *transaction) error {
			m := merge{login: login, now: s.now(), from: from, to: to}
			err := m.run()
			report, kept = m.report, m.kept
			return err
		})
	})
	if err != nil {
		return Report{}, err
	}
	s.watched.tell(kept)
	return report, nil
}

// line is what a trail tells of a record that it went through. The trail of the first format is a part of that of Sales.
type lines map[Ref][]Entry

func (t *transaction) lines(space Space, damage *[]error) (lines, error) {
	l := lines{}
	err := t.entries(space, func(e rawEntry) error {
		if e.Kind != "" {
			ref := Ref{space, e.Kind, e.ID}
			l[ref] = append(l[ref], e.Entry)
		}
		return nil
	}, func(broken *ChainError) { *damage = append(*damage, broken) })
	return l, err
}

// passed tells whether a record went through a content, at a version or, for 0, at any.
func passed(trail []Entry, version int, content string) bool {
	for _, e := range trail {
		if e.Content == content && (version == 0 || e.Version == version) {
			return true
		}
	}
	return false
}

// descent is how their record relates to ours.
type descent int

const (
	same descent = iota
	older
	newer
	diverged
)

// compare tells which of two records was made from the other. Each trail holds the contents that the record went through on that
// side. Versions count on both sides alike, so a version together with its content is the better witness; content alone is one when
// the versions do not tell, as after a conflict that was settled on both sides in the same way.
//
// A deletion is never taken over, and never reverted: whoever restores a backup and whoever brings two machines together want
// opposite things.
func compare(ours, theirs head, ourTrail, theirTrail []Entry) descent {
	switch {
	case ours.Version == 0 && !theirs.Deleted:
		return newer
	case ours.Version == 0, ours.Deleted && theirs.Deleted, ours.Content == theirs.Content:
		return same
	case ours.Deleted || theirs.Deleted:
		return diverged
	}
	weHad, theyHad := passed(ourTrail, theirs.Version, theirs.Content), passed(theirTrail, ours.Version, ours.Content)
	if weHad == theyHad {
		weHad, theyHad = passed(ourTrail, 0, theirs.Content), passed(theirTrail, 0, ours.Content)
	}
	switch {
	case weHad && !theyHad:
		return older
	case theyHad && !weHad:
		return newer
	}
	return diverged
}
