package office

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"time"

	"verwoord/app/notice"
	"verwoord/app/store"
)

// answer is the kind of a record that says that a client answered a document, under the document's id.
const answer store.Kind = "answer"

// Sent is that a document went to its client. A person says so: nothing here sends.
type Sent struct {
	Document string // id of the document
	Kind     string // which document it is
	About    string // id of the record that it is about
	Number   int    // its place in the chain, from 1
	Phase    string
	At       string // RFC 3339
	How      string // one of Ways
	To       string
	By       string // who says so
	Next     string // by when the next one was promised in it, RFC 3339; empty for none
	Answered string // when the client answered, RFC 3339; empty when it did not
	tells    string // digest of the record as the client was told it
}

// Ways are how a document goes to a client.
var Ways = []string{"secure-mail", "mail", "portal", "registered-post", "confirmed-by-phone", "in-person"}

// Sending is what a person says of a document that went out.
type Sending struct {
	Document string
	At       string // RFC 3339; empty for the moment of the call
	How      string
	To       string // empty for the mailbox of whom the client wants told
	By       string
}

// sentHead is what is kept beside a notice, for lists.
type sentHead struct {
	Kind   string `json:"kind"`
	About  string `json:"about"`
	Number int    `json:"number"`
	Phase  string `json:"phase,omitempty"`
	At     string `json:"at"`
	How    string `json:"how"`
	To     string `json:"to"`
	By     string `json:"by"`
	Next   string `json:"next,omitempty"`
	Tells  string `json:"tells"`
}

// Sent keeps that a document about a record was sent. From then on it stays as it is, and the next one follows it. The errors have the codes
// "sent-already", "sent-not-next" when the client was sent another one since it was made, "sent-when" for a moment that cannot be, and
// "sent-no-notice".
func (o *Office) Sent(ctx context.Context, by By, s Sending) error {
	d, err := o.document(ctx, s.Document)
	if err != nil {
		return err
	}
	at, err := o.sentAt(s.At, d.meta.Made)
	if err != nil {
		return err
	}
	if !slices.Contains(Ways, s.How) {
		return Refuse("sent-how", "/how")
	}
	chain, _, err := o.engine.Follows(ctx, d.Data)
	if err != nil || d.meta.Item == "" {
		return Refuse("sent-no-notice", "")
	}
	before, err := o.sentTo(ctx, d.Client, d.meta.Document, d.meta.Item)
	if err != nil {
		return err
	}
	if slices.ContainsFunc(before, func(b Sent) bool { return b.Document == d.ID }) {
		return Refuse("sent-already", "")
	}
	n := chain[len(chain)-1]
	if n.Number != len(before)+1 {
		return Refuse("sent-not-next", "")
	}
	if s.To == "" {
		of, err := o.latest(ctx, d.Client)
		if err != nil {
			return err
		}
		s.To = o.engine.Recipient(d.meta.Document, &of).Email
	}
	n.SentAt, n.How, n.To = at, s.How, s.To
	head := sentHead{d.meta.Document, d.meta.Item, n.Number, n.Phase, at, s.How, s.To, s.By, o.promised(ctx, d.Data), d.meta.Tells}
	data, err := json.Marshal(head)
	if err != nil {
		return err
	}
	change := store.Change{Ref: kept(store.Notice, d.ID), Client: d.Client, Head: data, Data: notice.Type.Encode(&n)}
	if _, err := o.put(ctx, by, change); err != nil {
		return err
	}
	o.tell(store.Notice, d.Client, 0)
	return nil
}

// sentAt is the moment that a person gives: not before the document was made, and not to come.
func (o *Office) sentAt(given string, made time.Time) (string, error) {
	now := o.world.Now()
	if given == "" {
		return now.Format(time.RFC3339), nil
	}
	at, err := time.Parse(time.RFC3339, given)
	if err != nil || at.After(now.Add(time.Minute)) || at.Before(made.Truncate(time.Minute)) {
		return "", Refuse("sent-when", "/at")
	}
	return at.Format(time.RFC3339), nil
}

// promised is by when the record inside a document promises the next one.
func (o *Office) promised(ctx context.Context, file []byte) string {
	c, _, err := o.engine.Inside(ctx, file)
	if err != nil || c == nil {
		return ""
	}
	var says struct {
		Next string `json:"nextUpdate"`
	}
	_ = json.Unmarshal(c.AboutJSON(), &says) // without it nothing was promised
	return says.Next
}

