package desk

import (
	"context"
	"encoding/base64"
	"errors"
	"strconv"
	"strings"

	"verwoord/app/engine"
	"verwoord/app/sign"
	store "verwoord/app/vault"
)

// Sign signs a document and keeps the signed one beside it. Nothing is lost when it fails: "sign.wrong-password" among others.
func (d *Desk) Sign(r SignRequest) (s Signed, err error) {
	defer d.guard(&err)
	ctx, done := d.begin("Sign")
	defer done()
	record, m, data, err := d.kept(r.Document)
	if err != nil {
		return Signed{}, err
	}
	kept, _, err := d.keptIdentity(r.Identity)
	if err != nil {
		return Signed{}, err
	}
	signing, err := d.signing(r)
	if err != nil {
		return Signed{}, err
	}
	if signing.Identity, err = sign.ParseIdentity(kept.Data, r.Password); err != nil {
		return Signed{}, err
	}
	d.progress("Sign", "desk.step.sign")
	result, err := d.engine().Sign(ctx, data, signing)
	if err != nil {
		return Signed{}, err
	}
	if s.Report, err = d.report(ctx, result.File); err != nil {
		return Signed{}, err
	}
	if s.Document, err = d.keepVersion(record, m, result.File, s.Report); err != nil {
		return Signed{}, err
	}
	if result.Why != nil {
		s.Lower = d.explain(result.Why).Message
	}
	return s, nil
}

// Block shows the visible block that Sign will put on a document. It needs no password. The errors are those of Sign that are not about the
// key.
func (d *Desk) Block(r SignRequest) (b Block, err error) {
	defer d.guard(&err)
	_, _, data, err := d.kept(r.Document)
	if err != nil {
		return Block{}, err
	}
	_, m, err := d.keptIdentity(r.Identity)
	if err != nil {
		return Block{}, err
	}
	signing, err := d.signing(r)
	if err != nil {
		return Block{}, err
	}
	shown, err := d.engine().Block(data, m.Holder, signing)
	if err != nil {
		return Block{}, err
	}
	return Block{
		PDF: base64.StdEncoding.EncodeToString(shown.File), Width: tenth(shown.Width), Height: tenth(shown.Height),
		Words: append([]string{}, shown.Words...),
	}, nil
}

// signing is a request as the engine takes it, but for the key.
func (d *Desk) signing(r SignRequest) (engine.Signing, error) {
	level := sign.BB
	if r.Level != "" {
		if err := level.UnmarshalText([]byte(r.Level)); err != nil {
			return engine.Signing{}, refuse("no-level", "/level", "level", r.Level)
		}
	}
	drawing, err := r.Drawing.drawn()
	if err != nil {
		return engine.Signing{}, err
	}
	services, err := d.services(level)
	return engine.Signing{
		Party: r.Party, Level: level, Reason: r.Reason, Location: r.Place, Drawing: drawing, Services: services,
	}, err
}

// services are what a signature of a level needs from outside.
func (d *Desk) services(level sign.Level) (sign.Services, error) {
	s := sign.Services{Time: d.host.Now(), Rand: d.host.Rand()}
	if level == sign.BB || !d.host.Can().Timestamps {
		return s, nil
	}
	settings, err := d.settings()
	if err != nil || settings.TimestampURL == "" {
		return s, err
	}
	if s.Certificates, err = d.roots(); err != nil {
		return s, err
	}
	s.Timestamp = func(ctx context.Context, request []byte) ([]byte, error) {
		d.progress("Sign", "desk.step.timestamp")
		return d.host.Timestamp(ctx, settings.TimestampURL, request)
	}
	s.Fetch = func(ctx context.Context, url string, body []byte) ([]byte, error) {
		d.progress("Sign", "desk.step.evidence")
		return d.host.Fetch(ctx, settings.TimestampURL, url, body)
	}
	return s, nil
}

func (d *Desk) progress(method, step string) {
	d.host.Emit(EventProgress, Progress{Call: method, Step: d.locale().T(step, nil)})
}

// drawn is a drawing as the signature takes it; nil when nothing was drawn.
func (g Drawing) drawn() (*sign.Drawing, error) {
	if g.PNG != "" {
		png, err := base64.StdEncoding.DecodeString(g.PNG)
		if err != nil {
			return nil, refuse("no-file", "/drawing/png", "name", "PNG")
		}
		return &sign.Drawing{PNG: png}, nil
	}
	var path strings.Builder
	for _, stroke := range g.Strokes {
		for i, p := range stroke {
			if i == 0 {
				path.WriteString(" M" + p.String())
				continue
			}
			// A pen is seen now and then, and goes smoothly in between: as a Catmull-Rom spline does, whose tangent at a point is
			// along its neighbours.
			from, before, after := stroke[i-1], stroke[max(0, i-2)], stroke[min(i+1, len(stroke)-1)]
			out := Stroke{from.X + (p.X-before.X)/6, from.Y + (p.Y-before.Y)/6}
			in := Stroke{p.X - (after.X-from.X)/6, p.Y - (after.Y-from.Y)/6}
			path.WriteString(" C" + out.String() + " " + in.String() + " " + p.String())
		}
		if len(stroke) == 1 {
			path.WriteString(" L" + stroke[0].String()) // a dot
		}
	}
	if path.Len() == 0 {
		return nil, nil
	}
	return &sign.Drawing{Path: path.String()[1:], Width: g.Width, Height: g.Height}, nil
}

// String is the point as it stands in path data.
func (p Stroke) String() string {
	return strconv.FormatFloat(p.X, 'f', 2, 64) + " " + strconv.FormatFloat(p.Y, 'f', 2, 64)
}

// keepVersion keeps a later version of a document: the same bytes with a signature behind them.
func (d *Desk) keepVersion(record store.Record, m documentMeta, data []byte, report Report) (Document, error) {
	db, err := d.open()
	if err != nil {
		return Document{}, err
	}
	current, err := d.current(db, record.Client)
	if err != nil {
		return Document{}, err
	}
	printed := m.Prints
	if m.DocumentInfo.Signatures, err = signatures(report); err != nil {
		return Document{}, err
	}
	return d.keepBytes(db, record.Client, m, data, printed, current)
}

// current is the digest of what the agreement of a client would print now; empty when the client is gone.
func (d *Desk) current(db *store.Store, client string) (string, error) {
	kept, err := db.Get(store.Dossier, client)
	if errors.Is(err, store.ErrNotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	next, err := read(kept.Data)
	return prints(next), err
}
