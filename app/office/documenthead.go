package office

import (
	"bytes"
	"encoding/json"
	"strings"
)

// documentMetaOf reads the head of a document: as this program writes it without encoding/json, of which there is one for each of ten thousand
// documents before the first screen; any other with it.
func documentMetaOf(head []byte) (m documentMeta, err error) {
	if m, ok := scanDocument(head); ok {
		return m, nil
	}
	m = documentMeta{}
	err = json.Unmarshal(head, &m)
	return m, err
}

func scanDocument(head []byte) (m documentMeta, ok bool) {
	var texts [7][]byte
	s := scanner{in: head}
	for s.begin('{'); s.next('}'); {
		switch string(s.name()) {
		case "document":
			texts[0] = s.text()
		case "item":
			texts[1] = s.text()
		case "language":
			texts[2] = s.text()
		case "template":
			texts[3] = s.text()
		case "file":
			texts[4] = s.text()
		case "sha256":
			texts[5] = s.text()
		case "prints":
			texts[6] = s.text()
		case "dossier":
			m.Dossier = s.number()
		case "size":
			m.Size = s.number()
		case "made":
			s.failed = s.failed || m.Made.UnmarshalJSON(s.value()) != nil
		case "signatures":
			m.Signatures = bytes.Clone(s.value())
		default: // of a notice, which there are few of, or of another program
			return m, false
		}
	}
	if s.failed || s.peek() != 0 {
		return m, false
	}
	parts := partsOf(texts[:])
	m.Document, m.Item, m.Language, m.Template, m.File, m.SHA256, m.Prints = parts[0], parts[1], parts[2], parts[3], parts[4], parts[5], parts[6]
	return m, true
}

// partsOf are texts that are parts of one, so that they are one thing to whoever collects garbage. There are at most nine.
func partsOf(texts [][]byte) (parts [9]string) {
	size := 0
	for _, t := range texts {
		size += len(t)
	}
	var all strings.Builder
	all.Grow(size)
	for _, t := range texts {
		all.Write(t)
	}
	rest := all.String()
	for i, t := range texts {
		parts[i], rest = rest[:len(t)], rest[len(t):]
	}
	return parts
}

// signatoriesOf reads who signed a document, in the same way; none when that is not told.
func signatoriesOf(kept []byte) []Signatory {
	if list, ok := scanSignatories(kept); ok {
		return list
	}
	list := []Signatory{}
	if err := json.Unmarshal(kept, &list); err != nil {
		return []Signatory{}
	}
	return list
}

func scanSignatories(kept []byte) ([]Signatory, bool) {
	list := []Signatory{}
	s := scanner{in: kept}
	for s.begin('['); s.next(']'); {
		var one Signatory
		var texts [5][]byte
		truth := func() bool {
			value := string(s.value())
			s.failed = s.failed || value != "true" && value != "false"
			return value == "true"
		}
		for s.begin('{'); s.next('}'); {
			switch string(s.name()) {
			case "party":
				texts[0] = s.text()
			case "name":
				texts[1] = s.text()
			case "time":
				texts[2] = s.text()
			case "level":
				texts[3] = s.text()
			case "fingerprint":
				texts[4] = s.text()
			case "ok":
				one.OK = truth()
			case "alone":
				one.Alone = truth()
			case "established":
				one.Established = truth()
			default:
				return nil, false
			}
		}
		parts := partsOf(texts[:])
		one.Party, one.Name, one.Time, one.Level, one.Fingerprint = parts[0], parts[1], parts[2], parts[3], parts[4]
		list = append(list, one)
	}
	return list, !s.failed && s.peek() == 0
}
