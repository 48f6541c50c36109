package desk

import "verwoord/app/dossier"

// File is a file on its way in or out.
type File struct {
	Name string `json:"name"`
	Data string `json:"data"` // base64
}

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

// DocumentKind is a kind of document.
type DocumentKind struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	Law   string `json:"law"`   // what asks for it
	About string `json:"about"` // the kind of record that it is about: incident; empty for the dossier alone
}

// Place is where a document prints what a field asks.
type Place struct {
	Path   string `json:"path"`   // JSON Pointer; every row of a list is its first
	Clause string `json:"clause"` // id of the part of the document around it
}

// Choice is one thing to choose.
type Choice struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// Catalogue is what a dossier chooses from, in one language and in the order of the terms.
type Catalogue struct {
	Language          string         `json:"language"`
	Version           string         `json:"version"`
	Entities          []Entity       `json:"entities"`
	Measures          []Choice       `json:"measures"`
	DataSubjects      []Choice       `json:"dataSubjects"`
	PersonalData      []PersonalData `json:"personalData"`
	Services          []Service      `json:"services"`
	Roles             []Choice       `json:"roles"`
	Countries         []Country      `json:"countries"` // sorted by name
	Mechanisms        []Choice       `json:"mechanisms"`
	Derogations       []Choice       `json:"derogations"`
	LegalForms        []Choice       `json:"legalForms"`
	RegistrationKinds []Choice       `json:"registrationKinds"`
	Statuses          []Choice       `json:"statuses"`
	Terms             []Term         `json:"terms"` // the library of prepared terms
}

// Term is a prepared term that parties can agree on.
type Term struct {
	ID         string          `json:"id"`
	Title      string          `json:"title"`
	Paragraphs []string        `json:"paragraphs"` // its words, with the name of each parameter in braces
	Parameters []TermParameter `json:"parameters"`
	Version    string          `json:"version"`
	Approved   bool            `json:"approved"` // somebody approved its words; else they are a proposal
}

// TermParameter is a number that a prepared term leaves to be agreed.
type TermParameter struct {
	Name    string `json:"name"`
	Label   string `json:"label"`
	Min     int    `json:"min"`
	Max     int    `json:"max"`
	Default int    `json:"default"`
}

// Entity is a company of the group.
type Entity struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	KvK  string `json:"kvk"`
}

// PersonalData is a kind of personal data, in the approved words.
type PersonalData struct {
	ID          string `json:"id"`
	Label       string `json:"label"`
	NeedsGround bool   `json:"needsGround"` // only with a ground in law
	Reason      string `json:"reason"`      // why; empty when it needs none
}

// Service is something that the group does for a client.
type Service struct {
	ID     string `json:"id"`
	Label  string `json:"label"`
	Role   string `json:"role"`   // unless agreed otherwise
	Reason string `json:"reason"` // why that role
}

// Country is a country, with what is known of it.
type Country struct {
	Code     string    `json:"code"`
	Name     string    `json:"name"`
	EEA      bool      `json:"eea"`
	Adequacy *Adequacy `json:"adequacy,omitempty"`
}

