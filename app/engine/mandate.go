package engine

import (
	"context"
	"slices"

	"verwoord/app/locale"
	"verwoord/app/pdf/cos"
	"verwoord/app/sign"
	"verwoord/app/sign/verify"
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

// ofOther tells whether the certificate is known to be of the other party, and not of this one.
func (s Signing) ofOther() bool {
	if s.Party == "" {
		return false
	}
	fingerprint, other := verify.Fingerprint(s.Identity.Certificate), false
	for _, k := range s.Known {
		switch {
		case k.Fingerprint != fingerprint:
		case k.Field == "" || side(k.Field) == side(s.Party):
			return false
		default:
			other = true
		}
	}
	return other
}

// Whose tells for which party Sign signs, and whether anything says that the certificate is of that party: somebody here who knows it, or its name,
// which is the signatory's or the organisation's. Where nothing does, it may be anyone's, one of the other party's too.
func (e *Engine) Whose(ctx context.Context, file []byte, s Signing) (party string, said bool) {
	f, err := sign.Open(ctx, file)
	if err != nil {
		return "", true
	}
	s.Party = s.party(f)
	if side(s.Party) != Processor && side(s.Party) != Controller {
		return s.Party, true // there is no party to be of
	}
	c := e.inside(f)
	if c == nil {
		return s.Party, true
	}
	fingerprint, h := verify.Fingerprint(s.Identity.Certificate), HolderOf(s.Identity.Certificate)
	if slices.ContainsFunc(s.Known, func(k verify.Known) bool {
		return k.Fingerprint == fingerprint && (k.Field == "" || side(k.Field) == side(s.Party))
	}) {
		return s.Party, true
	}
	person, organisation := e.party(e.spoken(f), c, s.Party)
	names := func(name, of string) bool { return of != "" && locale.Fold(name) == locale.Fold(of) }
	return s.Party, names(h.Name, person.Name) || names(h.Name, organisation) || names(h.Organisation, organisation) ||
		side(s.Party) == Processor && e.ofProcessor(f, h)
}

// ByMandate tells whether Sign asks for a mandate of the holder of a certificate who is to sign for a party.
func (e *Engine) ByMandate(ctx context.Context, file []byte, h Holder, party string) bool {
	f, err := sign.Open(ctx, file)
	return err == nil && e.byMandate(f, h, party)
}
