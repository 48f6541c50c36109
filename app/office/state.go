package office

import (
	"verwoord/app/engine"
	store "verwoord/app/vault"
)

// The states of a client's agreement.
const (
	StateDraft    = "draft"
	StateMade     = "made"
	StateHalf     = "signed-by-processor"
	StateSigned   = "signed-by-both"
	StateOutdated = "outdated" // it was signed, and the dossier or the approved text says something else by now
)

// agreementState is how far a client's agreement is, by the newest one of its documents.
func (o *Office) agreementState(prints string, documents []store.Record) string {
	for _, r := range documents {
		m, err := metaOf(r)
		if err != nil || m.Document != engine.Agreement {
			continue
		}
		signed := len(m.signatories()) > 0
		switch current := m.Prints == prints && m.Template == o.template(m); {
		case !current && signed:
			return StateOutdated
		case !current:
			return StateDraft
		case m.signedBy(engine.Processor) && m.signedBy(engine.Controller):
			return StateSigned
		case m.signedBy(engine.Processor):
			return StateHalf
		default:
			return StateMade
		}
	}
	return StateDraft
}

// template is the version that a document would be made of now.
func (o *Office) template(m documentMeta) string { return o.version(m.Document) }

// version is the version of a document's words; "" when there is no such document.
func (o *Office) version(document string) string {
	d, _ := o.engine.Document(document)
	return d.Version
}
