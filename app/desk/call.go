package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
)

// methods is the API by name. It is written out, since a program that looks its methods up keeps those of every type there is: the
// browser would load half as much again.
func (d *Desk) methods() map[string]any {
	return map[string]any{
		"About": d.About, "Backup": d.Backup, "Block": d.Block, "Cancel": d.Cancel, "Catalogue": d.Catalogue, "Change": d.Change,
		"Changes": d.Changes, "Check": d.Check,
		"Clause": d.Clause, "Clients": d.Clients, "ContinueFrom": d.ContinueFrom, "Document": d.Document, "Documents": d.Documents,
		"Export": d.Export, "ExportUnsaved": d.ExportUnsaved, "ExportIdentity": d.ExportIdentity, "Hand": d.Hand, "Identities": d.Identities, "ImportIdentity": d.ImportIdentity,
		"KnownSubprocessors": d.KnownSubprocessors, "Lock": d.Lock, "Mail": d.Mail, "Make": d.Make, "Merge": d.Merge, "NewClient": d.NewClient,
		"NewIdentity": d.NewIdentity, "CopyClient": d.CopyClient, "ExportOrganisation": d.ExportOrganisation, "ImportOrganisation": d.ImportOrganisation, "Organisation": d.Organisation, "SetOrganisation": d.SetOrganisation,
		"Open": d.Open, "Pick": d.Pick, "Places": d.Places, "Preview": d.Preview, "Redo": d.Redo, "Remove": d.Remove,
		"Pin": d.Pin, "Pins": d.Pins, "Unpin": d.Unpin, "Record": d.Record, "Records": d.Records, "RemoveIdentity": d.RemoveIdentity, "RemoveRecord": d.RemoveRecord, "RestoreBackup": d.RestoreBackup,
		"Review": d.Review, "ReviewFile": d.ReviewFile, "MakeReview": d.MakeReview,
		"Save": d.Save, "SaveRecord": d.SaveRecord, "SetPassphrase": d.SetPassphrase,
		"SetSettings": d.SetSettings, "Sign": d.Sign, "Start": d.Start, "StartAnew": d.StartAnew, "Trail": d.Trail, "Trust": d.Trust, "Undo": d.Undo, "Unlock": d.Unlock,
		"Unsaved": d.Unsaved, "Verify": d.Verify,
		"Agreed": d.Agreed, "Answered": d.Answered, "Breach": d.Breach, "BreachChoices": d.BreachChoices, "BreachLog": d.BreachLog, "Changed": d.Changed, "Mails": d.Mails, "NewIncident": d.NewIncident,
		"NotSent": d.NotSent, "Notice": d.Notice, "Notify": d.Notify, "Proposals": d.Proposals, "RedoRecord": d.RedoRecord, "Sent": d.Sent,
		"Statement": d.Statement, "StatementFile": d.StatementFile, "StatementMail": d.StatementMail,
		"Sheets": d.Sheets, "TickOff": d.TickOff, "UndoRecord": d.UndoRecord,
	}
}

// Call calls a method of the API by its name, with its arguments as a JSON array, and returns its result as JSON: null when it has none.
// The error is an *Error: one of the method's own, or "no-method" and "bad-call" for a window of another version.
func Call(d *Desk, method string, args []byte) (result []byte, err error) {
	defer d.guard(&err)
	m := reflect.ValueOf(d.methods()[method])
	if !m.IsValid() {
		return nil, refuse("no-method", "", "method", method)
	}
	in, err := arguments(m.Type(), args)
	if err != nil {
		return nil, refuse("bad-call", "", "method", method, "reason", err.Error())
	}
	out := m.Call(in)
	if err, failed := out[len(out)-1].Interface().(error); failed {
		return nil, err
	}
	if len(out) == 1 {
		return []byte("null"), nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err = enc.Encode(out[0].Interface())
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// arguments reads the arguments of a method. A member that the type does not know is left out: the views may keep their own.
func arguments(method reflect.Type, args []byte) ([]reflect.Value, error) {
	var raw []json.RawMessage
	if err := json.Unmarshal(args, &raw); err != nil {
		return nil, err
	}
	if len(raw) != method.NumIn() {
		return nil, fmt.Errorf("%d arguments, not %d", len(raw), method.NumIn())
	}
	in := make([]reflect.Value, len(raw))
	for i := range raw {
		v := reflect.New(method.In(i))
		if err := json.Unmarshal(raw[i], v.Interface()); err != nil {
			return nil, err
		}
		in[i] = v.Elem()
	}
	return in, nil
}
