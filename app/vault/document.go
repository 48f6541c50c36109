package vault

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// DocumentInfo is what is known of a document that was made, beside its bytes.
type DocumentInfo struct {
	Document   string          `json:"document"`             // which document: agreement, breach-notice, …
	Item       string          `json:"item,omitempty"`       // the breach, change or request it is about
	Language   string          `json:"language"`             // nl or en
	Template   string          `json:"template"`             // version of the approved text
	Dossier    int             `json:"dossier,omitempty"`    // version of the dossier it was made from
	Made       time.Time       `json:"made"`                 // as printed
	File       string          `json:"file,omitempty"`       // the name it was saved under
	SHA256     string          `json:"sha256"`               // of the bytes, in hex; NewDocument fills it in
	Signatures json.RawMessage `json:"signatures,omitempty"` // what the verifier found, as JSON
}

// NewDocument returns the record of a document made for a client. Its id is the client's and the SHA-256 of the bytes, so that
// the bytes under an id never change; Put refuses any other. The info may be put again, as when a signature is verified anew.
func NewDocument(client string, info DocumentInfo, bytes []byte) (Record, error) {
	info.SHA256 = digest(bytes)
	meta, err := json.Marshal(info)
	if err != nil {
		return Record{}, fmt.Errorf("encode document info: %w", err)
	}
	return Record{Kind: Document, ID: client + "/" + info.SHA256, Client: client, Meta: meta, Data: bytes}, nil
}

func (r Record) checkDocument() error {
	if r.ID != r.Client+"/"+digest(r.Data) || strings.HasPrefix(r.ID, "/") {
		return fmt.Errorf("store: document %q is not named after its client and bytes", r.ID)
	}
	return nil
}
