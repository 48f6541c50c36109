// Package cos is the object layer of PDF (the "Carousel object system", ISO 32000-1, 7): objects, their syntax, the files that
// hold them and the incremental updates that are appended to those files. It knows nothing of pages, fonts or signatures.
// Start with Open.
package cos

// Object is one of nil, bool, int64, float64, Name, String, Array, Dict, Ref, *Stream; to be written, also Written.
type Object any

// Written is the syntax of an object, as Append writes it: for objects that there are many of. None is read as one.
type Written []byte

// Name is a name without its solidus and with its #-escapes resolved.
type Name string

// String is the bytes of a literal or hexadecimal string, escapes resolved.
type String string

// Array is an array.
type Array []Object

// Dict is a dictionary. It is written with its keys sorted.
type Dict map[Name]Object

// Ref is a reference to an indirect object.
type Ref struct {
	Number     int
	Generation int
}

// Stream is a stream; Data is as it stands in the file, before any filter or encryption is undone.
type Stream struct {
	Dict Dict
	Data []byte

	sealed *sealed // how it is encrypted; nil when it is not
}
