package verify

import (
	"crypto/sha256"
	"crypto/x509"
	"encoding/asn1"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"verwoord/app/sign/chain"
)

// List is what a country says of which issuers of qualified certificates are granted (Reg. 910/2014, art. 22; ETSI TS 119 612), as of a day.
type List struct {
	Country  string    `json:"country"` // ISO 3166-1
	Sequence int       `json:"sequence"`
	Issued   time.Time `json:"issued"`
	Next     time.Time `json:"next"` // before this there is a newer one
}

// Issuer is one that a list names.
type Issuer struct {
	List        *List
	Provider    string
	Name        string
	Certificate *x509.Certificate
	// Since when it is granted for certificates of people, and of organisations; zero when it is not.
	Signatures, Seals time.Time
}

// Listing is what a list says of a signature.
type Listing struct {
	List
	Issuer   string `json:"issuer"`
	Provider string `json:"provider"`
	Past     bool   `json:"past,omitempty"` // the list is past its day by now
	Late     bool   `json:"late,omitempty"` // the certificate was issued behind that day: the list says nothing of it
}

// ParseIssuers reads a table of lists, as build/trust writes it.
func ParseIssuers(data []byte) ([]Issuer, error) {
	var table struct {
		Lists []struct {
			List
			Issuers []struct {
				Provider, Name, SHA256 string
				Signatures, Seals      string
				Certificate            []byte
			}
		}
	}
	if err := json.Unmarshal(data, &table); err != nil {
		return nil, fmt.Errorf("read the lists of issuers: %w", err)
	}
	var all []Issuer
	for i := range table.Lists {
		l := &table.Lists[i]
		for _, row := range l.Issuers {
			one := Issuer{List: &l.List, Provider: row.Provider, Name: row.Name}
			sum := sha256.Sum256(row.Certificate)
			var err error
			if one.Certificate, err = x509.ParseCertificate(row.Certificate); err != nil || hex.EncodeToString(sum[:]) != row.SHA256 {
				return nil, fmt.Errorf("the list of %s, %s: not the certificate %s: %w", l.Country, row.Name, row.SHA256, err)
			}
			for text, at := range map[string]*time.Time{row.Signatures: &one.Signatures, row.Seals: &one.Seals} {
				if text == "" {
					continue
				}
				if *at, err = time.Parse(time.RFC3339, text); err != nil {
					return nil, fmt.Errorf("the list of %s, %s: %w", l.Country, row.Name, err)
				}
			}
			all = append(all, one)
		}
	}
	return all, nil
}

// enlist gives a signature the trust of a list, where nobody here vouches for it: its certificate calls itself qualified, and was issued, under
// an issuer that the list names, in the time of which the list speaks. What a list says of an issuer it says of no other certificate.
func (v *verifier) enlist(s *signed, p *chain.Path, at time.Time) {
	if p.Trust == chain.Trusted || p.Trust == chain.Known || v.options.Issuers == nil {
		return
	}
	person, seal := qualified(s.cms.Certificate)
	if !person && !seal {
		return
	}
	issuers := v.options.Issuers()
	roots := make([]*x509.Certificate, len(issuers))
	for i := range issuers {
		roots[i] = issuers[i].Certificate
	}
	path := v.evidence.Under(roots).Path(s.cms.Certificate, at)
	if path.Trust != chain.Trusted {
		return
	}
	issued := s.cms.Certificate.NotBefore
	for _, i := range issuers {
		granted := func(asked bool, since time.Time) bool { return !asked || !since.IsZero() && !issued.Before(since) }
		if !i.Certificate.Equal(path.Chain[len(path.Chain)-1]) || !granted(person, i.Signatures) || !granted(seal, i.Seals) {
			continue
		}
		s.Listed = &Listing{List: *i.List, Issuer: i.Name, Provider: i.Provider, Past: v.options.Now.After(i.List.Next), Late: issued.After(i.List.Next)}
		if s.Listed.Late {
			return
		}
		p.Chain, p.Complete, p.Trust = path.Chain, true, chain.Listed
		if p.Fault == "untrusted" {
			p.Fault = path.Fault
		}
		return
	}
}

// Statements of a qualified certificate (ETSI EN 319 412-5, 4.2).
var (
	oidQCStatements = asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 1, 3} // RFC 3739, 3.2.6
	oidQCCompliance = asn1.ObjectIdentifier{0, 4, 0, 1862, 1, 1}
	oidQCType       = asn1.ObjectIdentifier{0, 4, 0, 1862, 1, 6}
	oidForSignature = asn1.ObjectIdentifier{0, 4, 0, 1862, 1, 6, 1}
	oidForSeal      = asn1.ObjectIdentifier{0, 4, 0, 1862, 1, 6, 2}
)

// qualified tells whether a certificate says that it is a qualified one, of a person or of an organisation. One that does not say which is of a
// person: there were no others before there was a word for it.
func qualified(c *x509.Certificate) (person, seal bool) {
	compliant, typed := false, false
	for _, e := range c.Extensions {
		if !e.Id.Equal(oidQCStatements) {
			continue
		}
		var statements []struct {
			ID   asn1.ObjectIdentifier
			Info asn1.RawValue `asn1:"optional"`
		}
		if rest, err := asn1.Unmarshal(e.Value, &statements); err != nil || len(rest) > 0 {
			return false, false
		}
		for _, s := range statements {
			compliant = compliant || s.ID.Equal(oidQCCompliance)
			var types []asn1.ObjectIdentifier
			if !s.ID.Equal(oidQCType) {
				continue
			}
			if _, err := asn1.Unmarshal(s.Info.FullBytes, &types); err != nil {
				return false, false
			}
			typed = true
			for _, t := range types {
				person, seal = person || t.Equal(oidForSignature), seal || t.Equal(oidForSeal)
			}
		}
	}
	if !compliant {
		return false, false
	}
	return person || !typed, seal
}

// language says a country and a day in its own way: see package locale.
type language = interface {
	Country(code string) string
	Date(iso string) string
}

type country string

// Word is its name.
func (c country) Word(w language) string { return w.Country(string(c)) }

type day time.Time

// Word is the day in full.
func (d day) Word(w language) string { return w.Date(time.Time(d).Format(time.DateOnly)) }

// MarshalText writes the day as ISO 8601 has it.
func (d day) MarshalText() ([]byte, error) { return []byte(time.Time(d).Format(time.DateOnly)), nil }

// args are what is said of a list.
func (l *Listing) args() map[string]any {
	return map[string]any{
		"Country": country(l.Country), "Day": day(l.Issued), "Next": day(l.Next), "Sequence": l.Sequence, "Past": l.Past, "Issuer": l.Issuer,
		"Provider": l.Provider,
	}
}
