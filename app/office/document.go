package office

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/record"
	store "verwoord/app/vault"
)

// Request is a document to make or to look at.
type Request struct {
	Document string // which document
	Language string // empty for the dossier's own
	Item     string // which breach, change, transfer or request
}

// Made is a document that was made, or why there is none.
type Made struct {
	Document *Document // nil when a problem is an error
	Problems record.Problems
}

// Document is a document that is kept, exactly as it was made.
type Document struct {
	ID         string
	Client     string
	Document   string // which document: agreement, breach-notice, …
	Item       string
	Language   string
	Template   string // version of the approved text
	Dossier    int    // version it was made from
	Outdated   bool   // the dossier says something else by now
	Made       time.Time
	Name       string // for its file
	Size       int
	SHA256     string
	Signatures []Signatory
}

// Signatory is who signed a document, at a glance.
type Signatory struct {
	Party string `json:"party"` // processor, controller, or empty when the field is not one of ours
	Name  string `json:"name"`
	Time  string `json:"time"` // RFC 3339; empty when it is not known
	Level string `json:"level"`
	OK    bool   `json:"ok"`
}

// File is a file on its way in or out.
type File struct {
	Name string
	Data []byte
}

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
	n.NotBSN = nil
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

// Make makes a document of a client's dossier as it is saved, and keeps it. There is none when a problem is an error.
func (o *Office) Make(ctx context.Context, by By, client string, r Request) (Made, error) {
	kept, err := o.store.Get(store.Dossier, client)
	if err != nil {
		return Made{}, err
	}
	next, err := read(kept.Data)
	if err != nil {
		return Made{}, err
	}
	now := o.world.Now()
	made, problems, err := o.engine.Make(ctx, engine.Request{
		Document: r.Document, Dossier: kept.Data, Lang: r.Language, Date: o.today(),
	})
	m := Made{Problems: problems}
	if err != nil || made == nil {
		return m, err
	}
	current, printed := prints(next), ""
	if r.Document == engine.Agreement {
		printed = current
	}
	document, err := o.keepBytes(ctx, by, next.ID, documentMeta{DocumentInfo: store.DocumentInfo{
		Document: r.Document, Item: r.Item, Language: made.Tree.Lang, Template: o.version(r.Document), Dossier: kept.Version, Made: now,
		File: o.fileName(next, r),
	}}, made.Data, printed, current)
	m.Document = &document
	return m, err
}

// keepBytes keeps a document with what is known of it. Printed is the digest of what it prints of the agreement, current that of what
// the agreement would print now.
func (o *Office) keepBytes(_ context.Context, _ By, client string, m documentMeta, data []byte, printed, current string) (Document, error) {
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
	switch old, err := o.store.Get(store.Document, record.ID); {
	case err == nil:
		record.Version = old.Version
	case !errors.Is(err, store.ErrNotFound):
		return Document{}, err
	}
	if record, err = o.store.Put(record); err != nil {
		return Document{}, err
	}
	o.tell(store.Document, client, 0)
	return o.document(record, current)
}

// document is a record of one. Current is the digest of what the client's agreement would print now.
func (o *Office) document(r store.Record, current string) (Document, error) {
	m, err := metaOf(r)
	if err != nil {
		return Document{}, err
	}
	return Document{
		ID: r.ID, Client: r.Client, Document: m.Document, Item: m.Item,
		Language: m.Language, Template: m.Template, Dossier: m.Dossier, Made: m.Made, Name: m.File, Size: m.Size, SHA256: m.SHA256,
		Outdated:   m.Template != o.template(m) || m.Prints != "" && m.Prints != current,
		Signatures: m.signatories(),
	}, nil
}

// Documents lists the documents of a client, the newest first; of all clients when the id is empty.
func (o *Office) Documents(_ context.Context, client string) ([]Document, error) {
	records, err := o.store.List(store.Document)
	if _, err := damaged(err); err != nil {
		return nil, err
	}
	clients, err := o.store.List(store.Dossier)
	if _, err := damaged(err); err != nil {
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
	var list []Document
	for _, r := range records {
		if client != "" && r.Client != client {
			continue
		}
		document, err := o.document(r, current[r.Client])
		if err != nil {
			return nil, err
		}
		list = append(list, document)
	}
	return list, nil
}

// Document returns the file of a document, byte for byte as it was made.
func (o *Office) Document(ctx context.Context, id string) (File, error) {
	_, m, data, err := o.kept(ctx, id)
	return File{Name: m.File, Data: data}, err
}

// kept reads a document.
func (o *Office) kept(_ context.Context, id string) (store.Record, documentMeta, []byte, error) {
	r, err := o.store.Get(store.Document, id)
	if err != nil {
		return store.Record{}, documentMeta{}, nil, err
	}
	m, err := metaOf(r)
	return r, m, r.Data, err
}

// current is the digest of what the agreement of a client would print now; empty when the client is gone.
func (o *Office) current(ctx context.Context, client string) (string, error) {
	next, err := o.latest(ctx, client)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return prints(next), nil
}
