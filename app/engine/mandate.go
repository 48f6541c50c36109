package engine

import (
	"context"
	"slices"

	"verwoord/app/locale"
	"verwoord/app/pdf/cos"
	"verwoord/app/sign"
)

// byMandate tells whether who is to sign for a party would do so for another than who the certificate is of: one who signed for the other party
// of this file, or one of the processor who signs for the controller. That is said, and stands in the block.
func (e *Engine) byMandate(f *cos.File, h Holder, party string) bool {
	if party == "" {
		return false
	}
	for _, field := range []string{other(party), other(party) + jointly} {
		if c := sign.Signers(f)[field]; c != nil && HolderOf(c) == h {
			return true
		}
	}
	return side(party) == Controller && e.ofProcessor(f, h)
}

// ofProcessor tells whether a certificate is of the processor: by its organisation, or else by the name of who signs for the processor.
func (e *Engine) ofProcessor(f *cos.File, h Holder) bool {
	catalogue := e.catalogue()
	ours := []string{catalogue.Group.Name}
	for _, entity := range catalogue.Entities {
		ours = append(ours, entity.Name)
	}
	same := func(a string) func(string) bool {
		return func(b string) bool { return locale.Fold(a) == locale.Fold(b) }
	}
	if slices.ContainsFunc(ours, same(h.Organisation)) {
		return true
	}
	c := e.inside(f)
	if c == nil {
		return false
	}
	l := e.spoken(f)
	signs := func(party string) (name, organisation string) {
		person, organisation := e.party(l, c, party)
		return person.Name, organisation
	}
	processor, _ := signs(Processor)
	controller, client := signs(Controller)
	is := same(h.Name)
	return processor != "" && is(processor) && !is(controller) && (h.Organisation == "" || !same(h.Organisation)(client))
}

// ByMandate tells whether Sign asks for a mandate of the holder of a certificate who is to sign for a party.
func (e *Engine) ByMandate(ctx context.Context, file []byte, h Holder, party string) bool {
	f, err := sign.Open(ctx, file)
	return err == nil && e.byMandate(f, h, party)
}
