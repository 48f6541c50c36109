package office

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"

	"verwoord/app/engine"
	"verwoord/app/incident"
	"verwoord/app/record"
	"verwoord/app/sign"
	"verwoord/app/sign/verify"
	"verwoord/app/store"
)

// Notified is what became of one client in Notify.
type Notified struct {
	Client   string
	Name     string
	Document *Document       // that was made and signed; nil when a problem is an error
	Problems record.Problems // what stands in the way, and what someone should look at
}

// NotifyStep is told how far Notify is, before each client.
type NotifyStep func(done, all int, name string)

// Notify makes and signs the notice of a breach to every client for which what is known now was not made and signed yet. It can be ended by
// the context and begun again: what is done stays, and is not done twice. Without an identity nothing is signed. Again makes those anew too that
// were signed a while ago and not sent: see BreachRow.Stale.
func (o *Office) Notify(ctx context.Context, by By, id string, r SignRequest, again bool, step NotifyStep) ([]Notified, error) {
	b, err := o.Breach(ctx, id)
	if err != nil {
		return nil, err
	}
	n, err := o.notifier(ctx, b.Record, r)
	if err != nil {
		return nil, err
	}
	var open []BreachRow
	for _, row := range b.Rows {
		if row.State == NoticeOpen || row.State == NoticeChanged || row.State == NoticeMade && n.signing != nil || again && row.Stale {
			open = append(open, row)
		}
	}
	out := []Notified{}
	for at, row := range open {
		if err := ctx.Err(); err != nil {
			return out, err
		}
		step(at, len(open), row.Name)
		done, err := n.notify(ctx, part(by, row.Client), row)
		if err != nil {
			return out, err
		}
		out = append(out, done)
	}
	return out, nil
}

// part is the act within an act that is about one client: a retry of the whole names it the same.
func part(by By, client string) By {
	sum := sha256.Sum256(append(by.Op[:], client...))
	copy(by.Op[:], sum[:])
	return by
}

// notifier is what is the same for every client in Notify.
type notifier struct {
	*Office
	record  Record
	whole   *incident.Incident
	signing *engine.Signing // nil for no signature
	known   verify.Known
}

func (o *Office) notifier(ctx context.Context, r Record, s SignRequest) (*notifier, error) {
	n := &notifier{Office: o, record: r}
	var problems record.Problems
	if n.whole, problems = incident.Type.Decode(r.Data); n.whole == nil {
		return nil, &BadRecord{problems}
	}
	if s.Identity == "" {
		return n, nil
	}
	identity, _, err := o.keptIdentity(ctx, s.Identity)
	if err != nil {
		return nil, err
	}
	s.Party = engine.Processor
	signing, err := o.signing(ctx, s)
	if err != nil {
		return nil, err
	}
	if signing.Identity, err = sign.ReadKept(identity.Data, s.Password, o.world.Derive); err != nil {
		return nil, err
	}
	n.signing = &signing
	n.known = identityKnown(signing.Identity)
	return n, nil
}

// notify makes the notice to one client, signs it, and has it verified before it is kept.
func (n *notifier) notify(ctx context.Context, by By, row BreachRow) (Notified, error) {
	out := Notified{Client: row.Client, Name: row.Name}
	before, err := n.get(ctx, store.Dossier, row.Client)
	if errors.Is(err, store.ErrNotFound) {
		out.Problems = record.Problems{engine.Codes.Problem("", "round-no-dossier", row.Client)}
		return out, nil
	}
	if err != nil {
		return out, err
	}
	next, err := n.read(before.Data)
	if err != nil {
		return out, err
	}
	asked := Request{Document: n.breachNotice(), About: n.record.ID}
	request, err := n.Asked(ctx, row.Client, asked)
	if err != nil {
		return out, err
	}
	request.Dossier = before.Data
	if own, ok := n.whole.For(row.Client); ok { // the rows of the others need not be read again for each
		request.About = incident.Type.Encode(&own)
	}
	made, problems, err := n.engine.Make(ctx, request)
	out.Problems = problems
	if err != nil || made == nil {
		return out, err
	}
	meta := documentMeta{DocumentInfo: store.DocumentInfo{
		Document: asked.Document, Item: n.record.ID, Language: made.Tree.Lang, Template: n.template(asked.Document), Dossier: before.Version,
		Made: n.world.Now(), File: n.fileName(next, n.numbered(asked, request)),
	}, Tells: tells(n.whole, row.Client, before.Version)}
	file := made.Data
	if n.signing != nil {
		if file, err = n.sign(ctx, file, &meta); err != nil {
			return out, err
		}
	}
	d, err := n.keepDocument(ctx, by, row.Client, meta, file)
	out.Document = &d
	return out, err
}

// numbered is a request as the file of its document is named: a notice by its place in the chain.
func (o *Office) numbered(r Request, asked engine.Request) Request {
	if o.engine.IsNotice(r.Document) {
		r.About += "-" + strconv.Itoa(len(asked.Chain)+1)
	}
	return r
}

// sign signs a notice, and says in the meta who did and whether it holds.
func (n *notifier) sign(ctx context.Context, file []byte, meta *documentMeta) ([]byte, error) {
	signing := *n.signing
	signing.Services.Time = n.world.Now()
	result, err := n.engine.Sign(ctx, file, signing)
	if err != nil {
		return nil, err
	}
	// That its words are the recorded ones is known: they were made a moment ago.
	found, err := n.engine.Judge(ctx, result.File, verify.Options{Now: signing.Services.Time, Known: []verify.Known{n.known}}, false, engine.Here{})
	if err != nil {
		return nil, err
	}
	var report Report
	for _, s := range found.Signatures {
		report.Signatures = append(report.Signatures, signature(s, nil))
	}
	if len(found.Signatures) == 0 || !found.Signatures[0].OK {
		return nil, fmt.Errorf("%s: the signature that was put does not hold", meta.File)
	}
	meta.Signatures, err = n.encodeSignatures(ctx, &report, n.known)
	return result.File, err
}

// toldIn is what of a record a document tells its client, as a digest; empty for one that is about no breach.
func (o *Office) toldIn(d string, about []byte, client string, version int) string {
	if d != o.breachNotice() {
		return ""
	}
	whole, _ := incident.Type.Decode(about)
	if whole == nil {
		return ""
	}
	return tells(whole, client, version)
}
