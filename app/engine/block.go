package engine

import "verwoord/app/sign"

// Block is the visible block of a signature, as Sign draws it.
type Block struct {
	sign.View
	Words []string // line by line, before they are broken; none when the field is one that is not seen
}

// Block shows what Sign will draw for the holder of a certificate. Only the time of signing can be another, and what is said of it when no
// time-stamp can be had.
func (e *Engine) Block(file []byte, h Holder, s Signing) (b Block, err error) {
	r := e.request(file, h, s)
	if b.View, err = sign.Preview(file, r); err == nil && b.File != nil {
		b.Words = r.Appearance.Lines
	}
	return b, err
}
