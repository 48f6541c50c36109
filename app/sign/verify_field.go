package sign

import (
	"strings"

	"verwoord/app/pdf/cos"
)

// roles are the fields that Verwoord makes for the two parties.
var roles = map[string]string{"processor": "processor", "controller": "controller"}

// readSignatures finds every field with a signature and checks what each signature covers and whether it holds.
func (v *verifier) readSignatures() {
	catalog := v.file.Dict(v.file.Trailer["Root"])
	form := v.file.Dict(catalog["AcroForm"])
	w := formWalk{v: v, names: map[string]bool{}, values: map[cos.Ref]bool{}, seen: map[cos.Ref]bool{}}
	w.fields(form["Fields"], "", "", 0)
	for _, s := range v.signed {
		v.readSignature(s)
	}
	v.sortSigned()
	// A certification signature that no field holds would say what may change, and be looked at by no one.
	if perms := v.file.Dict(catalog["Perms"]); perms["DocMDP"] != nil {
		if ref, ok := perms["DocMDP"].(cos.Ref); !ok || !w.values[ref] {
			v.problem("certification-without-field")
		}
	}
}

// maxSigned bounds the signatures of a file, each of which is held against all of it. An agreement that is renewed each year for a century
// has some hundred.
const maxSigned = 256

// formWalk goes through the tree of form fields (ISO 32000-1, 12.7.3).
type formWalk struct {
	v      *verifier
	names  map[string]bool
	values map[cos.Ref]bool
	seen   map[cos.Ref]bool
}

func (w *formWalk) fields(list cos.Object, parent string, kind cos.Name, depth int) {
	for _, o := range w.v.file.Array(list) {
		ref, ok := o.(cos.Ref)
		if !ok || w.seen[ref] || len(w.seen) >= maxFields || depth > 32 {
			w.v.problem("form-doubtful")
			continue
		}
		w.seen[ref] = true
		w.field(ref, parent, kind, depth)
	}
}

func (w *formWalk) field(ref cos.Ref, parent string, kind cos.Name, depth int) {
	f := w.v.file
	d, ok := f.Get(ref).(cos.Dict)
	if !ok {
		w.v.problem("form-doubtful")
		return
	}
	if t := f.Name(d["FT"]); t != "" {
		kind = t
	}
	name := parent
	if t, ok := f.String(d["T"]); ok {
		name = strings.TrimPrefix(parent+"."+t.Decoded(), ".")
		if w.names[name] {
			w.v.problem("field-twice")
		}
		w.names[name] = true
	}
	w.fields(d["Kids"], name, kind, depth+1)
	value, has := d["V"]
	if kind != "Sig" || !has || value == nil {
		return
	}
	if len(w.v.signed) == maxSigned {
		w.v.problem("form-doubtful")
		return
	}
	s := &signed{field: ref, revision: -1}
	s.Kind, s.Field, s.Role = ApprovalSignature, name, roles[name]
	s.Trust, s.Revoked, s.Since, s.Time.Source = Unchecked, StatusUnknown, ExtentUnknown, NoClock
	if s.value, ok = value.(cos.Ref); !ok {
		s.problem("value-direct")
	} else if w.values[s.value] {
		s.problem("value-shared")
	} else if s.dict, ok = f.Get(s.value).(cos.Dict); !ok {
		s.problem("value-missing")
	}
	w.values[s.value] = true
	w.v.signed = append(w.v.signed, s)
}
