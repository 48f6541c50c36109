package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"verwoord/app/pdf"
	"verwoord/app/pdf/cos"
	"verwoord/app/record"
	"verwoord/app/sign"
)

var (
	// ErrNoDossier is a PDF without a dossier inside.
	ErrNoDossier = errors.New("no dossier inside")
	// ErrUnreadable is a PDF that is damaged or needs a password.
	ErrUnreadable = errors.New("the PDF cannot be read")
)

// IsPDF tells whether data is a PDF by its first bytes.
func IsPDF(data []byte) bool { return bytes.HasPrefix(data, []byte("%PDF-")) }

// Extract returns the dossier inside a PDF. The error is ErrNoDossier or ErrUnreadable.
func (e *Engine) Extract(ctx context.Context, file []byte) ([]byte, error) {
	c, problems, err := e.Inside(ctx, file)
	if err != nil {
		return nil, err
	}
	if c == nil {
		return nil, fmt.Errorf("%w: %s", ErrUnreadable, problems[0].Code)
	}
	return c.Dossier.Encode(), nil
}

// Inside returns what a PDF carries of what it was made of; nil with the problems when that is not good. The error is ErrNoDossier or
// ErrUnreadable, a *sign.Error (too-complex), or the context's.
func (e *Engine) Inside(ctx context.Context, file []byte) (*Carried, record.Problems, error) {
	f, err := sign.Open(ctx, file)
	if err != nil {
		return nil, nil, unreadable(err)
	}
	data, err := pdf.Extract(f)
	switch {
	case f.Err() != nil:
		return nil, nil, unreadable(sign.Done(f))
	case errors.Is(err, pdf.ErrNoAttachment):
		return nil, nil, ErrNoDossier
	case err != nil:
		return nil, nil, unreadable(err)
	}
	c, problems := parseCarried(data, nil)
	return c, problems, nil
}

// unreadable is why a file cannot be read, unless a person can do something about it or has ended it.
func unreadable(err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) || errors.Is(err, cos.ErrTooComplex) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrUnreadable, err)
}
