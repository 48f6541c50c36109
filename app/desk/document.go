package desk

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	store "verwoord/app/vault"
)

// documentMeta is what is kept beside a document.
type documentMeta struct {
	store.DocumentInfo
	Prints string `json:"prints,omitempty"` // digest of the dossier it prints, of an agreement
	Size   int    `json:"size"`
}

// signatories are the signatures in the meta.
func (m documentMeta) signatories() []Signatory {
	list := []Signatory{}
	if err := json.Unmarshal(m.Signatures, &list); err != nil {
		return []Signatory{} // there are none
	}
	return list
}

// signedBy tells whether a party's signature is in the meta and holds.
func (m documentMeta) signedBy(party string) bool {
	return slices.ContainsFunc(m.signatories(), func(s Signatory) bool { return s.OK && s.Party == party })
}

// prints is a digest of what the agreement makes of a dossier: not of what happened later, which is in other documents.
func prints(next dossier.Dossier) string {
	n := next.Normalized()
	n.SubprocessorChanges, n.TransferRequests, n.Breaches, n.DataSubjectRequests, n.NotBSN = nil, nil, nil, nil, nil
	sum := sha256.Sum256(n.Encode())
	return hex.EncodeToString(sum[:])
}

// byClient sorts records of documents out by their client, the newest first.
func byClient(records []store.Record) map[string][]store.Record {
	out := map[string][]store.Record{}
	for _, r := range records {
		out[r.Client] = append(out[r.Client], r)
	}
	for _, list := range out {
		newestFirst(list)
	}
	return out
}

func newestFirst(list []store.Record) {
	slices.SortStableFunc(list, func(a, b store.Record) int { return cmp.Or(b.Time.Compare(a.Time), cmp.Compare(a.ID, b.ID)) })
}

func metaOf(r store.Record) (documentMeta, error) {
	var m documentMeta
	err := json.Unmarshal(r.Meta, &m)
	return m, err
}

// agreementState is how far a client's agreement is, by the newest one of its documents.
func (d *Desk) agreementState(prints string, documents []store.Record) string {
	for _, r := range documents {
		m, err := metaOf(r)
		if err != nil || m.Document != engine.Agreement {
			continue
		}
		signed := len(m.signatories()) > 0
		switch current := m.Prints == prints && m.Template == d.engine().Catalogue().Version; {
		case !current && signed:
			return stateOutdated
		case !current:
			return stateDraft
		case m.signedBy("processor") && m.signedBy("controller"):
			return stateSigned
		case m.signedBy("processor"):
			return stateHalf
		default:
			return stateMade
		}
	}
	return stateDraft
}

// Make makes a document of a client's dossier as it is saved, and keeps it. There is none when a problem is an error.
func (d *Desk) Make(client string, r Request) (m Made, err error) {
	defer d.guard(&err)
	ctx, done := d.begin("Make")
	defer done()
	db, err := d.open()
	if err != nil {
		return Made{}, err
	}
	kept, err := db.Get(store.Dossier, client)
	if err != nil {
		return Made{}, err
	}
	next, err := read(kept.Data)
	if err != nil {
		return Made{}, err
	}
	now := d.host.Now()
	made, problems, err := d.engine().Make(ctx, engine.Request{
		Document: r.Document, Dossier: kept.Data, Lang: r.Language, Date: d.today(), Item: r.Item,
	})
	m.Problems = d.worded(problems)
	if err != nil || made == nil {
		return m, err
	}
	document, err := d.keepDocument(db, next, documentMeta{DocumentInfo: store.DocumentInfo{
		Document: r.Document, Item: r.Item, Language: made.Tree.Lang, Template: d.engine().Catalogue().Version, Dossier: kept.Version, Made: now,
		File: d.fileName(next, r),
	}}, made.Data)
	m.Document = &document
	return m, err
}

// keepDocument keeps a document made of a dossier.
func (d *Desk) keepDocument(db *store.Store, next dossier.Dossier, m documentMeta, data []byte) (Document, error) {
	current, printed := prints(next), ""
	if m.Document == engine.Agreement {
		printed = current
	}
	return d.keepBytes(db, next.ID, m, data, printed, current)
}

