package incident_test

import (
	"fmt"
	"testing"

	"verwoord/app/incident"
)

// A member that is a whole number is read, whatever it is written as: what is none is told with its place.
func TestWholeNumbers(t *testing.T) {
	for written, code := range map[string]string{
		"24": "", "0": "", "-1": "", `"24"`: "json-want-number", "true": "json-want-number", "[]": "json-want-number", "{}": "json-want-number",
		"1.5": "any", "1e99": "any", "99999999999999999999": "any",
	} {
		data := fmt.Sprintf(`{"schema": "verwoord/incident/1", "id": "b-1", "affected": [{"client": "a", "termHours": %s}]}`, written)
		v, problems := incident.Type.Decode([]byte(data))
		if (v != nil) != (code == "") {
			t.Errorf("%s: %+v, %+v", written, v, problems)
		}
		for _, p := range problems {
			if p.Path != "/affected/0/termHours" || code != "any" && p.Code != code {
				t.Errorf("%s: %+v", written, p)
			}
		}
	}
}
