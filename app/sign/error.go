// Package sign signs PDF files with PAdES baseline signatures (ETSI EN 319 142-1) and raises their level. What signatures are worth is for
// package verify.
//
// Open a file, then Sign or Extend it. Every step is an incremental update: the bytes that were there stay as they are. The clock,
// randomness and the network come in as values and functions, see Services.
package sign

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"verwoord/app/sign/chain"
)

// Error is a refusal that a person can act upon. Its message is that of the key "sign." + Code in the locale files.
type Error struct {
	Code string            // "wrong-password", "expired", "tsa-nonce", ...
	Args map[string]string // what the message names
	Err  error             // the cause, when another package met it
}

// Error is for logs; people read the locale's message.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("sign: " + e.Code)
	for _, k := range slices.Sorted(maps.Keys(e.Args)) {
		fmt.Fprintf(&b, ", %s %q", k, e.Args[k])
	}
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

func (e *Error) Unwrap() error { return e.Err }

// refuse makes an Error. Its arguments come in pairs of name and value.
func refuse(code string, args ...string) *Error {
	e := &Error{Code: code, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		e.Args[args[i]] = chain.Plain(args[i+1])
	}
	return e
}

// because makes an Error of another package's.
func because(code string, err error, args ...string) *Error {
	e := refuse(code, args...)
	e.Err = err
	return e
}

// refused takes an error of package chain over as one of this package.
func refused(err error) error {
	if e, ok := errors.AsType[*chain.Error](err); ok {
		return (*Error)(e)
	}
	return err
}
