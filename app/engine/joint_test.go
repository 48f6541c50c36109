package engine

import (
	"bytes"
	"crypto/rand"
	"errors"
	"slices"
	"testing"
	"time"

	"verwoord/app/sign"
	"verwoord/app/sign/testpki"
	"verwoord/app/sign/verify"
)

// Two who may only act together each have a field, and a party is still awaited until both have signed; one key does not sign for two.
func TestJointSignatories(t *testing.T) {
	e := engine(t)
	data := bytes.Replace(e.Example("dossier"), []byte(`"privacyContact": {`), []byte(`"basis": "statutory", "jointSignatory": {"name": "Fatima el Amrani", "role": "bestuurder", "email": "f@example.nl"}, "privacyContact": {`), 1)
	file := agreement(t, e, data).Data
	now := time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)
	ca := testpki.New("http://pki.example.com", now)
	put := func(file []byte, name, party string) ([]byte, error) {
		who := ca.Signer(name, testpki.Key(name))
		r, err := e.Sign(t.Context(), file, Signing{
			Identity: &sign.Identity{Key: who.Key, Certificate: who.Certificate, Chain: who.Chain()}, Party: party, Services: sign.Services{Time: now, Rand: rand.Reader},
		})
		return r.File, err
	}
	awaited := func(file []byte) []string {
		t.Helper()
		f, err := sign.Open(t.Context(), file)
		if err != nil {
			t.Fatal(err)
		}
		r := verify.File(f, verify.Options{Now: now})
		for _, s := range r.Signatures {
			if !s.OK {
				t.Errorf("%s: %v", s.Field, s.Problems)
			}
		}
		return r.Unsigned
	}
	if got := awaited(file); !slices.Equal(got, []string{"processor", "controller"}) {
		t.Errorf("awaited at first: %q", got)
	}
	if person, organisation := e.Party(t.Context(), file, "controller-2"); person.Name != "Fatima el Amrani" || organisation != "Zorggroep De Linde B.V." {
		t.Errorf("%s, %s", person.Name, organisation)
	}
	one, err := put(file, "M. van der Linde", "controller")
	if err != nil {
		t.Fatal(err)
	}
	if got := awaited(one); !slices.Contains(got, "controller") {
		t.Errorf("awaited after one: %q", got)
	}
	_, err = put(one, "M. van der Linde", "controller-2")
	if refused, ok := errors.AsType[*sign.Error](err); !ok || refused.Code != "key-joint" {
		t.Errorf("one key for two: %v", err)
	}
	both, err := put(one, "F. el Amrani", "controller-2")
	if err != nil {
		t.Fatal(err)
	}
	if got := awaited(both); !slices.Equal(got, []string{"processor"}) {
		t.Errorf("awaited after both: %q", got)
	}
}
