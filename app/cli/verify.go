package cli

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"strings"
	"time"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/sign/chain"
	"verwoord/app/sign/verify"
)

func verifyFile(s *session, args []string) error {
	f := s.flags()
	trust := f.String("trust", "", "")
	pins := f.String("pins", "", "")
	at := f.String("at", "", "")
	signatures := f.Bool("signatures-only", false, "")
	identity := f.Bool("require-identity", false, "")
	var revocation []string
	f.Func("revocation", "", func(name string) error {
		revocation = append(revocation, name)
		return nil
	})
	asJSON := f.Bool("json", false, "")
	words, err := f.words(args, 1, 1)
	if err != nil {
		return err
	}
	o := verify.Options{Now: s.Now}
	if *at != "" {
		if o.Now, err = s.moment(*at); err != nil {
			return err
		}
	}
	if err := s.trust(*trust, &o); err != nil {
		return err
	}
	if o.Known, err = s.pins(*pins); err != nil {
		return err
	}
	for _, name := range revocation {
		der, err := s.revocation(name)
		if err != nil {
			return err
		}
		o.Revocation = append(o.Revocation, der)
	}
	file, err := s.read(words[0])
	if err != nil {
		return err
	}
	j, err := s.engine.Judge(s.ctx, file, o, !*signatures, engine.Here{})
	if err != nil {
		return s.signError(err)
	}
	if *at != "" {
		j.At = o.Now
	}
	if *asJSON {
		err = s.printJSON(j)
	} else {
		fmt.Fprintln(s.Stdout, strings.Join(j.Sentences(s.loc, s.Now.Location()), "\n"))
	}
	if err == nil && !j.Holds(*identity) {
		err = errNotGood
	}
	return err
}

// moment reads a moment with its offset, or a day, of which it is the end: what was good on that day.
func (s *session) moment(word string) (time.Time, error) {
	if t, err := time.Parse(time.RFC3339, word); err == nil {
		return t, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, word, s.Now.Location())
	if err != nil {
		return time.Time{}, s.wrong("cli.bad-moment", locale.Args{"Word": word})
	}
	return day.AddDate(0, 0, 1).Add(-time.Second), nil
}

// system is the word for whoever this computer trusts to issue certificates.
const system = "system"

// trust fills in who is trusted: those in a file, those of the system, or with no word nobody.
func (s *session) trust(word string, o *verify.Options) (err error) {
	switch word {
	case "":
	case system:
		if o.Anchors, err = x509.SystemCertPool(); err != nil {
			return fmt.Errorf("read the certificates that this computer trusts: %w", err)
		}
	default:
		o.Roots, err = s.certificates(word)
	}
	return err
}

// certificates reads the certificates of a file, PEM or DER.
func (s *session) certificates(name string) ([]*x509.Certificate, error) {
	data, err := s.read(name)
	if err != nil {
		return nil, err
	}
	all, err := x509.ParseCertificates(data)
	for err != nil {
		var block *pem.Block
		if block, data = pem.Decode(data); block == nil {
			break
		}
		if c, err := x509.ParseCertificate(block.Bytes); err == nil {
			all = append(all, c)
		}
	}
	if len(all) == 0 {
		return nil, s.wrong("cli.no-certificate", locale.Args{"File": name})
	}
	return all, nil
}

// revocation reads a revocation list, PEM or DER, or an OCSP response.
func (s *session) revocation(name string) ([]byte, error) {
	der, err := s.read(name)
	if err != nil {
		return nil, err
	}
	if block, _ := pem.Decode(der); block != nil {
		der = block.Bytes
	}
	if !chain.IsRevocation(der) {
		return nil, s.wrong("cli.no-revocation", locale.Args{"File": name})
	}
	return der, nil
}
