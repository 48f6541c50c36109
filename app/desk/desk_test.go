package desk_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime"
	"mime/multipart"
	"net/mail"
	"reflect"
	"slices"
	"strings"
	"testing"

	"verwoord/app/desk"
	"verwoord/app/dossier"
	"verwoord/app/record"
	"verwoord/app/store"
)

// The whole path: from an empty store to a signed agreement in the mail, and back from the signed file on another machine.
func TestFromClientToMail(t *testing.T) {
	d, m := started(t)
	o := good(d.NewClient(true))(t)
	if o.State != "draft" || o.Dossier.Controller.Name != "Zorggroep De Linde B.V." {
		t.Fatalf("the example is %q of %q", o.State, o.Dossier.Controller.Name)
	}
	made := good(d.Make(o.ID, desk.Request{Document: "agreement"}))(t)
	if made.Document == nil {
		t.Fatalf("no document: %+v", made.Problems)
	}
	if name := made.Document.Name; !strings.HasSuffix(name, "-zorggroep-de-linde-b-v.pdf") {
		t.Errorf("the file is called %q", name)
	}
	state(t, d, o.ID, "made")
	id := good(d.NewIdentity(desk.NewIdentity{Name: "Sander de Voorbeeld", Organisation: "JEX", Country: "NL", Password: "geheim genoeg"}))(t)
	if !id.Own || !id.Usable || id.Worth == "" {
		t.Errorf("identity %+v", id)
	}
	request := desk.SignRequest{Document: made.Document.ID, Identity: id.ID, Password: "fout", Party: "processor", Place: "Rotterdam",
		Drawing: desk.Drawing{Width: 100, Height: 40, Strokes: [][]desk.Stroke{{{X: 1, Y: 2}, {X: 50, Y: 30}}, {{X: 9, Y: 9}}}}}
	_, err := d.Sign(request)
	refused(t, err, "sign.wrong-password")
	request.Password = "geheim genoeg"
	signed := good(d.Sign(request))(t)
	if !signed.Report.OK || len(signed.Report.Signatures) != 1 || signed.Report.Signatures[0].Party != "processor" || signed.Lower != "" {
		t.Fatalf("signed: %+v", signed.Report)
	}
	if len(signed.Report.Lines) != 3 || slices.ContainsFunc(signed.Report.Lines, func(l desk.Line) bool { return l.Mark != "good" }) {
		t.Errorf("lines: %+v", signed.Report.Lines)
	}
	state(t, d, o.ID, "signed-by-processor")
	message := parse(t, decode(t, good(d.Mail(signed.Document.ID))(t)))
	if message.to != "Marijke van der Linde <m.vanderlinde@example.nl>" || !strings.Contains(message.text, "tweede handtekeningveld") {
		t.Errorf("message %+v", message)
	}
	if !bytes.Equal(message.attachment, decode(t, good(d.Document(signed.Document.ID))(t))) || message.name != signed.Document.Name {
		t.Errorf("the attachment %q is not the document", message.name)
	}
	request.Document, request.Party = signed.Document.ID, "controller"
	_, err = d.Sign(request) // the identities here are the processor's
	refused(t, err, "sign.mandate")
	request.Mandate = true
	both := good(d.Sign(request))(t)
	state(t, d, o.ID, "signed-by-both")
	file := good(d.Document(both.Document.ID))(t)

	elsewhere, there := started(t)
	there.now = m.now
	if r := good(elsewhere.Verify(file))(t); !r.OK || r.Dossier == nil || r.Dossier.Known {
		t.Errorf("elsewhere: %+v", r)
	}
	altered := decode(t, file)
	altered[len(altered)/3] ^= 1
	for _, line := range good(elsewhere.Verify(desk.File{Name: file.Name, Data: base64.StdEncoding.EncodeToString(altered)}))(t).Lines {
		if line.About == "integrity" && (line.Mark != "bad" || !strings.HasPrefix(line.Text, "2 handtekeningen kloppen niet met het document")) {
			t.Errorf("of an altered file: %+v", line)
		}
	}
	again := good(elsewhere.ContinueFrom(file, nil))(t).Open
	// Anyone may have signed in the name of JEX: nothing is known there of the certificate.
	if again.State != "made" || again.Dossier.Controller.Name != o.Dossier.Controller.Name {
		t.Errorf("elsewhere the agreement is %q", again.State)
	}
	again.Dossier.Controller.Name = "Iets anders B.V."
	if s := good(elsewhere.Change(again.ID, again.Version, again.Dossier))(t); s.State != "draft" {
		t.Errorf("after a change the agreement is %q", s.State)
	}
}

