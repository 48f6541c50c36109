// Package store keeps what must survive: dossiers and their earlier versions, every document as it was made, notices, settings and
// signing identities, with a trail of all that happened to them.
//
// Store is what the program above asks for; where the records are is nobody's concern there. Sealed is a Store for one person: it works
// over a Backend, which knows only names and bytes (SQLite on the desktop, IndexedDB in the browser, Memory for a backup and for tests),
// and seals what it gives there; names too. Package postgres is a Store for a company. All of them pass the tests of package storetest,
// which is the contract as far as it can be tried.
//
// Start with Create for a new sealed store and Open for one that is there; Open tells by ErrEmpty that there is none. Several programs may
// have the same store open.
//
// # Spaces and their feed
//
// Every record is in a Space, which says who may read it. Each space counts its changes: the first has Seq 1, and the order of Seq is the
// order in which the changes were committed. Who has read a space up to Page.Seq and asks for Filter.Feed with that as Since misses
// nothing: a record that changed in the meantime is in the feed once, at the Seq of its last change, and one that was deleted is there as
// a tombstone. Numbers that are not in the feed belong to changes that a later one of the same record has overtaken; the trail has them.
// Cursors of two spaces have nothing to do with each other.
//
// # Acts
//
// What a user does is one Put with an Op of its own: all of its changes are kept, or none. Who does not hear how a Put ended (a server
// went away, the time was up) puts the same again with the same Op; it is done once, and answered as it was then.
//
// # Earlier versions
//
// A store keeps the last version of a record. Undo is built above it, of records of kind History; see HistoryID.
package store

import (
	"context"
	"encoding/json"
	"time"
)

// Space is who may read: each has a feed and a chain, and on a server members and a key of its own. A lower-case word of at most 32 letters.
type Space string

// The spaces of the program. The words are a part of the file format.
const (
	Sales  Space = "sales"  // what account managers work with; one person who works alone keeps everything here but incidents
	Legal  Space = "legal"  // texts, approvals, the organisation itself
	Breach Space = "breach" // incidents
)

// Kind is what a record is. A lower-case word of at most 32 letters and hyphens; those below are the ones that this package knows
// something of, and a new one needs no change here.
type Kind string

// The kinds that a store of the first format could hold, and History. The words are a part of the file format.
const (
	Dossier  Kind = "dossier"  // JSON; its changes can be undone
	Document Kind = "document" // the exact bytes that were made; see NewDocument
	Notice   Kind = "notice"   // JSON; one row of the register of notices
	Setting  Kind = "setting"  // JSON
	Identity Kind = "identity" // a PKCS #12 file
	History  Kind = "history"  // an earlier version of a dossier; see HistoryID
)

// Ref names a record. The ID is unique within its space and kind: any text of at most 300 bytes without control characters.
type Ref struct {
	Space Space  `json:"space"`
	Kind  Kind   `json:"kind"`
	ID    string `json:"id"`
}

// Op names one act of a user, and is not zero; see NewOp. A retry of the same act has the same Op and is done once.
type Op [16]byte

// By is who acts, and in which act. A store whose server knows who is logged in takes no other Login than that.
type By struct {
	Login string // at most 300 bytes; may be empty where there is only one person
	Op    Op
}

// Change replaces version Base of a record: 0 for one that there never was. A record that was deleted is made again by naming the version
// of its tombstone. In one Put a record may be changed more than once, each time naming the version before.
type Change struct {
	Ref
	Base    int
	Client  string          // the id of the dossier that the record is about; "" for none
	Head    json.RawMessage // what lists need to know, read without the data; any JSON, or empty
	Data    []byte
	Deleted bool // a tombstone, which is kept for ever; it has no Head and no Data
}

// Record is one thing that is kept.
type Record struct {
	Ref
	Client  string          `json:"client,omitempty"`
	Version int             `json:"version"` // counts the changes of this record, deletions too; never goes back
	Seq     int64           `json:"seq"`     // of its last change, in the feed of its space
	Author  string          `json:"author"`  // who made the last change
	At      time.Time       `json:"at"`      // when, UTC, to the microsecond; all changes of one Put have the same
	Head    json.RawMessage `json:"head,omitempty"`
	Data    []byte          `json:"data,omitempty"` // only from Get, from Put and in a Conflict
	Deleted bool            `json:"deleted,omitempty"`
}

// MaxPage is how many records a page has at most, and has when the Filter sets no Limit.
const MaxPage = 500

// Filter is what a List is of: one space.
//
// With Feed it lists every record that changed after Since, in order of Seq, tombstones too; Kind and Client narrow it.
//
// Without Feed it lists what there is now of a Kind, which is then required, each record once and no tombstones, in an order that is the
// store's own (it may see sealed names only) and stays the same; Client narrows it, and After is the id of the last record of the page
// before. A record that is there from the first page to the last is on exactly one of them, whatever is changed in the meantime.
type Filter struct {
	Space  Space
	Kind   Kind
	Client string
	Feed   bool
	Since  int64
	After  string
	Limit  int // 0, or more than MaxPage, means MaxPage
}

// Page is a part of a list, without Data.
type Page struct {
	Records []Record
	More    bool // there are further records: ask again with After, or Since, of the last one here
	// The last Seq of the space when this was read; 0 for a space without changes. It is the next Since when there is no More, also when
	// Kind or Client have left records out.
	Seq int64
}

// Store keeps records. It is safe for concurrent use.
//
// Contexts are honoured: when one ends before a Put is committed nothing is kept, and the error is the context's. On a server the outcome
// may be unknown then: put it again with the same Op.
type Store interface {
	// Get returns a record with its data. ErrNotFound: there is none, or it was deleted.
	Get(ctx context.Context, ref Ref) (Record, error)
	// List returns a page of records without their data. When some cannot be read it returns the others, with an error that joins a
	// CorruptError for each that is missing. A page costs what is on it, however much is kept.
	List(ctx context.Context, f Filter) (Page, error)
	// Each calls f with every record that there is now of some kinds of a space, without its data, in no order. f may not call the store.
	// Otherwise it is as List: what cannot be read is left out, and told by the error. It costs less than to ask for one page after the other.
	Each(ctx context.Context, space Space, kinds []Kind, f func(Record)) error
	// Put makes all changes in order, as one transaction, or none. It returns the records as they are then, one for each change. Every
	// change is a new version, also one that changes nothing. What is acknowledged by returning no error is durable.
	//
	// A *Conflict brings what is kept of the first record whose version is not the Base of its change. The same Op by the same author
	// with the same changes again does nothing, and returns what it did then; with other changes or by another author it is refused with
	// ErrOp.
	Put(ctx context.Context, by By, changes ...Change) ([]Record, error)
	// Watch tells of changes, by whichever program, until the context ends; then the channel is closed. It is a hint: it may miss some,
	// tell late or twice, and name only the space. What is true is List with Feed since the cursor; look there at each hint, and now and
	// then without one.
	Watch(ctx context.Context) (<-chan Ref, error)
}
