package dossier

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"verwoord/app/record"
)

// version applies the lines of one side to a dossier.
func version(t testing.TB, from Dossier, lines []string) Dossier {
	t.Helper()
	var root any
	if err := json.Unmarshal(from.Encode(), &root); err != nil {
		t.Fatal(err)
	}
	for _, l := range lines {
		verb, rest, _ := strings.Cut(l, " ")
		at, text, _ := strings.Cut(rest, " ")
		var value any
		if verb != "remove" {
			if err := json.Unmarshal([]byte(text), &value); err != nil {
				t.Fatalf("%s: %v", l, err)
			}
		}
		root = edit(t, root, verb, at, value)
	}
	data, err := json.Marshal(root)
	if err != nil {
		t.Fatal(err)
	}
	var d Dossier
	if err := json.Unmarshal(data, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// told writes down what a merge did: what was taken over, what is open, and how the result differs from ours.
func told(m record.Merged[Dossier], ours Dossier) string {
	var b strings.Builder
	for _, path := range m.Taken {
		fmt.Fprintf(&b, "> taken %s\n", path)
	}
	for _, c := range m.Conflicts {
		fmt.Fprintf(&b, "> conflict %s at %s\n  ours   %s\n  theirs %s\n", c.Key, c.Path, c.Ours, c.Theirs)
	}
	before, after := strings.Split(string(ours.Encode()), "\n"), strings.Split(string(m.Value.Encode()), "\n")
	for i, l := range before {
		before[i] = strings.TrimSuffix(l, ",")
	}
	for i, l := range after {
		after[i] = strings.TrimSuffix(l, ",")
	}
	for _, l := range lineDifference(before, after) {
		b.WriteString(l + "\n")
	}
	return b.String()
}

// lineDifference is the shortest list of lines that went and came, by the longest common part.
func lineDifference(a, b []string) (out []string) {
	length := make([][]int, len(a)+1)
	for i := range length {
		length[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if length[i][j] = max(length[i+1][j], length[i][j+1]); a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			}
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			i, j = i+1, j+1
		case i < len(a) && (j == len(b) || length[i+1][j] >= length[i][j+1]):
			out, i = append(out, "  - "+strings.TrimSpace(a[i])), i+1
		default:
			out, j = append(out, "  + "+strings.TrimSpace(b[j])), j+1
		}
	}
	return out
}

// The cases of testdata/merge.txtar change a small dossier on two sides, settle some conflicts, and tell what comes of it. The lines
// with + and - are what the result has beside ours.
func TestMerge(t *testing.T) {
	const name = "testdata/merge.txtar"
	a, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var base Dossier
	for i, f := range a.Files {
		if i == 0 {
			if err := json.Unmarshal(f.Data, &base); err != nil {
				t.Fatal(err)
			}
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			lines := map[string][]string{}
			settled := map[string]record.Side{}
			apart := false
			kept := ""
			for l := range strings.Lines(string(f.Data)) {
				if strings.HasPrefix(l, ">") || strings.HasPrefix(l, "  ") {
					continue
				}
				kept += l
				side, rest, _ := strings.Cut(strings.TrimSpace(l), " ")
				if apart = apart || side == "apart"; side == "settle" {
					key, choice, _ := strings.Cut(rest, " ")
					settled[key] = record.Side(choice)
					continue
				}
				lines[side] = append(lines[side], rest)
			}
			start := version(t, base, lines["both"])
			ours, theirs := version(t, start, lines["ours"]), version(t, start, lines["theirs"])
			m := Type.Merge(&start, &ours, &theirs, settled)
			mirrored(t, start, ours, theirs)
			compared(t, ours, theirs)
			if apart {
				shown := version(t, ours, lines["shown"])
				m = Type.Compare(&shown, &ours, &theirs, settled)
			}
			kept += told(m, ours)
			if a.Files[i].Data = []byte(kept); !*update && kept != string(f.Data) {
				t.Errorf("got:\n%s\nwant:\n%s", kept, f.Data)
			}
		})
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(a), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// mirrored holds the laws of merging: with itself and with its origin a version stays what it is, and the two sides find the same conflicts.
func mirrored(t testing.TB, base, ours, theirs Dossier) {
	t.Helper()
	for _, c := range []struct {
		law          string
		ours, theirs Dossier
		want         Dossier
	}{
		{"nobody changed anything", base, base, base},
		{"only we did", ours, base, ours},
		{"only they did", base, theirs, theirs},
		{"both did the same", ours, ours, ours},
	} {
		m := Type.Merge(&base, &c.ours, &c.theirs, nil)
		if len(m.Conflicts) > 0 || string(m.Value.Encode()) != string(c.want.Encode()) {
			t.Errorf("%s: %d conflicts, and the result differs:\n%s", c.law, len(m.Conflicts), told(m, c.want))
		}
	}
	there, here := Type.Merge(&base, &theirs, &ours, nil), Type.Merge(&base, &ours, &theirs, nil)
	keys := func(m record.Merged[Dossier]) (out string) {
		for _, c := range m.Conflicts {
			out += c.Key + "\n"
		}
		return out
	}
	if keys(there) != keys(here) {
		t.Errorf("here the conflicts are:\n%s\nthere:\n%s", keys(here), keys(there))
	}
}

// compared holds the laws of comparing: each side finds the same conflicts, nothing is taken without asking, and whoever is always chosen
// has it all.
func compared(t testing.TB, a, b Dossier) {
	t.Helper()
	here, there := Type.Compare(&a, &a, &b, nil), Type.Compare(&b, &b, &a, nil)
	ours, theirs, mirror := map[string]record.Side{}, map[string]record.Side{}, map[string]bool{}
	for _, c := range there.Conflicts {
		mirror[c.Key] = true
	}
	for _, c := range here.Conflicts {
		ours[c.Key], theirs[c.Key] = record.Ours, record.Theirs
		if !mirror[c.Key] {
			t.Errorf("%s is a conflict on one side only", c.Key)
		}
	}
	if len(here.Conflicts) != len(there.Conflicts) || len(here.Taken) > 0 {
		t.Errorf("%d conflicts here, %d there; taken %v", len(here.Conflicts), len(there.Conflicts), here.Taken)
	}
	for _, c := range []struct {
		settled map[string]record.Side
		want    Dossier
	}{{ours, a}, {theirs, b}} {
		if m := Type.Compare(&a, &a, &b, c.settled); len(m.Conflicts) > 0 || string(m.Value.Encode()) != string(c.want.Encode()) {
			t.Errorf("chosen throughout: %d conflicts, and the result differs:\n%s", len(m.Conflicts), told(m, c.want))
		}
	}
}

// edit changes a decoded JSON value: set and add at a pointer, add being at the end of a list, and remove.
func edit(t testing.TB, root any, verb, pointer string, value any) any {
	t.Helper()
	if pointer == "" {
		return value
	}
	head, rest, _ := strings.Cut(pointer[1:], "/")
	if rest != "" {
		rest = "/" + rest
	}
	switch v := root.(type) {
	case map[string]any:
		switch {
		case rest == "" && verb == "remove":
			delete(v, head)
		case rest == "" && verb == "add":
			list, _ := v[head].([]any)
			v[head] = append(list, value)
		case rest != "" && v[head] == nil:
			v[head] = edit(t, map[string]any{}, verb, rest, value)
		default:
			v[head] = edit(t, v[head], verb, rest, value)
		}
		return v
	case []any:
		i, err := strconv.Atoi(head)
		if err != nil || i >= len(v) {
			t.Fatalf("no element %s", pointer)
		}
		if rest == "" && verb == "remove" {
			return slices.Delete(v, i, i+1)
		}
		v[i] = edit(t, v[i], verb, rest, value)
		return v
	}
	t.Fatalf("%s: nothing to edit", pointer)
	return nil
}
