package dossier

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"verwoord/app/record"
)

// Catalogue is what a dossier chooses from. Ids are stable and never reused; the order is that of the terms.
type Catalogue struct {
	Version      string     `json:"version"` // of the terms: "2025"
	Checked      string     `json:"checked"` // the day of the latest revision, ISO 8601
	Source       string     `json:"source"`  // of the measures, data subjects and personal data
	Group        Group      `json:"group"`
	Entities     []Entity   `json:"entities"`
	Measures     []Item     `json:"measures"`
	DataSubjects []Category `json:"dataSubjects"`
	PersonalData []Kind     `json:"personalData"`
	Services     []Offer    `json:"services"`
	// Words in a purpose or nature that tell of purposes of JEX's own, in lower case: of a stem, its beginning.
	OwnPurposes []string `json:"ownPurposes"`
	// Names of advertising platforms, in lower case, which as a rule are no sub-processors.
	Platforms []string `json:"platforms"`
	// Names of acts, and words that tell of one beside its name, in lower case.
	Acts     []string `json:"acts"`
	ActKinds []string `json:"actKinds"`
	Words    Words    `json:"words"`
}

// Words are stems that tell something of the text they stand in, in lower case. What they tell is asked about and never taken for true.
type Words struct {
	Chained     []string    `json:"chained"`     // the client is itself a processor, and JEX one of its sub-processors
	Several     []string    `json:"several"`     // more parties are controller together
	Sensitive   []Sensitive `json:"sensitive"`   // data that annex 2 does not list
	Derogations []string    `json:"derogations"` // a term takes away what the fixed words give
	Legal       []string    `json:"legal"`       // the function of who may confirm a role
	Reports     []string    `json:"reports"`     // a report on a period that passed, and no certificate
	Empty       []string    `json:"empty"`       // a text that stands in for one: alone, or, of several words, as its beginning
}

// Sensitive is words for data that the law protects more, and what the law calls them. Unless is the id of a kind of personal data that lists
// them.
type Sensitive struct {
	Words  []string    `json:"words"`
	Law    record.Text `json:"law"`
	Unless string      `json:"unless,omitempty"`
}

// Group is the group of companies that the entities belong to, at the one address they share.
type Group struct {
	Name    string         `json:"name"`
	Seat    string         `json:"seat"`
	Address record.Address `json:"address"`
	Source  string         `json:"source"`
}

// Entity is a company of the group. Verified tells whether its name and number were compared with the trade register.
type Entity struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	KvK      string `json:"kvk"`
	Verified bool   `json:"verified"`
	Source   string `json:"source"`
}

// Item is one item of a list in the terms: its label in Dutch is the text of the terms, without the mark that ends the item.
type Item struct {
	ID    string      `json:"id"`
	Label record.Text `json:"label"`
}

// Category is a category of data subjects.
type Category struct {
	ID         string      `json:"id"`
	Label      record.Text `json:"label"`
	Employment bool        `json:"employment,omitempty"` // their data are human resources data
	Applying   bool        `json:"applying,omitempty"`   // it is disputed whether theirs are
	Own        bool        `json:"own,omitempty"`        // JEX has them for purposes of its own, as a rule
}

// Kind is a kind of personal data. NeedsGround tells that it may only be processed when a statute says so, for the reason in Reason; Open
// that its words leave open which data they are, so that special categories may be among them (GDPR, art. 9 and 28(3)).
type Kind struct {
	ID          string      `json:"id"`
	Label       record.Text `json:"label"`
	NeedsGround bool        `json:"needsGround,omitempty"`
	Open        bool        `json:"open,omitempty"`
	Own         bool        `json:"own,omitempty"` // JEX needs it for purposes of its own, as a rule
	Reason      record.Text `json:"reason,omitempty"`
	Source      string      `json:"source,omitempty"` // of the reason
	// Articles of the Dutch act beside the GDPR that allow it themselves, where others only point to another act.
	Articles []int `json:"articles,omitempty"`
}

// Offer is a service of the group, with the role it has in it unless agreed otherwise and the reason for that.
type Offer struct {
	ID          string      `json:"id"`
	Label       record.Text `json:"label"`
	Role        string      `json:"role"`
	Marketing   bool        `json:"marketing,omitempty"`
	Undescribed bool        `json:"undescribed,omitempty"` // the lists of annex 2 cannot describe it
	Reason      record.Text `json:"reason"`
	Source      string      `json:"source"` // of the role
}

// ParseCatalogue reads a catalogue. It fails on a member it does not know and on an id that occurs twice.
func ParseCatalogue(data []byte) (*Catalogue, error) {
	var c Catalogue
	if err := parseData(data, &c); err != nil {
		return nil, fmt.Errorf("read catalogue: %w", err)
	}
	for _, list := range [][]string{
		ids(c.Entities, entityID), ids(c.Measures, itemID), ids(c.DataSubjects, categoryID), ids(c.PersonalData, kindID), ids(c.Services, offerID),
	} {
		seen := map[string]bool{}
		for _, id := range list {
			if seen[id] {
				return nil, fmt.Errorf("read catalogue: id %q occurs twice", id)
			}
			seen[id] = true
		}
	}
	return &c, nil
}

// Entity returns the entity with the given id.
func (c *Catalogue) Entity(id string) (Entity, bool) { return find(c.Entities, id, entityID) }

// Measure returns the measure with the given id.
func (c *Catalogue) Measure(id string) (Item, bool) { return find(c.Measures, id, itemID) }

// DataSubject returns the category of data subjects with the given id.
func (c *Catalogue) DataSubject(id string) (Category, bool) {
	return find(c.DataSubjects, id, categoryID)
}

// Personal returns the kind of personal data with the given id.
func (c *Catalogue) Personal(id string) (Kind, bool) { return find(c.PersonalData, id, kindID) }

// Service returns the service with the given id.
func (c *Catalogue) Service(id string) (Offer, bool) { return find(c.Services, id, offerID) }

// Report tells whether what is named as a certificate is a report on a period that passed, such as SOC 2.
func (c *Catalogue) Report(name string) bool { return said(name, c.Words.Reports) != "" }

func entityID(e Entity) string     { return e.ID }
func itemID(i Item) string         { return i.ID }
func categoryID(c Category) string { return c.ID }
func kindID(k Kind) string         { return k.ID }
func offerID(o Offer) string       { return o.ID }

func find[T any](list []T, id string, of func(T) string) (T, bool) {
	for _, t := range list {
		if of(t) == id {
			return t, true
		}
	}
	var none T
	return none, false
}

func ids[T any](list []T, of func(T) string) []string {
	out := make([]string, len(list))
	for i, t := range list {
		out[i] = of(t)
	}
	return out
}

// parseData reads one of the project's own data files.
func parseData(data []byte, v any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return fmt.Errorf("more than one value")
	}
	return nil
}
