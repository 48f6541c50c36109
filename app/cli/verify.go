package cli

import (
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"strings"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/review"
	"verwoord/app/sign/chain"
	"verwoord/app/sign/verify"
)

func verifyFile(s *session, args []string) error {
	f := s.flags()
	trust := f.String("trust", "", "")
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
	if err := s.trust(*trust, &o); err != nil {
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
	report, err := s.engine.Verify(s.ctx, file, o)
	if err != nil {
		return s.signError(err)
	}
	proof, err := s.engine.Prove(s.ctx, file)
	if err != nil {
		return err
	}
	if *asJSON {
		err = s.printJSON(verdict{report, proof})
	} else {
		sentences := append(engine.Sentences(s.loc, report, s.Now.Location()), engine.ProofSentences(s.loc, proof)...)
		fmt.Fprintln(s.Stdout, strings.Join(sentences, "\n"))
	}
	if err == nil && !report.OK {
		err = errNotGood
	}
	return err
}

// verdict is all that verify knows: of the signatures, and of the text that they are under.
type verdict struct {
	*verify.Report
	Text review.Proof `json:"text"`
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
