package vault

import (
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
	Conflicts []*Conflict
	// What could not be read in the file, or here; it was passed over.
	Damage []error
	// What became of each record of the file that could be read, by kind and id.
	Records []Imported
}

// Imported is a record of a file, and what was done with it.
type Imported struct {
	Kind   Kind
	ID     string
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

// Import merges a file that Export wrote, as one change: all of it or, with an error, nothing. A record is replaced only by one
// that was made from it; that is known from the audit trails, which tell through which contents each record went. The errors are
// ErrKey, ErrForeign, ErrNewer, ErrDamaged, and those of the backend.
func (s *Store) Import(r io.Reader, passphrase string) (Report, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return Report{}, fmt.Errorf("read export: %w", err)
	}
	var file Memory
	if err := file.load(b); err != nil {
		return Report{}, fmt.Errorf("read export: %w", err)
	}
	other, err := Open(&file, s.world, Key{Passphrase: passphrase})
	if errors.Is(err, ErrEmpty) {
		err = ErrDamaged
	}
	if err != nil {
		return Report{}, fmt.Errorf("read export: %w", err)
	}
	var report Report
	err = file.View(func(from Tx) error {
		return s.backend.Update(func(to Tx) error {
			m := merge{ours: s, theirs: other, to: to, from: from}
			err := m.run()
			report = m.report
			return err
		})
	})
	if err != nil {
		return Report{}, err
	}
	return report, nil
}

// merge is one import under way.
type merge struct {
	ours, theirs         *Store
	to, from             Tx
	ourTrail, theirTrail map[name][]Entry
	report               Report
}

func (m *merge) run() error {
	entries, broken, err := m.theirs.trail(m.from)
	if err != nil {
		return err
	}
	if broken != nil {
		m.report.Damage = append(m.report.Damage, broken)
	}
	m.theirTrail = byRecord(entries)
	// A break in our own trail is Audit's to tell; what can be read of it is enough here.
	entries, _, err = m.ours.trail(m.to)
	if err != nil {
		return err
	}
	m.ourTrail = byRecord(entries)
	for _, kind := range kinds {
		heads, damage, err := m.theirs.heads(m.from, kind)
		if err != nil {
			return err
		}
		m.report.Damage = append(m.report.Damage, damage...)
		for _, h := range heads {
			if err := m.record(kind, h); err != nil {
				return err
			}
		}
	}
	return nil
}

func byRecord(entries []rawEntry) map[name][]Entry {
	trail := map[name][]Entry{}
	for _, e := range entries {
		if e.Kind != "" {
			n := name{e.Kind, e.ID}
			trail[n] = append(trail[n], e.Entry)
		}
	}
	return trail
}

// record merges one of their records.
func (m *merge) record(kind Kind, theirs head) error {
	ours, err := m.ours.head(m.to, kind, theirs.ID)
	if err == nil {
		_, err = m.ours.record(m.to, kind, ours)
	}
	var corrupt *CorruptError
	if errors.As(err, &corrupt) {
		return m.restore(kind, theirs)
	}
	if err != nil {
		return err
	}
	n := name{kind, theirs.ID}
	switch compare(ours, theirs, m.ourTrail[n], m.theirTrail[n]) {
	case same:
		m.report.Kept++
		if !theirs.Deleted {
			m.done(kind, theirs, Same)
		}
		return nil
	case older:
		m.report.Kept++
		m.done(kind, theirs, Older)
		return nil
	case diverged:
		return m.conflict(kind, ours, theirs)
	}
	h, damage, err := m.theirs.history(m.from, kind, theirs)
	m.report.Damage = append(m.report.Damage, damage...)
	if err != nil || h.lost() {
		return err
	}
	if err := m.ours.dropSteps(m.to, kind, ours); err != nil {
		return err
	}
	if err := m.ours.putHistory(m.to, kind, h); err != nil {
		return err
	}
	if ours.Version == 0 {
		m.report.Added++
		m.done(kind, theirs, Added)
	} else {
		m.report.Updated++
		m.done(kind, theirs, Updated)
	}
	return m.entries(n, theirs)
}

func (m *merge) done(kind Kind, theirs head, what Outcome) {
	m.report.Records = append(m.report.Records, Imported{Kind: kind, ID: theirs.ID, Client: theirs.Client, Done: what})
}

// restore puts their record in the place of one of ours that cannot be read, as a new version.
func (m *merge) restore(kind Kind, theirs head) error {
	h, damage, err := m.theirs.history(m.from, kind, theirs)
	m.report.Damage = append(m.report.Damage, damage...)
	if err != nil || h.lost() || theirs.Deleted {
		return err
	}
	last := 0
	for _, e := range m.ourTrail[name{kind, theirs.ID}] {
		last = max(last, e.Version)
	}
	for version := 1; version <= last; version++ {
		if err := m.to.Delete(dataBucket(kind), m.ours.dataKey(kind, theirs.ID, version)); err != nil {
			return err
		}
	}
	h.head.Version = max(last, theirs.Version) + 1
	m.report.Restored++
	m.done(kind, theirs, Restored)
	if err := m.ours.putHistory(m.to, kind, h); err != nil {
		return err
	}
	return m.ours.append(m.to, Entry{Time: m.ours.world.Now().UTC(), Action: ActionImport, Kind: kind, ID: theirs.ID, Client: theirs.Client,
		Version: h.head.Version, Content: h.head.Content})
}

// entries writes down what happened to a record there and not here, ending with the version that was taken.
func (m *merge) entries(n name, h head) error {
	now := m.ours.world.Now().UTC()
	var last Entry
	add := func(e Entry, origin *Origin) error {
		last = Entry{Time: now, Action: ActionImport, Kind: n.kind, ID: n.id, Client: e.Client, Version: e.Version, Content: e.Content, Origin: origin}
		return m.ours.append(m.to, last)
	}
	for _, e := range m.theirTrail[n] {
		if passed(m.ourTrail[n], e.Version, e.Content) {
			continue
		}
		origin := e.Origin
		if origin == nil {
			origin = &Origin{Time: e.Time, Action: e.Action}
		}
		if err := add(e, origin); err != nil {
			return err
		}
	}
	if last.Version == h.Version && last.Content == h.Content {
		return nil
	}
	// Their trail is damaged just there.
	return add(Entry{Client: h.Client, Version: h.Version, Content: h.Content}, nil)
}

func (m *merge) conflict(kind Kind, ours, theirs head) error {
	kept, err1 := m.ours.record(m.to, kind, ours)
	other, err2 := m.theirs.record(m.from, kind, theirs)
	for _, err := range []error{err1, err2} {
		var corrupt *CorruptError
		if err != nil && !errors.As(err, &corrupt) {
			return err
		}
		if err != nil {
			m.report.Damage = append(m.report.Damage, err)
		}
	}
	c := &Conflict{Kept: kept, Other: other}
	if kind == Dossier {
		h, _, err := m.theirs.history(m.from, kind, theirs)
		if err != nil {
			return err
		}
		c.Past = h.versions()
	}
	m.report.Conflicts = append(m.report.Conflicts, c)
	m.done(kind, theirs, Diverged)
	return nil
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

// passed tells whether a record went through a content, at a version or, for 0, at any.
func passed(trail []Entry, version int, content string) bool {
	for _, e := range trail {
		if e.Content == content && (version == 0 || e.Version == version) {
			return true
		}
	}
	return false
}
