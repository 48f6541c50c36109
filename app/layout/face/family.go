package face

import (
	_ "embed"
	"fmt"
)

// The typeface as TrueType, under the SIL Open Font License (fonts/OFL.txt); read-only.
var (
	//go:embed fonts/VerwoordSans-Regular.ttf
	regular []byte
	//go:embed fonts/VerwoordSans-SemiBold.ttf
	semiBold []byte
	//go:embed fonts/VerwoordSans-Italic.ttf
	italic []byte
)

// Family is the styles that the sheet uses. It is immutable and safe for concurrent use.
type Family struct {
	Regular  *Face
	SemiBold *Face
	Italic   *Face
}

// Load reads the typeface.
func Load() (*Family, error) {
	family := Family{
		Regular:  &Face{Name: "VerwoordSans-Regular", Data: regular},
		SemiBold: &Face{Name: "VerwoordSans-SemiBold", Data: semiBold},
		Italic:   &Face{Name: "VerwoordSans-Italic", Data: italic},
	}
	for _, f := range family.Faces() {
		if err := f.read(); err != nil {
			return nil, fmt.Errorf("load typeface %s: %w", f.Name, err)
		}
	}
	return &family, nil
}

// Faces returns every face of the family, in a fixed order.
func (f *Family) Faces() []*Face { return []*Face{f.Regular, f.SemiBold, f.Italic} }
