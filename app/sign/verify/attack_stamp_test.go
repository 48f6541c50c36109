package verify_test

import (
	"crypto"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/x509/pkix"
	"encoding/asn1"
	"slices"
	"testing"
	. "verwoord/app/sign/verify"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign/cms"
	"verwoord/app/sign/testpki"
)

// tokenOver is a token of the authority over a digest.
func tokenOver(t testing.TB, v victim, algorithm asn1.ObjectIdentifier, digest []byte) []byte {
	t.Helper()
	token, err := v.pki.Token(cms.TimeStampReq{MessageImprint: cms.MessageImprint{
		HashAlgorithm: pkix.AlgorithmIdentifier{Algorithm: algorithm}, HashedMessage: digest,
	}})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// stamped is a signature in the processor's field with what token gives for a time-stamp.
func stamped(t testing.TB, v victim, token func(signature []byte) []byte) []byte {
	return stampBy(t, v, contract(nil), cos.Dict{}, func(u *cos.Update, value cos.Ref) {
		field := u.Dict(ref(10))
		field["V"] = value
		u.Set(ref(10), field)
	}, token)
}

// archived puts an archive time-stamp over the victim's file with the digest that change makes of the right one.
func archived(t testing.TB, v victim, change func(digest []byte)) []byte {
	return archivedOver(t, v, crypto.SHA256, cms.OIDSHA256, change)
}

// archivedOver is the same over another hash.
func archivedOver(t testing.TB, v victim, hash crypto.Hash, name asn1.ObjectIdentifier, change func(digest []byte)) []byte {
	t.Helper()
	f, err := cos.Open(v.signed)
	if err != nil {
		t.Fatal(err)
	}
	u, err := f.Update()
	if err != nil {
		t.Fatal(err)
	}
	edit, err := form.Begin(form.Read(f), u)
	if err != nil {
		t.Fatal(err)
	}
	stamp := u.Add(form.Hole(cos.Dict{"Type": cos.Name("DocTimeStamp"), "SubFilter": cos.Name("ETSI.RFC3161")}, 8192))
	edit.SetValue(edit.AddHidden("Timestamp1"), stamp, cos.Ref{})
	edit.Close()
	s, err := form.NewSlot(u, stamp)
	if err != nil {
		t.Fatal(err)
	}
	digest := digest(s, hash)
	change(digest)
	out, err := s.Fill(tokenOver(t, v, name, digest))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// stamps are archive time-stamps of nothing that is in the file.
var stamps = []attack{
	{"an archive time-stamp over something else", "digest", func(t *testing.T, v victim) []byte {
		return archived(t, v, func(digest []byte) { digest[0] ^= 1 })
	}},
	{"an archive time-stamp over SHA-1", "algorithm-weak", func(t *testing.T, v victim) []byte {
		return archivedOver(t, v, crypto.SHA1, cms.OIDSHA1, func([]byte) {})
	}},
}

// idle are times that prove nothing. The signature stands without them, at the level that it has then.
var idle = []attack{
	{"a token over another signature", "timestamp-broken", func(t *testing.T, v victim) []byte {
		return stamped(t, v, func([]byte) []byte {
			other := sha256.Sum256([]byte("another signature"))
			return tokenOver(t, v, cms.OIDSHA256, other[:])
		})
	}},
	{"a token over SHA-1", "timestamp-broken", func(t *testing.T, v victim) []byte {
		return stamped(t, v, func(signature []byte) []byte {
			sum := sha1.Sum(signature)
			return tokenOver(t, v, cms.OIDSHA1, sum[:])
		})
	}},
	{"a token that names another digest than it has", "timestamp-broken", func(t *testing.T, v victim) []byte {
		return stamped(t, v, func(signature []byte) []byte {
			sum := sha256.Sum256(signature)
			return tokenOver(t, v, cms.OIDSHA512, sum[:])
		})
	}},
	{"a signature for a token", "timestamp-broken", func(t *testing.T, v victim) []byte {
		return stamped(t, v, func([]byte) []byte {
			id := v.attacker()
			built, err := (&cms.Signer{Key: id.Key, Certificate: id.Certificate}).Sign(make([]byte, 32))
			if err != nil {
				t.Fatal(err)
			}
			der, err := built.Bytes()
			if err != nil {
				t.Fatal(err)
			}
			return der
		})
	}},
	{"a token signed by another key", "timestamp-broken", func(t *testing.T, _ victim) []byte {
		v := newVictim(t, nil)
		v.pki.Faults.TSA = testpki.WrongKey
		return stamped(t, v, func(signature []byte) []byte {
			sum := sha256.Sum256(signature)
			return tokenOver(t, v, cms.OIDSHA256, sum[:])
		})
	}},
}

func TestIdleStamps(t *testing.T) {
	v := newVictim(t, nil)
	for _, c := range idle {
		r, err := verifyBytes(c.make(t, v), v.options())
		if err != nil {
			t.Fatal(err)
		}
		s := r.Signatures[0]
		if !r.OK || s.Level != BB || s.Time.Source != SignerClock || !slices.ContainsFunc(s.Notes, func(f Finding) bool { return f.Code == c.want }) {
			t.Errorf("%s: %+v", c.name, s)
		}
	}
}

// A token of a certificate that is not for time-stamps tells no time; the signature is as good as without.
func TestStampOfASigner(t *testing.T) {
	v := newVictim(t, nil)
	accepted(t, v, archived(t, v, func([]byte) {}))
	v.pki.Faults.TSA = testpki.WrongUsage
	r, err := verifyBytes(stamped(t, v, func(signature []byte) []byte {
		sum := sha256.Sum256(signature)
		return tokenOver(t, v, cms.OIDSHA256, sum[:])
	}), v.options())
	if err != nil {
		t.Fatal(err)
	}
	s := r.Signatures[0]
	if !r.OK || s.Level != BB || s.Time.Source != SignerClock || !slices.ContainsFunc(s.Notes, func(f Finding) bool { return f.Code == "timestamp-usage" }) {
		t.Errorf("%+v", s)
	}
}
