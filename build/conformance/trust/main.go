// Trust holds build/trust/Lists.java against small trusted lists that are made and signed here: what is in order gives its issuers, what was
// changed, wrapped, or signed by another is refused, and what is past its day is told. It fails on anything else.
//
// usage: go run ./build/conformance/trust
package main

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"software.sslmate.com/src/go-pkcs12"

	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

const password = "proef"

func main() {
	dir, err := os.MkdirTemp("", "lists")
	if err == nil {
		defer os.RemoveAll(dir)
		err = judge(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "trust:", err)
		os.Exit(1)
	}
}

// service is one row of a list.
type service struct {
	name    string
	of      *testpki.Entity
	granted bool
	purpose string // ForeSignatures, ForeSeals, ForWebSiteAuthentication
	more    string // XML
}

// list is a trusted list, or the list of lists.
type list struct {
	territory string
	next      time.Time
	services  []service
	pointers  map[string]*testpki.Entity // by territory, who signs the list there
}

func encoded(e *testpki.Entity) string {
	return "<X509Certificate>" + base64.StdEncoding.EncodeToString(e.Certificate.Raw) + "</X509Certificate>"
}

// xml writes a list as ETSI TS 119 612 has it, no more of it than is read.
func (l list) xml() string {
	var b strings.Builder
	fmt.Fprintf(&b, `<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#" Id="list"><SchemeInformation><TSLSequenceNumber>7</TSLSequenceNumber>`+
		`<SchemeTerritory>%s</SchemeTerritory><ListIssueDateTime>2026-06-01T00:00:00Z</ListIssueDateTime>`, l.territory)
	if l.pointers != nil {
		b.WriteString("<PointersToOtherTSL>")
		for territory, signer := range l.pointers {
			fmt.Fprintf(&b, "<OtherTSLPointer><DigitalId>%s</DigitalId><SchemeTerritory>%s</SchemeTerritory></OtherTSLPointer>", encoded(signer), territory)
		}
		b.WriteString("</PointersToOtherTSL>")
	}
	fmt.Fprintf(&b, "<NextUpdate><dateTime>%s</dateTime></NextUpdate></SchemeInformation><TrustServiceProviderList><TrustServiceProvider><TSPName><Name>A \"provider\"</Name></TSPName>", l.next.UTC().Format(time.RFC3339))
	for _, s := range l.services {
		status := map[bool]string{true: "granted", false: "withdrawn"}[s.granted]
		fmt.Fprintf(&b, `<ServiceInformation><ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/CA/QC</ServiceTypeIdentifier><ServiceName><Name>%s</Name></ServiceName>`+
			`<ServiceDigitalIdentity>%s</ServiceDigitalIdentity><ServiceStatus>http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/%s</ServiceStatus><StatusStartingTime>2020-01-02T00:00:00Z</StatusStartingTime>%s`+
			`<URI>http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/%s</URI></ServiceInformation>`, s.name, encoded(s.of), status, s.more, s.purpose)
	}
	b.WriteString("</TrustServiceProvider></TrustServiceProviderList></TrustServiceStatusList>")
	return b.String()
}

// trial is one call of Lists.java, and what must come of it.
type trial struct {
	name   string
	all    string   // the list of lists
	lists  []string // of the countries
	told   string   // on standard error
	names  []string // of the issuers that are printed
	refuse bool     // the end code is 1
}

