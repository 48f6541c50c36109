package engine

import (
	"bytes"
	"errors"
	"fmt"

	"verwoord/app/pdf"
	"verwoord/app/pdf/cos"
)

var (
	// ErrNoDossier is a PDF without a dossier inside.
	ErrNoDossier = errors.New("no dossier inside")
	// ErrUnreadable is a PDF that is damaged or encrypted.
	ErrUnreadable = errors.New("the PDF cannot be read")
)

// IsPDF tells whether data is a PDF by its first bytes.
func IsPDF(data []byte) bool { return bytes.HasPrefix(data, []byte("%PDF-")) }

// Extract returns the dossier inside a PDF, byte for byte. The error is ErrNoDossier or ErrUnreadable.
func (e *Engine) Extract(file []byte) ([]byte, error) {
	f, err := cos.Open(file)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	data, err := pdf.Extract(f)
	if errors.Is(err, pdf.ErrNoAttachment) {
		return nil, ErrNoDossier
	}
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnreadable, err)
	}
	return data, nil
}
