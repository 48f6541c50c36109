package desk

// Breach is a breach as one works on it.
type Breach struct {
	Record OpenRecord  `json:"record"`
	Clock  Clock       `json:"clock"`
	Rows   []BreachRow `json:"rows"` // in the order of the record
}

// Clock is what runs of a breach: JEX's own time, and the first of the clients'. Moments are RFC 3339, empty for what does not run.
type Clock struct {
	Aware    string `json:"aware"`
	Target   string `json:"target"`   // until when the clients are to know
	Agreed   bool   `json:"agreed"`   // that is a number of hours that was agreed with a client
	Hours    int    `json:"hours"`    // from aware to target
	Escalate string `json:"escalate"` // until when someone higher is to know
	Own      string `json:"own"`      // until when JEX itself notifies the authority, where it is the controller
	Client   string `json:"client"`   // until when the first client that knows has to decide
	IfNow    string `json:"ifNow"`    // and until when a client that is told now
}

// BreachRow is how far the notice of a breach to one client is.
type BreachRow struct {
	Client   string `json:"client"`
	Name     string `json:"name"`     // empty when there is no such client
	State    string `json:"state"`    // open, made, signed, sent, answered, or changed: what was sent tells something else than is known now
	Document string `json:"document"` // id of the document that is to be sent, or was sent last; empty for none
	Made     string `json:"made"`
	Stale    bool   `json:"stale"` // it was signed more than an hour ago and not sent: it names a moment that is not when it goes
	Sent     []Sent `json:"sent"`  // the first first
	Until    string `json:"until"` // the end of the client's own hours; empty as long as it knows of nothing
}

// Sent is that a document went to its client.
type Sent struct {
	Document string `json:"document"`
	Number   int    `json:"number"`
	Phase    string `json:"phase"`
	At       string `json:"at"`
	How      string `json:"how"`
	To       string `json:"to"`
	By       string `json:"by"`       // who says so
	Next     string `json:"next"`     // by when the next one was promised in it
	Answered string `json:"answered"` // when the client answered; empty when it did not
}

// Sending is what a person says of a document that went out.
type Sending struct {
	Document string `json:"document"`
	At       string `json:"at"` // RFC 3339; empty for the moment of the call
	How      string `json:"how"`
	To       string `json:"to"`
	By       string `json:"by"`
}

// Search is what clients are looked for by that a breach could affect: what is empty does not count.
type Search struct {
	Services     []string `json:"services"`     // ids; one of them
	Subprocessor string   `json:"subprocessor"` // a part of its name
	PersonalData []string `json:"personalData"` // ids; one of them
	Client       string   `json:"client"`       // words in its name, its place and its number in the trade register; all of them
}

// Proposals are clients that could be affected, by name.
type Proposals struct {
	Clients []Proposal `json:"clients"`
	More    bool       `json:"more"` // there are more than these
}

// Proposal is a client that could be affected.
type Proposal struct {
	Client       string         `json:"client"`
	Name         string         `json:"name"`
	Row          map[string]any `json:"row"`          // as it would be added
	Subprocessor string         `json:"subprocessor"` // the name of the one that was found
}

// AgreedWith is what of a client's agreement a breach can touch.
type AgreedWith struct {
	Services     []string `json:"services"` // for which JEX is the processor
	DataSubjects []string `json:"dataSubjects"`
	PersonalData []string `json:"personalData"`
	Contact      Contact  `json:"contact"` // whom the client wants told
}

// Contact is whom to reach.
type Contact struct {
	Name  string `json:"name"`
	Email string `json:"email"`
	Phone string `json:"phone"`
}

// Notice is what the next notice of a breach to a client would be.
type Notice struct {
	Number   int       `json:"number"`
	Phase    string    `json:"phase"`
	Open     int       `json:"open"` // questions that it leaves open
	Problems []Problem `json:"problems"`
}

// Notified is what became of one client in Notify.
type Notified struct {
	Client   string    `json:"client"`
	Name     string    `json:"name"`
	Made     bool      `json:"made"`
	Problems []Problem `json:"problems"`
}
