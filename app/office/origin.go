package office

import (
	"context"
	"encoding/json"
	"slices"

	"verwoord/app/dossier"
	store "verwoord/app/vault"
)

// origin finds the newest version that a dossier in a file and the kept one have in common; it is nil when none is known. Name is that of
// the file's own version when it is to be kept as well: it is whole, and was not here before.
func (o *Office) origin(ctx context.Context, kept store.Record, in arrival) (base *dossier.Dossier, name string, err error) {
	known, err := o.known(ctx, kept.ID)
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
	err = o.carrying(ctx, client, func(_ store.Record, says dossier.Dossier) { out = append(out, version{says.Version(), says}) })
	if err != nil {
		return nil, err
	}
	slices.Reverse(out)
	versions, err := o.store.Versions(client)
	for _, v := range versions {
		if says, err := read(v.Data); err == nil {
			name, _ := versionOf(v)
			out = append(out, version{name, says})
		}
	}
	return out, err
}

// carrying calls f for every document of a client, the newest first, with the dossier that it carries.
func (o *Office) carrying(ctx context.Context, client string, f func(store.Record, dossier.Dossier)) error {
	records, err := o.store.List(store.Document)
	if _, err := damaged(err); err != nil {
		return err
	}
	for _, r := range byClient(records)[client] {
		r, err := o.store.Get(store.Document, r.ID)
		if err != nil {
			continue // Trail tells of it
		}
		if carried, _, err := inside(ctx, o.engine, r.Data); err == nil && carried != nil {
			f(r, *carried)
		}
	}
	return nil
}

// versionOf is the name of a version, and of the files that it was made from. One that an older program kept is named by what it says.
func versionOf(r store.Record) (name string, files []string) {
	var s summary
	if err := json.Unmarshal(r.Meta, &s); err == nil && s.Version != "" {
		return s.Version, s.Files
	}
	old, err := read(r.Data)
	if err != nil {
		return "", nil
	}
	return old.Version(), nil
}
