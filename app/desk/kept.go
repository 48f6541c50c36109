package desk

import "context"

// Kept is what another window is told of what this one keeps from now on.
type Kept struct {
	Kind    string `json:"kind"`    // dossier, document, setting or identity; empty when it may be anything
	Client  string `json:"client"`  // whose it is; empty when it is no client's, or may be anyone's
	Version int    `json:"version"` // of a dossier; 0 when it is gone
}

// Changes counts the changes of all that is kept, by any window and any program: another number than before tells a window that did not hear
// of it that there is something new.
func (d *Desk) Changes() (n int, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return 0, err
	}
	return o.Changes(context.Background())
}
