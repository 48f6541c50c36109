package desk_test

import (
	"encoding/json"
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
		calls[i] = good(json.Marshal([]any{o.Dossier, desk.Request{Document: "agreement"}, desk.View{Sheets: []desk.Sheet{{Page: 1}}}}))(b)
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
