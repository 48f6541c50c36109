package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
)

// Call calls a method of the API by its name, with its arguments as a JSON array, and returns its result as JSON: null when it has none.
// The error is an *Error: one of the method's own, or "no-method" and "bad-call" for a window of another version.
func Call(d *Desk, method string, args []byte) (result []byte, err error) {
	defer d.guard(&err)
	m := reflect.ValueOf(d).MethodByName(method)
	if !m.IsValid() {
		return nil, refuse("no-method", "", "method", method)
	}
	in, err := arguments(m.Type(), args)
	if err != nil {
		return nil, refuse("bad-call", "", "method", method, "reason", err.Error())
	}
	out := m.Call(in)
	if err, failed := out[len(out)-1].Interface().(error); failed {
		return nil, err
	}
	if len(out) == 1 {
		return []byte("null"), nil
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err = enc.Encode(out[0].Interface())
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// arguments reads the arguments of a method. A member that the type does not know is left out: the views may keep their own.
func arguments(method reflect.Type, args []byte) ([]reflect.Value, error) {
	var raw []json.RawMessage
	if err := json.Unmarshal(args, &raw); err != nil {
		return nil, err
	}
	if len(raw) != method.NumIn() {
		return nil, fmt.Errorf("%d arguments, not %d", len(raw), method.NumIn())
	}
	in := make([]reflect.Value, len(raw))
	for i := range raw {
		v := reflect.New(method.In(i))
		if err := json.Unmarshal(raw[i], v.Interface()); err != nil {
			return nil, err
		}
		in[i] = v.Elem()
	}
	return in, nil
}
