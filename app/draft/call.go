package draft

import (
	"fmt"
	"reflect"
	"text/template/parse"
)

// function is the value of a function of the arguments that stand behind it.
func (x *execution) function(dot any, name string, operands []parse.Node) (any, error) {
	if name == "and" || name == "or" { // what follows the one that decides is not looked at
		var v any
		for _, o := range operands {
			var err error
			if v, err = x.value(dot, o); err != nil || holds(v) == (name == "or") {
				return v, err
			}
		}
		return v, nil
	}
	first := len(x.args)
	defer func() { x.args = x.args[:first] }()
	for _, o := range operands {
		v, err := x.value(dot, o)
		if err != nil {
			return nil, err
		}
		x.args = append(x.args, v)
	}
	v, err := x.call(name, x.args[first:len(x.args):len(x.args)])
	if err != nil {
		return nil, fmt.Errorf("error calling %s: %w", name, err)
	}
	return v, nil
}

// call calls a function. One that does not suit its arguments is a mistake of the template, and told.
func (x *execution) call(name string, args []any) (v any, err error) {
	defer func() {
		if wrong := recover(); wrong != nil {
			err = fmt.Errorf("%v", wrong)
		}
	}()
	switch name {
	case "not":
		return !holds(args[0]), nil
	case "len":
		return length(args[0]), nil
	}
	switch f := x.funcs[name].(type) {
	case func() Token:
		return f(), nil
	case func(Token) Token:
		return f(as[Token](args[0])), nil
	case func(any, Token) Token:
		return f(args[0], as[Token](args[1])), nil
	case func(any, ...any) bool:
		return f(args[0], args[1:]...), nil
	case func(any, any) bool:
		return f(args[0], args[1]), nil
	case func(Token, any) bool:
		return f(as[Token](args[0]), args[1]), nil
	case func(Items) Token:
		return f(as[Items](args[0])), nil
	case func(any, Items) Items:
		return f(args[0], as[Items](args[1])), nil
	case func(Items) Items:
		return f(as[Items](args[0])), nil
	case func(Items) any:
		return f(as[Items](args[0])), nil
	case func(string) Items:
		return f(as[string](args[0])), nil
	case func(Items, Token) Token:
		return f(as[Items](args[0]), as[Token](args[1])), nil
	case func(string, Items) Items:
		return f(as[string](args[0]), as[Items](args[1])), nil
	}
	return reflected(x.funcs[name], args)
}

// as is an argument as a function takes it. Nothing stands for an empty value.
func as[T any](v any) T {
	t, ok := v.(T)
	if !ok && v != nil {
		panic(fmt.Sprintf("wrong type: a %T is no %T", v, t))
	}
	return t
}

func length(v any) int {
	switch v := v.(type) {
	case Items:
		return len(v)
	case Token:
		return len(v)
	case string:
		return len(v)
	}
	panic(fmt.Sprintf("wrong type: the length of a %T", v))
}

// reflected calls a function of a kind that is rarely called.
func reflected(f any, args []any) (any, error) {
	to := reflect.ValueOf(f)
	in := make([]reflect.Value, len(args))
	for i, v := range args {
		if in[i] = reflect.ValueOf(v); v == nil {
			in[i] = reflect.Zero(to.Type().In(i))
		}
	}
	out := to.Call(in)
	if len(out) == 2 && !out[1].IsNil() {
		return nil, out[1].Interface().(error)
	}
	return out[0].Interface(), nil
}
