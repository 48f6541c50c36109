package incident

import (
	"slices"

	"verwoord/app/dossier"
	"verwoord/app/record"
)

// Against holds what For returned against the client's dossier: the company and the services are those of the agreement, and JEX is the
// processor for them (GDPR, art. 4(8)). When the agreement has one company, it is that one,
// and when it has a term in hours for the notice, the clock reads its number there.
func (i *Incident) Against(d *dossier.Dossier, c *dossier.Catalogue) (problems record.Problems) {
	tell := func(path, code string, args ...string) {
		problems = append(problems, Codes.Problem(path, code, args...))
	}
	if i.Entity == "" && len(d.Processor.Entities) == 1 {
		i.Entity = d.Processor.Entities[0]
	}
	if hours, ok := d.Agreed(dossier.TermBreachHours, "hours"); ok {
		i.Own().TermHours = hours
	}
	if i.Entity != "" && !slices.Contains(d.Processor.Entities, i.Entity) {
		tell("/entity", "incident-entity", i.Entity)
	}
	own := i.Own()
	for n, id := range own.Services {
		if len(d.Processing.Services) == 0 {
			break // a dossier that was taken from a notice has no more than that shows
		}
		path := record.At("/affected/0/services", n)
		at := slices.IndexFunc(d.Processing.Services, func(s dossier.Service) bool { return s.ID == id })
		if at < 0 {
			tell(path, "incident-service", id)
		} else if role := d.Processing.Services[at].Role; role != "" && role != "processor" {
			tell(path, "incident-service-own", id)
		}
	}
	check := func(path string, ids, agreed, known, more []string) {
		for n, id := range ids {
			switch {
			case slices.Contains(more, id) || slices.Contains(agreed, id):
			case slices.Contains(known, id) && len(agreed) == 0: // likewise
			case slices.Contains(known, id):
				tell(record.At(path, n), "incident-not-in-agreement", id)
			default:
				tell(record.At(path, n), "incident-id-unknown", id)
			}
		}
	}
	check("/affected/0/dataSubjects", own.DataSubjects, d.Processing.DataSubjects, ids(c.DataSubjects, func(x dossier.Category) string { return x.ID }), MoreSubjects)
	check("/affected/0/personalData", own.PersonalData, d.Processing.PersonalData, ids(c.PersonalData, func(x dossier.Kind) string { return x.ID }), MoreData)
	check("/measuresBefore", i.MeasuresBefore, nil, ids(c.Measures, func(x dossier.Item) string { return x.ID }), MeasuresBefore)
	return problems
}

func ids[T any](items []T, id func(T) string) (out []string) {
	for _, item := range items {
		out = append(out, id(item))
	}
	return out
}
