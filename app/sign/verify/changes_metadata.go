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
	case e.Name.Space == rdf && (e.Name.Local == "RDF" || e.Name.Local == "Description"), e.Name.Local == "xmpmeta":
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

// say records a value of the innermost name.
func (w *packetWalk) say(value string) {
	names := slices.DeleteFunc(slices.Clone(w.path), func(name string) bool { return name == "" })
	if value == "" || len(names) == 0 {
		return
	}
	for _, last := range []string{"ModifyDate", "MetadataDate", "Producer", "CreatorTool"} {
		if strings.HasSuffix(names[len(names)-1], "/"+last) {
			return
		}
	}
	w.said = append(w.said, strings.Join(names, " ")+" = "+value)
}