func state(t testing.TB, d *desk.Desk, client, want string) {
	t.Helper()
	o := good(d.Clients(desk.Look{}))(t)
	for _, c := range o.Clients {
		if c.ID == client && c.State != want {
			t.Errorf("the agreement is %q, want %q", c.State, want)
		}
	}
}

type parsed struct {
	to, text, name string
	attachment     []byte
}

// parse reads a message as a mail program does.
func parse(t testing.TB, eml []byte) (p parsed) {
	t.Helper()
	m := good(mail.ReadMessage(bytes.NewReader(eml)))(t)
	if m.Header.Get("X-Unsent") != "1" || m.Header.Get("Subject") == "" {
		t.Errorf("header %v", m.Header)
	}
	p.to = good(new(mime.WordDecoder).DecodeHeader(m.Header.Get("To")))(t)
	p.to = strings.ReplaceAll(p.to, `"`, "")
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	r := multipart.NewReader(m.Body, params["boundary"])
	text := good(r.NextPart())(t)
	p.text = string(good(io.ReadAll(base64.NewDecoder(base64.StdEncoding, text)))(t))
	file := good(r.NextPart())(t)
	p.name = file.FileName()
	p.attachment = good(io.ReadAll(base64.NewDecoder(base64.StdEncoding, file)))(t)
	return p
}

func TestChangeUndoConflict(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(false))(t)
	if len(o.Problems) == 0 || o.Dossier.Subprocessors == nil {
		t.Fatalf("a new client: %+v", o)
	}
	next := o.Dossier
	next.Controller.Name = "Bakkerij De Korenaar B.V."
	s := good(d.Change(o.ID, o.Version, next))(t)
	if !s.Undo || s.Version <= o.Version {
		t.Errorf("saved %+v", s)
	}
	_, err := d.Change(o.ID, o.Version, o.Dossier)
	if err == nil {
		t.Fatal("an older window overwrote a newer one")
	}
	back := good(d.Undo(o.ID, s.Version))(t)
	if back.Dossier.Controller.Name != "" || !back.Redo {
		t.Errorf("undone %+v", back)
	}
	forth := good(d.Redo(o.ID, back.Version))(t)
	_, err = d.Redo(o.ID, forth.Version)
	refused(t, err, "store.nothing")
	if err := d.Remove(o.ID, forth.Version); err != nil {
		t.Fatal(err)
	}
	_, err = d.Open(o.ID)
	refused(t, err, "store.not-found")
}

func TestConflictTells(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(true))(t)
	one, other := o.Dossier, o.Dossier
	one.Controller.Name, other.Controller.Name = "Een", "Twee"
	good(d.Change(o.ID, o.Version, one))(t)
	_, err := d.Change(o.ID, o.Version, other)
	refused(t, err, "store.conflict")
}

