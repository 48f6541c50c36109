package verify_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestAttackTable: ATTACKS.md names every family of attacks with as many as it has, tests that there are, and codes that have a message.
func TestAttackTable(t *testing.T) {
	table, err := os.ReadFile("ATTACKS.md")
	if err != nil {
		t.Fatal(err)
	}
	tests := everyTest(t)
	messages, err := os.ReadFile("../../../locales/en.json")
	if err != nil {
		t.Fatal(err)
	}
	sizes := map[string]int{}
	for _, f := range families() {
		sizes[f.name] = len(f.attacks)
	}
	named := map[string]bool{}
	family := regexp.MustCompile(`^(.*) (\d+)$`)
	for _, m := range regexp.MustCompile(`\| \[([^\]]+)\] \|`).FindAllSubmatch(table, -1) {
		for _, name := range strings.Split(string(m[1]), ", ") {
			f := family.FindStringSubmatch(name)
			switch {
			case f != nil:
				named[f[1]] = true
				if strconv.Itoa(sizes[f[1]]) != f[2] {
					t.Errorf("%s has %d attacks, the table says %s", f[1], sizes[f[1]], f[2])
				}
			case strings.HasPrefix(name, "app/"):
				if _, err := os.Stat(filepath.Join("../../..", name)); err != nil {
					t.Error(err)
				}
			case !bytes.Contains(tests, []byte("func "+name+"(")):
				t.Errorf("there is no %s", name)
			}
		}
	}
	for name := range sizes {
		if !named[name] {
			t.Errorf("the table has no %s", name)
		}
	}
	for _, m := range regexp.MustCompile("`([a-z]+(?:-[a-z]+)*)`").FindAllSubmatch(table, -1) {
		code := string(m[1])
		if code != "verify" && !regexp.MustCompile(`"(verify\.finding|verdict\.\w+|sign)\.`+code+`["-]`).Match(messages) {
			t.Errorf("no message for %s", code)
		}
	}
}

// everyTest is the source of all tests.
func everyTest(t *testing.T) []byte {
	t.Helper()
	var all []byte
	err := filepath.WalkDir("../..", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(name, "_test.go") {
			return err
		}
		data, err := os.ReadFile(name)
		all = append(all, data...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