// Adequacy is a decision that a country outside the EEA protects personal data adequately (GDPR, art. 45).
type Adequacy struct {
	Decision    string `json:"decision"`
	Until       string `json:"until"`       // last day, ISO 8601; empty without one
	Expired     bool   `json:"expired"`     // that day has passed
	Certificate bool   `json:"certificate"` // only for recipients that are certified
	Limits      string `json:"limits"`      // a sentence; empty without any
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
	Kind   string `json:"kind"`   // of what is due: notices, signatures, agreements, other or settled; empty for all that was not set aside
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
	Key      string `json:"key"`      // for SetAside; empty for what only doing it takes off the list
	Settled  bool   `json:"settled"`  // it was set aside
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

// View is what of a preview a screen shows.
type View struct {
	Sheets []Sheet `json:"sheets"` // the pages in sight, as they were drawn last
	Text   bool    `json:"text"`   // the words as HTML
}

// Sheet is a page as it was drawn.
type Sheet struct {
	Page int    `json:"page"` // from 1
	Look string `json:"look"` // as in Page; empty when it was not drawn yet
}

// Preview is a document as it would be, with what is still missing left open.
type Preview struct {
	PDF      string    `json:"pdf"`    // base64: a file of the pages in sight that look otherwise than they were drawn; empty when none does
	Sheets   []int     `json:"sheets"` // which they are, from 1
	HTML     string    `json:"html"`   // the same for who reads with a screen reader, if asked for; only the content of a body
	Pages    []Page    `json:"pages"`  // none when nothing could be set
	Marks    []Mark    `json:"marks"`
	Problems []Problem `json:"problems"` // what cannot be printed
}

// Page is a page of a document.
type Page struct {
	Width  float64 `json:"width"` // in points
	Height float64 `json:"height"`
	Look   string  `json:"look"` // equal for pages that look the same
}

// Mark is a rectangle of a page, in points from its top left corner. A value has a mark for each of its lines, a clause for each
// column it stands in.
type Mark struct {
	Path   string  `json:"path"`   // JSON Pointer of the value that is printed here; empty for fixed text
	Clause string  `json:"clause"` // id of the clause or section around it
	Page   int     `json:"page"`   // from 1
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

// Clause is why a piece of fixed text is in a document.
type Clause struct {
	ID      string        `json:"id"`
	Number  string        `json:"number"`  // as printed; empty without one
	Title   string        `json:"title"`   // of the part it is in
	Version string        `json:"version"` // of the approved text
	Reason  string        `json:"reason"`  // a sentence or two
	Law     string        `json:"law"`     // what asks for it; empty when the parties do
	Fields  []ClauseField `json:"fields"`  // what of the dossier is printed in it
}

// ClauseField is a field that puts something into a clause.
type ClauseField struct {
	Path  string `json:"path"` // JSON Pointer; of a list, in its first row
	Label string `json:"label"`
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

// Identity is a key and certificate to sign with.
type Identity struct {
	ID           string `json:"id"`
	Name         string `json:"name"`
	Organization string `json:"organization"`
	Issuer       string `json:"issuer"`
	From         string `json:"from"`
	Until        string `json:"until"`
	Own          bool   `json:"own"`    // made here: nobody vouches for the name
	Usable       bool   `json:"usable"` // today
	Worth        string `json:"worth"`  // what a signature with it is worth, in one sentence
}

// NewIdentity is an identity to make.
type NewIdentity struct {
	Name         string `json:"name"`
	Organization string `json:"organization"`
	Email        string `json:"email"`
	Country      string `json:"country"` // ISO 3166-1 alpha-2
	Password     string `json:"password"`
}

// SignRequest is what is signed, by whom and how.
type SignRequest struct {
	Document string `json:"document"` // id of a Document
	Identity string `json:"identity"`
	Password string `json:"password"`
	Party    string `json:"party"` // processor or controller
	Place    string `json:"place"`
	Reason   string `json:"reason"`
	Level    string `json:"level"` // B-B, B-T, B-LT or B-LTA; empty is B-B
	// What stands in the block beside the words.
	Drawing Drawing `json:"drawing"`
	Mandate bool    `json:"mandate"` // who signs for the client has its mandate for that
}

// Block is the visible block of a signature before it is put.
type Block struct {
	PDF    string   `json:"pdf"`   // base64: a file of one page, which is the block; empty when the field is one that is not seen
	Width  float64  `json:"width"` // in points
	Height float64  `json:"height"`
	Words  []string `json:"words"` // line by line
}

// Drawing is a signature as it was drawn: strokes of a pen on a field of a size, y growing downwards, or a picture. Without either there
// is none.
type Drawing struct {
	Width   float64    `json:"width"`
	Height  float64    `json:"height"`
	Strokes [][]Stroke `json:"strokes"`
	PNG     string     `json:"png,omitempty"` // base64: a scan, or a name that was typed
}

// Stroke is a point that the pen went through.
type Stroke struct {
	X float64 `json:"x"`
	Y float64 `json:"y"`
}

// Signed is a document that was signed, kept beside the one it was made from.
type Signed struct {
	Document Document `json:"document"`
	Report   Report   `json:"report"`
	Lower    string   `json:"lower"` // why the level is lower than asked for, and what to do; empty when it is not
}

// Report is what is known of a file.
type Report struct {
	OK         bool              `json:"ok"`         // every signature holds, and nothing follows the last one
	Headline   Line              `json:"headline"`   // no better than the weakest of the lines
	Lines      []Line            `json:"lines"`      // three: integrity, identity, text
	Awaits     []string          `json:"awaits"`     // who has to sign yet, and of whom it is to be established that they did
	Next       string            `json:"next"`       // what to do now
	Signatures []SignatureReport `json:"signatures"` // in the order in which they were made
	Findings   []string          `json:"findings"`   // about the file as a whole
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
	Kind     string   `json:"kind"` // signature, certification, timestamp
	Party    string   `json:"party"`
	OK       bool     `json:"ok"`
	Name     string   `json:"name"`
	Time     string   `json:"time"`
	Level    string   `json:"level"`
	Sentence string   `json:"sentence"` // who signed when, and whether it holds
	Problems []string `json:"problems"`
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
	Organization string   `json:"organization"`
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

// Copy is a backup that was made.
type Copy struct {
	File   File     `json:"file"`
	Damage []string `json:"damage"` // sentences about what is not in it as it should be, or is not written down
}

// Restored is what a backup brought.
type Restored struct {
	Added   int              `json:"added"`
	Updated int              `json:"updated"`
	Kept    int              `json:"kept"`
	Clients []RestoredClient `json:"clients"` // of the backup, by name
	Others  []string         `json:"others"`  // sentences about what is of no client
	Damage  []string         `json:"damage"`
}

// RestoredClient is a client of a backup.
type RestoredClient struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Said string `json:"said"` // what was done with it, in a sentence or two
	Gone bool   `json:"gone"` // it was removed here, and did not come back
	// Its dossier as it is in the backup, for ContinueFrom, when there is something to settle.
	File *File `json:"file,omitempty"`
}

// Progress is how far a call has come.
type Progress struct {
	Call string `json:"call"` // the name of the method
	Step string `json:"step"` // what is being done, as a sentence
}
