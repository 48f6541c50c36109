package testpki

import (
	"bytes"
	"crypto"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"maps"
	"math/big"
	"slices"
	"time"

	"verwoord/app/sign/cms"
)

func ordered(members ...[]byte) [][]byte {
	slices.SortFunc(members, bytes.Compare)
	return members
}

// window is when revocation data was made and until when it counts.
func (p *PKI) window(f Fault) (thisUpdate, nextUpdate time.Time) {
	at := p.Now
	if f == Stale {
		at = at.AddDate(-1, 0, 0)
	}
	return at.Add(-time.Minute), at.Add(7 * 24 * time.Hour)
}

// crl is the revocation list of an authority.
func (p *PKI) crl(by *Entity) ([]byte, error) {
	this, next := p.window(p.Faults.CRL)
	list := &x509.RevocationList{Number: big.NewInt(1), ThisUpdate: this, NextUpdate: next}
	for _, name := range slices.Sorted(maps.Keys(p.Faults.Revoked)) {
		if number := p.numbers[name]; number != nil {
			list.RevokedCertificateEntries = append(list.RevokedCertificateEntries, x509.RevocationListEntry{SerialNumber: number, RevocationTime: p.Faults.Revoked[name], ReasonCode: 1})
		}
	}
	key := by.Key
	if p.Faults.CRL == WrongKey {
		key = Key("another")
	}
	return x509.CreateRevocationList(nil, list, by.Certificate, key)
}

type certID struct {
	Hash   pkix.AlgorithmIdentifier
	Name   []byte
	Key    []byte
	Number *big.Int
}

type ocspRequest struct {
	TBS struct {
		Version int           `asn1:"optional,explicit,tag:0,default:0"`
		Name    asn1.RawValue `asn1:"optional,explicit,tag:1"`
		List    []struct{ ID certID }
	}
}

type revokedInfo struct {
	Time   time.Time       `asn1:"generalized"`
	Reason asn1.Enumerated `asn1:"optional,explicit,tag:0"`
}

type singleResponse struct {
	ID         certID
	Status     asn1.RawValue
	ThisUpdate time.Time `asn1:"generalized"`
	NextUpdate time.Time `asn1:"generalized,optional,explicit,tag:0"`
}

type responseData struct {
	Responder asn1.RawValue
	Produced  time.Time `asn1:"generalized"`
	Responses []singleResponse
}

type basicResponse struct {
	Data         asn1.RawValue
	Algorithm    pkix.AlgorithmIdentifier
	Signature    asn1.BitString
	Certificates []asn1.RawValue `asn1:"optional,explicit,tag:0"`
}

type ocspResponse struct {
	Status asn1.Enumerated
	Bytes  responseBytes `asn1:"optional,explicit,tag:0"`
}

type responseBytes struct {
	Type     asn1.ObjectIdentifier
	Response []byte
}

// ocsp answers a status request (RFC 6960).
func (p *PKI) ocsp(request []byte) ([]byte, error) {
	var q ocspRequest
	if _, err := asn1.Unmarshal(request, &q); err != nil || len(q.TBS.List) != 1 {
		return asn1.Marshal(ocspResponse{Status: 1})
	}
	if p.Faults.OCSP == Refusing {
		return asn1.Marshal(ocspResponse{Status: 6})
	}
	id := q.TBS.List[0].ID
	status := asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 0}
	for _, name := range slices.Sorted(maps.Keys(p.Faults.Unknown)) {
		if n := p.numbers[name]; n != nil && n.Cmp(id.Number) == 0 {
			status = asn1.RawValue{Class: asn1.ClassContextSpecific, Tag: 2}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(p.Faults.Revoked)) {
		if n := p.numbers[name]; n != nil && n.Cmp(id.Number) == 0 {
			der, err := asn1.Marshal(revokedInfo{p.Faults.Revoked[name].UTC(), 1})
			if err != nil {
				return nil, err
			}
			status = asn1.RawValue{FullBytes: append([]byte{0xa1}, der[1:]...)}
		}
	}
	this, next := p.window(p.Faults.OCSP)
	single := singleResponse{ID: id, Status: status, ThisUpdate: this, NextUpdate: next}
	if p.Faults.NoNextUpdate {
		single.NextUpdate = time.Time{}
	}
	return p.signOCSP(responseData{
		Responder: tagged(1, p.Responder.Certificate.RawSubject),
		Produced:  this,
		Responses: []singleResponse{single},
	})
}

func (p *PKI) signOCSP(data responseData) ([]byte, error) {
	der, err := asn1.Marshal(data)
	if err != nil {
		return nil, err
	}
	key := p.Responder.Key
	if p.Faults.OCSP == WrongKey {
		key = Key("another")
	}
	sum := sha256.Sum256(der)
	signature, err := key.Sign(nil, sum[:], crypto.SHA256)
	if err != nil {
		return nil, err
	}
	basic, err := asn1.Marshal(basicResponse{
		Data:         asn1.RawValue{FullBytes: der},
		Algorithm:    pkix.AlgorithmIdentifier{Algorithm: cms.OIDECDSAWithSHA256},
		Signature:    asn1.BitString{Bytes: signature, BitLength: 8 * len(signature)},
		Certificates: []asn1.RawValue{{FullBytes: p.Responder.Certificate.Raw}},
	})
	if err != nil {
		return nil, err
	}
	return asn1.Marshal(ocspResponse{0, responseBytes{asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 48, 1, 1}, basic}})
}
