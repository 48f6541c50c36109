package office

import (
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
	"verwoord/app/store"
)

// Request is a document to make or to look at.
type Request struct {
	Document string // which document
	Language string // empty for the dossier's own
	About    string // id of the record that it is about, of the kind that the document is about; empty for none
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
	About      string // id of the record that it is about
	Language   string
	Template   string // version of the approved text
	Dossier    int    // version it was made from
	Outdated   bool   // the dossier says something else by now
	Made       time.Time
	Name       string // for its file
	Size       int
	SHA256     string
	Signatures []Signatory
	Mailed     []Mailed // the drafts that were made with it, the oldest first
}

// Signatory is who signed a document, at a glance.
type Signatory struct {
	Party string `json:"party"` // processor, controller, or empty when the field is not one of ours
	Name  string `json:"name"`
	Time  string `json:"time"` // RFC 3339; empty when it is not known
	Level string `json:"level"`
	OK    bool   `json:"ok"` // it holds
	// The party's other signatory, without whom this one may not act, has still to sign.
	Alone bool `json:"alone,omitempty"`
	// It is known who signed. Beside a document that is kept it is said of what was known then for good: an own identity, or a trusted issuer.
	Established bool   `json:"established,omitempty"`
	Fingerprint string `json:"fingerprint,omitempty"` // of its certificate; none of what was kept before this was
}

// File is a file on its way in or out.
type File struct {
	Name string
	Data []byte
}

// documentMeta is what is kept beside a document.
type documentMeta struct {
	store.DocumentInfo
	Prints string `json:"prints,omitempty"` // digest of the dossier it prints, of an agreement and its review
	Tells  string `json:"tells,omitempty"`  // digest of what it tells its client of a record, of the notice of a breach
	Size   int    `json:"size"`
}

// signatories are the signatures in the meta.
func (m documentMeta) signatories() []Signatory { return signatoriesOf(m.Signatures) }

// signedBy tells whether a party's signature is on the document and holds, and whether it is known who made it.
func (d keptDocument) signedBy(party string) bool {
	return slices.ContainsFunc(d.signatures, func(s Signatory) bool { return s.OK && !s.Alone && s.Established && s.Party == party })
}

// prints is a digest of what the agreement makes of a dossier: not of what happened later, which is in other documents.
func (o *Office) prints(next *dossier.Dossier) string {
	n := next.Normalized()
	n.NotBSN, n.SetAside, n.PrivacyText = nil, nil, nil
	sum := sha256.Sum256(o.encode(n))
	return hex.EncodeToString(sum[:])
}

// template is the version of the text that a document would be made of now.
func (o *Office) template(document string) string {
	d, _ := o.engine.Document(document)
	return d.Version
}

// Make makes a document of a client's dossier as it is saved, and keeps it. There is none when a problem is an error.
func (o *Office) Make(ctx context.Context, by By, client string, r Request) (Made, error) {
	before, err := o.get(ctx, store.Dossier, client)
	if err != nil {
		return Made{}, err
	}
	next, err := o.read(before.Data)
	if err != nil {
		return Made{}, err
	}
	now := o.world.Now()
	request, err := o.Asked(ctx, client, r)
	if err != nil {
		return Made{}, err
	}
	request.Dossier = before.Data
	made, problems, err := o.engine.Make(ctx, request)
	m := Made{Problems: problems}
	if err != nil || made == nil {
		return m, err
	}
	meta := documentMeta{DocumentInfo: store.DocumentInfo{
		Document: r.Document, Item: r.About, Language: made.Tree.Lang, Template: o.template(r.Document), Dossier: before.Version, Made: now,
		File: o.fileName(next, o.numbered(r, request)),
	}}
	if kind, _ := o.engine.Document(r.Document); r.Document == engine.Agreement || kind.Reviews == engine.Agreement { // as it was then
		meta.Prints = o.prints(&next)
	}
	meta.Tells = o.toldIn(r.Document, request.About, client, before.Version)
	if made.Original != nil { // a translation names the file that prevails: it is kept too
		source := meta
		source.Language = o.engine.Locales().Source()
		source.File = o.fileName(next, Request{Document: r.Document, Language: source.Language, About: r.About})
		first := by
		first.Op = partOf(by.Op, 0)
		if _, err := o.keepDocument(ctx, first, client, source, made.Original); err != nil {
			return Made{}, err
		}
	}
	document, err := o.keepDocument(ctx, by, client, meta, made.Data)
	m.Document = &document
	return m, err
}

