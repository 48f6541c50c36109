package record

import (
	"regexp"
	"sync"
)

// Expression is a regular expression that is compiled when it is first matched: a program that starts needs none of them, and a record few.
func Expression(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