func judge(dir string) error {
	now := time.Now()
	p := testpki.New("http://pki.example.com", now)
	people := map[string]*testpki.Entity{}
	for _, name := range []string{"union", "nl", "be", "stranger"} {
		people[name] = p.Issue(nil, name, testpki.Key(name), testpki.Signer)
	}
	issuers := map[string]*testpki.Entity{}
	for _, name := range []string{"Signing CA", "Sealing CA", "Withdrawn CA", "Website CA", "Belgian CA"} {
		issuers[name] = p.Issue(nil, name, testpki.Key(name), testpki.CA)
	}
	nl := list{"NL", now.AddDate(0, 3, 0), []service{
		{"Signing CA", issuers["Signing CA"], true, "ForeSignatures", ""}, {"Sealing CA", issuers["Sealing CA"], true, "ForeSeals", ""},
		{"Withdrawn CA", issuers["Withdrawn CA"], false, "ForeSignatures", ""}, {"Website CA", issuers["Website CA"], true, "ForWebSiteAuthentication", ""},
	}, nil}
	be := list{"BE", now.AddDate(0, 3, 0), []service{{"Belgian CA", issuers["Belgian CA"], true, "ForeSignatures", ""}}, nil}
	late := be
	late.next = now.AddDate(0, -1, 0)
	all := list{"EU", now.AddDate(0, 3, 0), nil, map[string]*testpki.Entity{"NL": people["nl"], "BE": people["be"]}}

	d := &desk{dir: dir, people: people}
	d.sign("all", "union", all.xml(), "")
	d.sign("all-by-a-stranger", "stranger", all.xml(), "")
	d.sign("nl", "nl", nl.xml(), "")
	mixed := nl
	mixed.services = append(slices.Clone(nl.services), service{"Mixed CA", issuers["Belgian CA"], true, "ForeSignatures",
		`<Qualifier uri="http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/NotQualified"/>`})
	d.sign("nl-mixed", "nl", mixed.xml(), "")
	d.sign("nl-named", "nl", nl.xml(), "#list") // the other way to sign all of it
	d.sign("be", "be", be.xml(), "")
	d.sign("be-late", "be", late.xml(), "")
	d.sign("be-by-nl", "nl", be.xml(), "")
	d.sign("be-by-a-stranger", "stranger", be.xml(), "")
	d.sign("be-in-part", "be", strings.Replace(be.xml(), "<SchemeInformation>", `<SchemeInformation Id="part">`, 1), "#part")
	d.write("be-unsigned", be.xml())
	d.write("be-empty", "")
	if err := d.signAll(); err != nil {
		return err
	}
	d.change("nl-changed", "nl", "Svcstatus/withdrawn", "Svcstatus/granted")
	d.change("all-changed", "all", "<SchemeTerritory>BE", "<SchemeTerritory>FR")
	d.wrap("nl-wrapped", "nl-named", "list", nl)
	d.wrap("nl-renamed", "nl-named", "other", nl)
	if d.err != nil {
		return d.err
	}
	dutch, both := []string{"Sealing CA", "Signing CA"}, []string{"Belgian CA", "Sealing CA", "Signing CA"}
	wrong := 0
	for _, c := range []trial{
		{"in order", "all", []string{"nl", "be"}, "2 issuers", both, false},
		{"signed by its name", "all", []string{"nl-named", "be"}, "2 issuers", both, false},
		{"changed after it was signed", "all", []string{"nl-changed", "be"}, "was changed since it was signed", []string{"Belgian CA"}, true},
		{"wrapped in another", "all", []string{"nl-wrapped", "be"}, "nl-wrapped.xml:", []string{"Belgian CA"}, true},
		{"wrapped in one of another name", "all", []string{"nl-renamed", "be"}, "is not signed as a whole", []string{"Belgian CA"}, true},
		{"signed by another country", "all", []string{"nl", "be-by-nl"}, "signed by nobody who was named for it", dutch, true},
		{"signed by a stranger", "all", []string{"nl", "be-by-a-stranger"}, "signed by nobody who was named for it", dutch, true},
		{"signed in part", "all", []string{"nl", "be-in-part"}, "is not signed as a whole", dutch, true},
		{"not signed", "all", []string{"nl", "be-unsigned"}, "has 0 signatures", dutch, true},
		{"empty", "all", []string{"nl", "be-empty"}, "is empty", dutch, true},
		{"past its day", "all", []string{"nl", "be-late"}, "which is past: there is a newer one", both, false},
		{"the list of lists changed", "all-changed", []string{"nl", "be"}, "the list of lists was changed since it was signed", nil, true},
		{"the list of lists by a stranger", "all-by-a-stranger", []string{"nl", "be"}, "the list of lists is signed by nobody", nil, true},
	} {
		if fault := d.try(c, issuers); fault != "" {
			wrong++
			fmt.Printf("trusted list, %-32s WRONG: %s\n", c.name, fault)
		} else {
			fmt.Printf("trusted list, %-32s ok\n", c.name)
		}
	}
	fault := d.table("all", "nl-mixed")
	fmt.Printf("trusted list, %-32s %s\n", "as the table of the program", cmp.Or(fault, "ok"))
	if wrong > 0 || fault != "" {
		return fmt.Errorf("%d wrong", wrong)
	}
	return nil
}

// desk is where lists are made; the first error stays.
type desk struct {
	dir    string
	people map[string]*testpki.Entity
	asked  []string // of SignList.java
	err    error
}

func (d *desk) path(name string) string { return filepath.Join(d.dir, name+".xml") }

func (d *desk) write(name, xml string) {
	if d.err == nil {
		d.err = os.WriteFile(d.path(name), []byte(xml), 0o600)
	}
}

