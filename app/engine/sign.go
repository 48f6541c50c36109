package engine

import (
	"context"
	"slices"
	"strings"
	"time"

	"verwoord/app/locale"
	"verwoord/app/pdf"
	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/record"
	"verwoord/app/sign"
	"verwoord/app/sign/verify"
)

// The parties of an agreement, which are also the names of the fields that they sign in.
const (
	Processor  = "processor"
	Controller = "controller"
	// Legal is no party: whoever read a review signs it.
	Legal = "legal"
)

// jointly ends the name of the field of a party's joint signatory.
const jointly = "-2"

// side is the party that a field is of.
func side(field string) string { return strings.TrimSuffix(field, jointly) }

// beside is the other field of the party that a field is of.
func beside(field string) string {
	if side(field) == field {
		return field + jointly
	}
	return side(field)
}

// Signing is one signature to put.
type Signing struct {
	Identity *sign.Identity // not needed to see the block
	Party    string         // Processor or Controller, "-2" behind it for who signs jointly; "" takes the first field that is empty
	Level    sign.Level
	SHA3     bool // digest with SHA-3
	Reason   string
	Location string
	Drawing  *sign.Drawing  // nil for none
	Mandate  bool           // who signs for the party does so by mandate: the block says so
	Known    []verify.Known // whose certificates are known: one of the other party signs by mandate alone
	Services sign.Services  // its Time is printed in Dutch time
}

// other is the party beside a party.
func other(party string) string {
	if side(party) == Processor {
		return Controller
	}
	return Processor
}

// Sign puts a signature on a file, with the visible block that Block shows. Where this identity has signed already, and a level above B-B is
// asked for, that is raised: signing again would take the field of the other party. That is only done for a party that is named, and by mandate,
// as is what one of the processor signs for the controller; else the error is an *sign.Error, key-signed or mandate.
func (e *Engine) Sign(ctx context.Context, file []byte, s Signing) (sign.Result, error) {
	f, err := sign.Open(ctx, file)
	if err != nil {
		return sign.Result{}, err
	}
	signed := (s.Level > sign.BB || s.Party == "") && s.signed(f)
	if err := sign.Done(f); err != nil {
		return sign.Result{}, err
	}
	switch {
	case signed && s.Level > sign.BB:
		return sign.Extend(ctx, f, s.Level, s.Services)
	case signed:
		return sign.Result{}, &sign.Error{Code: "key-signed"}
	}
	s.Party = s.party(f)
	h := HolderOf(s.Identity.Certificate)
	if c := sign.Signers(f)[beside(s.Party)]; s.Party != "" && c != nil && HolderOf(c) == h {
		return sign.Result{}, &sign.Error{Code: "key-joint"} // who act together are two
	}
	if !s.Mandate && (e.byMandate(f, h, s.Party) || s.ofOther()) {
		return sign.Result{}, &sign.Error{Code: "mandate"}
	}
	_, r := e.request(f, h, s)
	return sign.Sign(ctx, f, s.Identity, r)
}

// party is the party that is signed for: the one that is named, or else the one whose field is the first that is empty.
func (s Signing) party(f *cos.File) string {
	if s.Party != "" {
		return s.Party
	}
	switch target, name := form.Read(f).Choose(""); {
	case target == nil:
	case side(name) == Processor, side(name) == Controller, name == Legal:
		return name
	}
	return ""
}

// Extend raises the level of a signed file.
func (e *Engine) Extend(ctx context.Context, file []byte, level sign.Level, services sign.Services) (sign.Result, error) {
	f, err := sign.Open(ctx, file)
	if err != nil {
		return sign.Result{}, err
	}
	return sign.Extend(ctx, f, level, services)
}

// signed tells whether the field of the party, or any when no party is named, holds a good signature of the identity.
func (s Signing) signed(f *cos.File) bool {
	report := verify.File(f, verify.Options{Now: s.Services.Time})
	c := s.Identity.Certificate
	return slices.ContainsFunc(report.Signatures, func(signature verify.Signature) bool {
		by := signature.Signer
		return (s.Party == "" || signature.Field == s.Party) && signature.OK && by != nil &&
			by.Serial == c.SerialNumber.Text(16) && by.From.Equal(c.NotBefore)
	})
}

// stamps tells whether an authority is to say when.
func (s Signing) stamps() bool { return s.Services.Timestamp != nil && s.Level >= sign.BT }

