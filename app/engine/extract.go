package engine

import (
	"bytes"
	"errors"

	"verwoord/app/pdf"
)

// ErrNoDossier is a PDF without a dossier inside.
var ErrNoDossier = errors.New("no dossier inside")

// IsPDF tells whether data is a PDF by its first bytes.
func IsPDF(data []byte) bool { return bytes.HasPrefix(data, []byte("%PDF-")) }

// Extract returns the dossier inside a PDF, byte for byte. The error is ErrNoDossier when there is none.
func (e *Engine) Extract(file []byte) ([]byte, error) {
	data, err := pdf.Extract(file)
	if errors.Is(err, pdf.ErrNoAttachment) {
		return nil, ErrNoDossier
	}
	return data, err
}
