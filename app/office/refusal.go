package office

import (
	"errors"

	"verwoord/app/engine"
	"verwoord/app/locale"
	"verwoord/app/sign"
	"verwoord/app/store"
)

// Refusal is what an office refuses. Its message is desk.<code>.
type Refusal struct {
	Code string
	Path string // JSON Pointer in what was given; empty when it is about all of it
	Args map[string]string
}

func (r *Refusal) Error() string { return "office: " + r.Code }

// Refuse makes a refusal. Its arguments come in pairs of name and value.
func Refuse(code, path string, args ...string) error {
	r := &Refusal{code, path, map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		r.Args[args[i]] = args[i+1]
	}
	return r
}

// ErrLocked is a call that needs what is kept while that is locked.
var ErrLocked = errors.New("the store is locked")

// Explain puts an error of signing or of the store in the reader's words, with its code and arguments; ok is false for any other.
func Explain(l *locale.Locale, err error) (code, message string, args map[string]any, ok bool) {
	var signing *sign.Error
	if errors.As(err, &signing) {
		args = map[string]any{}
		for name, value := range signing.Args {
			args[name] = value
		}
		return "sign." + signing.Code, engine.Refusal(l, signing), args, true
	}
	if errors.Is(err, ErrNothing) {
		return "store.nothing", l.T("store.nothing", nil), nil, true
	}
	key, args := store.Message(err)
	return key, l.T(key, args), args, key != "store.trouble"
}

// damaged takes what only cannot be read apart from what makes going on useless.
func damaged(err error) (damage []error, fatal error) {
	for _, e := range flat(err) {
		var corrupt *store.CorruptError
		if !errors.As(e, &corrupt) && !errors.Is(e, store.ErrNewer) {
			return nil, e
		}
		damage = append(damage, e)
	}
	return damage, nil
}

// flat takes errors that were joined apart.
func flat(err error) []error {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var out []error
	for _, e := range joined.Unwrap() {
		out = append(out, flat(e)...)
	}
	return out
}
