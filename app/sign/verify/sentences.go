package verify

import (
	"slices"
	"time"

	"verwoord/app/sign/chain"
)

// Sentence is one thing that the report says, for people: a message of the locale files and what it names.
type Sentence struct {
	Signature int            `json:"signature"` // which one it is about, counted from 1; 0 for the file
	Key       string         `json:"key"`
	Args      map[string]any `json:"args,omitempty"`
}

// Verdicts says how the questions of integrity and identity are answered.
func (r *Report) Verdicts() (integrity, identity Sentence) {
	identity = newSentence(0, "verdict.identity."+r.Identity.Code, nil)
	if r.Identity.Code == Listed || r.Identity.Code == ListedParty {
		for _, s := range r.Signatures {
			if s.Identity.Code == r.Identity.Code {
				identity.Args = s.Listed.args()
				break
			}
		}
	}
	people, broken := 0, 0
	for _, s := range r.Signatures {
		if s.Kind != DocumentTimestamp {
			people++
		}
		if s.Since == ExtentUnknown {
			broken++
		}
	}
	key := "verdict.integrity." + r.Integrity.Code
	count := people
	switch {
	case r.Integrity.Code == Broken:
		count = max(1, broken)
	case r.Integrity.Code != Intact:
	case people == 0:
		key += "-stamp"
	case people < len(r.Signatures):
		key += "-stamped"
	}
	return newSentence(0, key, map[string]any{"Count": count}), identity
}

// Sentences says what else the report says: of the file, and then of each signature who, what has changed since, when, and what it is worth.
// when prints a time in the reader's language and zone.
func (r *Report) Sentences(when func(time.Time) string) []Sentence {
	w := sentences{when: when, intact: r.Integrity.Code == Intact}
	for _, f := range r.Problems {
		if f.Code != "no-signature" { // said already
			w.finding(f)
		}
	}
	for _, f := range r.Notes {
		w.finding(f)
	}
	for i := range r.Signatures {
		w.about = i + 1
		w.signature(&r.Signatures[i])
	}
	w.about = 0
	if len(r.Signatures) > 0 {
		w.say("verify.level-is-technical", nil)
	}
	return w.all
}

type sentences struct {
	all    []Sentence
	about  int
	intact bool     // the verdict says already that nothing was changed
	since  []Extent // said already
	when   func(time.Time) string
}

func (w *sentences) say(key string, args map[string]any) {
	w.all = append(w.all, newSentence(w.about, key, args))
}

func newSentence(about int, key string, args map[string]any) Sentence {
	for name, value := range args {
		if text, ok := value.(string); ok {
			args[name] = chain.Plain(text)
		}
	}
	return Sentence{about, key, args}
}

// Sentence says what was found.
func (f Finding) Sentence() Sentence {
	key := "verify.finding." + f.Code
	switch {
	case f.Code != "modified":
	case f.Detail == "Metadata":
		key += "-metadata"
	case f.Page > 0:
		key += "-page"
	case f.Object == 0:
		key += "-part"
	}
	return newSentence(0, key, map[string]any{"Object": f.Object, "Page": f.Page, "Detail": f.Detail})
}

func (w *sentences) finding(f Finding) {
	s := f.Sentence()
	w.say(s.Key, s.Args)
}

func (w *sentences) signature(s *Signature) {
	w.who(s)
	w.after(s)
	for _, f := range s.Problems {
		if f.Code != "untrusted" { // said below, with the issuer's name
			w.finding(f)
		}
	}
	if s.Since == ExtentUnknown {
		return // nothing else can be said of a signature that does not hold
	}
	w.clock(s)
	if s.Role != "" {
		w.say("verify.role."+s.Role, nil)
	}
	w.certificate(s)
	if s.Kind != DocumentTimestamp {
		w.level(s)
	}
	for _, f := range s.Notes {
		w.finding(f)
	}
}

// after says what was added after a signature, unless it is said already: by the verdict that nothing was, by its problems what was changed, and
// of an earlier signature that no more than this was, which is then so of this one too.
func (w *sentences) after(s *Signature) {
	switch {
	case s.Since == ExtentUnknown:
	case s.Since == ExtentNothing && w.intact:
	case s.Since == ExtentModified && len(s.Problems) > 0:
	case slices.Contains(w.since, s.Since):
	default:
		w.since = append(w.since, s.Since)
		w.say("verify.since."+string(s.Since), nil)
	}
}

func (w *sentences) who(s *Signature) {
	switch {
	case s.Signer == nil:
		w.say("verify.unreadable", map[string]any{"Field": s.Field})
	case s.Kind == DocumentTimestamp:
		w.say("verify.archive", map[string]any{"Name": s.Signer.Name})
	case s.ByMandate:
		w.say("verify.signed-mandate", map[string]any{"Name": s.Signer.Name})
	default:
		key := "verify.signed"
		if s.Identity.Mark != Good && s.Identity.Code != ListedParty {
			key = "verify.claimed" // a certificate that nobody here vouches for may bear any name
		}
		if s.Signer.Organisation != "" && s.Signer.Organisation != s.Signer.Name {
			w.say(key+"-for", map[string]any{"Name": s.Signer.Name, "Organisation": s.Signer.Organisation})
		} else {
			w.say(key, map[string]any{"Name": s.Signer.Name})
		}
	}
	if s.Kind == CertificationSignature {
		w.say("verify.certified", nil)
	}
}

func (w *sentences) clock(s *Signature) {
	switch s.Time.Source {
	case AuthorityClock:
		key := "verify.time.timestamp"
		if s.Time.Trust != chain.Trusted && s.Kind != DocumentTimestamp { // of an archive time-stamp it is said of its certificate
			key += "-unchecked"
		}
		w.say(key, map[string]any{"Time": w.when(s.Time.At), "Authority": s.Time.Authority})
	case SignerClock:
		w.say("verify.time.signer", map[string]any{"Time": w.when(s.Time.At)})
	default:
		w.say("verify.time.none", nil)
	}
}

func (w *sentences) certificate(s *Signature) {
	switch s.Identity.Code {
	case Other, Mandate:
		w.say("verify.trust."+s.Identity.Code, nil)
	}
	switch {
	case s.Trust == chain.Known:
		w.say("verify.trust.known", nil)
		return
	case s.Signer.Own && s.Trust == chain.Unchecked:
		w.say("verify.trust.own", nil)
		return
	}
	if s.Trust == chain.Listed {
		w.say("verify.trust.listed", s.Listed.args())
		w.revocation(s)
		return
	}
	if s.Listed != nil {
		w.say("verify.trust.listed-late", s.Listed.args())
	}
	args := map[string]any{"Issuer": s.Signer.Issuer, "Until": w.when(s.Signer.Until)}
	w.say("verify.trust."+string(s.Trust), args)
	w.revocation(s)
}

func (w *sentences) revocation(s *Signature) {
	if s.Revoked != chain.Revoked { // a problem, and said as such
		w.say("verify.revocation."+string(s.Revoked), nil)
	}
}

func (w *sentences) level(s *Signature) {
	if s.Level == 0 {
		w.say("verify.level.none", nil)
	} else {
		w.say("verify.level", map[string]any{"Level": s.Level.String()})
	}
	for _, f := range s.NotHigher {
		w.say("verify.lacks."+f.Code, map[string]any{"Detail": f.Detail})
	}
}
