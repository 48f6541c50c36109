package office

import (
	"verwoord/app/dossier"
	"verwoord/app/engine"
)

// Specimen is the example with everything chosen that a document can print, so that every part of a document is in it.
func Specimen(e *engine.Engine) *dossier.Dossier {
	next, _ := dossier.Decode(e.Example())
	if next == nil {
		panic("office: the example cannot be read") // it is part of the program
	}
	c := e.Catalogue()
	p := &next.Processing
	p.DataSubjects, p.PersonalData, p.LegalGrounds = nil, nil, map[string]string{}
	for _, s := range c.DataSubjects {
		p.DataSubjects = append(p.DataSubjects, s.ID)
	}
	for _, k := range c.PersonalData {
		p.PersonalData = append(p.PersonalData, k.ID)
		if k.NeedsGround {
			p.LegalGrounds[k.ID] = next.Controller.Name
		}
	}
	if p.End == "" {
		p.End = p.Start
	}
	if next.Processor.DPO == nil {
		dpo := next.Processor.Signatory
		next.Processor.DPO = &dpo
	}
	return next
}
