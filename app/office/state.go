package office

import "verwoord/app/engine"

// The states of a client's agreement.
const (
	StateDraft    = "draft"
	StateMade     = "made"
	StateHalf     = "signed-by-processor"
	StateSigned   = "signed-by-both"
	StateOutdated = "outdated" // it was signed, and the dossier or the approved text says something else by now
)

// States are the states, in the order in which an agreement goes through them.
var States = []string{StateDraft, StateMade, StateHalf, StateSigned, StateOutdated}

// agreementState is how far a client's agreement is, by the newest one of its documents. A signature counts when it is known who made it.
func (o *Office) agreementState(s *brief, documents []keptDocument) string {
	for _, d := range documents {
		if d.meta.Document != engine.Agreement {
			continue
		}
		switch current := s.printed(d.meta.Prints) && d.meta.Template == o.template(d.meta.Document); {
		case !current && (d.signedBy(engine.Processor) || d.signedBy(engine.Controller)):
			return StateOutdated
		case !current:
			return StateDraft
		case d.signedBy(engine.Processor) && d.signedBy(engine.Controller):
			return StateSigned
		case d.signedBy(engine.Processor):
			return StateHalf
		default:
			return StateMade
		}
	}
	return StateDraft
}
