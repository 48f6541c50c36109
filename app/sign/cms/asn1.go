// Package cms is the signature format inside a signed PDF: SignedData (RFC 5652), the attributes of CAdES (ETSI EN 319 122-1)
// and time-stamp tokens (RFC 3161). It builds them and takes them apart; what a signature is worth is package verify's to say.
// Start with Signer.Sign to build one, and with Parse to read one.
package cms

import (
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"time"
)

// Content types.
var (
	OIDData       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 1}
	OIDSignedData = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 7, 2}
	OIDTSTInfo    = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 1, 4}
)

// Attributes.
var (
	OIDContentType          = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 3}
	OIDMessageDigest        = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 4}
	OIDSigningTime          = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 5} // forbidden in PAdES baseline
	OIDSigningCertificate   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 12}
	OIDSigningCertificateV2 = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 47}
	OIDTimeStampToken       = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 14}
	OIDAlgorithmProtection  = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 52} // RFC 6211
)

// Digests.
var (
	OIDMD5    = asn1.ObjectIdentifier{1, 2, 840, 113549, 2, 5}
	OIDSHA1   = asn1.ObjectIdentifier{1, 3, 14, 3, 2, 26}
	OIDSHA256 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 1}
	OIDSHA384 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 2}
	OIDSHA512 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 3}

	OIDSHA3x256 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 8} // ISO/TS 32001, and the next two
	OIDSHA3x384 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 9}
	OIDSHA3x512 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 2, 10}
)

// Signature algorithms.
var (
	OIDRSA             = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 1}
	OIDSHA1WithRSA     = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 5}
	OIDSHA256WithRSA   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 11}
	OIDSHA384WithRSA   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 12}
	OIDSHA512WithRSA   = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 13}
	OIDRSAPSS          = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 10}
	OIDMGF1            = asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 1, 8}
	OIDECDSAWithSHA1   = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 1}
	OIDECDSAWithSHA256 = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 2}
	OIDECDSAWithSHA384 = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 3}
	OIDECDSAWithSHA512 = asn1.ObjectIdentifier{1, 2, 840, 10045, 4, 3, 4}
	OIDEd25519         = asn1.ObjectIdentifier{1, 3, 101, 112} // RFC 8419; ISO/TS 32002

	OIDECDSAWithSHA3x256 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 3, 10}
	OIDECDSAWithSHA3x384 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 3, 11}
	OIDECDSAWithSHA3x512 = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 3, 12}
	OIDSHA3x256WithRSA   = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 3, 14}
	OIDSHA3x384WithRSA   = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 3, 15}
	OIDSHA3x512WithRSA   = asn1.ObjectIdentifier{2, 16, 840, 1, 101, 3, 4, 3, 16}
)

// ContentInfo is the outermost structure (RFC 5652, 3).
type ContentInfo struct {
	ContentType asn1.ObjectIdentifier
	Content     asn1.RawValue `asn1:"explicit,tag:0"`
}

// SignedData is RFC 5652, 5.1. The sets that order or foreign forms matter in are kept raw.
type SignedData struct {
	Version          int
	DigestAlgorithms []pkix.AlgorithmIdentifier `asn1:"set"`
	EncapContentInfo EncapsulatedContentInfo
	Certificates     asn1.RawValue `asn1:"optional,tag:0"` // implicit SET OF CertificateChoices
	CRLs             asn1.RawValue `asn1:"optional,tag:1"` // implicit SET OF RevocationInfoChoice
	SignerInfos      []SignerInfo  `asn1:"set"`
}

// EncapsulatedContentInfo is RFC 5652, 5.2. Content is empty in a detached signature.
type EncapsulatedContentInfo struct {
	ContentType asn1.ObjectIdentifier
	Content     asn1.RawValue `asn1:"optional,explicit,tag:0"` // OCTET STRING
}

// SignerInfo is RFC 5652, 5.3.
type SignerInfo struct {
	Version            int
	SID                asn1.RawValue // IssuerAndSerialNumber, or [0] SubjectKeyIdentifier
	DigestAlgorithm    pkix.AlgorithmIdentifier
	SignedAttrs        asn1.RawValue `asn1:"optional,tag:0"` // signed with the tag of SET OF in its place (RFC 5652, 5.4)
	SignatureAlgorithm pkix.AlgorithmIdentifier
	Signature          []byte
	UnsignedAttrs      asn1.RawValue `asn1:"optional,tag:1"`
}

