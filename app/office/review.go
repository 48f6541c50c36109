package office

import (
	"context"
	"errors"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/review"
	"verwoord/app/sign/verify"
	"verwoord/app/store"
)

// FileReview is the review of a file: what it has of GDPR, art. 28 and what it lacks.
type FileReview struct {
	*review.Review
	Language string // of the dossier inside
	Client   string // whose agreement it is, when that client is kept here; "" when it is not
}

// ReviewFile reviews a file, which need not be kept here, on the day of today. What was set aside in the dossier that is kept counts where the file
// has the words that were looked at: the client's copy carries none of it. The errors have the codes "review-foreign", of what is no agreement of
// this program, and "sign.not-pdf" and "sign.encrypted".
func (o *Office) ReviewFile(ctx context.Context, file []byte, language string) (*FileReview, error) {
	r, next, client, err := o.reviewOf(ctx, file, language)
	if err != nil {
		return nil, err
	}
	found, problems := o.engine.Review(r)
	if found == nil {
		return nil, Refuse("no-review", "", "reason", problems[0].Code)
	}
	return &FileReview{found, next.Language, client.ID}, nil
}

// MakeReviewOf makes the review of a file as a document. That of a client that is kept here is kept with its documents, to be signed; of another
// it is a file alone.
func (o *Office) MakeReviewOf(ctx context.Context, by By, file []byte, language string) (Made, File, error) {
	r, next, client, err := o.reviewOf(ctx, file, language)
	if err != nil {
		return Made{}, File{}, err
	}
	made, problems, err := o.engine.Make(ctx, r)
	m := Made{Problems: problems}
	if err != nil || made == nil {
		return m, File{}, err
	}
	if client.ID == "" {
		return m, File{Name: made.Name, Data: made.Data}, nil
	}
	meta := documentMeta{DocumentInfo: store.DocumentInfo{
		Document: r.Document, Language: made.Tree.Lang, Template: o.template(r.Document), Dossier: client.Version, Made: o.world.Now(),
		File: o.fileName(*next, Request{Document: r.Document, Language: made.Tree.Lang}),
	}} // it is of a file, and so never of another agreement by now
	document, err := o.keepDocument(ctx, by, client.ID, meta, made.Data)
	m.Document = &document
	return m, File{}, err
}

// reviewOf is the request for the review of a file, the dossier inside it, and the record of the client when that is kept here.
func (o *Office) reviewOf(ctx context.Context, file []byte, language string) (engine.Request, *dossier.Dossier, store.Record, error) {
	fail := func(err error) (engine.Request, *dossier.Dossier, store.Record, error) {
		return engine.Request{}, nil, store.Record{}, err
	}
	id := ""
	if in, err := InFile(ctx, o.engine, file); err != nil {
		return fail(err)
	} else if in != nil {
		id = in.ID
	}
	options, err := o.verifying(ctx, id)
	if err != nil {
		return fail(err)
	}
	inside, found, err := o.engine.Reviewed(ctx, file, options, o.here(ctx, id))
	if errors.Is(err, engine.ErrForeign) {
		return fail(Refuse("review-foreign", ""))
	}
	if err != nil {
		return fail(err)
	}
	kept, err := o.get(ctx, store.Dossier, id)
	switch {
	case errors.Is(err, store.ErrNotFound):
		kept = store.Record{}
	case err != nil:
		return fail(err)
	default:
		own, err := o.read(kept.Data)
		if err != nil {
			return fail(err)
		}
		inside.Dossier.SetAside = own.SetAside
	}
	return engine.Request{
		Document: engine.ReviewDocument, Dossier: inside.Dossier.Encode(), Reviewed: found, Lang: language, Date: o.today(), Organisation: o.itself.Load(),
	}, inside.Dossier, kept, nil
}

// verifying is what is known here of who signs for a client.
func (o *Office) verifying(ctx context.Context, client string) (verify.Options, error) {
	settings, err := o.Settings(ctx)
	if err != nil {
		return verify.Options{}, err
	}
	known, err := o.vouched(ctx, client)
	return verify.Options{Now: o.world.Now(), Roots: settings.roots(), Known: known}, err
}
