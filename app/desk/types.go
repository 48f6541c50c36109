package desk

import "verwoord/app/dossier"

// Can is what a host is able to do. What it cannot is said where it matters, with the way to do it.
type Can struct {
	Timestamps bool `json:"timestamps"` // reach a time-stamp authority
	Dialogs    bool `json:"dialogs"`    // let the user choose where a file goes; without, it is a download
	Keyring    bool `json:"keyring"`    // keep the key of the store in the keyring of the system
	Hand       bool `json:"hand"`       // open a file with another program
	Menu       bool `json:"menu"`       // there is a native menu, with the shortcuts
	Keeps      bool `json:"keeps"`      // what is kept stays until it is removed here; without, the browser may clear it
}

// State is where things stand before any work is done.
type State struct {
	Locked bool `json:"locked"` // Unlock first; every other method but Start, About, Settings and Catalogue refuses
	// What opens the store: "passphrase", "keyring", or "device" when the key lies beside the data and keeps nobody out.
	Protection string   `json:"protection"`
	Settings   Settings `json:"settings"`
	Can        Can      `json:"can"`
	Files      []File   `json:"files"` // that the program was opened with, told once
}

// Settings are the user's own. They are kept in the store, except the language, which a locked store must speak too.
type Settings struct {
	Language     string `json:"language"`     // of the app: nl or en
	TimestampURL string `json:"timestampUrl"` // of the authority; empty for none
	Identity     string `json:"identity"`     // the one chosen last
	Place        string `json:"place"`        // where one signs, as last given
	LockAfter    int    `json:"lockAfter"`    // minutes in which nobody does anything; 0 for never. The window counts them
	// Certificates, as PEM, of the issuers that Verify trusts: see Trust.
	Trusted []string `json:"trusted"`
}

// About is the program and what it can make.
type About struct {
	Version   string         `json:"version"`
	Template  string         `json:"template"` // version of the approved text
	Checked   string         `json:"checked"`  // the day on which the data about the law were last revised
	Languages []Choice       `json:"languages"`
	Documents []DocumentKind `json:"documents"`
}

// Problem is something wrong with a dossier, in the user's words.
type Problem struct {
	Severity string            `json:"severity"` // error: no document can be made; warning: someone should look
	Path     string            `json:"path"`     // JSON Pointer
	Code     string            `json:"code"`
	Args     map[string]string `json:"args"`
	Message  string            `json:"message"`
}

// Look is what of all clients one looks at.
type Look struct {
	Search string `json:"search"` // in the name, the city and the KvK number; empty for all
	State  string `json:"state"`  // as in Client; empty for every state
	By     string `json:"by"`     // state, next or changed; empty for the name
	Down   bool   `json:"down"`   // the last first
	After  string `json:"after"`  // next of the page before; empty for the first
	Limit  int    `json:"limit"`  // rows of a page; 0 is 50
	Due    int    `json:"due"`    // how much of what is due; 0 is 10
	Kind   string `json:"kind"`   // of what is due: notices, signatures, agreements, other or settled; empty for all that was not ticked off
}

// Overview is a page of clients, and what is due first.
type Overview struct {
	Clients []Client `json:"clients"`
	Next    string   `json:"next"`   // after of the next page; empty when there is none
	Found   int      `json:"found"`  // how many clients there are that one looks for
	All     int      `json:"all"`    // how many clients there are
	Due     []Due    `json:"due"`    // of all clients, the next first
	More    bool     `json:"more"`   // there is more due than that
	Damage  []string `json:"damage"` // sentences about records that cannot be read
	Kinds   []string `json:"kinds"`  // of what is due, as they are offered
	States  []string `json:"states"` // of an agreement, in the order in which it goes through them
}

// Client is one line of the overview.
type Client struct {
	ID       string `json:"id"`
	Name     string `json:"name"`     // empty as long as nobody filled it in
	City     string `json:"city"`     // to tell two of one name apart
	State    string `json:"state"`    // draft, made, signed-by-processor, signed-by-both, outdated
	Errors   int    `json:"errors"`   // problems that stand in the way
	Warnings int    `json:"warnings"` // problems to look at
	Changed  string `json:"changed"`
	Due      *Due   `json:"due,omitempty"` // what is next
}

