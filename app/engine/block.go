package engine

import (
	"context"

	"verwoord/app/sign"
)

// Block is the visible block of a signature, as Sign draws it.
type Block struct {
	sign.View
	Words []string // line by line, before they are broken; none when the field is one that is not seen
}

// Block shows what Sign will draw for the holder of a certificate. Only the time of signing can be another, and what is said of it when no
// time-stamp can be had.
func (e *Engine) Block(file []byte, h Holder, s Signing) (b Block, err error) {
	f, err := sign.Open(context.Background(), file)
	if err != nil {
		return b, err
	}
	r := e.request(f, h, s)
	if b.View, err = sign.Preview(f, r); err == nil && b.File != nil {
		b.Words = r.Appearance.Lines
	}
	return b, err
}
