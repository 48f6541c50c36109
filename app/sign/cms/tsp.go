package cms

import (
	"crypto"
	"crypto/x509/pkix"
	"encoding/asn1"
	"errors"
	"math/big"
	"strings"
)

// NewRequest is the DER of a request for a time-stamp over a SHA-256 digest. The authority is asked to send its certificate.
func NewRequest(digest []byte, nonce *big.Int) ([]byte, error) {
	if len(digest) != crypto.SHA256.Size() {
		return nil, errors.New("cms: no SHA-256 digest")
	}
	return asn1.Marshal(TimeStampReq{
		Version: 1,
		MessageImprint: MessageImprint{
			HashAlgorithm: pkix.AlgorithmIdentifier{Algorithm: OIDSHA256, Parameters: null},
			HashedMessage: digest,
		},
		Nonce:   nonce,
		CertReq: true,
	})
}

// Refusal is an authority's answer that holds no token.
type Refusal struct {
	Status int    // PKIStatus, RFC 3161, 2.4.2
	Text   string // what the authority says, as it says it; may be empty
}

func (r *Refusal) Error() string { return "the time-stamp authority refuses: " + r.Text }

// ParseResponse takes the token out of a response. The error is a *Refusal when the authority gave none.
func ParseResponse(ber []byte) ([]byte, error) {
	var response TimeStampResp
	der, length, ok := DER(ber)
	if !ok || length != len(ber) || !exact(der, &response, "") {
		return nil, errors.New("cms: not a time-stamp response")
	}
	if response.Status.Status > 1 {
		return nil, &Refusal{response.Status.Status, freeText(response.Status.StatusString)}
	}
	if len(response.TimeStampToken.FullBytes) == 0 {
		return nil, errors.New("cms: a time-stamp response without a token")
	}
	return response.TimeStampToken.FullBytes, nil
}

// freeText joins the lines of a PKIFreeText.
func freeText(raw asn1.RawValue) string {
	var lines []string
	if _, err := asn1.Unmarshal(raw.FullBytes, &lines); err != nil {
		return ""
	}
	return strings.Join(lines, " ")
}
