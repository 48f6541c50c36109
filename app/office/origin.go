package office

import (
	"context"
	"encoding/json"
	"slices"

	"verwoord/app/dossier"
	"verwoord/app/store"
)

// origin finds the newest version that a dossier in a file and the kept one have in common; it is nil when none is known. Name is that of
// the file's own version when it is to be kept as well: it is whole, and was not here before.
func (o *Office) origin(ctx context.Context, client string, in arrival) (base *dossier.Dossier, name string, err error) {
	known, err := o.known(ctx, client)
	if err != nil {
		return nil, "", err
	}
	digest, own, whole := in.dossier.Version(), in.names[len(in.names)-1], in.file == nil
	if whole {
		name = own
	}
	common := append(slices.Clone(in.names), digest)
	for _, v := range known {
		again := same(v.says, in.dossier)
		if slices.Contains(common, v.name) || base == nil && again {
			base = &v.says
		}
		switch {
		case again:
			name, whole = "", false
		case whole && v.name == own:
			name = digest // it was changed by hand, and says that it is what it was before
		}
	}
	return base, name, nil
}

// version is one that a client went through.
type version struct {
	name string
	says dossier.Dossier
}

// known are the versions of a client that are kept, in its documents and as itself, each oldest first.
func (o *Office) known(ctx context.Context, client string) (out []version, err error) {
	err = o.carrying(ctx, client, func(_ keptDocument, says dossier.Dossier) { out = append(out, version{says.Version(), says}) })
	if err != nil {
		return nil, err
	}
	slices.Reverse(out)
	versions, err := o.versions(ctx, client)
	for _, v := range versions {
		if says, err := o.read(v.Data); err == nil {
			name, _ := versionOf(v)
			out = append(out, version{name, says})
		}
	}
	return out, err
}

// versions are the contents that a dossier went through and that are still kept, those that were undone among them, oldest first: what can
// be read of them.
func (o *Office) versions(ctx context.Context, client string) ([]store.Record, error) {
	earlier, _, err := o.list(ctx, store.History, client)
	if err != nil {
		return nil, err
	}
	var undo, redo []store.Record
	for _, r := range sorted(earlier) {
		if r, err = o.store.Get(ctx, r.Ref); err != nil {
			continue // Trail tells of it
		}
		var head historyHead
		if json.Unmarshal(r.Head, &head) == nil && head.Side == store.Redo {
			redo = append(redo, r)
		} else {
			undo = append(undo, r)
		}
	}
	slices.Reverse(redo) // the top comes next
	now, err := o.get(ctx, store.Dossier, client)
	if err != nil {
		return nil, err
	}
	return slices.Concat(undo, []store.Record{now}, redo), nil
}

// carrying calls f for every document of a client, the newest first, with the dossier that it carries.
func (o *Office) carrying(ctx context.Context, client string, f func(keptDocument, dossier.Dossier)) error {
	documents, err := o.Documents(ctx, client)
	if err != nil {
		return err
	}
	for _, listed := range documents {
		d, err := o.document(ctx, listed.ID)
		if err != nil {
			continue // Trail tells of it
		}
		if carried, _, err := inside(ctx, o.engine, d.Data); err == nil && carried != nil {
			f(d, *carried)
		}
	}
	return nil
}

// versionOf is the name of a version, and of the files that it was made from. One that an older program kept is named by what it says.
func versionOf(r store.Record) (name string, files []string) {
	var s summary
	if err := json.Unmarshal(r.Head, &s); err == nil && s.Version != "" {
		return s.Version, s.Files
	}
	old, err := read(r.Data)
	if err != nil {
		return "", nil
	}
	return old.Version(), nil
}
