package verify_test

import (
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"os"
	"slices"
	"testing"
	"time"

	"verwoord/app/sign"
	"verwoord/app/sign/chain"
	"verwoord/app/sign/testpki"
	. "verwoord/app/sign/verify"
)

// statements are those of a qualified certificate, for the kinds given: 1 of a person, 2 of an organisation, 3 of a website.
func statements(t *testing.T, kinds ...int) pkix.Extension {
	t.Helper()
	type statement struct {
		ID   asn1.ObjectIdentifier
		Info []asn1.ObjectIdentifier `asn1:"optional,omitempty"`
	}
	all := []statement{{ID: asn1.ObjectIdentifier{0, 4, 0, 1862, 1, 1}}}
	if len(kinds) > 0 {
		var info []asn1.ObjectIdentifier
		for _, k := range kinds {
			info = append(info, asn1.ObjectIdentifier{0, 4, 0, 1862, 1, 6, k})
		}
		all = append(all, statement{asn1.ObjectIdentifier{0, 4, 0, 1862, 1, 6}, info})
	}
	der, err := asn1.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return pkix.Extension{Id: asn1.ObjectIdentifier{1, 3, 6, 1, 5, 5, 7, 1, 3}, Value: der}
}

// TestListed: a list of a country establishes who signed by a certificate that calls itself qualified, was issued under an issuer on it, for the
// kind that it is granted for, since it is granted, and before the list ran out. It establishes nothing else, and never that somebody signs for a party.
func TestListed(t *testing.T) {
	p := testpki.New("http://pki.example.com", moment)
	entity := func(change func(*x509.Certificate)) *testpki.Entity {
		return p.Issue(p.Intermediate, "J. Jansen", testpki.Key("jansen"), func(p *testpki.PKI, c *x509.Certificate) {
			testpki.Signer(p, c)
			change(c)
		})
	}
	plain := entity(func(*x509.Certificate) {})
	with := func(kinds ...int) *testpki.Entity {
		return entity(func(c *x509.Certificate) { c.ExtraExtensions = append(c.ExtraExtensions, statements(t, kinds...)) })
	}
	person, seal, untyped, web := with(1), with(2), with(), with(3)
	issued := person.Certificate.NotBefore
	list := func(next time.Time, signatures, seals time.Time) func() []Issuer {
		l := &List{Country: "NL", Sequence: 76, Issued: issued.AddDate(0, -1, 0), Next: next}
		return func() []Issuer {
			return []Issuer{{List: l, Provider: "Trust B.V.", Name: "Trust CA", Certificate: p.Intermediate.Certificate, Signatures: signatures, Seals: seals}}
		}
	}
	year := issued.AddDate(-1, 0, 0)
	current, past, over := moment.AddDate(0, 1, 0), moment.AddDate(0, 0, -1), issued.AddDate(0, 0, -1)
	if !issued.Before(past) {
		t.Fatal("the certificate is too new for this test")
	}
	claimed, listed := Verdict{Open, Claimed}, Verdict{Good, Listed}
	for _, c := range []struct {
		name  string
		who   *testpki.Entity
		field string
		o     Options
		want  Verdict
		late  bool
	}{
		{"a person", person, "", Options{Issuers: list(current, year, time.Time{})}, listed, false},
		{"one that does not say of whom", untyped, "", Options{Issuers: list(current, year, time.Time{})}, listed, false},
		{"an organisation", seal, "", Options{Issuers: list(current, time.Time{}, year)}, listed, false},
		{"an organisation, by an issuer for people", seal, "", Options{Issuers: list(current, year, time.Time{})}, claimed, false},
		{"a website", web, "", Options{Issuers: list(current, year, year)}, claimed, false},
		{"a person, by an issuer for organisations", person, "", Options{Issuers: list(current, time.Time{}, year)}, claimed, false},
		{"no qualified certificate", plain, "", Options{Issuers: list(current, year, year)}, claimed, false},
		{"issued before its issuer was granted", person, "", Options{Issuers: list(current, issued.AddDate(0, 0, 1), year)}, claimed, false},
		{"on a list that ran out since", person, "", Options{Issuers: list(past, year, year)}, listed, false},
		{"issued after the list ran out", person, "", Options{Issuers: list(over, year, year)}, claimed, true},
		{"no list", person, "", Options{}, claimed, false},
		{"for a party", person, "processor", Options{Issuers: list(current, year, year)}, Verdict{Open, ListedParty}, false},
		{"where others are trusted", person, "", Options{Issuers: list(current, year, year), Roots: []*x509.Certificate{p.TSA.Certificate}}, listed, false},
		{"where its root is trusted", person, "", Options{Issuers: list(current, year, year), Roots: []*x509.Certificate{p.Root.Certificate}}, Verdict{Good, Established}, false},
		{"past its own time", person, "", Options{Now: person.Certificate.NotAfter.AddDate(0, 0, 1), Issuers: list(current.AddDate(9, 0, 0), year, year)}, Verdict{Open, Expired}, false},
		{"another is known for the party", person, "controller", Options{Issuers: list(current, year, year), Known: []Known{{Fingerprint: "00", Field: "controller"}}}, Verdict{Open, Other}, false},
	} {
		if c.o.Now.IsZero() {
			c.o.Now = moment
		}
		field := c.field
		if field == "" {
			field = "another"
		}
		r, err := verifyBytes(mustSign(t, contract(nil), identity(c.who), sign.Request{Field: field, Services: services(p)}), c.o)
		if err != nil {
			t.Fatal(err)
		}
		s := r.Signatures[0]
		if r.Identity != c.want || r.Integrity.Mark != Good {
			t.Errorf("%s: %v, want %v; %v", c.name, r.Identity, c.want, codes(r))
		}
		if got := s.Listed != nil && s.Listed.Late; got != c.late {
			t.Errorf("%s: late %v", c.name, got)
		}
		if c.want.Code != Expired && (s.Trust == chain.Listed) != (c.want == listed || c.want.Code == ListedParty || c.want.Code == Other) {
			t.Errorf("%s: trust %q", c.name, s.Trust)
		}
	}
	revoked := with(1)
	p.Faults.Revoked = map[string]time.Time{"J. Jansen": moment.AddDate(0, 0, -1)}
	crl, err := p.Serve(t.Context(), "/intermediate.crl", nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := verifyBytes(mustSign(t, contract(nil), identity(revoked), sign.Request{Field: "another", Services: services(p)}),
		Options{Now: moment, Issuers: list(current, year, year), Revocation: [][]byte{crl}})
	if err != nil || r.Identity != (Verdict{Bad, Refused}) {
		t.Errorf("revoked: %v %v", r.Identity, err)
	}
}

// TestIssuers: the table that comes with the program has certificates of issuers that are what it says, for one kind at the least, and none
// that is ours or vouches for a list that is not there.
func TestIssuers(t *testing.T) {
	data, err := os.ReadFile("../../../templates/issuers.json")
	if err != nil {
		t.Fatal(err)
	}
	all, err := ParseIssuers(data)
	if err != nil || len(all) < 50 {
		t.Fatal(len(all), err)
	}
	var countries []string
	for _, i := range all {
		if !i.Certificate.IsCA || i.Certificate.Subject.Country == nil || i.Name == "" || i.Provider == "" || i.Signatures.IsZero() && i.Seals.IsZero() {
			t.Errorf("%s, %s: %v", i.List.Country, i.Name, i.Certificate.Subject)
		}
		if !i.List.Issued.Before(i.List.Next) || i.Signatures.After(i.List.Issued) || i.Seals.After(i.List.Issued) {
			t.Errorf("%s, %s: granted since %v, %v; list of %v until %v", i.List.Country, i.Name, i.Signatures, i.Seals, i.List.Issued, i.List.Next)
		}
		if !slices.Contains(countries, i.List.Country) {
			countries = append(countries, i.List.Country)
		}
	}
	if !slices.Equal(countries, []string{"NL", "BE"}) {
		t.Errorf("lists of %v", countries)
	}
	if _, err := ParseIssuers([]byte(`{"lists":[{"country":"NL","issuers":[{"sha256":"00","certificate":"AAAA"}]}]}`)); err == nil {
		t.Error("a certificate that is none was taken")
	}
}
