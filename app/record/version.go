package record

import (
	"crypto/sha256"
	"strings"
)

// Version names what a record says: the same for records that say the same, wherever they are kept.
func (t *Type[T]) Version(v *T) string {
	sum := sha256.Sum256(t.Encode(v))
	return VersionName(sum[:16])
}

// VersionName is a name for a version, made of what no other version has. It has letters only, since a number in it could pass for a citizen
// service number.
func VersionName(unique []byte) string {
	var b strings.Builder
	for _, c := range unique {
		b.WriteByte('a' + c>>4)
		b.WriteByte('a' + c&15)
	}
	return b.String()
}
