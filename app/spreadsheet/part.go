package spreadsheet

import (
	"encoding/xml"
	"fmt"
	"io"
	"path"
	"strings"
)

// open opens a part, which is counted as it is unpacked.
func (b *book) open(name string) (io.ReadCloser, error) {
	for _, f := range b.zip.File {
		if strings.EqualFold(strings.TrimPrefix(f.Name, "/"), name) {
			r, err := f.Open()
			return &counted{r, b}, err
		}
	}
	return nil, fmt.Errorf("no part %s", name)
}

type counted struct {
	io.ReadCloser
	book *book
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if c.book.left -= int64(n); c.book.left < 0 {
		return 0, ErrTooLarge
	}
	return n, err
}

// decode reads a small part.
func (b *book) decode(name string, into any) error {
	r, err := b.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	return xml.NewDecoder(r).Decode(into)
}

// relation says which part another part means by an id.
type relation struct {
	ID     string `xml:"Id,attr"`
	Type   string `xml:"Type,attr"`
	Target string `xml:"Target,attr"`
	Mode   string `xml:"TargetMode,attr"`
}

// relations are those of a part in a folder, with their targets from the root.
func (b *book) relations(name, folder string) ([]relation, error) {
	var of struct {
		All []relation `xml:"Relationship"`
	}
	if err := b.decode(name, &of); err != nil {
		return nil, err
	}
	out := of.All[:0]
	for _, r := range of.All {
		if r.Mode == "External" {
			continue
		}
		if rest, rooted := strings.CutPrefix(r.Target, "/"); rooted {
			r.Target = path.Clean(rest)
		} else {
			r.Target = path.Join(folder, r.Target)
		}
		out = append(out, r)
	}
	return out, nil
}

// walk calls a function at the begin of each element of a part.
func (b *book) walk(name string, at func(e xml.StartElement, d *xml.Decoder) error) error {
	r, err := b.open(name)
	if err != nil {
		return err
	}
	defer r.Close()
	d := xml.NewDecoder(r)
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if e, ok := token.(xml.StartElement); ok {
			if err := at(e, d); err != nil {
				return err
			}
		}
	}
}
