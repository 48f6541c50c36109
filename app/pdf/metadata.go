package pdf

import (
	"encoding/xml"
	"strings"

	"verwoord/app/doc"
)

// producer is the program's name, in Info and XMP.
const producer = "Verwoord"

// xmp says in XML what Info says, and which standards the file keeps (ISO 19005-3, 6.6.2; ISO 14289-1, 5).
// PDF/UA's property is not among those that PDF/A knows, hence the description of its schema.
func xmp(d *doc.Doc, m Meta) []byte {
	var b strings.Builder
	b.WriteString("<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">` + "\n" +
		`<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"` +
		` xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">` + "\n" +
		"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>\n")
	element := func(open, text, end string) {
		if text != "" {
			b.WriteString(open)
			xml.EscapeText(&b, []byte(text))
			b.WriteString(end + "\n")
		}
	}
	element("<dc:format>", "application/pdf", "</dc:format>")
	element("<dc:identifier>", m.Identifier, "</dc:identifier>")
	element(`<dc:title><rdf:Alt><rdf:li xml:lang="x-default">`, d.Title, "</rdf:li></rdf:Alt></dc:title>")
	element(`<dc:description><rdf:Alt><rdf:li xml:lang="x-default">`, d.Subject, "</rdf:li></rdf:Alt></dc:description>")
	element("<dc:creator><rdf:Seq><rdf:li>", d.Author, "</rdf:li></rdf:Seq></dc:creator>")
	element("<dc:language><rdf:Bag><rdf:li>", d.Lang, "</rdf:li></rdf:Bag></dc:language>")
	element("<pdf:Keywords>", strings.Join(d.Keywords, ", "), "</pdf:Keywords>")
	element("<pdf:Producer>", producer, "</pdf:Producer>")
	date := m.Date.Format("2006-01-02T15:04:05Z07:00")
	element("<xmp:CreateDate>", date, "</xmp:CreateDate>")
	element("<xmp:ModifyDate>", date, "</xmp:ModifyDate>")
	b.WriteString("</rdf:Description>\n" + extensionSchema + "</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>")
	return []byte(b.String())
}

// extensionSchema describes pdfuaid:part (ISO 19005-3, 6.6.2.3.3).
const extensionSchema = `<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"` +
	` xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
`

// identifier reads back what xmp wrote.
func identifier(xmp []byte) string {
	_, rest, _ := strings.Cut(string(xmp), "<dc:identifier>")
	escaped, _, ok := strings.Cut(rest, "</dc:identifier>")
	if !ok {
		return ""
	}
	var text string
	if err := xml.Unmarshal([]byte("<id>"+escaped+"</id>"), &text); err != nil {
		return ""
	}
	return text
}
