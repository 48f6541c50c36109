package app_test

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The page on the architecture names every package, and none that is not there.
func TestArchitectureNamesThePackages(t *testing.T) {
	page, err := os.ReadFile("ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for _, m := range regexp.MustCompile("`(?:app/)?([a-z]+(?:/[a-z]+)*)`").FindAllStringSubmatch(string(page), -1) {
		named[m[1]] = true
	}
	for pkg := range imports {
		if name, ours := strings.CutPrefix(pkg, "app/"); ours && !named[name] {
			t.Errorf("%s is not on the page", pkg)
		}
	}
	others := []string{"for", "templates", "laws_test"}
	for name := range named {
		if _, there := imports["app/"+name]; !there && !slices.Contains(others, name) {
			if _, err := os.Stat(name); err == nil {
				t.Errorf("%s is on the page and not in the table of packages", name)
			}
		}
	}
	if lines := strings.Count(string(page), "\n"); lines > 100 {
		t.Errorf("the page has %d lines: it is to be read at one go", lines)
	}
}
