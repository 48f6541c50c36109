package desk_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"verwoord/app/desk"
	"verwoord/app/dossier"
)

// passphrase is that of every backup.
const passphrase = "paard batterij nietje"

// story is a case of continue.txtar under way: machines that each keep clients, and files that go from one to the other.
type story struct {
	t        *testing.T
	machines map[string]*desk.Desk
	files    map[string]desk.File
	client   string // the one that all is about
	out      strings.Builder
}

// The cases of testdata/continue.txtar take one client from machine to machine. The lines with > are what comes of it.
func TestContinue(t *testing.T) {
	const name = "testdata/continue.txtar"
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, f := range a.Files {
		t.Run(f.Name, func(t *testing.T) {
			s := &story{t: t, machines: map[string]*desk.Desk{}, files: map[string]desk.File{}}
			for l := range strings.Lines(string(f.Data)) {
				if !strings.HasPrefix(l, ">") {
					s.out.WriteString(l)
					s.line(strings.TrimSpace(l))
				}
			}
			if a.Files[i].Data = []byte(s.out.String()); !*update && s.out.String() != string(f.Data) {
				t.Errorf("got:\n%s\nwant:\n%s", s.out.String(), f.Data)
			}
		})
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func (s *story) say(format string, args ...any) { fmt.Fprintf(&s.out, "> "+format+"\n", args...) }

// line does what one line says: a file is changed by hand, or a machine does something.
func (s *story) line(l string) {
	t := s.t
	who, rest, _ := strings.Cut(l, " ")
	verb, rest, _ := strings.Cut(rest, " ")
	first, rest, _ := strings.Cut(rest, " ")
	if who == "edit" {
		f := s.files[verb]
		f.Data = base64.StdEncoding.EncodeToString(changed(t, decode(t, f), first, rest))
		s.files[verb] = f
		return
	}
	d := s.machines[who]
	if d == nil {
		m := newMachine()
		m.rand = rand.NewChaCha8([32]byte{2, byte(len(s.machines))})
		d = desk.New(m)
		good(d.Start())(t)
		s.machines[who] = d
	}
	switch verb {
	case "new":
		s.client = good(d.NewClient(true))(t).ID
	case "set":
		o := good(d.Open(s.client))(t)
		var next dossier.Dossier
		if err := json.Unmarshal(changed(t, o.Dossier.Encode(), first, rest), &next); err != nil {
			t.Fatal(err)
		}
		good(d.Change(s.client, o.Version, next))(t)
	case "undo":
		good(d.Undo(s.client, good(d.Open(s.client))(t).Version))(t)
	case "remove":
		if err := d.Remove(s.client, good(d.Open(s.client))(t).Version); err != nil {
			t.Fatal(err)
		}
	case "export":
		s.files[first] = good(d.Export(s.client))(t)
	case "make":
		made := good(d.Make(s.client, desk.Request{Document: "agreement"}))(t)
		s.files[first] = good(d.Document(made.Document.ID))(t)
	case "sign":
		s.files[first] = s.signed(d, rest)
	case "pin":
		for _, signature := range good(d.Verify(s.files[first]))(t).Signatures {
			if signature.Confirm == nil {
				continue
			}
			s.say("%s of %s, other %t", signature.Confirm.Name, signature.Party, signature.Confirm.Other)
			if signature.Party == rest {
				good(d.Pin(signature.Confirm.Pinning))(t)
			}
		}
	case "unpin":
		for _, pin := range good(d.Pins(s.client))(t) {
			if err := d.Unpin(pin.ID); err != nil {
				t.Fatal(err)
			}
		}
	case "due":
		for _, due := range good(d.Open(s.client))(t).Due {
			s.say("%s", due.What)
		}
	case "report":
		r := good(d.Verify(s.files[first]))(t)
		s.say("%s", r.Headline.Text)
		for _, line := range r.Lines {
			s.say("%s %s", line.Mark, line.Text)
		}
		for _, awaited := range append(r.Awaits, r.Next) {
			s.say("%s", awaited)
		}
	case "backup":
		s.files[first] = good(d.Backup(passphrase))(t).File
	case "restore":
		r := good(d.RestoreBackup(s.files[first], passphrase, strings.Fields(rest)))(t)
		s.say("added %d, updated %d, kept %d", r.Added, r.Updated, r.Kept)
		for _, c := range r.Clients {
			s.say("%s %s", c.Name, c.Said)
			if c.File != nil {
				s.files["settle"] = *c.File
			}
		}
		for _, sentence := range slices.Concat(r.Others, r.Damage) {
			s.say("%s", sentence)
		}
	case "continue":
		settled := map[string]string{}
		for _, choice := range strings.Fields(rest) {
			key, side, _ := strings.Cut(choice, "=")
			settled[key] = side
		}
		m := good(d.ContinueFrom(s.files[first], settled))(t)
		for _, label := range m.Taken {
			s.say("taken %s", label)
		}
		for _, x := range m.Differences {
			s.say("to settle %s %s: %s | %s", x.Key, x.Label, x.Ours, x.Theirs)
		}
		if m.Open != nil {
			s.say("version %d", m.Open.Version)
		}
	case "show":
		o := good(d.Open(s.client))(t)
		for _, path := range append([]string{first}, strings.Fields(rest)...) {
			s.say("%s %s", path, at(t, o.Dossier.Encode(), path))
		}
	case "documents":
		for _, document := range good(d.Documents(s.client))(t) {
			s.say("%d signed, outdated %t", len(document.Signatures), document.Outdated)
		}
		s.say("%s", good(d.Open(s.client))(t).State)
	default:
		t.Fatalf("%s: no such line", l)
	}
}

// signed is the newest document of the client, signed by a party.
func (s *story) signed(d *desk.Desk, party string) desk.File {
	t := s.t
	id := good(d.NewIdentity(desk.NewIdentity{Name: "Sander de Voorbeeld", Organisation: "JEX", Country: "NL", Password: "geheim genoeg"}))(t)
	newest := good(d.Documents(s.client))(t)[0]
	signed := good(d.Sign(desk.SignRequest{Document: newest.ID, Identity: id.ID, Password: "geheim genoeg", Party: party, Mandate: party == "controller"}))(t)
	return good(d.Document(signed.Document.ID))(t)
}

// changed is JSON with another value at a place; the value "" takes the place away.
func changed(t testing.TB, data []byte, path, value string) []byte {
	t.Helper()
	var root, v any
	if err := json.Unmarshal(data, &root); err != nil {
		t.Fatal(err)
	}
	if value != "" {
		if err := json.Unmarshal([]byte(value), &v); err != nil {
			t.Fatalf("%s: %v", value, err)
		}
	}
	return good(json.Marshal(put(root, strings.Split(path, "/")[1:], v)))(t)
}

func put(in any, path []string, value any) any {
	if len(path) == 0 {
		return value
	}
	switch in := in.(type) {
	case map[string]any:
		if in[path[0]] = put(in[path[0]], path[1:], value); in[path[0]] == nil {
			delete(in, path[0])
		}
	case []any:
		i, _ := strconv.Atoi(path[0])
		if len(path) == 1 && value == nil {
			return slices.Delete(in, i, i+1)
		}
		in[i] = put(in[i], path[1:], value)
	}
	return in
}

// at is the JSON at a place.
func at(t testing.TB, data []byte, path string) string {
	t.Helper()
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	for _, part := range strings.Split(path, "/")[1:] {
		switch in := v.(type) {
		case map[string]any:
			v = in[part]
		case []any:
			i, err := strconv.Atoi(part)
			if err != nil || i >= len(in) {
				return ""
			}
			v = in[i]
		default:
			return ""
		}
	}
	return string(good(json.Marshal(v))(t))
}
