package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"runtime/debug"
	"strings"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/sign"
	store "verwoord/app/vault"
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

// refusal is what this package itself refuses; the message is desk.<code>.
type refusal struct {
	code, path string
	args       map[string]string
}

func (r *refusal) Error() string { return "desk: " + r.code }

// refuse makes a refusal. Its arguments come in pairs of name and value.
func refuse(code, path string, args ...string) error {
	r := &refusal{code, path, map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		r.args[args[i]] = args[i+1]
	}
	return r
}

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
		done    *Error
		own     *refusal
		signing *sign.Error
	)
	switch {
	case errors.As(err, &done):
		return done
	case errors.As(err, &own):
		return d.coded(own.code, own.path, "desk."+own.code, named(own.args), err)
	case errors.Is(err, context.Canceled):
		return d.coded("cancelled", "", "desk.cancelled", nil, err)
	case errors.Is(err, errLocked):
		return d.coded("locked", "", "desk.locked", nil, err)
	case errors.As(err, &signing):
		e := d.coded("sign."+signing.Code, "", "", named(signing.Args), err)
		e.Message = engine.Refusal(d.locale(), signing)
		return e
	}
	if key, args := store.Message(err); key != "store.trouble" {
		return d.coded(key, "", key, args, err)
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
