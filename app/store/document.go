package store

import (
	"crypto/sha256"
	"encoding/hex"
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

// NewDocument returns the change that keeps a document made for a client. Its id is the client's and the SHA-256 of the bytes, so that the
// bytes under an id never change; Put refuses any other. The info may be put again, as when a signature is verified anew.
func NewDocument(space Space, client string, info DocumentInfo, bytes []byte) (Change, error) {
	info.SHA256 = digest(bytes)
	head, err := json.Marshal(info)
	if err != nil {
		return Change{}, fmt.Errorf("encode document info: %w", err)
	}
	return Change{Ref: Ref{space, Document, client + "/" + info.SHA256}, Client: client, Head: head, Data: bytes}, nil
}

func (c Change) checkDocument() error {
	if c.ID != c.Client+"/"+digest(c.Data) || strings.HasPrefix(c.ID, "/") {
		return fmt.Errorf("store: %s is not named after its client and bytes", c.Ref.words())
	}
	return nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