func TestPreviewAndClause(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(false))(t)
	request := desk.Request{Document: "agreement"}
	view := desk.View{Sheets: []desk.Drawn{{Page: 1}, {Page: 2}, {Page: 99}}, Text: true}
	p := good(d.Preview(o.Dossier, request, view))(t)
	pdf := good(base64.StdEncoding.DecodeString(p.PDF))(t)
	if !bytes.HasPrefix(pdf, []byte("%PDF-")) || len(p.Pages) == 0 || len(p.Marks) == 0 || !strings.HasPrefix(strings.TrimSpace(p.HTML), "<") {
		t.Fatalf("preview of %d bytes, %d pages, %d marks", len(pdf), len(p.Pages), len(p.Marks))
	}
	if !slices.Equal(p.Sheets, []int{1, 2}) {
		t.Errorf("drawn anew: %v", p.Sheets)
	}
	view = desk.View{Sheets: []desk.Drawn{{Page: 1, Look: p.Pages[0].Look}, {Page: 2, Look: p.Pages[0].Look}}}
	if p := good(d.Preview(o.Dossier, request, view))(t); !slices.Equal(p.Sheets, []int{2}) || p.HTML != "" {
		t.Errorf("drawn anew: %v; text of %d bytes", p.Sheets, len(p.HTML))
	}
	clause := ""
	for _, m := range p.Marks {
		if m.Page < 1 || m.Page > len(p.Pages) {
			t.Errorf("mark on page %d", m.Page)
		}
		if m.Clause != "" {
			clause = m.Clause
		}
	}
	if c := good(d.Clause(desk.Request{Document: "agreement"}, clause))(t); c.Version != "2025" || c.Reason == "" || c.Title == "" {
		t.Errorf("clause %+v", c)
	}
	_, err := d.Clause(desk.Request{Document: "agreement"}, "nothing")
	refused(t, err, "no-clause")
}

// Two windows that change settings from the same ones keep what the other changed.
func TestSettingsTogether(t *testing.T) {
	d, _ := started(t)
	base := good(d.Start())(t).Settings
	one, other := base, base
	if base.LockAfter == 0 {
		t.Error("nothing is ever locked, unless one says so")
	}
	one.Place, one.LockAfter, one.Trusted = "Rotterdam", 0, []string{"x"}
	other.TimestampURL = "http://tsa.example/"
	good(d.SetSettings(base, one))(t)
	kept := good(d.SetSettings(base, other))(t)
	if kept.Place != "Rotterdam" || kept.LockAfter != 0 || kept.TimestampURL != other.TimestampURL || !slices.Equal(kept.Trusted, one.Trusted) || kept.Language != base.Language {
		t.Errorf("kept %+v", kept)
	}
}

func TestLanguage(t *testing.T) {
	d, m := started(t)
	s := good(d.Start())(t).Settings
	next := s
	next.Language = "fy"
	_, err := d.SetSettings(s, next)
	refused(t, err, "no-language")
	next.Language = "en"
	if s = good(d.SetSettings(s, next))(t); s.Language != "en" || m.lang != "en" {
		t.Errorf("settings %+v", s)
	}
	if c := good(d.Catalogue(""))(t); c.Language != "en" || len(c.Countries) < 240 {
		t.Errorf("catalogue in %q with %d countries", c.Language, len(c.Countries))
	}
	_, err = d.ContinueFrom(desk.File{Name: "x.json", Data: base64.StdEncoding.EncodeToString([]byte(`{"schema":"verwoord/dossier/1","colour":"red"}`))}, nil)
	refused(t, err, "bad-dossier")
	if !strings.Contains(err.Error(), "cannot be used") {
		t.Errorf("an English reader is told %s", err)
	}
}

// No choice is without words, in any language.
func TestCatalogueSpeaks(t *testing.T) {
	d, _ := started(t)
	for _, lang := range []string{"nl", "en"} {
		text := string(good(json.Marshal(good(d.Catalogue(lang))(t)))(t))
		for _, sign := range []string{`"label":""`, `"label":"desk.`, `"label":"document.`, `"name":""`, "null"} {
			if strings.Contains(text, sign) {
				t.Errorf("%s: the catalogue has %s", lang, sign)
			}
		}
	}
}

