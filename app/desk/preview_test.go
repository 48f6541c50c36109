package desk_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"verwoord/app/desk"
)

// What a key costs between the message that asks for a preview and the one that answers. A browser's share of it is seen with
// GOOS=js GOARCH=wasm.
func BenchmarkPreview(b *testing.B) {
	d, _ := started(b)
	o := good(d.NewClient(true))(b)
	var calls [2][]byte
	for i, name := range []string{"Zorggroep De Linde B.V.", "Zorggroep De Lindeboom B.V."} {
		o.Dossier.Controller.Name = name
		calls[i] = good(json.Marshal([]any{o.Dossier, desk.Request{Document: "agreement"}, desk.View{Sheets: []desk.Drawn{{Page: 1}}}}))(b)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		answer := good(desk.Call(d, "Preview", calls[i%2]))(b)
		if strings.Contains(string(answer), `"pdf":""`) {
			b.Fatal("nothing to see")
		}
		b.ReportMetric(float64(len(answer)), "B/answer")
	}
}

// Whatever the page of the example marks, the engine has told the place of: a screen goes there as well when a field is still empty.
func TestPlacesOfEveryField(t *testing.T) {
	d, _ := started(t)
	open := good(d.NewClient(true))(t)
	r := desk.Request{Document: "agreement", Language: "nl"}
	places := map[string]string{}
	for _, p := range good(d.Places(r))(t) {
		if p.Clause == "" {
			t.Errorf("%s is in no part of the document", p.Path)
		}
		places[p.Path] = p.Clause
	}
	rows := regexp.MustCompile(`/\d+(/|$)`)
	for _, m := range good(d.Preview(open.Dossier, r, desk.View{}))(t).Marks {
		path := rows.ReplaceAllString(m.Path, "/0$1")
		if _, known := places[path]; m.Path != "" && !known {
			t.Errorf("no place of %s is known", m.Path)
		}
	}
	for path, clause := range map[string]string{"/subprocessors/0/name": "annex-3", "/processing/personalData/0": "annex-2"} {
		if places[path] != clause && !strings.HasPrefix(places[path], clause+".") {
			t.Errorf("%s is in %q, not in %s", path, places[path], clause)
		}
	}
}