// sign has a list signed, once signAll is called.
func (d *desk) sign(name, by, xml, reference string) {
	who := d.people[by]
	p12, err := pkcs12.LegacyDES.WithRand(rand.Reader).Encode(who.Key, who.Certificate, nil, password)
	key := filepath.Join(d.dir, by+".p12")
	if err == nil {
		err = os.WriteFile(key, p12, 0o600)
	}
	if err != nil && d.err == nil {
		d.err = err
	}
	d.write(name+"-before", xml)
	d.asked = append(d.asked, key, d.path(name+"-before"), d.path(name), reference)
}

func (d *desk) signAll() error {
	if d.err != nil {
		return d.err
	}
	out, err := exec.Command("java", append([]string{"build/conformance/trust/SignList.java", password}, d.asked...)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("SignList.java: %w\n%s", err, out)
	}
	return nil
}

// change writes a signed list with a word of it another.
func (d *desk) change(name, of, before, after string) {
	data, err := os.ReadFile(d.path(of))
	if err == nil && !bytes.Contains(data, []byte(before)) {
		err = fmt.Errorf("%s has no %s", of, before)
	}
	if err != nil && d.err == nil {
		d.err = err
	}
	d.write(name, strings.Replace(string(data), before, after, 1))
}

// wrap puts a signed list inside another of the name given, so that its signature may be found to hold over what is not read (signature wrapping).
func (d *desk) wrap(name, of, id string, l list) {
	data, err := os.ReadFile(d.path(of))
	if err != nil && d.err == nil {
		d.err = err
	}
	signed := string(data[max(0, bytes.Index(data, []byte("<Trust"))):])
	start, end := strings.Index(signed, "<Signature"), strings.Index(signed, "</Signature>")
	if start < 0 || end < 0 {
		d.err = fmt.Errorf("%s has no signature", of)
		return
	}
	signature := signed[start : end+len("</Signature>")]
	inside := strings.Replace(signed, signature, "", 1)
	l.services = append(slices.Clone(l.services), service{"Stranger CA", d.people["stranger"], true, "ForeSignatures", ""})
	wrapped := strings.Replace(signature, "</Signature>", "<Object>"+inside+"</Object></Signature>", 1)
	d.write(name, strings.NewReplacer("</TrustServiceStatusList>", wrapped+"</TrustServiceStatusList>", `Id="list"`, `Id="`+id+`"`).Replace(l.xml()))
}

// table has Lists.java write the table of the program from a list, and tells what the program does not read of it; "" for nothing.
func (d *desk) table(all, list string) string {
	out, err := exec.Command("java", "build/trust/Lists.java", "--table", filepath.Join(d.dir, "journal"), d.path(all), d.path(list)).Output()
	if err != nil {
		return "WRONG: " + err.Error()
	}
	issuers, err := verify.ParseIssuers(out)
	if err != nil {
		return "WRONG: " + err.Error()
	}
	var got []string
	for _, i := range issuers {
		got = append(got, fmt.Sprintf("%s of %s: %s, %t, %t", i.Name, i.Provider, i.List.Country, !i.Signatures.IsZero(), !i.Seals.IsZero()))
	}
	slices.Sort(got)
	if want := []string{`Sealing CA of A "provider": NL, false, true`, `Signing CA of A "provider": NL, true, false`}; !slices.Equal(got, want) {
		return fmt.Sprintf("WRONG: %q, want %q", got, want)
	}
	return ""
}

// try calls Lists.java and tells what is not as it must be; "" for nothing.
func (d *desk) try(c trial, issuers map[string]*testpki.Entity) string {
	journal := filepath.Join(d.dir, "journal")
	if err := os.WriteFile(journal, []byte(verify.Fingerprint(d.people["union"].Certificate)+"\n"), 0o600); err != nil {
		return err.Error()
	}
	args := []string{"build/trust/Lists.java", journal, d.path(c.all)}
	for _, name := range c.lists {
		args = append(args, d.path(name))
	}
	var out, told bytes.Buffer
	run := exec.Command("java", args...)
	run.Stdout, run.Stderr = &out, &told
	err := run.Run()
	if refused := err != nil; refused != c.refuse || refused && run.ProcessState.ExitCode() != 1 {
		return fmt.Sprintf("ended with %v: %s", err, told.String())
	}
	if !strings.Contains(told.String(), c.told) {
		return "it says " + told.String()
	}
	var names []string
	for rest := out.Bytes(); ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		name := "unknown"
		for issuer, e := range issuers {
			if bytes.Equal(block.Bytes, e.Certificate.Raw) {
				name = issuer
			}
		}
		names = append(names, name)
	}
	slices.Sort(names)
	if !slices.Equal(names, c.names) {
		return fmt.Sprintf("it prints %v", names)
	}
	return ""
}
