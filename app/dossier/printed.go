package dossier

import "verwoord/app/record"

// Printed returns a copy with only what a document shows. Shown are the JSON Pointers of what was printed. The names of its versions are left
// out, and of the numbers that are said to be none, those in texts that it does not show.
//
// A document that is given to someone carries this copy and no more (GDPR, art. 5(1)(c)). It makes the same document again.
func (d *Dossier) Printed(shown record.Shown) *Dossier {
	out, moved := Type.Printed(d, shown)
	out.NotBSN, out.Versions = nil, nil
	for _, n := range d.NotBSN {
		if to, ok := moved(n.Path); ok {
			n.Path = to
			out.NotBSN = append(out.NotBSN, n)
		}
	}
	return out
}