// partOf names one of several changes that an act makes one after the other: a retry of the act names them the same.
func partOf(op store.Op, n byte) (part store.Op) {
	sum := sha256.Sum256(append(op[:], n))
	copy(part[:], sum[:])
	return part
}

// keepDocument keeps a document with what is known of it.
func (o *Office) keepDocument(ctx context.Context, by By, client string, m documentMeta, data []byte) (Document, error) {
	change, err := store.NewDocument(store.Sales, client, m.DocumentInfo, data)
	if err != nil {
		return Document{}, err
	}
	if err := json.Unmarshal(change.Head, &m.DocumentInfo); err != nil {
		return Document{}, err
	}
	m.Size = len(data)
	if change.Head, err = json.Marshal(m); err != nil {
		return Document{}, err
	}
	switch old, err := o.store.Get(ctx, change.Ref); {
	case err == nil:
		change.Base = old.Version
	case !errors.Is(err, store.ErrNotFound):
		return Document{}, err
	}
	records, err := o.put(ctx, by, change)
	if err != nil {
		return Document{}, err
	}
	o.tell(store.Document, client, 0)
	x, done, err := o.look(ctx)
	if err != nil {
		return Document{}, err
	}
	defer done()
	for _, d := range x.documents(client) { // who signed is known from the index
		if d.ID == records[0].ID {
			return o.shown(x, d), nil
		}
	}
	return o.shown(x, keptDocument{records[0], m, m.signatories()}), nil
}

// documents are those of a client, the newest first.
func (x *index) documents(client string) []keptDocument {
	if r := x.rows[client]; r != nil {
		return r.documents
	}
	return nil
}

// shown is a document as it is listed.
func (o *Office) shown(x *index, d keptDocument) Document {
	m := d.meta
	r := x.rows[d.Client]
	current := m.Prints == "" || r != nil && r.version > 0 && r.brief.printed(m.Prints)
	return Document{
		ID: d.ID, Client: d.Client, Document: m.Document, About: m.Item,
		Language: m.Language, Template: m.Template, Dossier: m.Dossier, Made: m.Made, Name: m.File, Size: m.Size, SHA256: m.SHA256,
		Outdated:   m.Template != o.template(m.Document) || !current,
		Signatures: d.signatures,
	}
}

// Documents lists the documents of a client, the newest first.
func (o *Office) Documents(ctx context.Context, client string) ([]Document, error) {
	drafts, err := o.drafts(ctx, client)
	if err != nil {
		return nil, err
	}
	x, done, err := o.look(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	r := x.rows[client]
	if r == nil {
		return nil, nil
	}
	var list []Document
	for _, d := range r.documents {
		one := o.shown(x, d)
		one.Mailed = drafts[d.ID]
		list = append(list, one)
	}
	return list, nil
}

// Document returns the file of a document, byte for byte as it was made.
func (o *Office) Document(ctx context.Context, id string) (File, error) {
	d, err := o.document(ctx, id)
	return File{Name: d.meta.File, Data: d.Data}, err
}

// document reads a document.
func (o *Office) document(ctx context.Context, id string) (keptDocument, error) {
	r, err := o.get(ctx, store.Document, id)
	if err != nil {
		return keptDocument{}, err
	}
	d := keptDocument{Record: r}
	if err := json.Unmarshal(r.Head, &d.meta); err != nil {
		return d, err
	}
	d.signatures = d.meta.signatories()
	return d, nil
}
