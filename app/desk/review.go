package desk

import (
	"verwoord/app/dossier"
	"verwoord/app/engine"
	"verwoord/app/review"
)

// Review says what the agreement of a dossier, which need not be complete, has of GDPR, art. 28 and what it lacks, in a language.
func (d *Desk) Review(next dossier.Dossier, language string) (out review.Review, err error) {
	defer d.guard(&err)
	found, problems := d.engine().Review(engine.Request{Dossier: next.Encode(), Lang: language, Date: d.today()})
	if found == nil {
		return out, refuse("no-review", "", "reason", problems[0].Code)
	}
	return *found, nil
}
