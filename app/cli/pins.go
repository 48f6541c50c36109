package cli

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"strings"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/sign/verify"
)

// pins reads the certificates whose fingerprint a person has compared. Each line names the party that one counts for, the fingerprint (SHA-256,
// with colons or without), and for people who it is; what follows a # is a remark.
func (s *session) pins(name string) ([]verify.Known, error) {
	if name == "" {
		return nil, nil
	}
	data, err := s.read(name)
	if err != nil {
		return nil, err
	}
	var known []verify.Known
	lines := bufio.NewScanner(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	for n := 1; lines.Scan(); n++ {
		line, _, _ := strings.Cut(lines.Text(), "#")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		wrong := s.wrong("cli.bad-pins", locale.Args{"File": name, "Line": n})
		if len(words) < 2 || words[0] != engine.Processor && words[0] != engine.Controller && words[0] != engine.Legal {
			return nil, wrong
		}
		sum, err := hex.DecodeString(strings.ReplaceAll(words[1], ":", ""))
		if err != nil || len(sum) != 32 {
			return nil, wrong
		}
		known = append(known, verify.Known{Fingerprint: hex.EncodeToString(sum), Field: words[0]})
	}
	return known, lines.Err()
}
