package sign

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestMessages: every refusal has a message, whose variables the refusal gives.
func TestMessages(t *testing.T) {
	refusal := regexp.MustCompile(`(?:refuse|because)\("([a-z0-9-]+)"(.*)`)
	variable := regexp.MustCompile(`{{(?:if )?\.(\w+)}}`)
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"nl", "en"} {
		data, err := os.ReadFile("../../locales/" + lang + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var messages map[string]any
		if err := json.Unmarshal(data, &messages); err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range refusal.FindAllStringSubmatch(string(source), -1) {
				found++
				message, ok := messages["sign."+m[1]].(string)
				if !ok {
					t.Errorf("%s: %s has no message for %s", file, lang, m[1])
				}
				for _, v := range variable.FindAllStringSubmatch(message, -1) {
					if !strings.Contains(m[2], `"`+v[1]+`", `) {
						t.Errorf("%s: the %s message for %s wants %s", file, lang, m[1], v[1])
					}
				}
			}
		}
		if found < 40 {
			t.Errorf("only %d refusals found", found)
		}
	}
}