func TestHostFails(t *testing.T) {
	d, m := started(t)
	err := d.Hand(desk.File{Name: "x.hta", Data: "JVBERi0xLjc="})
	refused(t, err, "not-handed")
	if len(m.logged) > 0 {
		t.Error("what could be run reached another program")
	}
	refused(t, d.Hand(desk.File{Name: "x.pdf", Data: "JVBERi0xLjc="}), "not-own")
	if len(m.logged) > 0 {
		t.Error("what was not made here reached another program")
	}
	o := good(d.NewClient(true))(t)
	all := desk.View{Sheets: []desk.Drawn{{Page: 1}}}
	shown := good(d.Preview(o.Dossier, desk.Request{Document: "agreement"}, all))(t)
	refused(t, d.Hand(desk.File{Name: "x.pdf", Data: shown.PDF}), "not-own") // a page of it
	for n := 2; n <= len(shown.Pages); n++ {
		all.Sheets = append(all.Sheets, desk.Drawn{Page: n})
	}
	shown = good(d.Preview(o.Dossier, desk.Request{Document: "agreement"}, all))(t)
	refused(t, d.Hand(desk.File{Name: "x.pdf", Data: shown.PDF}), "not-handed") // the program that was asked fails
	m.refuse = &fs.PathError{Op: "open", Path: "x.pdf", Err: fs.ErrPermission}
	_, err = d.Save(desk.File{Name: "x.pdf"})
	refused(t, err, "not-saved")
	m.refuse = fmt.Errorf("write: %w", store.ErrFull)
	_, err = d.Save(desk.File{Name: "x.pdf"})
	refused(t, err, "store.full")
	if len(m.logged) != 2 {
		t.Errorf("logged %q", m.logged)
	}
	m.picked = desk.File{Name: "a folder"}
	_, err = d.Pick("pdf")
	refused(t, err, "no-file")
	m.picked = desk.File{}
	good(d.Pick("pdf"))(t)
	m.rand = nil // a broken program
	_, err = d.NewClient(false)
	refused(t, err, "broken")
}

func TestCall(t *testing.T) {
	d, _ := started(t)
	call := func(method, args string) string {
		t.Helper()
		return string(good(desk.Call(d, method, []byte(args)))(t))
	}
	var o desk.Open
	if err := json.Unmarshal([]byte(call("NewClient", "[true]")), &o); err != nil || o.ID == "" {
		t.Fatal(o, err)
	}
	if got := call("Unsaved", "[false]"); got != "null" {
		t.Errorf("nothing crosses as %s", got)
	}
	for _, c := range []struct{ method, args, code string }{
		{"Nothing", "[]", "no-method"},
		{"Open", "[]", "bad-call"},
		{"Open", "[1]", "bad-call"},
		{"Open", "x", "bad-call"},
		{"Open", `["nobody"]`, "store.not-found"},
		{"Pick", `["exe"]`, "no-kind"},
	} {
		_, err := desk.Call(d, c.method, []byte(c.args))
		refused(t, err, c.code)
	}
}

// What crosses is plain JSON: a list is never null, and every member has a name of its own.
func TestNothingIsNull(t *testing.T) {
	d, _ := started(t)
	o := good(d.NewClient(false))(t)
	for _, v := range []any{
		good(d.Start())(t), good(d.About())(t), good(d.Clients(desk.Look{}))(t), o, good(d.Documents(""))(t), good(d.Identities())(t), good(d.Pins(""))(t),
		good(d.KnownSubprocessors(""))(t), good(d.Check(dossier.Dossier{}, "agreement"))(t),
		good(d.Preview(dossier.Dossier{}, desk.Request{Document: "agreement"}, desk.View{}))(t),
	} {
		text := string(good(json.Marshal(v))(t))
		if strings.Contains(strings.ReplaceAll(text, `"dpo":null`, ""), "null") {
			t.Errorf("%v crosses with a null: %.300s", reflect.TypeOf(v), text)
		}
	}
}

func TestCheckPart(t *testing.T) {
	d, _ := started(t)
	part := dossier.Dossier{Processor: dossier.Processor{Signatory: record.Person{Name: "Sander", Email: "foo"}}}
	codes := map[string]string{}
	for _, p := range good(d.Check(part, "agreement"))(t) {
		codes[p.Path] = p.Code
	}
	if codes["/processor/signatory/email"] != "email-form" {
		t.Errorf("of an address that is none: %v", codes)
	}
}

// Every exported method of a Desk can be called by its name.
func TestEveryMethodHasAName(t *testing.T) {
	d, _ := started(t)
	of := reflect.TypeOf(d)
	for i := range of.NumMethod() {
		var e *desk.Error
		if _, err := desk.Call(d, of.Method(i).Name, []byte("0")); errors.As(err, &e) && e.Code == "no-method" {
			t.Errorf("%s is not in the table", of.Method(i).Name)
		}
	}
}
