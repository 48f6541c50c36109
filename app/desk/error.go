package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"verwoord/app/locale"
	"verwoord/app/office"
)

// Error is what went wrong, for people and for the window: its text is JSON, because that is all that crosses.
type Error struct {
	Code    string            `json:"code"` // stable: cancelled, locked, broken, or the code of the package that refused
	Path    string            `json:"path"` // JSON Pointer in what was sent; empty when it is about all of it
	Args    map[string]string `json:"args"`
	Message string            `json:"message"` // what happened and what to do, in the user's language
	cause   error
}

// Error is the JSON of e.
func (e *Error) Error() string {
	text, err := json.Marshal(e)
	if err != nil {
		panic(err) // strings only
	}
	return string(text)
}

func (e *Error) Unwrap() error { return e.cause }

// refuse makes a refusal of the wire. Its arguments come in pairs of name and value.
func refuse(code, path string, args ...string) error { return office.Refuse(code, path, args...) }

// guard ends every method: what went wrong, be it a mistake of the program, leaves as an *Error. It is deferred.
func (d *Desk) guard(err *error) {
	if r := recover(); r != nil {
		d.host.Log(fmt.Sprintf("%v\n%s", r, debug.Stack()))
		*err = &Error{Code: "broken", Args: map[string]string{}, Message: d.say("desk.broken", nil), cause: fmt.Errorf("%v", r)}
		return
	}
	if *err != nil {
		*err = d.explain(*err)
	}
}

// say is a message, also when the engine that knows the language is what broke.
func (d *Desk) say(key string, args locale.Args) (text string) {
	defer func() {
		if recover() != nil {
			text = key
		}
	}()
	return d.locale().T(key, args)
}

// explain puts an error in the words of the user.
func (d *Desk) explain(err error) *Error {
	var (
		done *Error
		own  *office.Refusal
		bad  *office.BadDossier
		none *office.BadRecord
	)
	switch {
	case errors.As(err, &done):
		return done
	case errors.As(err, &own):
		return d.coded(own.Code, own.Path, "desk."+own.Code, named(own.Args), err)
	case errors.Is(err, context.Canceled):
		return d.coded("cancelled", "", "desk.cancelled", nil, err)
	case errors.Is(err, office.ErrLocked):
		return d.coded("locked", "", "desk.locked", nil, err)
	case errors.As(err, &none):
		first := d.worded(none.Problems)[0]
		return d.coded("bad-record", first.Path, "desk.bad-record", locale.Args{"Reason": first.Message}, err)
	case errors.As(err, &bad):
		first := d.worded(bad.Problems)[0]
		return d.coded("bad-dossier", first.Path, "desk.bad-dossier", locale.Args{"Name": bad.File, "Reason": first.Message}, err)
	}
	if code, message, args, ok := office.Explain(d.locale(), err); ok {
		e := d.coded(code, "", "", args, err)
		e.Message = message
		return e
	}
	d.host.Log(err.Error())
	return d.coded("trouble", "", "desk.trouble", locale.Args{"Reason": err.Error()}, err)
}

func (d *Desk) coded(code, path, key string, args locale.Args, cause error) *Error {
	e := &Error{Code: code, Path: path, Args: map[string]string{}, Message: d.say(key, args), cause: cause}
	for name, value := range args {
		e.Args[name] = fmt.Sprint(value)
	}
	return e
}

// named gives arguments the names that messages use: an argument name is Name there.
func named(args map[string]string) locale.Args {
	out := locale.Args{}
	for name, value := range args {
		out[strings.ToUpper(name[:1])+name[1:]] = value
	}
	return out
}
