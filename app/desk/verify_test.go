package desk_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"verwoord/app/desk"
	"verwoord/app/pdf/cos"
)

// A page that was turned after signing is told once, with its number.
func TestChangedPage(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	made := good(d.Make(o.ID, desk.Request{Document: "agreement"}))(t)
	id := good(d.NewIdentity(desk.NewIdentity{Name: "Sander de Voorbeeld", Country: "NL", Password: "geheim genoeg"}))(t)
	signed := good(d.Sign(desk.SignRequest{Document: made.Document.ID, Identity: id.ID, Password: "geheim genoeg", Party: "processor"}))(t)
	f := good(cos.Open(decode(t, good(d.Document(signed.Document.ID))(t))))(t)
	u := good(f.Update())(t)
	page := f.Array(f.Dict(f.Dict(f.Trailer["Root"])["Pages"])["Kids"])[1].(cos.Ref)
	turned := u.Dict(page)
	turned["Rotate"] = int64(180)
	u.Set(page, turned)
	data := base64.StdEncoding.EncodeToString(good(u.Bytes())(t))
	r := good(d.Verify(desk.File{Name: "gedraaid.pdf", Data: data}))(t)
	s := r.Signatures[0]
	if len(s.Problems) != 1 || !strings.HasPrefix(s.Problems[0], "Na deze handtekening is pagina 2 gewijzigd") {
		t.Errorf("problems %q", s.Problems)
	}
	for _, note := range s.Notes {
		if strings.Contains(note, "pagina 2") {
			t.Errorf("said again: %q", note)
		}
	}
}
