package desk

import (
	"context"

	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/review"
)

// Review says what the agreement of a dossier, which need not be complete, has of GDPR, art. 28 and what it lacks, in a language.
func (d *Desk) Review(next dossier.Dossier, language string) (out review.Review, err error) {
	defer d.guard(&err)
	found, problems := d.engine().Review(engine.Request{Dossier: next.Encode(), Lang: language, Date: d.today(), Organisation: d.itself()})
	if found == nil {
		return out, refuse("no-review", "", "reason", problems[0].Code)
	}
	return *found, nil
}

// FileReview is the review of a file.
type FileReview struct {
	Review   review.Review `json:"review"`
	Said     string        `json:"said"`     // what the file is, in words
	Language string        `json:"language"` // of the dossier inside
	Client   string        `json:"client"`   // whose agreement it is, when that client is kept here; empty when it is not
}

// ReviewFile says the same of a file that is kept or comes from elsewhere, signed or not. The error has the code "review-foreign" when it is no
// agreement of this program: the paper of others is out of reach.
func (d *Desk) ReviewFile(f File, language string) (out FileReview, err error) {
	defer d.guard(&err)
	o, err := d.office()
	if err != nil {
		return FileReview{}, err
	}
	data, err := f.bytes()
	if err != nil {
		return FileReview{}, err
	}
	found, err := o.ReviewFile(context.Background(), data, language)
	if err != nil {
		return FileReview{}, err
	}
	said := d.engine().Locales().Locale(language).T("review.file."+string(found.File.Text), nil)
	return FileReview{Review: *found.Review, Said: said, Language: found.Language, Client: found.Client}, nil
}

// ReviewMade is the review of a file as a document.
type ReviewMade struct {
	Document *Document `json:"document,omitempty"` // none when the client is not kept here
	File     *File     `json:"file,omitempty"`     // then the document is a file alone
	Problems []Problem `json:"problems"`
}

// MakeReview makes the review of a file as a document, and keeps it with those of the client that is kept here.
func (d *Desk) MakeReview(f File, language string) (m ReviewMade, err error) {
	defer d.guard(&err)
	o, by, err := d.acting()
	if err != nil {
		return ReviewMade{}, err
	}
	data, err := f.bytes()
	if err != nil {
		return ReviewMade{}, err
	}
	made, file, err := o.MakeReviewOf(context.Background(), by, data, language)
	m.Problems = d.worded(made.Problems)
	if made.Document != nil {
		document := d.document(*made.Document)
		m.Document = &document
	}
	if err == nil && file.Data != nil {
		sent, err := d.sent(file, nil)
		m.File = &sent
		return m, err
	}
	return m, err
}
