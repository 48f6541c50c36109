package incident

import (
	"strconv"
	"strings"

	"verwoord/app/record"
)

// NotBSN says that the number found in one text is no citizen service number. One whose context says that it is one stays refused.
type NotBSN struct {
	// JSON Pointer of the text.
	Path string `json:"path"`
	// Why it is none: an order number, a reference.
	Reason string `json:"reason"`
}

// NoBSN are the paths of the texts whose number is said, with a reason, to be no citizen service number.
func (i *Incident) NoBSN() (paths []string) {
	for _, n := range i.NotBSN {
		if n.Reason != "" {
			paths = append(paths, n.Path)
		}
	}
	return paths
}

// excused are those of what one client may see: the common texts, and its own row, which comes first there.
func (i Incident) excused(row int) (own []NotBSN) {
	for _, n := range i.NotBSN {
		rest, isRow := strings.CutPrefix(n.Path, "/affected/")
		if isRow {
			at, below, _ := strings.Cut(rest, "/")
			if at != strconv.Itoa(row) {
				continue
			}
			n.Path = "/affected/0/" + below
		}
		own = append(own, n)
	}
	return own
}

// Move puts the paths where the texts are in a printed copy.
func (i *Incident) Move(moved record.Moved) {
	var kept []NotBSN
	for _, n := range i.NotBSN {
		if to, ok := moved(n.Path); ok {
			n.Path = to
			kept = append(kept, n)
		}
	}
	i.NotBSN = kept
}

// checkExcuses tells of an excuse that excuses nothing.
func (i *Incident) checkExcuses(k *record.Checker) {
	for n, x := range i.NotBSN {
		if k.Excused[x.Path] {
			k.Add(record.At("/notBsn", n, "path"), "not-bsn-unused")
		}
	}
}
