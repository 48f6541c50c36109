package verify_test

import (
	"testing"
	"verwoord/app/sign"
	. "verwoord/app/sign/verify"

	"verwoord/app/pdf/cos"
)

func TestUntouched(t *testing.T) {
	v := newVictim(t, nil)
	unsigned := victim{pki: v.pki, signed: contract(nil)}
	seen := cos.Array{int64(20), int64(240), int64(99), int64(270)}
	for _, c := range []struct {
		name string
		file []byte
		want bool
	}{
		{"as made", unsigned.signed, true},
		{"signed", v.signed, true},
		{"signed, with an archive time-stamp", mustSign(t, contract(nil), v.attacker(), sign.Request{Field: "processor", Level: BLTA, Services: services(v.pki)}), true},
		{"signed twice", mustSign(t, v.signed, v.attacker(), sign.Request{Field: "controller", Services: services(v.pki)}), true},
		{"signed in a field of its own that is not seen", mustSign(t, contract(nil), v.attacker(), sign.Request{Field: "witness", Services: services(v.pki)}), true},
		{"certified", certified(t, v, 2), true},
		{"signed in a field of its own that is seen", sneaky(t, v, unsigned.signed, seen), false},
		{"another font", entries(6, cos.Dict{"BaseFont": cos.Name("Courier")})(t, unsigned), false},
		{"another font, then signed", mustSign(t, entries(6, cos.Dict{"BaseFont": cos.Name("Courier")})(t, unsigned), v.attacker(), sign.Request{Field: "processor", Services: services(v.pki)}), false},
		{"another font in the revision of the signature", signBy(t, v, unsigned.signed, cos.Dict{}, func(u *cos.Update, value cos.Ref) {
			field, font := u.Dict(ref(10)), u.Dict(ref(6))
			field["V"], font["BaseFont"] = value, cos.Name("Courier")
			u.Set(ref(10), field)
			u.Set(ref(6), font)
		}), false},
		{"permissions of no signature", entries(1, cos.Dict{"Perms": cos.Dict{"DocMDP": ref(4)}})(t, unsigned), false},
		{"signed, then another font", entries(6, cos.Dict{"BaseFont": cos.Name("Courier")})(t, v), false},
		{"bytes behind the end", behind(v, "more"), false},
		{"no PDF", []byte("no PDF"), false},
	} {
		if got := untouched(c.file); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}