// request is what is asked of the signature. The visible block says who signs, in what role and for whom, when by which clock, and who says
// so; it has its words with a time-stamp and without.
func (e *Engine) request(file *cos.File, h Holder, s Signing) (block func(stamped bool) []string, r sign.Request) {
	role, organisation := "", ""
	l := e.spoken(file)
	if c := e.inside(file); c != nil {
		var person record.Person
		person, organisation = e.party(l, c, s.Party)
		if person.Name == h.Name {
			role = person.Role // what the certificate does not say is printed only of whom it names
		}
	}
	if organisation == "" && h.Organisation != h.Name {
		organisation = h.Organisation
	}
	s.Mandate = s.Mandate || e.byMandate(file, h, s.Party)
	block = func(stamped bool) []string { return e.words(l, h, s, role, organisation, stamped && s.stamps()) }
	return block, sign.Request{
		Field: s.Party, Level: s.Level, SHA3: s.SHA3, Name: h.Name, Reason: s.Reason, Location: s.Location,
		Look: e.look(block, s.Drawing), Sheet: e.sheet(l, file, s.Party), Services: s.Services,
	}
}

// inside is what a file carries; nil when it carries nothing that can be read.
func (e *Engine) inside(file *cos.File) *Carried {
	data, err := pdf.Extract(file)
	if err != nil {
		return nil
	}
	c, _ := parseCarried(data, nil)
	return c
}

// spoken is the language of a file, as far as it says how it was made or what it is in.
func (e *Engine) spoken(file *cos.File) *locale.Locale {
	if r, ok := parseRecipe(pdf.Original(file).Identifier); ok {
		return e.locales.Locale(r.lang)
	}
	return e.locales.Locale(sign.Language(file))
}

// Party is who signs a file for a party, and the organisations signed for; nobody when the file carries no dossier.
func (e *Engine) Party(ctx context.Context, file []byte, party string) (signatory record.Person, organisation string) {
	f, err := sign.Open(ctx, file)
	if err != nil {
		return record.Person{}, ""
	}
	c := e.inside(f)
	if c == nil {
		return record.Person{}, ""
	}
	return e.party(e.spoken(f), c, party)
}

// sent is a record that says who sends what is made of it, and for which company: those who sign it.
type sent interface {
	By() (sender *record.Person, entity string)
}

// party is who signs for a party according to what a file carries, and the organisations signed for.
func (e *Engine) party(l *locale.Locale, c *Carried, party string) (signatory record.Person, organisation string) {
	d := c.Dossier
	switch side(party) {
	case Processor:
		entities, signatory := d.Processor.Entities, d.Processor.Signatory
		if joint := d.Processor.JointSignatory; joint != nil && party != Processor {
			signatory = *joint
		}
		if about, ok := c.About.(sent); ok {
			sender, entity := about.By()
			entities, signatory = []string{entity}, d.Processor.BreachContact
			if sender != nil {
				signatory = *sender
			}
		}
		var names []string
		for _, id := range entities {
			if entity, ok := e.catalogue().Entity(id); ok {
				names = append(names, entity.Name)
			}
		}
		return signatory, l.List(names)
	case Controller:
		if joint := d.Controller.JointSignatory; joint != nil && party != Controller {
			return *joint, d.Controller.Name
		}
		return d.Controller.Signatory, d.Controller.Name
	case Legal:
		if d.Processor.PrivacyContact != nil {
			return *d.Processor.PrivacyContact, ""
		}
	}
	return record.Person{}, ""
}

// words is what the visible block says, the name first. stamped tells whether an authority says when.
func (e *Engine) words(l *locale.Locale, h Holder, s Signing, role, organisation string, stamped bool) []string {
	lines := []string{h.Name}
	if role != "" {
		lines = append(lines, role)
	}
	switch {
	case s.Mandate:
		lines = append(lines, l.T("sign.block.mandate", locale.Args{"Organisation": organisation}))
	case organisation != "":
		lines = append(lines, l.T("sign.block.for", locale.Args{"Organisation": organisation}))
	}
	at := s.Services.Time.In(e.deadlines().Zone()) // the law of the agreement is Dutch, wherever the computer stands
	clock := "sign.block.clock"
	if stamped {
		clock = "sign.block.timestamp"
	}
	lines = append(lines,
		l.T("sign.block.when", locale.Args{"Place": s.Location, "When": l.Date(at.Format(time.DateOnly)) + ", " + at.Format("15:04")}),
		l.T(clock, nil),
		h.vouched(l, organisation))
	if s.Reason != "" {
		lines = append(lines, l.T("sign.block.reason", locale.Args{"Reason": s.Reason}))
	}
	return lines
}
