package chain

import "fmt"

// Error is why evidence could not be collected. Its message is that of the key "sign." + Code in the locale files.
type Error struct {
	Code string            // "revoked", "revocation-stale", ...
	Args map[string]string // what the message names
	Err  error             // the cause, when another package met it
}

// Error is for logs; people read the locale's message.
func (e *Error) Error() string {
	text := fmt.Sprintf("chain: %s %q", e.Code, e.Args) // fmt sorts a map
	if e.Err != nil {
		text += ": " + e.Err.Error()
	}
	return text
}

func (e *Error) Unwrap() error { return e.Err }

// refuse makes an Error. Its arguments come in pairs of name and value.
func refuse(code string, args ...string) *Error {
	e := &Error{Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		e.Args[args[i]] = Plain(args[i+1])
	}
	return e
}

// because makes an Error of another package's.
func because(code string, err error, args ...string) *Error {
	e := refuse(code, args...)
	e.Err = err
	return e
}
