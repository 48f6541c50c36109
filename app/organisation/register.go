package organisation

import (
	"reflect"
	"slices"
	"strings"

	"verwoord/app/dossier"
	"verwoord/app/record"
)

// Name is the name of what is known of a company: the same wherever the same is known, another one at every change. What differs for each client
// is no part of it, nor is the day of a check, which changes nothing that was agreed.
func (r *Row) Name() string {
	c := r.Company
	c.ID, c.Services, c.Since, c.Until, c.Status, c.LastChecked, c.Register = "company", nil, "", "", "", "", nil
	c.Transfers = slices.Clone(c.Transfers)
	for i := range c.Transfers {
		c.Transfers[i].Consent, c.Transfers[i].ConsentReference, c.Transfers[i].Checked = "", "", ""
	}
	return dossier.Type.Version(&dossier.Dossier{Subprocessors: []dossier.Subprocessor{c}})
}

// Renew names the version of every row. Of one that is another than before it notes the day, and keeps what was known before: but not what was
// known for a part of today only, while somebody was still typing, unless it was agreed with a client.
func (o *Organisation) Renew(before *Organisation, today string, agreed func(id, version string) bool) {
	for i := range o.Subprocessors {
		r := &o.Subprocessors[i]
		r.Company.ID = r.ID
		name := r.Name()
		if name == r.Version {
			continue
		}
		old := before.row(r.ID)
		if old != nil && old.Version != "" && (old.Changed != today || agreed(r.ID, old.Version)) {
			r.Earlier = append(r.Earlier, Version{old.Version, old.Changed, old.Company})
		}
		r.Version, r.Changed = name, today
		if n := len(r.Earlier) - 1; n >= 0 && r.Earlier[n].Version == name { // what was changed today was taken back today
			r.Changed, r.Earlier = r.Earlier[n].Changed, r.Earlier[:n]
		}
	}
}

// Keep gives every row the earlier versions that are known of it: those are nobody's to change.
func (o *Organisation) Keep(kept *Organisation) {
	for i := range o.Subprocessors {
		if old := kept.row(o.Subprocessors[i].ID); old != nil {
			o.Subprocessors[i].Earlier = old.Earlier
		}
	}
}

func (o *Organisation) row(id string) *Row {
	for i := range o.Subprocessors {
		if o.Subprocessors[i].ID == id {
			return &o.Subprocessors[i]
		}
	}
	return nil
}

// Versions are the names of the newest versions of all rows, by the ids of their companies.
func (o *Organisation) Versions() map[string]string {
	out := map[string]string{}
	for _, r := range o.Subprocessors {
		out[r.ID] = r.Version
	}
	return out
}

// alike tells whether two rows are about one company: by the id, the entry in a register, or the name where one has no entry.
func alike(a, b *Row) bool {
	x, y := a.Company.Registration, b.Company.Registration
	switch {
	case a.ID == b.ID:
		return true
	case x.Number != "" && y.Number != "":
		return x.Kind == y.Kind && x.Country == y.Country && record.Normalize(x.Kind, x.Number) == record.Normalize(y.Kind, y.Number)
	}
	name := record.NameKey(a.Company.Name)
	return name != "" && name == record.NameKey(b.Company.Name)
}

// Taken is what Take did.
type Taken struct{ Added, Updated int }

// Take takes over what another file of the organisation says: where both say something of one thing the file's word counts, and what the file
// does not speak of stays. A company that is known under another id keeps that id.
func (o *Organisation) Take(in *Organisation) (t Taken) {
	if in.BreachContact != (record.Person{}) {
		o.BreachContact = in.BreachContact
	}
	if in.PrivacyContact != nil {
		o.PrivacyContact = in.PrivacyContact
	}
	if in.DPO != nil {
		o.DPO = in.DPO
	}
	for _, e := range in.Entities {
		take(&t, &o.Entities, e, func(a *Entity) bool { return a.ID == e.ID }, func(old, next *Entity) {
			if next.Checked == nil { // it was compared, whether or not the file knows
				next.Checked = old.Checked
			}
		})
	}
	for _, s := range in.Signatories {
		take(&t, &o.Signatories, s, func(a *Signatory) bool { return a.ID == s.ID }, same)
	}
	for _, s := range in.Services {
		take(&t, &o.Services, s, func(a *Service) bool { return a.ID == s.ID }, func(old, next *Service) {
			if next.Approved == nil && next.Purpose == old.Purpose && next.Nature == old.Nature {
				next.Approved = old.Approved
			}
		})
	}
	for _, a := range in.Approvals {
		take(&t, &o.Approvals, a, func(b *Approval) bool { return a.ID == b.ID }, same)
	}
	told := map[string]bool{} // by the file, which may have two of a name: neither is lost, and the check tells of it
	for _, r := range in.Subprocessors {
		take(&t, &o.Subprocessors, r, func(a *Row) bool { return a.ID == r.ID || !told[a.ID] && alike(a, &r) }, func(old, next *Row) {
			next.ID, next.Company.ID, next.Version, next.Changed = old.ID, old.ID, old.Version, old.Changed
			next.Earlier = together(old.Earlier, next.Earlier)
			told[old.ID] = true
		})
		told[r.ID] = true
	}
	return t
}

// together are the versions of two lists, by the days on which they came about.
func together(a, b []Version) []Version {
	out := slices.Clone(a)
	for _, v := range b {
		if !slices.ContainsFunc(a, func(w Version) bool { return w.Version == v.Version }) {
			out = append(out, v)
		}
	}
	slices.SortStableFunc(out, func(a, b Version) int { return strings.Compare(a.Changed, b.Changed) })
	return out
}

func same[T any](_, _ *T) {}

// take puts one thing in the place of what is known of it, or at the end. Keep lets it keep what of the old one stays.
func take[T any](t *Taken, list *[]T, next T, known func(*T) bool, keep func(old, next *T)) {
	for i := range *list {
		if old := &(*list)[i]; known(old) {
			if keep(old, &next); !reflect.DeepEqual(*old, next) {
				*old = next
				t.Updated++
			}
			return
		}
	}
	*list = append(*list, next)
	t.Added++
}
