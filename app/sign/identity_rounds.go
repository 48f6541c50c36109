package sign

import (
	"encoding/asn1"
	"math/big"

	"verwoord/app/sign/cms"
)

// maxRounds is how often a password may be hashed to open a key file. Programs that write them take 600,000 at most; a file that asks for two
// thousand million keeps the program busy for an hour, and nothing could end it.
const maxRounds = 5_000_000

// tooManyRounds tells whether a PKCS#12 file asks for more than that, as far as can be seen without its password (RFC 7292, 4 and B.4; RFC 8018,
// A.2). In all the ways to say it a number of rounds stands behind a salt.
func tooManyRounds(p12 []byte) bool {
	der, _, ok := cms.DER(p12)
	return ok && heavy(der, 0)
}

func heavy(der []byte, depth int) bool {
	salted := false
	for len(der) > 0 && depth < 32 {
		var v asn1.RawValue
		rest, err := asn1.Unmarshal(der, &v)
		if err != nil {
			return false
		}
		octets := v.Class == asn1.ClassUniversal && v.Tag == asn1.TagOctetString
		if salted && v.Class == asn1.ClassUniversal && v.Tag == asn1.TagInteger && new(big.Int).SetBytes(v.Bytes).Cmp(big.NewInt(maxRounds)) > 0 {
			return true
		}
		if (v.IsCompound || octets) && heavy(v.Bytes, depth+1) {
			return true
		}
		salted, der = octets, rest
	}
	return false
}
