package cos

import "fmt"

// maxOperands bounds what stands before one operator. Operators of a page have at most 33; those of a character map up to 200
// (ISO 32000-1, annex C and 9.7.5.4).
const maxOperands = 256

// Instructions calls do for each operator of a content stream with its operands, which hold only during the call
// (ISO 32000-1, 7.8.2). Inline images are not read: they are an error, as is what is no content.
//
// Reading counts against what the file may ask for that the content is of.
func (f *File) Instructions(content []byte, do func(operator string, operands []Object) error) error {
	l := f.lexer(content, 0)
	l.names = nil
	var operands []Object
	held := 0 // by the operands
	for start := 0; ; {
		l.space()
		if l.pos >= len(l.data) {
			return nil
		}
		if !f.Spend(l.pos - start) {
			return f.Err()
		}
		start = l.pos
		if word := l.word(); word != "" {
			if word == "BI" {
				return fmt.Errorf("cos: an inline image at %d", l.pos)
			}
			if err := do(word, operands); err != nil {
				return err
			}
			operands = operands[:0]
			f.Hold(-held)
			held = 0
			continue
		}
		_, before := f.Left()
		o, err := l.object()
		if err != nil {
			return fmt.Errorf("content at %d: %w", l.pos, err)
		}
		_, after := f.Left()
		held += before - after
		if operands = append(operands, o); len(operands) > maxOperands {
			return fmt.Errorf("cos: too many operands at %d", l.pos)
		}
	}
}

// word reads an operator; "" when something else stands here.
func (l *lexer) word() string {
	end := l.pos
	for end < len(l.data) && isRegular(l.data[end]) {
		end++
	}
	word := string(l.data[l.pos:end])
	if word == "" || isDigit(word[0]) || word[0] == '+' || word[0] == '-' || word[0] == '.' ||
		word == "true" || word == "false" || word == "null" {
		return ""
	}
	l.pos = end
	return word
}
