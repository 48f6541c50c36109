package sign

import (
	"strconv"
	"strings"

	"verwoord/app/pdf/cos"
)

// field is a signature field of a form (ISO 32000-1, 12.7.4.5).
type field struct {
	name   string  // in full: the partial names joined by periods
	ref    cos.Ref // of the field
	dict   cos.Dict
	widget cos.Ref // its annotation, often the field itself
}

// signed tells whether the field holds a signature.
func (d *field) signed() bool { return d.dict["V"] != nil }

// maxFields bounds the walk through a form.
const maxFields = 10_000

// fields lists the signature fields of a file in the order of its form. Direct fields, which the standard does not allow, are
// passed by.
func fields(f *cos.File) []field {
	w := fieldWalk{file: f, seen: map[cos.Ref]bool{}}
	form := f.Dict(f.Dict(f.Trailer["Root"])["AcroForm"])
	for _, o := range f.Array(form["Fields"]) {
		w.walk(o, "", "")
	}
	return w.found
}

type fieldWalk struct {
	file  *cos.File
	seen  map[cos.Ref]bool
	found []field
}

func (w *fieldWalk) walk(o cos.Object, parent string, kind cos.Name) {
	ref, ok := o.(cos.Ref)
	if !ok || w.seen[ref] || len(w.seen) == maxFields {
		return
	}
	w.seen[ref] = true
	d := w.file.Dict(ref)
	name := parent
	if t, ok := w.file.String(d["T"]); ok {
		if name != "" {
			name += "."
		}
		name += t.Decoded()
	}
	if k := w.file.Name(d["FT"]); k != "" {
		kind = k
	}
	widget := ref
	for i, kid := range w.file.Array(d["Kids"]) {
		if _, isField := w.file.Dict(kid)["T"]; isField {
			w.walk(kid, name, kind)
			widget = cos.Ref{}
		} else if k, ok := kid.(cos.Ref); ok && i == 0 {
			widget = k
		}
	}
	if kind == "Sig" && widget != (cos.Ref{}) {
		w.found = append(w.found, field{name, ref, d, widget})
	}
}

// choose finds the field to sign: the one named, or the first empty one when none is. A nil field is to be made, with the name
// given back.
func choose(all []field, name string) (*field, string, error) {
	for i := range all {
		switch {
		case all[i].signed() && all[i].name == name:
			return nil, "", refuse("field-signed", "Field", name)
		case !all[i].signed() && (name == "" || all[i].name == name):
			return &all[i], all[i].name, nil
		}
	}
	if name == "" {
		name = freeName(all, "Signature")
	}
	return nil, name, nil
}

// freeName is the stem with the first number that no field has.
func freeName(all []field, stem string) string {
	taken := map[string]bool{}
	for _, d := range all {
		taken[d.name] = true
	}
	for i := 1; ; i++ {
		if name := stem + strconv.Itoa(i); !taken[name] {
			return name
		}
	}
}

// allowed refuses a change that an earlier signature forbids: a certification without changes (DocMDP, ISO 32000-1, 12.8.2.2), or
// a lock on the field (FieldMDP, 12.8.2.4). name is "" for the field of a time-stamp.
func allowed(f *cos.File, all []field, name string) error {
	catalog := f.Dict(f.Trailer["Root"])
	if isFinal(f, f.Dict(f.Dict(catalog["Perms"])["DocMDP"])) {
		return refuse("certified")
	}
	for _, d := range all {
		if !d.signed() {
			continue
		}
		lock := f.Dict(d.dict["Lock"])
		if isFinal(f, f.Dict(d.dict["V"])) || lock["P"] != nil && permission(f, lock["P"], 1) == 1 {
			return refuse("certified")
		}
		if p, ok := transform(f, f.Dict(d.dict["V"]), "FieldMDP"); ok && name != "" && locks(f, p, name) {
			return refuse("field-locked", "Field", name)
		}
	}
	return nil
}

// isFinal tells whether a signature lets nothing change after it, as Verify takes it.
func isFinal(f *cos.File, signature cos.Dict) bool {
	p, ok := transform(f, signature, "DocMDP")
	return ok && permission(f, p["P"], 2) == 1
}

// transform finds the parameters of a transform method among the references of a signature.
func transform(f *cos.File, signature cos.Dict, method cos.Name) (cos.Dict, bool) {
	for _, o := range f.Array(signature["Reference"]) {
		if reference := f.Dict(o); f.Name(reference["TransformMethod"]) == method {
			return f.Dict(reference["TransformParams"]), true
		}
	}
	return nil, false
}

// locks tells whether FieldMDP parameters cover a field. A field that is listed stands for those below it too.
func locks(f *cos.File, params cos.Dict, name string) bool {
	listed := false
	for _, o := range f.Array(params["Fields"]) {
		s, _ := f.String(o)
		listed = listed || s.Decoded() == name || strings.HasPrefix(name, s.Decoded()+".")
	}
	switch f.Name(params["Action"]) {
	case "Include":
		return listed
	case "Exclude":
		return !listed
	}
	return true
}
