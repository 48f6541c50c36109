package sign

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/cos/costest"
	"verwoord/app/pdf/form"
	"verwoord/app/sign/testpki"
)

// built is a file that lists its objects in streams, as most programs write today.
func built() []byte {
	pages := cos.Ref{Number: 1}
	return costest.Packed([]cos.Object{
		cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{cos.Ref{Number: 2}}, "Count": int64(1)},
		cos.Dict{
			"Type": cos.Name("Page"), "Parent": pages, "Resources": cos.Dict{},
			"MediaBox": cos.Array{int64(0), int64(0), int64(400), int64(300)},
		},
		cos.Dict{"Type": cos.Name("Catalog"), "Pages": pages},
		cos.Dict{"Title": cos.String("X")},
	}, cos.Ref{Number: 3}, cos.Ref{Number: 4})
}

const blank = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 300]/Resources<<>>>>"

// foreign are files that other programs might have made.
func foreign() map[string][]byte {
	return map[string][]byte{
		"without a form":  written(false),
		"object streams":  built(),
		"no line end":     bytes.TrimRight(written(true), "\n"),
		"bytes after end": append(written(true), "\n\n% done\n"...),
		"form in the catalog": costest.Listed([]string{
			"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", strings.Replace(blank, "/Resources", "/Annots[4 0 R]/Resources", 1),
			"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/F 4/Rect[9 9 99 29]/P 3 0 R>>",
		}, ""),
		"lists that are objects": costest.Listed([]string{
			"<</Type/Catalog/Pages 2 0 R/AcroForm 5 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", strings.Replace(blank, "/Resources", "/Annots 6 0 R/Resources", 1),
			"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/F 4/Rect[9 9 99 29]/P 3 0 R>>", "<</Fields 7 0 R>>", "[4 0 R]", "[4 0 R]",
		}, ""),
		"a widget of its own": costest.Listed([]string{
			"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", strings.Replace(blank, "/Resources", "/Annots[6 0 R]/Resources", 1),
			"<</T(form)/Kids[5 0 R]>>", "<</T(here)/FT/Sig/Parent 4 0 R/Kids[6 0 R]>>",
			"<</Type/Annot/Subtype/Widget/Parent 5 0 R/F 2/Rect[9 9 199 99]/P 3 0 R>>",
		}, ""),
		"an empty branch of pages": costest.Listed([]string{
			"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[4 0 R 3 0 R]/Count 1>>", blank, "<</Type/Pages/Parent 2 0 R/Kids[]/Count 0>>",
		}, ""),
		"as Word saves": costest.Word([]string{"<</Type/Catalog/Pages 2 0 R/StructTreeRoot 4 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", blank}, "<</Type/StructTreeRoot>>", nil),
		"PDF 2.0":       bytes.Replace(written(true), []byte("%PDF-1.7"), []byte("%PDF-2.0"), 1),
	}
}

// TestForeign signs files that other programs might have made, twice, and asks the judges after each.
func TestForeign(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	var asked []bool
	for name, file := range foreign() {
		t.Run(name, func(t *testing.T) {
			out := mustSign(t, file, id, Request{Level: BLTA, Look: look(&asked), Services: services(p)})
			out = mustSign(t, out, id, Request{Level: BB, Services: services(p)})
			f, err := cos.Open(out)
			if err != nil {
				t.Fatal(err)
			}
			signed := 0
			for _, d := range form.Read(f).Fields {
				if d.Signs() && d.Value != nil && !strings.HasPrefix(d.Name, "Timestamp") {
					signed++
					checkSignature(t, p, out, d.Name)
				}
			}
			if signed != 2 {
				t.Errorf("%d signatures, want 2", signed)
			}
			if declared := f.Dict(f.Dict(f.Trailer["Root"])["Extensions"])["ESIC"] != nil; declared == (name == "PDF 2.0") {
				t.Errorf("extension declared: %v", declared)
			}
		})
	}
}

