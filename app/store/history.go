package store

import "fmt"

// Side is on which side of the present version of a dossier an earlier one is kept.
type Side string

// The sides. The words are a part of the file format.
const (
	Undo Side = "undo" // it was changed into something else: Undo comes back to it
	Redo Side = "redo" // it was taken back: Redo makes it the present one again
)

// HistoryHead is the Head of a record of kind History. Its Data is the Data that the dossier had.
type HistoryHead struct {
	Side Side `json:"side"`
}

// HistoryID is the id of the record that keeps what version of a dossier held, put in the same act that gave the dossier another content:
// the version is the last at which that content was the present one. Client is the dossier's id.
//
// The records of a dossier are two stacks, told apart by HistoryHead; on each the highest id is on top, as ids sort like versions. With v
// the version at which the dossier is kept now, in one act:
//
//	change: put v on the undo stack, with what the dossier held; take everything off the redo stack
//	undo:   take the top t off the undo stack; the dossier gets what t held; put v on the redo stack, with what the dossier held
//	redo:   take the top t off the redo stack; the dossier gets what t held; put v on the undo stack, with what the dossier held
//
// To take off is to delete. An id is so used once only. What a dossier holds now is on no stack. The undo stack is kept to its last 200
// records and 4 MB by who puts the change.
func HistoryID(dossier string, version int) string { return fmt.Sprintf("%s/%010d", dossier, version) }
