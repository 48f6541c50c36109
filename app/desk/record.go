package desk

import (
	"context"
	"encoding/json"
	"fmt"

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
	return Subject{Kind: a.Kind, ID: a.ID, Version: a.Version, Title: a.Title, Clients: append([]string{}, a.Clients...), Changed: stamp(a.Changed)}
}

// Record opens a record.
func (d *Desk) Record(kind, id string) (r OpenRecord, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return OpenRecord{}, err
	}
	return received(o.Record(context.Background(), kind, id))
}

// received is a record as it crosses.
func received(r office.Record, err error) (OpenRecord, error) {
	if err != nil {
		return OpenRecord{}, err
	}
	out := OpenRecord{Subject: subject(r.About)}
	if err := json.Unmarshal(r.Data, &out.Record); err != nil {
		return OpenRecord{}, fmt.Errorf("read %s %s: %w", r.Kind, r.ID, err)
	}
	return out, nil
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
	return received(o.SaveRecord(context.Background(), by, kind, version, data))
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