// Due is something to do by a day.
type Due struct {
	Client   string `json:"client"`   // empty when it is about an identity
	Name     string `json:"name"`     // of the client
	Path     string `json:"path"`     // JSON Pointer of the field that it is about; empty when that is the document
	Document string `json:"document"` // id of the document to sign; empty when it is something else
	At       string `json:"at"`       // a day, ISO 8601, or a moment, RFC 3339
	What     string `json:"what"`     // a sentence
	Late     bool   `json:"late"`     // that day or moment has passed
	About    string `json:"about"`    // id of the breach that it is about; empty for none
	Key      string `json:"key"`      // for TickOff; empty for what only doing it takes off the list
	Settled  bool   `json:"settled"`  // it was ticked off
}

// Open is a dossier that is being worked on.
type Open struct {
	ID       string          `json:"id"`
	Version  int             `json:"version"` // to be given to Change, Undo and Redo
	Dossier  dossier.Dossier `json:"dossier"`
	Saved    string          `json:"saved"`
	Undo     bool            `json:"undo"`
	Redo     bool            `json:"redo"`
	Problems []Problem       `json:"problems"` // with a view to the agreement
	State    string          `json:"state"`    // as in Client
	Due      []Due           `json:"due"`      // the next first
}

// Saved is what a change led to.
type Saved struct {
	Version  int       `json:"version"`
	Saved    string    `json:"saved"`
	Undo     bool      `json:"undo"`
	Redo     bool      `json:"redo"`
	Problems []Problem `json:"problems"`
	State    string    `json:"state"`
	Due      []Due     `json:"due"`
}

// Request is a document to make or to look at.
type Request struct {
	Document string `json:"document"` // id of a DocumentKind
	Language string `json:"language"` // empty for the dossier's own
	About    string `json:"about"`    // id of the record that it is about; empty for none
}

// Subject is a record that documents are about, as it is listed.
type Subject struct {
	Kind    string   `json:"kind"` // incident, change, request or transfer
	ID      string   `json:"id"`
	Version int      `json:"version"` // to be given to SaveRecord and RemoveRecord
	Title   string   `json:"title"`   // what it is called inside the organisation; may be empty
	Clients []string `json:"clients"` // the ids of those that it concerns
	Changed string   `json:"changed"`
	Drill   bool     `json:"drill"` // it is an exercise
	Stage   string   `json:"stage"` // how far it is, of a kind that says so
}

// OpenRecord is a record that is being worked on.
type OpenRecord struct {
	Subject
	Record   map[string]any `json:"record"` // as the schema of its kind has it
	Undo     bool           `json:"undo"`
	Redo     bool           `json:"redo"`
	Problems []Problem      `json:"problems"` // of the record as such
}

// Made is a document that was made, or why there is none.
type Made struct {
	Document *Document `json:"document,omitempty"` // none when a problem is an error
	Problems []Problem `json:"problems"`
}

// Document is a document that is kept, exactly as it was made.
type Document struct {
	ID         string      `json:"id"`
	Client     string      `json:"client"`
	Document   string      `json:"document"` // id of a DocumentKind
	Title      string      `json:"title"`
	About      string      `json:"about"` // id of the record that it is about; empty for none
	Language   string      `json:"language"`
	Template   string      `json:"template"` // version of the approved text
	Dossier    int         `json:"dossier"`  // version it was made from
	Outdated   bool        `json:"outdated"` // the dossier says something else by now
	Made       string      `json:"made"`
	Name       string      `json:"name"` // for its file
	Size       int         `json:"size"`
	SHA256     string      `json:"sha256"`
	Signatures []Signatory `json:"signatures"`
	Mailed     []Mailed    `json:"mailed"` // the drafts that were made with it, the oldest first
}

// Mailed is that a draft of a message was made with a document. Whether it was sent is not known here.
type Mailed struct {
	At string `json:"at"`
	To string `json:"to"`
}

// Signatory is who signed a document, at a glance.
type Signatory struct {
	Party string `json:"party"` // processor, controller, or empty when the field is not one of ours
	Name  string `json:"name"`
	Time  string `json:"time"`
	Level string `json:"level"`
	OK    bool   `json:"ok"` // it holds
	// It is known who made it.
	Established bool `json:"established"`
}

