package store

import (
	"time"
)

// merge is one import under way.
type merge struct {
	login                string
	now                  time.Time
	from, to             *transaction
	ourTrail, theirTrail lines
	report               Report
	kept                 []Record
}

func (m *merge) run() error {
	for _, space := range m.from.spaces() {
		var err error
		if m.theirTrail, err = m.from.lines(space, &m.report.Damage); err != nil {
			return err
		}
		// A break in our own trail is for Check to tell; what can be read of it is enough here.
		var ours []error
		if m.ourTrail, err = m.to.lines(space, &ours); err != nil {
			return err
		}
		err = each(m.from.tx, feedBucket(space), func(item Item) error {
			h, err := m.from.present(space, item)
			switch {
			case damaged(err):
				m.report.Damage = append(m.report.Damage, err)
				return nil
			case err != nil || h.Kind == History:
				return err
			}
			return m.record(space, h)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// record merges one of their records.
func (m *merge) record(space Space, theirs head) error {
	ref := theirs.ref(space)
	ours, err := m.to.head(ref)
	if err == nil {
		_, err = m.to.record(space, ours)
	}
	if damaged(err) {
		return m.restore(ref, theirs)
	}
	if err != nil {
		return err
	}
	switch compare(ours, theirs, m.ourTrail[ref], m.theirTrail[ref]) {
	case same:
		m.report.Kept++
		if !theirs.Deleted {
			m.done(ref, theirs, Same)
		}
		return nil
	case older:
		m.report.Kept++
		m.done(ref, theirs, Older)
		return nil
	case diverged:
		return m.diverged(ref, ours, theirs)
	}
	r, ok, err := m.read(ref, theirs)
	if err != nil || !ok {
		return err
	}
	if theirs.Version <= ours.Version {
		theirs.Version = ours.Version + 1
	}
	if ours.Version == 0 {
		m.report.Added++
		m.done(ref, theirs, Added)
	} else {
		m.report.Updated++
		m.done(ref, theirs, Updated)
	}
	if err := m.entries(ref, theirs); err != nil {
		return err
	}
	return m.take(ref, ours, theirs, r)
}

// read reads one of their records; ok tells whether it can be.
func (m *merge) read(ref Ref, h head) (r Record, ok bool, err error) {
	r, err = m.from.record(ref.Space, h)
	if damaged(err) {
		m.report.Damage = append(m.report.Damage, err)
		return r, false, nil
	}
	return r, err == nil, err
}

func (m *merge) done(ref Ref, theirs head, what Outcome) {
	m.report.Records = append(m.report.Records, Imported{Ref: ref, Client: theirs.Client, Done: what})
}

// take makes their record ours, at the last Seq of the trail, and its history too.
func (m *merge) take(ref Ref, ours, theirs head, r Record) error {
	theirs.Seq = m.to.chain(ref.Space).Seq
	if theirs.Author == "" {
		theirs.Author = m.login
	}
	if err := m.to.keep(ref.Space, ours, theirs, r.Data); err != nil {
		return err
	}
	m.kept = append(m.kept, theirs.record(ref.Space))
	if ref.Kind != Dossier {
		return nil
	}
	return m.history(ref)
}

// entries writes down what happened to a record there and not here, ending with the version that was taken.
func (m *merge) entries(ref Ref, h head) error {
	var last Entry
	add := func(e Entry, origin *Origin) error {
		last = Entry{Time: m.now, Action: ActionImport, Kind: ref.Kind, ID: ref.ID, Client: e.Client, Version: e.Version, Content: e.Content,
			Author: m.login, Origin: origin}
		return m.to.append(ref.Space, last)
	}
	for i, e := range m.theirTrail[ref] {
		if passed(m.ourTrail[ref], e.Version, e.Content) || passed(m.theirTrail[ref][:i], e.Version, e.Content) {
			continue
		}
		origin := e.Origin
		if origin == nil {
			origin = &Origin{Time: e.Time, Action: e.Action, Author: e.Author}
		}
		if err := add(e, origin); err != nil {
			return err
		}
	}
	if last.Version == h.Version && last.Content == h.Content {
		return nil
	}
	return add(Entry{Client: h.Client, Version: h.Version, Content: h.Content}, nil) // their trail is damaged just there, or ours tells of it before others
}

// restore puts their record in the place of one of ours that cannot be read, as a new version.
func (m *merge) restore(ref Ref, theirs head) error {
	r, ok, err := m.read(ref, theirs)
	if err != nil || !ok || theirs.Deleted {
		return err
	}
	before, last := head{Kind: ref.Kind, ID: ref.ID}, 0
	for _, e := range m.ourTrail[ref] {
		last = max(last, e.Version)
		before.Seq = e.Seq
	}
	theirs.Version = max(last, theirs.Version) + 1
	m.report.Restored++
	m.done(ref, theirs, Restored)
	err = m.to.append(ref.Space, Entry{Time: m.now, Action: ActionImport, Kind: ref.Kind, ID: ref.ID, Client: theirs.Client, Version: theirs.Version,
		Content: theirs.Content, Author: m.login})
	if err != nil {
		return err
	}
	return m.take(ref, before, theirs, r)
}

func (m *merge) diverged(ref Ref, ours, theirs head) error {
	kept, err1 := m.to.record(ref.Space, ours)
	other, err2 := m.from.record(ref.Space, theirs)
	for _, err := range []error{err1, err2} {
		if err != nil && !damaged(err) {
			return err
		}
		if err != nil {
			m.report.Damage = append(m.report.Damage, err)
		}
	}
	d := &Divergence{Kept: kept, Other: other}
	if ref.Kind == Dossier {
		err := m.from.eachOf(ref.Space, History, ref.ID, func(h head) error {
			r, ok, err := m.read(h.ref(ref.Space), h)
			if ok {
				d.Past = append(d.Past, r)
			}
			return err
		}, &m.report.Damage)
		if err != nil {
			return err
		}
	}
	m.report.Conflicts = append(m.report.Conflicts, d)
	m.done(ref, theirs, Diverged)
	return nil
}

// history puts their history of a dossier in the place of ours.
func (m *merge) history(dossier Ref) error {
	var ours []head
	err := m.to.eachOf(dossier.Space, History, dossier.ID, func(h head) error { ours = append(ours, h); return nil }, &m.report.Damage)
	if err != nil {
		return err
	}
	theirs := map[string]bool{}
	err = m.from.eachOf(dossier.Space, History, dossier.ID, func(h head) error {
		theirs[h.ID] = true
		return m.version(h.ref(dossier.Space), h)
	}, &m.report.Damage)
	if err != nil {
		return err
	}
	for _, h := range ours {
		if theirs[h.ID] {
			continue
		}
		gone := head{Kind: h.Kind, ID: h.ID, Client: h.Client, Version: h.Version + 1, Deleted: true}
		if err := m.replace(h.ref(dossier.Space), h, gone, nil); err != nil {
			return err
		}
	}
	return nil
}

// version takes over one record of a history, be ours unreadable.
func (m *merge) version(ref Ref, theirs head) error {
	r, ok, err := m.read(ref, theirs)
	if err != nil || !ok {
		return err
	}
	ours, err := m.to.head(ref)
	if damaged(err) {
		ours, err = head{Kind: ref.Kind, ID: ref.ID}, nil
		for _, e := range m.ourTrail[ref] {
			ours.Version, ours.Seq = e.Version, e.Seq
		}
	}
	if err != nil || ours.Content == theirs.Content {
		return err
	}
	theirs.Version = ours.Version + 1
	return m.replace(ref, ours, theirs, r.Data)
}

// replace makes a change that came with a file.
func (m *merge) replace(ref Ref, ours, next head, data []byte) error {
	next.Seq, next.Author, next.At = m.to.chain(ref.Space).Seq+1, m.login, m.now
	if err := m.to.keep(ref.Space, ours, next, data); err != nil {
		return err
	}
	return m.to.append(ref.Space, Entry{Time: m.now, Action: ActionImport, Kind: next.Kind, ID: next.ID, Client: next.Client, Version: next.Version,
		Content: next.Content, Author: m.login})
}

// eachOf calls f with every head of a kind that is about a client. Those that cannot be read are added to damage.
func (t *transaction) eachOf(space Space, kind Kind, client string, f func(head) error, damage *[]error) error {
	for after := ""; ; {
		p := Page{}
		l := list{transaction: t, Filter: Filter{Space: space, Kind: kind, Client: client, After: after}, limit: MaxPage, page: &p}
		if err := l.names(); err != nil {
			return err
		}
		*damage = append(*damage, l.damage...)
		for _, r := range p.Records {
			after = r.ID
			h, err := t.head(r.Ref)
			if err == nil {
				err = f(h)
			}
			if err != nil {
				return err
			}
		}
		if !p.More {
			return nil
		}
	}
}
