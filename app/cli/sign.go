package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"verwoord/app/courier"
	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/sign"
)

// signOptions is what the words of sign ask for.
type signOptions struct {
	key, passwordFile, level, digest, authority, trust, pins, drawing, as, out string
	private                                                                    bool
	signing                                                                    engine.Signing
}

func signFile(s *session, args []string) error {
	f := s.flags()
	var o signOptions
	f.StringVar(&o.out, "o", "", "")
	f.StringVar(&o.key, "key", "", "")
	f.StringVar(&o.passwordFile, "password-file", "", "")
	f.StringVar(&o.level, "level", "B-B", "")
	f.StringVar(&o.digest, "digest", "sha2", "")
	f.StringVar(&o.authority, "tsa", "", "")
	f.StringVar(&o.trust, "trust", "", "")
	f.StringVar(&o.pins, "pins", "", "")
	f.StringVar(&o.signing.Reason, "reason", "", "")
	f.StringVar(&o.signing.Location, "place", "", "")
	f.StringVar(&o.drawing, "drawing", "", "")
	f.StringVar(&o.as, "as", "", "")
	f.BoolVar(&o.signing.Mandate, "mandate", false, "")
	f.BoolVar(&o.private, "allow-private", false, "")
	words, err := f.words(args, 1, 1)
	if err != nil {
		return err
	}
	if err := s.settle(&o); err != nil {
		return err
	}
	file, err := s.read(words[0])
	if err != nil {
		return err
	}
	result, err := s.signOrExtend(file, o)
	if err != nil {
		return err
	}
	s.tellWhose(file, o.signing)
	if err := s.write(o.out, result.File); err != nil {
		return err
	}
	return s.tellLevel(o, result)
}

// settle checks the options of sign and opens the key.
func (s *session) settle(o *signOptions) error {
	if o.out == "" {
		return s.wrong("cli.flag-missing", locale.Args{"Flag": "-o"})
	}
	if err := o.signing.Level.UnmarshalText([]byte(o.level)); err != nil || o.signing.Level == 0 {
		return s.wrong("cli.unknown-level", locale.Args{"Word": o.level})
	}
	switch o.digest {
	case "sha2":
	case "sha3":
		o.signing.SHA3 = true
	default:
		return s.wrong("cli.unknown-digest", locale.Args{"Word": o.digest})
	}
	switch o.as {
	case "", engine.Processor, engine.Controller, engine.Processor + "-2", engine.Controller + "-2", engine.Legal:
		o.signing.Party = o.as
	default:
		return s.wrong("cli.unknown-party", locale.Args{"Word": o.as})
	}
	if o.key == "" && o.signing.Level == sign.BB {
		return s.wrong("cli.flag-missing", locale.Args{"Flag": "--key"}) // every signed file has that level
	}
	if _, err := courier.Address(o.authority); o.authority != "" && err != nil {
		return s.wrong("cli.bad-address", locale.Args{"Word": o.authority})
	}
	c := courier.Courier{Private: o.private, Chosen: o.authority, Patience: s.Patience}
	o.signing.Services = sign.Services{Time: s.Now, Rand: rand.Reader}
	if o.signing.Level > sign.BB {
		if o.authority == "" {
			return s.wrong("cli.no-tsa", locale.Args{"Level": o.level})
		}
		o.signing.Services.Timestamp = func(ctx context.Context, request []byte) ([]byte, error) {
			return c.Timestamp(ctx, o.authority, request)
		}
		o.signing.Services.Fetch = c.Fetch
	}
	var err error
	if o.signing.Known, err = s.pins(o.pins); err != nil {
		return err
	}
	if o.trust != "" {
		if o.signing.Services.Certificates, err = s.certificates(o.trust); err != nil {
			return err
		}
	}
	if o.drawing != "" {
		file, err := s.read(o.drawing)
		if err != nil {
			return err
		}
		if o.signing.Drawing, err = sign.ParseDrawing(file); err != nil {
			return s.signError(err)
		}
	}
	if o.key == "" {
		return nil
	}
	o.signing.Identity, err = s.identity(o.key, o.passwordFile)
	return err
}

// tellWhose says that nothing tells whose key it is, where that is so: then nothing could ask for a mandate either.
func (s *session) tellWhose(file []byte, signing engine.Signing) {
	if signing.Identity == nil || signing.Mandate {
		return
	}
	if party, said := s.engine.Whose(s.ctx, file, signing); !said {
		fmt.Fprintln(s.Stderr, s.mark("cli.warning"), s.loc.T("cli.whose."+strings.TrimSuffix(party, "-2"), nil))
	}
}

// signOrExtend signs a file, or raises the level of one when there is no key.
func (s *session) signOrExtend(file []byte, o signOptions) (result sign.Result, err error) {
	if o.signing.Identity == nil {
		result, err = s.engine.Extend(s.ctx, file, o.signing.Level, o.signing.Services)
	} else {
		result, err = s.engine.Sign(s.ctx, file, o.signing)
	}
	return result, s.signError(err)
}

// tellLevel says which level was reached and, when it is not what was asked for, why and how to go on.
func (s *session) tellLevel(o signOptions, result sign.Result) error {
	fmt.Fprintln(s.Stderr, s.loc.T("cli.signed", locale.Args{"File": o.out, "Level": result.Level.String()}))
	if result.Why != nil {
		s.signProblem("cli.warning", result.Why)
		if mayGoOn(result.Why) && o.out != "-" {
			fmt.Fprintln(s.Stderr, s.loc.T("cli.go-on", locale.Args{"File": o.out, "Level": o.level, "URL": o.authority}))
		}
		return errNotGood
	}
	return nil
}

// mayGoOn tells whether trying again later may reach the level.
func mayGoOn(why error) bool {
	refused, ok := errors.AsType[*sign.Error](why)
	return !ok || !slices.Contains([]string{"certified", "chain-incomplete", "no-revocation-source", "revocation-large", "revoked"}, refused.Code)
}

// signError tells a refusal in the reader's words; other errors go on.
func (s *session) signError(err error) error {
	var refused *sign.Error
	if err == nil || errors.Is(err, context.Canceled) || !errors.As(err, &refused) {
		return err
	}
	s.signProblem("cli.error", refused)
	return errNotGood
}

func (s *session) signProblem(mark string, err error) {
	message := err.Error()
	var refused *sign.Error
	if errors.As(err, &refused) {
		message = engine.Refusal(s.loc, refused)
	}
	fmt.Fprintln(s.Stderr, s.mark(mark), message)
	switch {
	case refused != nil && refused.Code == "mandate":
		fmt.Fprintln(s.Stderr, s.loc.T("cli.mandate", nil))
	case errors.Is(err, courier.ErrPrivate):
		fmt.Fprintln(s.Stderr, s.loc.T("cli.private-address", nil))
	case refused != nil && refused.Err != nil && strings.HasSuffix(refused.Code, "-unreachable"):
		fmt.Fprintln(s.Stderr, s.loc.T("cli.cause", locale.Args{"Reason": refused.Err.Error()}))
	}
}
