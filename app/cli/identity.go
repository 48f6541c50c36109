package cli

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"verwoord/app/locale"
	"verwoord/app/sign"
)

// identity opens a key file.
func (s *session) identity(name, passwordFile string) (*sign.Identity, error) {
	p12, err := s.read(name)
	if err != nil {
		return nil, err
	}
	password, err := s.password(passwordFile, name)
	if err != nil {
		return nil, err
	}
	id, err := sign.ParseIdentity(p12, password)
	return id, s.signError(err)
}

// password comes from a file, the environment or a person; never from an argument, which other users of the machine could read.
func (s *session) password(file, key string) (string, error) {
	if file != "" {
		data, err := s.read(file)
		line, _, _ := strings.Cut(string(data), "\n")
		return strings.TrimPrefix(strings.TrimSuffix(line, "\r"), "\ufeff"), err // some editors mark a file as text of Unicode
	}
	if password := s.Getenv("VERWOORD_PASSWORD"); password != "" {
		return password, nil
	}
	if s.Password == nil {
		return "", s.wrong("cli.no-password", nil)
	}
	return s.Password(s.loc.T("cli.password", locale.Args{"File": key}))
}

// identityCommand makes a throw-away or internal company identity.
func identityCommand(s *session, args []string) error {
	f := s.flags()
	var subject sign.Subject
	f.StringVar(&subject.Name, "name", "", "")
	f.StringVar(&subject.Organisation, "organisation", "", "")
	f.StringVar(&subject.Organisation, "organization", "", "") // as it was spelled before
	f.StringVar(&subject.Country, "country", "NL", "")
	out := f.String("o", "", "")
	passwordFile := f.String("password-file", "", "")
	words, err := f.words(args, 1, 1)
	if err != nil {
		return err
	}
	if words[0] != "new" {
		return s.wrong("cli.unknown-word", locale.Args{"Word": words[0], "Known": "new"})
	}
	for flag, value := range map[string]string{"-o": *out, "--name": subject.Name} {
		if value == "" {
			return s.wrong("cli.flag-missing", locale.Args{"Flag": flag})
		}
	}
	if _, err := os.Stat(*out); *out != "-" && !errors.Is(err, fs.ErrNotExist) {
		return s.wrong("cli.exists", locale.Args{"File": *out}) // a key that is written over cannot be made again
	}
	password, err := s.password(*passwordFile, *out)
	if err != nil {
		return err
	}
	p12, err := sign.NewIdentity(subject, password, s.Now, rand.Reader)
	if err != nil {
		return s.signError(err)
	}
	if err := s.writeSecret(*out, p12); err != nil {
		return err
	}
	fmt.Fprintln(s.Stderr, s.loc.T("cli.written", locale.Args{"File": *out}))
	fmt.Fprintln(s.Stderr, s.loc.T("cli.identity.worth", nil))
	return nil
}