// keepBytes keeps a document with what is known of it. Printed is the digest of what it prints of the agreement, current that of what
// the agreement would print now.
func (d *Desk) keepBytes(db *store.Store, client string, m documentMeta, data []byte, printed, current string) (Document, error) {
	record, err := store.NewDocument(client, m.DocumentInfo, data)
	if err != nil {
		return Document{}, err
	}
	if err := json.Unmarshal(record.Meta, &m.DocumentInfo); err != nil {
		return Document{}, err
	}
	m.Size, m.Prints = len(data), printed
	if record.Meta, err = json.Marshal(m); err != nil {
		return Document{}, err
	}
	switch old, err := db.Get(store.Document, record.ID); {
	case err == nil:
		record.Version = old.Version
	case !errors.Is(err, store.ErrNotFound):
		return Document{}, err
	}
	if record, err = db.Put(record); err != nil {
		return Document{}, err
	}
	d.tell(store.Document, client, 0)
	return d.document(record, current)
}

// document is a record as it crosses. Current is the digest of what the client's agreement would print now.
func (d *Desk) document(r store.Record, current string) (Document, error) {
	m, err := metaOf(r)
	if err != nil {
		return Document{}, err
	}
	return Document{
		ID: r.ID, Client: r.Client, Document: m.Document, Title: d.locale().T("document."+m.Document+".title", nil), Item: m.Item,
		Language: m.Language, Template: m.Template, Dossier: m.Dossier, Made: stamp(m.Made), Name: m.File, Size: m.Size, SHA256: m.SHA256,
		Outdated:   m.Template != d.engine().Catalogue().Version || m.Prints != "" && m.Prints != current,
		Signatures: m.signatories(),
	}, nil
}

// Documents lists the documents of a client, the newest first; of all clients when the id is empty.
func (d *Desk) Documents(client string) (list []Document, err error) {
	defer d.guard(&err)
	db, err := d.open()
	if err != nil {
		return nil, err
	}
	records, err := db.List(store.Document)
	if _, err := d.damage(err); err != nil {
		return nil, err
	}
	clients, err := db.List(store.Dossier)
	if _, err := d.damage(err); err != nil {
		return nil, err
	}
	current := map[string]string{}
	for _, r := range clients {
		var s summary
		if err := json.Unmarshal(r.Meta, &s); err == nil {
			current[r.ID] = s.Prints
		}
	}
	newestFirst(records)
	list = []Document{}
	for _, r := range records {
		if client != "" && r.Client != client {
			continue
		}
		document, err := d.document(r, current[r.Client])
		if err != nil {
			return nil, err
		}
		list = append(list, document)
	}
	return list, nil
}

// Document returns the file of a document, byte for byte as it was made.
func (d *Desk) Document(id string) (f File, err error) {
	defer d.guard(&err)
	_, m, data, err := d.kept(id)
	return File{Name: m.File, Data: base64.StdEncoding.EncodeToString(data)}, err
}

// kept reads a document.
func (d *Desk) kept(id string) (store.Record, documentMeta, []byte, error) {
	db, err := d.open()
	if err != nil {
		return store.Record{}, documentMeta{}, nil, err
	}
	r, err := db.Get(store.Document, id)
	if err != nil {
		return store.Record{}, documentMeta{}, nil, err
	}
	m, err := metaOf(r)
	return r, m, r.Data, err
}

// fileName says what a file is and for whom, in characters that every system takes.
func (d *Desk) fileName(next dossier.Dossier, r Request) string {
	language := r.Language
	if language == "" {
		language = next.Language
	}
	parts := []string{d.engine().Locales().Locale(language).T("document."+r.Document+".file", nil)}
	for _, part := range []string{next.Controller.Name, r.Item} {
		if part = plain(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "-") + ".pdf"
}

// longestPlain is how many bytes of a name there are in that of a file: with two of them it is still one that every system takes.
const longestPlain = 90

// device tells whether Windows keeps a name for itself, whatever ending a file gives it.
func device(name string) bool {
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(name) == 4 && (name[:3] == "com" || name[:3] == "lpt") && '0' <= name[3] && name[3] <= '9'
}

// plain is a name in lower-case letters and digits with hyphens between. A letter with a mark stays as it is: systems take it.
func plain(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	out := strings.Join(words, "-")
	for len(out) > longestPlain {
		_, last := utf8.DecodeLastRuneInString(out)
		out = strings.TrimRight(out[:len(out)-last], "-")
	}
	if device(out) {
		out += "-"
	}
	return out
}
