package desk_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"verwoord/app/desk"
)

// The window knows the events that there are, and the data of each. Unlike those of the methods, its types of them are written by hand.
func TestEventsAsTheWindowKnowsThem(t *testing.T) {
	source, err := os.ReadFile("../../frontend/src/engine/index.ts")
	if err != nil {
		t.Fatal(err)
	}
	events := members(t, string(source), "Events")
	if got, want := slices.Sorted(maps.Keys(events)), emitted(t); !slices.Equal(got, want) {
		t.Errorf("the window knows %v, and there are %v", got, want)
	}
	for event, want := range map[string]string{desk.EventFile: "types.File[]", desk.EventMenu: "string", desk.EventKept: "Kept"} {
		if events[event] != want {
			t.Errorf("%s has %s, want %s", event, events[event], want)
		}
	}
	for name, c := range map[string]struct {
		known map[string]string
		data  any
	}{
		desk.EventProgress: {fields(events[desk.EventProgress]), desk.Progress{}},
		desk.EventKept:     {members(t, string(source), "Kept"), desk.Kept{}},
	} {
		if want := carried(c.data); !maps.Equal(c.known, want) {
			t.Errorf("%s has %v for the window, and %v here", name, c.known, want)
		}
	}
}

// emitted are the names of the constants Event…, sorted.
func emitted(t *testing.T) (names []string) {
	file, err := parser.ParseFile(token.NewFileSet(), "host.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok && strings.HasPrefix(v.Names[0].Name, "Event") {
			name, _ := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			names = append(names, name)
		}
		return true
	})
	slices.Sort(names)
	return names
}

// members are those of an interface of TypeScript, with their types.
func members(t *testing.T, source, name string) map[string]string {
	_, rest, ok := strings.Cut(source, "export interface "+name+" {\n")
	body, _, ends := strings.Cut(rest, "\n}")
	if !ok || !ends {
		t.Fatalf("there is no interface %s", name)
	}
	found := map[string]string{}
	for _, m := range regexp.MustCompile(`(?m)^  (\w+): (.+);$`).FindAllStringSubmatch(body, -1) {
		found[m[1]] = m[2]
	}
	return found
}

// fields are those of a type that stands in one line: { call: string; step: string }.
func fields(literal string) map[string]string {
	found := map[string]string{}
	for _, m := range regexp.MustCompile(`(\w+): (\w+)`).FindAllStringSubmatch(literal, -1) {
		found[m[1]] = m[2]
	}
	return found
}

// carried is what crosses of a value, by name in JSON, with its type in TypeScript.
func carried(v any) map[string]string {
	found := map[string]string{}
	for f := range reflect.TypeOf(v).Fields() {
		kind := map[reflect.Kind]string{reflect.String: "string", reflect.Int: "number", reflect.Bool: "boolean"}[f.Type.Kind()]
		found[f.Tag.Get("json")] = kind
	}
	return found
}
