package draft

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
)

// Document is what document.json says of a kind of document. Its title and the law that asks for it are the messages document.<id>.title and
// document.<id>.law.
type Document struct {
	ID      string   `json:"-"`       // the name of its folder
	Order   int      `json:"order"`   // in which a client meets them
	Version string   `json:"version"` // of its words, the same in each language
	About   string   `json:"about"`   // the kind of record that it is about: incident; "" for the dossier alone
	To      string   `json:"to"`      // the place in the dossier of the person whom it goes to: /controller/signatory; "" for nobody
	Signs   []string `json:"signs"`   // the parties that sign it, by the names of their fields, in their order
	Formats []string `json:"formats"` // that it can be had in: pdf, html, md, txt
	// A translation of it says which file it is a translation of: the one in the language of the source text prevails.
	Original bool   `json:"original"`
	Reviews  string `json:"reviews"` // the document that it is a review of; "" for none
	Dated    string `json:"dated"`   // ByMoment when the hour counts; "" for a day
	// Its reader is told of services in which JEX is no processor too.
	EveryRole bool `json:"everyRole"`
	// It is for another to publish, on a page of that other's: its HTML has no style and no class, and its parts can be had apart. It says a mark
	// of its own words, and is a draft as long as somebody has to fill in a blank.
	Publish bool `json:"publish"`
}

// ByMoment is the Dated of a document that says the hour it is of.
const ByMoment = "moment"

// readDocuments reads every <id>/document.json, in their order.
func readDocuments(fsys fs.FS) ([]Document, error) {
	names, err := fs.Glob(fsys, "*/document.json")
	if err != nil {
		return nil, fmt.Errorf("list documents: %w", err)
	}
	var out []Document
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("list documents: %w", err)
		}
		d := Document{ID: path.Dir(name)}
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.DisallowUnknownFields()
		if err := dec.Decode(&d); err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		if d.Version == "" || len(d.Formats) == 0 {
			return nil, fmt.Errorf("read %s: no version or no formats", name)
		}
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b Document) int { return cmp.Or(cmp.Compare(a.Order, b.Order), cmp.Compare(a.ID, b.ID)) })
	return out, nil
}

// Documents are the kinds of documents that there are, in the order in which a client meets them.
func (t *Templates) Documents() []Document { return slices.Clone(t.documents) }

// Document is the kind of document of an id.
func (t *Templates) Document(id string) (d Document, ok bool) {
	i := slices.IndexFunc(t.documents, func(d Document) bool { return d.ID == id })
	if i < 0 {
		return Document{}, false
	}
	return t.documents[i], true
}

// Specimen is the example of what a document is made of, as its folder has it.
func (t *Templates) Specimen(id string) ([]byte, error) {
	data, err := fs.ReadFile(t.files, id+"/specimen.json")
	if err != nil {
		return nil, fmt.Errorf("read specimen of %s: %w", id, err)
	}
	return data, nil
}
