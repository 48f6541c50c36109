package desk

import (
	"context"
	"encoding/json"

	"verwoord/app/office"
)

// Records lists the records that documents can be about and that concern a client, the last changed first; all of them when the id is empty.
func (d *Desk) Records(client string) (list []Subject, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return nil, err
	}
	all, err := o.Records(context.Background(), client)
	list = []Subject{}
	for _, a := range all {
		list = append(list, subject(a))
	}
	return list, err
}

func subject(a office.About) Subject {
	return Subject{Kind: a.Kind, ID: a.ID, Version: a.Version, Title: a.Title, Clients: append([]string{}, a.Clients...), Changed: stamp(a.Changed), Drill: a.Drill, Stage: a.Stage}
}

// Record opens a record.
func (d *Desk) Record(kind, id string) (r OpenRecord, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return OpenRecord{}, err
	}
	return d.received(o.Record(context.Background(), kind, id))
}

// SaveRecord saves a record as the successor of the version given, 0 for a new one. The error has the code "bad-record" with the first problem
// when its kind does not take it, and "store.conflict" when another window saved in the meantime.
func (d *Desk) SaveRecord(kind string, version int, next map[string]any) (r OpenRecord, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return OpenRecord{}, err
	}
	data, err := json.Marshal(next)
	if err != nil {
		return OpenRecord{}, err
	}
	return d.received(o.SaveRecord(context.Background(), by, kind, version, data))
}

// RemoveRecord removes a record, for good. What was made about it stays. The version is the one the user looked at.
func (d *Desk) RemoveRecord(kind, id string, version int) (err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return err
	}
	return o.RemoveRecord(context.Background(), by, kind, id, version)
}
