package office

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"verwoord/app/store"
)

// metas are heads of documents as they are kept, with all that their texts may hold.
func metas(t testing.TB) (heads [][]byte) {
	for _, text := range []string{"", "agreement", `<Één> & "twee", a \ and a /`, `[{"ok":true}]`} {
		for _, signed := range [][]Signatory{nil, {}, {{Party: text, Name: text, Time: "2026-11-22T14:02:00+01:00", Level: "B-T", OK: true, Established: true, Fingerprint: text}, {Alone: true}}} {
			m := documentMeta{DocumentInfo: store.DocumentInfo{
				Document: text, Language: "nl", Template: "2025", Dossier: 3, Made: time.Date(2026, 11, 22, 14, 2, 0, 5, time.FixedZone("", 3600)), File: text, SHA256: "0a",
			}, Prints: text, Size: 86000}
			for _, about := range []string{"", text} {
				m.Item, m.Tells = about, about
				m.Signatures = nil
				if signed != nil {
					m.Signatures, _ = json.Marshal(signed)
				}
				head, err := json.Marshal(m)
				if err != nil {
					t.Fatal(err)
				}
				heads = append(heads, head)
			}
		}
	}
	return append(heads, []byte(`{}`), []byte(`null`), []byte(`{"signatures":[{"ok":1}]}`), []byte(`{"made":"today"}`), []byte(`{"signatures":null}`), []byte(`[`), []byte(``))
}

// The head of a document is read as encoding/json reads it, and who signed too.
func TestDocumentMeta(t *testing.T) {
	for _, head := range metas(t) {
		sameMeta(t, head)
	}
}

func FuzzDocumentMeta(f *testing.F) {
	for _, head := range metas(f) {
		f.Add(head)
	}
	f.Fuzz(func(t *testing.T, head []byte) {
		var m documentMeta
		if json.Unmarshal(head, &m) != nil {
			_, _ = documentMetaOf(head)
			_ = signatoriesOf(head)
			return
		}
		if again, err := json.Marshal(m); err == nil && string(again) == string(head) { // else no store has it
			sameMeta(t, head)
		}
	})
}

func sameMeta(t *testing.T, head []byte) {
	t.Helper()
	var want documentMeta
	wrong := json.Unmarshal(head, &want)
	got, err := documentMetaOf(head)
	if (err == nil) != (wrong == nil) {
		t.Errorf("%s: %v, and by encoding/json %v", head, err, wrong)
	}
	if err != nil {
		return
	}
	if !got.Made.Equal(want.Made) || got.Made.Format(time.RFC3339Nano) != want.Made.Format(time.RFC3339Nano) {
		t.Errorf("%s was made %v, and by encoding/json %v", head, got.Made, want.Made)
	}
	want.Made = got.Made
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s is %+v, and by encoding/json %+v", head, got, want)
	}
	signed := []Signatory{}
	if json.Unmarshal(want.Signatures, &signed) != nil {
		signed = []Signatory{}
	}
	if list := want.signatories(); !reflect.DeepEqual(list, signed) && len(list)+len(signed) > 0 {
		t.Errorf("%s is signed by %+v, and by encoding/json %+v", want.Signatures, list, signed)
	}
}
