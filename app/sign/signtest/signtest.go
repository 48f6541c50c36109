// Package signtest is the law of signing: sign takes every file that is sound, and makes none that verify refuses. Signed holds a file
// against what it was before it was signed, Refused a refusal against the file. For tests.
package signtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/verify"
)

// report judges a file; nil when it cannot be read.
func report(file []byte, o verify.Options) (*cos.File, *verify.Report, error) {
	f, err := cos.OpenContext(context.Background(), file)
	if err != nil {
		return nil, nil, err
	}
	return f, verify.File(f, o), f.Err()
}

// Signed tells what is wrong with a file after a signature; nil when the signature is good and those before it are no worse than they were.
func Signed(before, after []byte, o verify.Options) error {
	if !bytes.HasPrefix(after, before) {
		return errors.New("earlier bytes changed")
	}
	f, now, err := report(after, o)
	switch {
	case err != nil:
		return fmt.Errorf("cannot be read again: %w", err)
	case f.Repaired:
		return errors.New("cannot be read without repair")
	case len(now.Problems) > 0:
		return fmt.Errorf("the file has %v", now.Problems)
	}
	_, was, err := report(before, o)
	if err != nil {
		return fmt.Errorf("could not be read before: %w", err)
	}
	had := map[string]verify.Signature{}
	for _, s := range was.Signatures {
		had[s.Field] = s
	}
	added := 0
	for _, s := range now.Signatures {
		old, ok := had[s.Field]
		switch {
		case !ok && (s.Integrity.Mark != verify.Good || len(s.Problems) > 0):
			return fmt.Errorf("the new signature in %s is %s: %v", s.Field, s.Integrity.Code, s.Problems)
		case !ok:
			added++
		case worse(old.Integrity, s.Integrity), worse(old.Identity, s.Identity), old.OK && !s.OK:
			return fmt.Errorf("the signature in %s was %s and %s, and is %s and %s: %v", s.Field, old.Integrity.Code, old.Identity.Code, s.Integrity.Code, s.Identity.Code, s.Problems)
		}
	}
	switch {
	case added == 0 || len(now.Signatures) != len(was.Signatures)+added:
		return fmt.Errorf("%d signatures, of which %d are new, where there were %d", len(now.Signatures), added, len(was.Signatures))
	case now.Integrity.Mark == verify.Bad:
		return fmt.Errorf("the file is %s", now.Integrity.Code)
	}
	return nil
}

func worse(old, now verify.Verdict) bool {
	return old.Mark != now.Mark && verify.Weaker(old.Mark, now.Mark) == now.Mark
}

// Refused tells what is wrong with a refusal to sign a file, by its code; nil when verify has its reason too.
func Refused(file []byte, code string, o verify.Options) error {
	f, was, err := report(file, o)
	right := false
	switch code {
	case "not-pdf":
		right = f == nil && !errors.Is(err, cos.ErrTooComplex) && !errors.Is(err, cos.ErrEncrypted)
	case "too-complex":
		right = errors.Is(err, cos.ErrTooComplex)
	case "encrypted":
		right = errors.Is(err, cos.ErrEncrypted) || f != nil && f.Encrypted()
	case "certified", "field-locked", "field-signed": // what an earlier signature asks for
		right = f != nil && len(was.Signatures) > 0
	case "signature-broken":
		right = f != nil && len(was.Signatures) > 0 && !was.OK
	case "signature-unread":
		right = f != nil && was.Integrity.Mark != verify.Good
	case "doubtful":
		right = f != nil && !was.OK && len(was.Signatures) > 0
	case "damaged": // in which an unsigned file has flaws that only a signature has told of
		right = f != nil && !was.OK && len(was.Signatures) == 0
	}
	if !right {
		return fmt.Errorf("refused as %q, and verify has %+v, %v", code, was, err)
	}
	return nil
}