// Report is what is known of a file.
type Report struct {
	OK         bool              `json:"ok"`         // every signature holds, and nothing follows the last one
	Headline   Line              `json:"headline"`   // no better than the weakest of the lines
	Lines      []Line            `json:"lines"`      // three: integrity, identity, text
	Awaits     []string          `json:"awaits"`     // who has to sign yet, and of whom it is to be established that they did
	Next       string            `json:"next"`       // what to do now
	Signatures []SignatureReport `json:"signatures"` // in the order in which they were made
	Each       []SignatureReport `json:"each"`       // what holds of every signature, and of every archive time-stamp, where there are several
	Told       []string          `json:"told"`       // about the file as a whole, and nobody should miss it
	Findings   []string          `json:"findings"`   // the rest about the file as a whole
	Approved   Approved          `json:"approved"`
	Dossier    *Inside           `json:"dossier,omitempty"` // none when there is no dossier inside
}

// Line is one sentence of a result.
type Line struct {
	About string `json:"about"` // integrity, identity, text; headline
	Mark  string `json:"mark"`  // good, bad, or unknown
	Text  string `json:"text"`
}

// SignatureReport is one signature or archive time-stamp.
type SignatureReport struct {
	Kind     string   `json:"kind"`  // signature, certification, timestamp
	Title    string   `json:"title"` // which of them it is
	Mark     string   `json:"mark"`  // good, bad, or unknown; empty of what holds of every signature
	Party    string   `json:"party"`
	OK       bool     `json:"ok"`
	Name     string   `json:"name"`
	Time     string   `json:"time"`
	Level    string   `json:"level"`
	Sentence string   `json:"sentence"` // who signed when, and whether it holds
	Problems []string `json:"problems"`
	Told     []string `json:"told"` // no reason to refuse it, and nobody should miss it
	Notes    []string `json:"notes"`
	Details  []Detail `json:"details"` // the lawyer's view
	// What there is to compare when it is not established who signed; none when there is nothing to be done about that here.
	Confirm *Confirm `json:"confirm,omitempty"`
}

// Confirm is a certificate of which it is not established whose it is.
type Confirm struct {
	Pinning
	Name    string   `json:"name"`    // whom it names
	For     string   `json:"for"`     // the client's name; empty for the processor
	Words   []string `json:"words"`   // the fingerprint, to be read over the telephone
	Full    string   `json:"full"`    // the same in full
	Other   bool     `json:"other"`   // another certificate is known for the same party
	Mandate bool     `json:"mandate"` // it is the processor's, and signed for the client
}

// Pinning is a certificate that is to count from now on, since its fingerprint was compared, or the mandate was seen.
type Pinning struct {
	Client      string `json:"client"`      // for which it signs; empty for a colleague
	Certificate string `json:"certificate"` // base64, DER
}

// Pin is a certificate that is known here, of a client or of a colleague.
type Pin struct {
	ID           string   `json:"id"`
	Client       string   `json:"client"` // empty for a colleague
	Name         string   `json:"name"`
	Organisation string   `json:"organisation"`
	Words        []string `json:"words"`
	Full         string   `json:"full"`
	Until        string   `json:"until"`
	Mandate      bool     `json:"mandate"` // it is the processor's, and signs for the client
	At           string   `json:"at"`      // when it was compared
}

// Detail is a name and what is known under it.
type Detail struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Approved is the proof that a file is the approved text with the dossier's values.
type Approved struct {
	Checked bool     `json:"checked"` // the file could be compared
	OK      bool     `json:"ok"`
	Version string   `json:"version"`
	Clauses int      `json:"clauses"` // that were compared
	Differ  []string `json:"differ"`  // where it is not, as sentences
}

// Inside is the dossier inside a file.
type Inside struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Known bool   `json:"known"` // there is a client of that id here
}

// KnownSubprocessor is a sub-processor of some client, to copy.
type KnownSubprocessor struct {
	Client       string               `json:"client"`
	Name         string               `json:"name"` // of the client
	Subprocessor dossier.Subprocessor `json:"subprocessor"`
}