// NotSent takes back that a document was sent, when that was a mistake. Only of the last of a chain: what follows it names it. The errors have
// the codes "sent-not" and "sent-followed".
func (o *Office) NotSent(ctx context.Context, by By, document string) error {
	r, err := o.get(ctx, store.Notice, document)
	if err != nil {
		return Refuse("sent-not", "")
	}
	var head sentHead
	if err := json.Unmarshal(r.Head, &head); err != nil {
		return err
	}
	all, err := o.sentTo(ctx, r.Client, head.Kind, head.About)
	if err != nil {
		return err
	}
	if len(all) == 0 || all[len(all)-1].Document != document {
		return Refuse("sent-followed", "")
	}
	changes := []store.Change{{Ref: r.Ref, Base: r.Version, Client: r.Client, Deleted: true}}
	if a, err := o.get(ctx, answer, document); err == nil {
		changes = append(changes, store.Change{Ref: a.Ref, Base: a.Version, Client: a.Client, Deleted: true})
	}
	if _, err := o.put(ctx, by, changes...); err != nil {
		return err
	}
	o.tell(store.Notice, r.Client, 0)
	return nil
}

// Answered keeps that a client answered what it was sent; that it did not after all when yes is false. The error has the code "sent-not".
func (o *Office) Answered(ctx context.Context, by By, document string, yes bool) error {
	r, err := o.get(ctx, store.Notice, document)
	if err != nil {
		return Refuse("sent-not", "")
	}
	change := store.Change{Ref: kept(answer, document), Client: r.Client, Deleted: !yes}
	switch a, err := o.get(ctx, answer, document); {
	case err == nil && yes:
		return nil
	case err == nil:
		change.Base = a.Version
	case !yes:
		return nil
	}
	if yes {
		change.Head, err = json.Marshal(answerHead{o.world.Now().Format(time.RFC3339)})
		if err != nil {
			return err
		}
	}
	if _, err := o.put(ctx, by, change); err != nil {
		return err
	}
	o.tell(store.Notice, r.Client, 0)
	return nil
}

// answerHead is what is kept of an answer.
type answerHead struct {
	At string `json:"at"`
}

// sentTo is what a client was sent about a record, the first first.
func (o *Office) sentTo(ctx context.Context, client, document, about string) ([]Sent, error) {
	x, done, err := o.look(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	return x.rows[client].sentAbout(document, about), nil
}

// sentAbout is what a client was sent about a record, the first first.
func (r *row) sentAbout(document, about string) (list []Sent) {
	if r == nil {
		return nil
	}
	for _, s := range r.sent {
		if s.About == about && s.Kind == document {
			list = append(list, s)
		}
	}
	return list
}

// post puts what a notice says, or an answer to it, among what its client was sent.
func (r *row) post(record store.Record) {
	at := slices.IndexFunc(r.sent, func(s Sent) bool { return s.Document == record.ID })
	if record.Kind == answer {
		if at < 0 {
			return // its notice comes after it in the feed, or is gone
		}
		var head answerHead
		if !record.Deleted {
			_ = json.Unmarshal(record.Head, &head) // one that says nothing is none
		}
		r.sent[at].Answered = head.At
		return
	}
	if at >= 0 {
		r.sent = slices.Delete(r.sent, at, at+1)
	}
	var h sentHead
	if record.Deleted || json.Unmarshal(record.Head, &h) != nil {
		return
	}
	r.sent = append(r.sent, Sent{record.ID, h.Kind, h.About, h.Number, h.Phase, h.At, h.How, h.To, h.By, h.Next, "", h.Tells})
	slices.SortFunc(r.sent, func(a, b Sent) int { return cmp.Or(cmp.Compare(a.About, b.About), cmp.Compare(a.Number, b.Number)) })
}

// chain is what a client was sent about a record as the next document follows it, and the record as the last of them tells it.
func (o *Office) chain(ctx context.Context, client, document, about string) (chain []notice.Notice, before []byte, err error) {
	all, err := o.sentTo(ctx, client, document, about)
	if err != nil || len(all) == 0 {
		return nil, nil, err
	}
	for _, s := range all {
		r, err := o.get(ctx, store.Notice, s.Document)
		if err != nil {
			return nil, nil, err
		}
		n, problems := notice.Type.Decode(r.Data)
		if n == nil {
			return nil, nil, &BadRecord{problems}
		}
		chain = append(chain, *n)
	}
	last, err := o.document(ctx, all[len(all)-1].Document)
	if err != nil {
		return nil, nil, err
	}
	c, _, err := o.engine.Inside(ctx, last.Data)
	if err != nil {
		return nil, nil, err
	}
	return chain, c.AboutJSON(), nil
}

// wasSent tells whether anyone was sent something about a record.
func (x *index) wasSent(about string) bool {
	for _, r := range x.rows {
		if slices.ContainsFunc(r.sent, func(s Sent) bool { return s.About == about }) {
			return true
		}
	}
	return false
}