// TestForbidden: what an earlier signature forbids is not done. The signatures here are none, which is looked at when nothing is forbidden.
func TestForbidden(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	certified := func(permission string) []byte {
		return costest.Listed([]string{
			"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>/Perms<</DocMDP 5 0 R>>>>",
			"<</Type/Pages/Kids[3 0 R]/Count 1>>", blank, "<</T(a)/FT/Sig/V 5 0 R>>",
			"<</Type/Sig/Reference[<</TransformMethod/DocMDP/TransformParams<</P " + permission + ">>>>]>>",
		}, "")
	}
	locked := func(params string) []byte {
		return costest.Listed([]string{
			"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/SigFlags 3>>>>",
			"<</Type/Pages/Kids[3 0 R]/Count 1>>", blank, "<</T(a)/FT/Sig/V 5 0 R>>",
			"<</Type/Sig/Reference[<</TransformMethod/FieldMDP/TransformParams<<" + params + ">>>>]>>",
		}, "")
	}
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"no changes", certified("1"), "certified"},
		{"form filling", certified("2"), "signature-unread"},
		{"annotations", certified("3"), "signature-unread"},
		{"an unknown level", certified("0"), "certified"},
		{"no changes, which the catalog does not say", bytes.Replace(certified("1"), []byte("/Perms"), []byte("/Parms"), 1), "certified"},
		{"all fields", locked("/Action/All"), "field-locked"},
		{"this field", locked("/Action/Include/Fields[(x)(b)]"), "field-locked"},
		{"another field", locked("/Action/Include/Fields[(x)]"), "signature-unread"},
		{"all but this", locked("/Action/Exclude/Fields[(b)]"), "signature-unread"},
		{"all but another", locked("/Action/Exclude/Fields[(x)]"), "field-locked"},
	} {
		_, err := signBytes(context.Background(), c.file, id, Request{Field: "b", Services: services(p)})
		if code(err) != c.want {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

// doubtful are files in which File finds a problem whoever signs them.
func doubtful() map[string][]byte {
	with := func(form string, more ...string) []byte {
		return costest.Listed(append([]string{"<</Type/Catalog/Pages 2 0 R/AcroForm<<" + form + ">>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", blank}, more...), "")
	}
	return map[string][]byte{
		"a stream shorter than it is": with("/Fields[]", "<</Length 3>>\nstream\n0 0 9 9 re\nendstream"),
		"a stream longer than it is":  with("/Fields[]", "<</Length 99999>>\nstream\n0 0 9 9 re\nendstream"),
		"an object that does not end": with("/Fields[]", "<</A(to be continued"),
		"a field that is not there":   with("/Fields[9 0 R]"),
		"a field that is no object":   with("/Fields[<</T(a)/FT/Tx>>]"),
		"two fields of one name":      with("/Fields[4 0 R 5 0 R]", "<</T(a)/FT/Tx>>", "<</T(a)/FT/Tx>>"),
		"one page for Word and another for others": costest.Word([]string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", blank, blank}, "<<>>",
			func(at []int, stream int) [][2]int {
				return [][2]int{{1, at[0]}, {1, at[1]}, {1, at[3]}, {0, 0}, {2, stream}, {1, at[4]}}
			}),
		"an end that is not there":    bytes.TrimSuffix(with("/Fields[]"), []byte("%%EOF\n")),
		"half a revision behind it":   append(with("/Fields[]"), "1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"...),
		"something before the header": append([]byte("\n"), with("/Fields[]")...),
	}
}

// TestDamaged: a file in which Verify finds a problem whoever signs it is not signed.
func TestDamaged(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	for name, file := range doubtful() {
		if _, err := signBytes(context.Background(), file, id, Request{Services: services(p)}); code(err) != "damaged" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestDoubtful: who signed before is not told to save the file anew, which would break the signature; and of one whose signature cannot be told
// that is what is said.
func TestDoubtful(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	plain := costest.Listed([]string{"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[]>>>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", blank}, "")
	signed := mustSign(t, plain, id, Request{Services: services(p)})
	hash := bytes.LastIndex(signed, []byte("608648016503040201")) // SHA-256, where the signature names it
	unknown := bytes.Clone(signed)
	copy(unknown[hash:], "608648016503040277")
	for name, c := range map[string]struct {
		file []byte
		want string
	}{
		"something behind it":                        {append(bytes.Clone(signed), "more"...), "doubtful"},
		"something behind one that cannot be judged": {append(unknown, "more"...), "signature-unread"},
		"no way to its objects":                      {bytes.ReplaceAll(signed, []byte("startxref"), []byte("startxxxx")), "doubtful"},
	} {
		if _, err := signBytes(context.Background(), c.file, id, Request{Services: services(p)}); code(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

// TestLock: a field that says what its signature locks gets a signature that says so too.
func TestLock(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	id := identity(p.Signer("J. Jansen", testpki.Key("jansen")))
	file := costest.Listed([]string{
		"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R 5 0 R]/SigFlags 3>>>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>", strings.Replace(blank, "/Resources", "/Annots[4 0 R 5 0 R]/Resources", 1),
		"<</Type/Annot/Subtype/Widget/FT/Sig/T(last)/F 4/Rect[0 0 0 0]/P 3 0 R/Lock<</Type/SigFieldLock/Action/All>>>>",
		"<</Type/Annot/Subtype/Widget/FT/Sig/T(late)/F 4/Rect[0 0 0 0]/P 3 0 R>>",
	}, "")
	out := mustSign(t, file, id, Request{Field: "last", Services: services(p)})
	checkSignature(t, p, out, "last")
	if _, err := signBytes(context.Background(), out, id, Request{Field: "late", Services: services(p)}); code(err) != "field-locked" {
		t.Error(err)
	}
}
