package desk

import "encoding/json"

// Error is what went wrong, for people and for the window: its text is JSON, because that is all that crosses.
type Error struct {
	Code    string            `json:"code"` // stable
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
