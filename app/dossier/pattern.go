package dossier

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first matched: a program that starts needs none of them, and a dossier few.
func pattern(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
