package testpki

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"crypto/x509/pkix"
	"encoding/asn1"
	"math/big"
	"time"

	"verwoord/app/sign/cms"
)

// stamp answers a time-stamp request (RFC 3161).
func (p *PKI) stamp(request []byte) ([]byte, error) {
	var q cms.TimeStampReq
	if _, err := asn1.Unmarshal(request, &q); err != nil {
		return asn1.Marshal(cms.TimeStampResp{Status: cms.PKIStatusInfo{Status: 2}})
	}
	if p.Faults.TSA == Refusing {
		text, err := asn1.Marshal([]asn1.RawValue{{Tag: asn1.TagUTF8String, Bytes: []byte("no more today")}})
		if err != nil {
			return nil, err
		}
		return asn1.Marshal(cms.TimeStampResp{Status: cms.PKIStatusInfo{Status: 2, StatusString: asn1.RawValue{FullBytes: text}}})
	}
	token, err := p.Token(q)
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(cms.TimeStampResp{TimeStampToken: asn1.RawValue{FullBytes: token}})
}

// Token makes a time-stamp token.
func (p *PKI) Token(q cms.TimeStampReq) ([]byte, error) {
	p.serial++
	info := cms.TSTInfo{
		Version:        1,
		Policy:         asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 32473, 1}, // RFC 5612: for examples
		MessageImprint: q.MessageImprint,
		SerialNumber:   big.NewInt(p.serial),
		GenTime:        p.Now.Add(p.Faults.TSAClock).Truncate(time.Second),
		Accuracy:       cms.Accuracy{Seconds: 1},
		Nonce:          q.Nonce,
	}
	switch p.Faults.TSA {
	case WrongNonce:
		info.Nonce = big.NewInt(42)
	case WrongImprint:
		info.MessageImprint.HashedMessage = make([]byte, len(info.MessageImprint.HashedMessage))
	}
	content, err := asn1.Marshal(info)
	if err != nil {
		return nil, err
	}
	return p.signToken(content)
}

func (p *PKI) signToken(content []byte) ([]byte, error) {
	who, key := p.TSA, p.TSA.Key
	switch p.Faults.TSA {
	case WrongUsage:
		who = p.Signer("No Time-stamp Authority", key)
	case WrongKey:
		key = Key("another")
	}
	sum := sha256.Sum256(content)
	certificate := sha256.Sum256(who.Certificate.Raw)
	set, err := attributeSet(
		value{cms.OIDContentType, cms.OIDTSTInfo},
		value{cms.OIDMessageDigest, sum[:]},
		value{cms.OIDSigningCertificateV2, cms.SigningCertificateV2{Certs: []cms.ESSCertIDv2{{CertHash: certificate[:]}}}},
	)
	if err != nil {
		return nil, err
	}
	hashed := sha256.Sum256(set)
	signature, err := key.Sign(nil, hashed[:], crypto.SHA256)
	if err != nil {
		return nil, err
	}
	sid, err := asn1.Marshal(cms.IssuerAndSerialNumber{Issuer: asn1.RawValue{FullBytes: who.Certificate.RawIssuer}, SerialNumber: who.Certificate.SerialNumber})
	if err != nil {
		return nil, err
	}
	octets, err := asn1.Marshal(content)
	if err != nil {
		return nil, err
	}
	certificates := []byte{}
	if p.Faults.TSA != NoCertificate {
		certificates = bytes.Join(ordered(who.Certificate.Raw, p.Intermediate.Certificate.Raw), nil)
	}
	digest := pkix.AlgorithmIdentifier{Algorithm: cms.OIDSHA256}
	signed := append([]byte{0xa0}, set[1:]...)
	return contentInfo(cms.SignedData{
		Version:          3,
		DigestAlgorithms: []pkix.AlgorithmIdentifier{digest},
		EncapContentInfo: cms.EncapsulatedContentInfo{ContentType: cms.OIDTSTInfo, Content: tagged(0, octets)},
		Certificates:     tagged(0, certificates),
		SignerInfos: []cms.SignerInfo{{
			Version:            1,
			SID:                asn1.RawValue{FullBytes: sid},
			DigestAlgorithm:    digest,
			SignedAttrs:        asn1.RawValue{FullBytes: signed},
			SignatureAlgorithm: pkix.AlgorithmIdentifier{Algorithm: cms.OIDECDSAWithSHA256},
			Signature:          signature,
		}},
	})
}

// tagged is a constructed context-specific value around DER.
func tagged(tag int, der []byte) asn1.RawValue {
	wrapped, err := asn1.Marshal(asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: tag, IsCompound: true, Bytes: der})
	if err != nil {
		panic("testpki: " + err.Error())
	}
	return asn1.RawValue{FullBytes: wrapped}
}

func contentInfo(signed cms.SignedData) ([]byte, error) {
	der, err := asn1.Marshal(signed)
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(cms.ContentInfo{ContentType: cms.OIDSignedData, Content: tagged(0, der)})
}

type value struct {
	oid   asn1.ObjectIdentifier
	value any
}

// attributeSet is the SET OF attributes in the order of DER.
func attributeSet(values ...value) ([]byte, error) {
	var members [][]byte
	for _, v := range values {
		der, err := asn1.Marshal(v.value)
		if err != nil {
			return nil, err
		}
		member, err := asn1.Marshal(cms.Attribute{Type: v.oid, Values: []asn1.RawValue{{FullBytes: der}}})
		if err != nil {
			return nil, err
		}
		members = append(members, member)
	}
	return asn1.Marshal(asn1.RawValue{Tag: asn1.TagSet, IsCompound: true, Bytes: bytes.Join(ordered(members...), nil)})
}
