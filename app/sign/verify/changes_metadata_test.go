package verify

import (
	"slices"
	"strings"
	"testing"

	"verwoord/app/pdf/cos"
)

// Two ways to write one packet, and others that say something else.
func TestProperties(t *testing.T) {
	const head = `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" ` +
		`xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:s="http://example.com/s#" xmlns:mm="http://ns.adobe.com/xap/1.0/mm/">`
	const tail = `</rdf:RDF></x:xmpmeta>`
	elements := head + `<rdf:Description rdf:about=""><dc:format>a</dc:format><xmp:ModifyDate>2026</xmp:ModifyDate>` +
		`<dc:creator><rdf:Seq><rdf:li>x</rdf:li><rdf:li>y</rdf:li></rdf:Seq></dc:creator>` +
		`<s:list><rdf:Bag><rdf:li rdf:parseType="Resource"><s:uri>u</s:uri></rdf:li></rdf:Bag></s:list></rdf:Description>` + tail
	var b cos.Builder
	pages := b.Add(cos.Dict{"Type": cos.Name("Pages"), "Kids": cos.Array{}, "Count": int64(0)})
	f, err := cos.Open(b.Plain(b.Add(cos.Dict{"Type": cos.Name("Catalog"), "Pages": pages})))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, packet string
		same         bool
	}{
		{"itself", elements, true},
		{"attributes", head + `<rdf:Description dc:format="a" xmp:ModifyDate="2027" rdf:about=""><dc:creator><rdf:Seq><rdf:li>x</rdf:li>
			<rdf:li>y</rdf:li></rdf:Seq></dc:creator><s:list><rdf:Bag><rdf:li><rdf:Description><s:uri rdf:resource="u"/></rdf:Description></rdf:li></rdf:Bag></s:list></rdf:Description>` + tail, true},
		{"another value", head + `<rdf:Description dc:format="b" rdf:about=""><dc:creator><rdf:Seq><rdf:li>x</rdf:li><rdf:li>y</rdf:li></rdf:Seq></dc:creator><s:list><rdf:Bag><rdf:li><rdf:Description s:uri="u"/></rdf:li></rdf:Bag></s:list></rdf:Description>` + tail, false},
		{"another sequence", head + `<rdf:Description dc:format="a" rdf:about=""><dc:creator><rdf:Seq><rdf:li>y</rdf:li><rdf:li>x</rdf:li></rdf:Seq></dc:creator><s:list><rdf:Bag><rdf:li><rdf:Description s:uri="u"/></rdf:li></rdf:Bag></s:list></rdf:Description>` + tail, false},
		{"another save", strings.Replace(elements, "<dc:format>", `<mm:InstanceID>uuid:2</mm:InstanceID><mm:History><rdf:Seq><rdf:li rdf:parseType="Resource">`+
			`<s:action>saved</s:action></rdf:li></rdf:Seq></mm:History><dc:format>`, 1), true},
		{"another document", strings.Replace(elements, "<dc:format>", "<mm:DocumentID>uuid:2</mm:DocumentID><dc:format>", 1), false},
		{"a property of another that is called so", strings.Replace(elements, "<dc:format>", "<s:InstanceID>2</s:InstanceID><dc:format>", 1), false},
		{"something that only says it is a save", strings.Replace(elements, "<dc:creator>", "<dc:creator><mm:History>x</mm:History>", 1), false},
		{"nothing", head + tail, false},
		{"no XML", head, false},
	} {
		read := func(packet string) ([]string, bool) {
			return properties(f, &cos.Stream{Dict: cos.Dict{}, Data: []byte(packet)})
		}
		want, _ := read(elements)
		got, ok := read(c.packet)
		if same := ok && slices.Equal(got, want); same != c.same {
			t.Errorf("%s: %q", c.name, got)
		}
	}
}
