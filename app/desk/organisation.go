package desk

import (
	"context"

	"verwoord/app/office"
	"verwoord/app/organisation"
)

// Itself is what the organisation knows of itself, and what is wrong with that.
type Itself struct {
	Organisation organisation.Organisation `json:"organisation"`
	Problems     []Problem                 `json:"problems"`
	Added        int                       `json:"added"`   // how many things a file brought that were not known
	Updated      int                       `json:"updated"` // how many it said something else of
}

// Organisation is what the organisation knows of itself: what a new client starts with, and the register of sub-processors.
func (d *Desk) Organisation() (out Itself, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return Itself{}, err
	}
	org, err := o.Organisation(context.Background())
	return d.told(o, org, organisation.Taken{}, err)
}

func (d *Desk) told(o *office.Office, org organisation.Organisation, taken organisation.Taken, err error) (Itself, error) {
	if err != nil {
		return Itself{}, err
	}
	return Itself{Organisation: org, Problems: d.worded(o.OrganisationProblems(org)), Added: taken.Added, Updated: taken.Updated}, nil
}

// SetOrganisation keeps what was changed since the base that it was made from, beside what another window kept in the meantime, and returns it
// as it is kept. Of a value that both changed the last one stays.
func (d *Desk) SetOrganisation(base, changed organisation.Organisation) (out Itself, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return Itself{}, err
	}
	org, err := o.SetOrganisation(context.Background(), by, base, changed)
	return d.told(o, org, organisation.Taken{}, err)
}

// ImportOrganisation takes over what a file of the organisation says. What the file does not speak of stays. The error has the code "bad-record"
// with the first problem when it is no such file.
func (d *Desk) ImportOrganisation(f File) (out Itself, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return Itself{}, err
	}
	data, err := f.bytes()
	if err != nil {
		return Itself{}, err
	}
	org, taken, err := o.ImportOrganisation(context.Background(), by, office.File{Name: f.Name, Data: data})
	return d.told(o, org, taken, err)
}

// ExportOrganisation is what the organisation knows of itself, as a file.
func (d *Desk) ExportOrganisation() (f File, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return File{}, err
	}
	out, err := o.ExportOrganisation(context.Background())
	return newFile(out.Name, out.Data), err
}
