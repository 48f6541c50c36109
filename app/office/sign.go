package office

import (
	"context"

	"verwoord/app/engine"
	"verwoord/app/sign"
)

// SignRequest is what is signed, by whom and how.
type SignRequest struct {
	Document string // id of a Document
	Identity string
	Password string
	Party    string // processor or controller
	Place    string
	Reason   string
	Level    string  // B-B, B-T, B-LT or B-LTA; empty is B-B
	Drawing  Drawing // what stands in the block beside the words
	Mandate  bool    // who signs for the client does so by its mandate; without, nobody here can
}

// Signed is a document that was signed, kept beside the one it was made from.
type Signed struct {
	Document Document
	Report   *Report
	Lower    error // why the level is lower than asked for; nil when it is not
}

// Block is the visible block of a signature before it is put.
type Block struct {
	PDF           []byte  // a file of one page, which is the block; nil when the field is one that is not seen
	Width, Height float64 // in points
	Words         []string
}

// Sign signs a document and keeps the signed one beside it. Nothing is lost when it fails: "sign.wrong-password" among others. Moment prints
// the times in the report.
func (o *Office) Sign(ctx context.Context, by By, r SignRequest, moment Moment) (Signed, error) {
	d, err := o.document(ctx, r.Document)
	if err != nil {
		return Signed{}, err
	}
	identity, _, err := o.keptIdentity(ctx, r.Identity)
	if err != nil {
		return Signed{}, err
	}
	if r.Party == engine.Controller && !r.Mandate {
		return Signed{}, &sign.Error{Code: "mandate"} // the identities here are the processor's
	}
	signing, err := o.signing(ctx, r)
	if err != nil {
		return Signed{}, err
	}
	if signing.Identity, err = sign.ReadKept(identity.Data, r.Password, o.world.Derive); err != nil {
		return Signed{}, err
	}
	o.step("sign")
	result, err := o.engine.Sign(ctx, d.Data, signing)
	if err != nil {
		return Signed{}, err
	}
	s := Signed{Lower: result.Why}
	if r.Party == engine.Controller { // who says so vouches for it
		if _, err := o.Pin(ctx, then(by), d.Client, signing.Identity.Certificate.Raw); err != nil {
			return Signed{}, err
		}
	}
	self := identityKnown(signing.Identity)
	if s.Report, err = o.verify(ctx, d.Client, result.File, moment, self); err != nil {
		return Signed{}, err
	}
	if d.meta.Signatures, err = o.encodeSignatures(ctx, s.Report, self); err != nil {
		return Signed{}, err
	}
	s.Document, err = o.keepDocument(ctx, by, d.Client, d.meta, result.File)
	return s, err
}

// Block shows the visible block that Sign will put on a document. It needs no password. The errors are those of Sign that are not about the
// key.
func (o *Office) Block(ctx context.Context, r SignRequest) (Block, error) {
	d, err := o.document(ctx, r.Document)
	if err != nil {
		return Block{}, err
	}
	_, m, err := o.keptIdentity(ctx, r.Identity)
	if err != nil {
		return Block{}, err
	}
	signing, err := o.signing(ctx, r)
	if err != nil {
		return Block{}, err
	}
	shown, err := o.engine.Block(ctx, d.Data, m.Holder, signing)
	return Block{PDF: shown.File, Width: shown.Width, Height: shown.Height, Words: shown.Words}, err
}

// signing is a request as the engine takes it, but for the key.
func (o *Office) signing(ctx context.Context, r SignRequest) (engine.Signing, error) {
	level := sign.BB
	if r.Level != "" {
		if err := level.UnmarshalText([]byte(r.Level)); err != nil {
			return engine.Signing{}, Refuse("no-level", "/level", "level", r.Level)
		}
	}
	services, err := o.services(ctx, level)
	return engine.Signing{
		Party: r.Party, Mandate: r.Mandate, Level: level, Reason: r.Reason, Location: r.Place, Drawing: r.Drawing.drawn(), Services: services,
	}, err
}

// services are what a signature of a level needs from outside.
func (o *Office) services(ctx context.Context, level sign.Level) (sign.Services, error) {
	s := sign.Services{Time: o.world.Now(), Rand: o.world.Rand}
	if level == sign.BB || !o.world.Reaches() {
		return s, nil
	}
	settings, err := o.Settings(ctx)
	if err != nil || settings.TimestampURL == "" {
		return s, err
	}
	s.Certificates = settings.roots()
	s.Timestamp = func(ctx context.Context, request []byte) ([]byte, error) {
		o.step("timestamp")
		return o.world.Timestamp(ctx, settings.TimestampURL, request)
	}
	s.Fetch = func(ctx context.Context, url string, body []byte) ([]byte, error) {
		o.step("evidence")
		return o.world.Fetch(ctx, settings.TimestampURL, url, body)
	}
	return s, nil
}
