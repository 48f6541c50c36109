package verify_test

import (
	"bytes"
	"context"
	"crypto/x509"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"verwoord/app/pdf/form"
	"verwoord/app/sign"
	. "verwoord/app/sign/verify"

	"verwoord/app/pdf/cos"
	"verwoord/app/sign/cms"
	"verwoord/app/sign/testpki"
)

// An attack turns a file whose signatures hold into one that shows or says something else. Every one must be refused, and for the
// reason that want names. The families are those of Mladenov et al. 2018 (universal signature forgery, incremental saving,
// signature wrapping), Mainka et al. 2021 (shadow) and Rohlmann et al. 2021 (certification).
type attack struct {
	name string
	want string // code of a Finding
	make func(t *testing.T, v victim) []byte
}

// victim is what an attacker has in hand.
type victim struct {
	pki    *testpki.PKI
	signed []byte // by the processor
	// Changes what is to be signed, byte for byte and no longer than it was; nil for nothing.
	spelled func([]byte) []byte
}

// contract is a file that has one of everything that the attacks go for. Object 13 and 14 are a page and its content that nothing
// shows, as the author of a shadow attack leaves them behind.
func contract(replaced map[int]string) []byte {
	bodies := map[int]string{
		1:  "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R/OCProperties 12 0 R>>",
		2:  "<</Type/Pages/Kids[3 0 R]/Count 1>>",
		3:  "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents[4 0 R 5 0 R]/Resources<</Font<</F1 6 0 R>>/XObject<</X1 7 0 R>>>>/Annots[8 0 R 10 0 R 11 0 R]>>",
		4:  "<</Length 38>>\nstream\nBT /F1 12 Tf 20 250 Td (EUR 100) Tj ET\nendstream",
		5:  "<</Length 6>>\nstream\n/X1 Do\nendstream",
		6:  "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
		7:  "<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 10>>\nstream\n0 0 9 9 re\nendstream",
		8:  "<</Type/Annot/Subtype/Widget/FT/Tx/T(amount)/V(100)/P 3 0 R/Rect[20 200 90 220]>>",
		9:  "<</Fields[8 0 R 10 0 R 11 0 R]/SigFlags 1>>",
		10: "<</Type/Annot/Subtype/Widget/FT/Sig/T(processor)/P 3 0 R/F 4/Rect[20 20 200 100]>>",
		11: "<</Type/Annot/Subtype/Widget/FT/Sig/T(controller)/P 3 0 R/F 4/Rect[210 20 390 100]>>",
		12: "<</OCGs[]/D<</BaseState/ON>>>>",
		13: "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Contents 14 0 R/Resources<</Font<</F1 6 0 R>>>>>>",
		14: "<</Length 38>>\nstream\nBT /F1 12 Tf 20 250 Td (EUR 999) Tj ET\nendstream",
	}
	for number, body := range replaced {
		bodies[number] = body
	}
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
	var rows strings.Builder
	for number := range len(bodies) {
		fmt.Fprintf(&rows, "%010d 00000 n\r\n", b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", number+1, bodies[number+1])
	}
	start, size := b.Len(), len(bodies)+1
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f\r\n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", size, rows.String(), size, start)
	return b.Bytes()
}

func newVictim(t testing.TB, replaced map[int]string) victim { return victimOf(t, "", replaced) }

// victimOf is newVictim with the keys of a generation.
func victimOf(t testing.TB, generation string, replaced map[int]string) victim {
	p := testpki.NewOf(generation, "http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	return victim{pki: p, signed: mustSign(t, contract(replaced), id, sign.Request{Field: "processor", Services: services(p)})}
}

func (v victim) options() Options {
	return Options{Roots: []*x509.Certificate{v.pki.Root.Certificate}, Now: moment}
}

// attacker has a certificate of his own, from the same authority.
func (v victim) attacker() *sign.Identity {
	return identity(v.pki.Signer("M. Mallory", testpki.Key("mallory")))
}

// revise appends a revision.
func revise(t testing.TB, data []byte, change func(u *cos.Update, f *cos.File)) []byte {
	t.Helper()
	f, err := cos.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	u, err := f.Update()
	if err != nil {
		t.Fatal(err)
	}
	change(u, f)
	out, err := u.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func ref(number int) cos.Ref { return cos.Ref{Number: number} }

// entries makes an attack that appends a revision in which dictionary entries are others.
func entries(number int, d cos.Dict) func(*testing.T, victim) []byte {
	return func(t *testing.T, v victim) []byte {
		return revise(t, v.signed, func(u *cos.Update, f *cos.File) {
			old := u.Dict(ref(number))
			maps.Copy(old, d)
			u.Set(ref(number), old)
		})
	}
}

// signBy makes a signature of the attacker's, or a certification, in a revision that change adds more to.
func signBy(t testing.TB, v victim, data []byte, signature cos.Dict, change func(u *cos.Update, signature cos.Ref)) []byte {
	t.Helper()
	return stampBy(t, v, data, signature, change, func([]byte) []byte { return nil })
}

// stampBy is signBy with a time-stamp, or what token gives for one.
func stampBy(t testing.TB, v victim, data []byte, signature cos.Dict, change func(u *cos.Update, signature cos.Ref), token func(signature []byte) []byte) []byte {
	t.Helper()
	signature["Type"], signature["Filter"] = cos.Name("Sig"), cos.Name("Adobe.PPKLite")
	signature["SubFilter"], signature["M"] = cos.Name("ETSI.CAdES.detached"), cos.String("D:20261122093000Z")
	var value cos.Ref
	f, err := cos.Open(data)
	if err != nil {
		t.Fatal(err)
	}
	u, err := f.Update()
	if err != nil {
		t.Fatal(err)
	}
	value = u.Add(form.Hole(signature, 8192))
	change(u, value)
	s, err := form.NewSlot(u, value)
	if err != nil {
		t.Fatal(err)
	}
	s.Data = bytes.Replace(s.Data, []byte("/BiteRange"), []byte("/ByteRange"), 1) // twice, which Update would not write
	if v.spelled != nil {
		s.Data = v.spelled(s.Data)
	}
	id := v.attacker()
	signer := cms.Signer{Key: id.Key, Certificate: id.Certificate, Chain: id.Chain}
	built, err := signer.Sign(digest(s, signer.Digest()))
	if err != nil {
		t.Fatal(err)
	}
	built.Token = token(built.Value())
	der, err := built.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	out, err := s.Fill(der)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// certified makes a certification signature in the processor's field that allows p.
func certified(t testing.TB, v victim, p int64) []byte {
	params := cos.Dict{"Type": cos.Name("TransformParams"), "V": cos.Name("1.2"), "P": p}
	reference := cos.Dict{"Type": cos.Name("SigRef"), "TransformMethod": cos.Name("DocMDP"), "TransformParams": params}
	return signBy(t, v, contract(nil), cos.Dict{"Reference": cos.Array{reference}}, func(u *cos.Update, value cos.Ref) {
		field, catalog := u.Dict(ref(10)), u.Dict(ref(1))
		field["V"], catalog["Perms"] = value, cos.Dict{"DocMDP": value}
		u.Set(ref(10), field)
		u.Set(ref(1), catalog)
	})
}

// codes lists every code in a report.
func codes(r *Report) []string {
	var all []string
	add := func(findings []Finding) {
		for _, f := range findings {
			all = append(all, f.Code)
		}
	}
	add(r.Problems)
	for _, s := range r.Signatures {
		add(s.Problems)
	}
	return all
}

// refused checks the verdict on an attack.
func refused(t *testing.T, v victim, data []byte, want string) *Report {
	t.Helper()
	r, err := verifyBytes(data, v.options())
	if err != nil {
		t.Fatal(err)
	}
	if got := codes(r); r.OK || !slices.Contains(got, want) {
		t.Errorf("ok %v, found %v, want %s", r.OK, got, want)
	}
	lawful(t, v, data)
	return r
}

// accepted makes sure that what is attacked was in order.
func accepted(t testing.TB, v victim, data []byte) {
	t.Helper()
	if r, err := verifyBytes(data, v.options()); err != nil || !r.OK {
		t.Fatalf("the file to attack is refused: %v %+v", err, r)
	}
	lawful(t, v, data)
}

// families are all attacks, by what they have in common.
func families() []family {
	return []family{
		{"universal forgery", forgeries},
		{"incremental saving", savings},
		{"wrapping", wrappings},
		{"shadow", shadows},
		{"certification", certifications},
		{"structure", structures},
		{"doubt", doubts},
		{"guise", guises},
		{"cover", covers},
		{"leave", leaves},
		{"maker", makers},
		{"time-stamp", stamps},
	}
}

type family struct {
	name    string
	attacks []attack
}

// TestPolicy: what the policy names in brackets is a family of attacks, or a test.
func TestPolicy(t *testing.T) {
	policy, err := os.ReadFile("POLICY.md")
	if err != nil {
		t.Fatal(err)
	}
	tests, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	var source []byte
	for _, name := range append(tests, "../../engine/judge_test.go", "../law_test.go", "../sign_test.go", "../foreign_test.go", "../../pdf/cos/dangling_test.go") {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		source = append(source, data...)
	}
	named := regexp.MustCompile(`\[([A-Za-z ]+(?:, [A-Za-z ]+)*)\]`).FindAllSubmatch(policy, -1)
	if len(named) < 12 {
		t.Fatalf("only %d names", len(named))
	}
	for _, m := range named {
		for _, name := range strings.Split(string(m[1]), ", ") {
			isFamily := slices.ContainsFunc(families(), func(f family) bool { return f.name == name })
			if !isFamily && !bytes.Contains(source, []byte("func "+name+"(t ")) {
				t.Errorf("nothing is called %s", name)
			}
		}
	}
}

// TestAttacks makes each attack, and tells with -v what became of it.
func TestAttacks(t *testing.T) {
	v := newVictim(t, nil)
	accepted(t, v, v.signed)
	table := &strings.Builder{}
	for _, family := range families() {
		for _, a := range family.attacks {
			t.Run(family.name+"/"+a.name, func(t *testing.T) {
				r := refused(t, v, a.make(t, v), a.want)
				fmt.Fprintf(table, "\n%-20s %-70s integrity %-16s identity %-16s %s", family.name, a.name, r.Integrity.Mark, r.Identity.Mark, a.want)
			})
		}
	}
	t.Logf("each attack, the two verdicts, and why it is refused:%s", table)
}

// TestAllowed has what an attack looks like but is none.
func TestAllowed(t *testing.T) {
	v := newVictim(t, nil)
	for p := int64(1); p <= 3; p++ {
		accepted(t, v, certified(t, v, p))
	}
	both, err := signBytes(context.Background(), v.signed, v.attacker(), sign.Request{Field: "controller", Services: services(v.pki)})
	if err != nil {
		t.Fatal(err)
	}
	accepted(t, v, both.File)
	certifiedTwice, err := signBytes(context.Background(), certified(t, v, 2), v.attacker(), sign.Request{Field: "controller", Services: services(v.pki)})
	if err != nil {
		t.Fatal(err)
	}
	accepted(t, v, certifiedTwice.File)
	accepted(t, v, withStore(t, v, func(catalog cos.Dict) { catalog["Version"] = cos.Name("2.0") }))
	direct := newVictim(t, map[int]string{1: "<</Type/Catalog/Pages 2 0 R/AcroForm 9 0 R/OCProperties 12 0 R/Metadata<<>>>>"})
	accepted(t, direct, withStore(t, direct, func(cos.Dict) {}))
}
