package office

import (
	"context"

	"verwoord/app/dossier"
	"verwoord/app/store"
)

// KnownSubprocessor is a sub-processor of some client.
type KnownSubprocessor struct {
	Client, Name string // of the client
	Subprocessor dossier.Subprocessor
}

// KnownSubprocessors lists the sub-processors of every other client, to copy one from.
func (o *Office) KnownSubprocessors(ctx context.Context, client string) ([]KnownSubprocessor, error) {
	records, _, err := o.list(ctx, store.Dossier, "")
	if err != nil {
		return nil, err
	}
	var known []KnownSubprocessor
	for _, r := range sorted(records) {
		if r.ID == client {
			continue
		}
		next, err := o.latest(ctx, r.ID)
		if _, err := damaged(err); err != nil {
			return nil, err
		}
		for _, s := range next.Subprocessors {
			known = append(known, KnownSubprocessor{Client: r.ID, Name: next.Controller.Name, Subprocessor: s})
		}
	}
	return known, nil
}
