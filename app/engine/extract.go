package engine

import (
	"bytes"
	"errors"
	"fmt"

	"verwoord/app/pdf"
	"verwoord/app/pdf/cos"
	"verwoord/app/record"
)

var (
	// ErrNoDossier is a PDF without a dossier inside.
	ErrNoDossier = errors.New("no dossier inside")
	// ErrUnreadable is a PDF that is damaged or encrypted.
	ErrUnreadable = errors.New("the PDF cannot be read")
)

// IsPDF tells whether data is a PDF by its first bytes.
func IsPDF(data []byte) bool { return bytes.HasPrefix(data, []byte("%PDF-")) }

// Extract returns the dossier inside a PDF. The error is ErrNoDossier or ErrUnreadable.
func (e *Engine) Extract(file []byte) ([]byte, error) {
	c, problems, err := e.Inside(file)
	if err != nil {
		return nil, err
	}
	if c == nil {
		return nil, fmt.Errorf("%w: %s", ErrUnreadable, problems[0].Code)
	}
	return c.Dossier.Encode(), nil
}

// Inside returns what a PDF carries of what it was made of; nil with the problems when that is not good. The error is ErrNoDossier or
// ErrUnreadable.
func (e *Engine) Inside(file []byte) (*Carried, record.Problems, error) {
	f, err := cos.Open(file)
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	data, err := pdf.Extract(f)
	if errors.Is(err, pdf.ErrNoAttachment) {
		return nil, nil, ErrNoDossier
	}
	if err != nil {
		return nil, nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	c, problems := parseCarried(data, nil)
	return c, problems, nil
}