// IssuerAndSerialNumber is RFC 5652, 10.2.4.
type IssuerAndSerialNumber struct {
	Issuer       asn1.RawValue
	SerialNumber *big.Int
}

// Attribute is RFC 5652, 5.3.
type Attribute struct {
	Type   asn1.ObjectIdentifier
	Values []asn1.RawValue `asn1:"set"`
}

// SigningCertificateV2 is RFC 5035, 3.
type SigningCertificateV2 struct {
	Certs    []ESSCertIDv2
	Policies asn1.RawValue `asn1:"optional"`
}

// ESSCertIDv2 is RFC 5035, 4. An absent HashAlgorithm means SHA-256.
type ESSCertIDv2 struct {
	HashAlgorithm pkix.AlgorithmIdentifier `asn1:"optional"`
	CertHash      []byte
	IssuerSerial  IssuerSerial `asn1:"optional"`
}

// SigningCertificate is RFC 2634, 5.4: the form of SHA-1, still found in time-stamp tokens.
type SigningCertificate struct {
	Certs    []ESSCertID
	Policies asn1.RawValue `asn1:"optional"`
}

// ESSCertID is RFC 2634, 5.4.1.
type ESSCertID struct {
	CertHash     []byte
	IssuerSerial IssuerSerial `asn1:"optional"`
}

// IssuerSerial is RFC 5035, 5.
type IssuerSerial struct {
	Issuer       asn1.RawValue // GeneralNames
	SerialNumber *big.Int
}

// PSSParameters is RFC 4055, 3.1. The defaults of absent fields are SHA-1, MGF1 with SHA-1 and 20.
type PSSParameters struct {
	Hash         pkix.AlgorithmIdentifier `asn1:"optional,explicit,tag:0"`
	MGF          pkix.AlgorithmIdentifier `asn1:"optional,explicit,tag:1"`
	SaltLength   int                      `asn1:"optional,explicit,tag:2,default:20"`
	TrailerField int                      `asn1:"optional,explicit,tag:3,default:1"`
}

// MessageImprint is RFC 3161, 2.4.1.
type MessageImprint struct {
	HashAlgorithm pkix.AlgorithmIdentifier
	HashedMessage []byte
}

// TimeStampReq is RFC 3161, 2.4.1.
type TimeStampReq struct {
	Version        int
	MessageImprint MessageImprint
	ReqPolicy      asn1.ObjectIdentifier `asn1:"optional"`
	Nonce          *big.Int              `asn1:"optional"`
	CertReq        bool                  `asn1:"optional"`
	Extensions     asn1.RawValue         `asn1:"optional,tag:0"`
}

// TimeStampResp is RFC 3161, 2.4.2.
type TimeStampResp struct {
	Status         PKIStatusInfo
	TimeStampToken asn1.RawValue `asn1:"optional"` // ContentInfo
}

// PKIStatusInfo is RFC 3161, 2.4.2. Status 0 is granted, 1 granted with modifications; anything else holds no token.
type PKIStatusInfo struct {
	Status       int
	StatusString asn1.RawValue  `asn1:"optional"` // PKIFreeText
	FailInfo     asn1.BitString `asn1:"optional"`
}

// TSTInfo is RFC 3161, 2.4.2: what a time-stamp token says.
type TSTInfo struct {
	Version        int
	Policy         asn1.ObjectIdentifier
	MessageImprint MessageImprint
	SerialNumber   *big.Int
	GenTime        time.Time     `asn1:"generalized"`
	Accuracy       Accuracy      `asn1:"optional"`
	Ordering       bool          `asn1:"optional,default:false"`
	Nonce          *big.Int      `asn1:"optional"`
	TSA            asn1.RawValue `asn1:"optional,explicit,tag:0"` // GeneralName
	Extensions     asn1.RawValue `asn1:"optional,tag:1"`
}

// Accuracy is RFC 3161, 2.4.2; its zero value is "not said".
type Accuracy struct {
	Seconds int `asn1:"optional"`
	Millis  int `asn1:"optional,tag:0"`
	Micros  int `asn1:"optional,tag:1"`
}
