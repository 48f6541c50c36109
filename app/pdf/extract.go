package pdf

import (
	"errors"

	"verwoord/app/pdf/cos"
)

// ErrNoAttachment is a file without data that it was made of.
var ErrNoAttachment = errors.New("pdf: no attachment with the data of the document")

// Extract gives back the data that a file was made of, byte for byte: the first file associated with the document as its data
// (ISO 19005-3, 6.8). The error is ErrNoAttachment when there is none, else that of a stream that cannot be read.
func Extract(f *cos.File) ([]byte, error) {
	catalog := f.Dict(f.Trailer["Root"])
	for _, o := range f.Array(catalog["AF"]) {
		spec := f.Dict(o)
		if f.Name(spec["AFRelationship"]) != "Data" {
			continue
		}
		if data, ok := f.Resolve(f.Dict(spec["EF"])["F"]).(*cos.Stream); ok {
			return f.StreamData(data)
		}
	}
	if err := f.Err(); err != nil {
		return nil, err
	}
	return nil, ErrNoAttachment
}
