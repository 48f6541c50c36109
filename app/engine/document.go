package engine

// Agreement is the id of the document that every client begins with.
const Agreement = "agreement"

// Document is a kind of document that the engine makes. Its title and the law that asks for it are the messages
// document.<id>.title and document.<id>.law.
type Document struct {
	ID   string
	Item string // the list of the dossier that holds the record it is about: "breaches"; "" when it is about none
}

// Documents lists the kinds of documents, in the order in which a client meets them: that of the catalogue.
func (e *Engine) Documents() []Document {
	var out []Document
	for _, d := range e.catalogue().Documents {
		out = append(out, Document{d.ID, d.Item})
	}
	return out
}

// Format is what a document is printed as.
type Format string

// The formats.
const (
	PDF      Format = "pdf"
	HTML     Format = "html"
	Markdown Format = "md"
	Text     Format = "txt"
)

// FormatOf returns the format by its name, which is also the ending of a file.
func FormatOf(name string) (f Format, ok bool) {
	switch f = Format(name); f {
	case PDF, HTML, Markdown, Text:
		return f, true
	}
	return "", false
}
