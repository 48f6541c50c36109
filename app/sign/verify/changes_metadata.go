package verify

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"verwoord/app/pdf/cos"
)

const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

// maxNested bounds how deep the elements of a packet nest. Real ones stay under 12.
const maxNested = 64

// properties lists what an XMP packet says but for who last wrote it and when: one line for each value, with the names that lead
// to it. RDF can write the same thing in several ways, as elements or as attributes; programs that sign write it anew in their own
// way, and the lines are equal then (ISO 16684-1, 7). It fails when there is no packet that is XML.
func properties(f *cos.File, o cos.Object) ([]string, bool) {
	stream, ok := f.Resolve(o).(*cos.Stream)
	if !ok {
		return nil, false
	}
	packet, err := f.StreamData(stream)
	if err != nil {
		return nil, false
	}
	decoder := xml.NewDecoder(bytes.NewReader(packet))
	var w packetWalk
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			slices.Sort(w.said)
			return w.said, len(w.path) == 0
		}
		if err != nil {
			return nil, false
		}
		switch e := token.(type) {
		case xml.StartElement:
			if len(w.path) == maxNested {
				return nil, false
			}
			w.start(e)
		case xml.EndElement:
			w.path, w.items = w.path[:len(w.path)-1], w.items[:len(w.items)-1]
		case xml.CharData:
			w.say(strings.TrimSpace(string(e)))
		}
	}
}

// saved are the properties that a program writes anew at each save, with all that is below them (ISO 16684-1, 8.4 and 8.6; XMP part 2, 1.2.2):
// who wrote the file last, when, and which save it was. DocumentID and OriginalDocumentID tell which document it is, and stay.
var saved = []string{
	"http://ns.adobe.com/xap/1.0/ModifyDate", "http://ns.adobe.com/xap/1.0/MetadataDate", "http://ns.adobe.com/xap/1.0/CreatorTool",
	"http://ns.adobe.com/pdf/1.3/Producer",
	mediaManagement + "InstanceID", mediaManagement + "VersionID", mediaManagement + "Versions", mediaManagement + "History", mediaManagement + "DerivedFrom", mediaManagement + "SaveID",
}

// mediaManagement is the namespace of XMP Media Management.
const mediaManagement = "http://ns.adobe.com/xap/1.0/mm/"

// packetWalk is where in a packet the reader is.
type packetWalk struct {
	said  []string
	path  []string // names; "" for the elements that only group
	items []int    // how many items each element has so far
}

func (w *packetWalk) start(e xml.StartElement) {
	name := e.Name.Space + e.Name.Local
	switch {
	case e.Name.Space == rdf && e.Name.Local == "li":
		n := len(w.items) - 1
		if n >= 0 {
			w.items[n]++
			name = fmt.Sprintf("%d", w.items[n])
		}
	case e.Name.Space == rdf && (e.Name.Local == "RDF" || e.Name.Local == "Description"), e.Name.Local == "xmpmeta", e.Name.Local == "xapmeta":
		name = ""
	}
	w.path, w.items = append(w.path, name), append(w.items, 0)
	for _, a := range e.Attr {
		switch {
		case a.Name.Space == "xmlns" || a.Name.Local == "xmlns", a.Name.Local == "xmptk":
		case a.Name.Space == rdf && (a.Name.Local == "parseType" || a.Name.Local == "about" && a.Value == ""):
		case a.Name.Space == rdf && a.Name.Local == "resource":
			w.say(a.Value)
		default:
			w.path = append(w.path, a.Name.Space+a.Name.Local)
			w.say(a.Value)
			w.path = w.path[:len(w.path)-1]
		}
	}
}

// restates tells whether a line of a packet that was not there before says only what every PDF is, or when it was made: iText 9 adds one so.
func (t *change) restates(line string) bool {
	return line == "http://purl.org/dc/elements/1.1/format = application/pdf" || strings.HasPrefix(line, "http://ns.adobe.com/xap/1.0/CreateDate = ")
}

// say records a value of the innermost name.
func (w *packetWalk) say(value string) {
	names := slices.DeleteFunc(slices.Clone(w.path), func(name string) bool { return name == "" })
	if value == "" || len(names) == 0 {
		return
	}
	if slices.Contains(saved, names[0]) {
		return
	}
	w.said = append(w.said, strings.Join(names, " ")+" = "+value)
}
