package verify

import "fmt"

// Level is a baseline level of PAdES (ETSI EN 319 142-1, 6). Each holds the ones below it. In a Request the zero Level means BB.
type Level int

const (
	BB   Level = iota + 1 // signed with a certificate
	BT                    // and proven to exist at a time by a time-stamp authority
	BLT                   // and with the certificates and revocation data that checking it needs
	BLTA                  // and all of that under an archive time-stamp
)

var levelNames = [...]string{"", "B-B", "B-T", "B-LT", "B-LTA"}

// String is the level's name in the standard: "B-LT"; "" for none.
func (l Level) String() string { return levelNames[l] }

// MarshalText writes the level's name.
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// UnmarshalText reads a level's name.
func (l *Level) UnmarshalText(text []byte) error {
	for i, name := range levelNames {
		if name == string(text) {
			*l = Level(i)
			return nil
		}
	}
	return fmt.Errorf("unknown signature level %q", text)
}
