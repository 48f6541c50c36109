package form

import (
	"strings"

	"verwoord/app/pdf/cos"
)

// readPermissions reads what the signature lets others change: DocMDP and FieldMDP (ISO 32000-1, 12.8.2). A level of change that is not one
// of the three is taken for the strictest.
func (s *Signature) readPermissions(f *cos.File) {
	for _, o := range f.Array(s.Dict["Reference"]) {
		reference := f.Dict(o)
		params := f.Dict(reference["TransformParams"])
		switch f.Name(reference["TransformMethod"]) {
		case "DocMDP":
			s.Certification = true
			s.Certified = permission(f, params["P"], 2)
		case "FieldMDP":
			s.Locks = append(s.Locks, params)
		}
	}
	// A lock may carry a level of its own, also for an approval signature (ISO 32000-2, table 236).
	if lock := f.Dict(s.Field.Dict["Lock"]); lock["P"] != nil {
		if p := permission(f, lock["P"], 1); s.Certified == 0 || p < s.Certified {
			s.Certified = p
		}
	}
}

func permission(f *cos.File, o cos.Object, absent int) int {
	if o == nil {
		return absent
	}
	if p, ok := f.Int(o); ok && 1 <= p && p <= 3 {
		return int(p)
	}
	return 1
}

// Locked tells whether the signature locks a field. A field that its lock lists stands for those below it too.
func (s *Signature) Locked(f *cos.File, name string) bool {
	for _, params := range s.Locks {
		listed := false
		for _, o := range f.Array(params["Fields"]) {
			t, _ := f.String(o)
			listed = listed || t.Decoded() == name || strings.HasPrefix(name, t.Decoded()+".")
		}
		switch f.Name(params["Action"]) {
		case "Include":
		case "Exclude":
			listed = !listed
		default:
			listed = true
		}
		if listed {
			return true
		}
	}
	return false
}

// Final tells whether a signature lets nothing change after it but the data that checking it needs.
func (m *Form) Final() bool {
	for _, s := range m.Signatures {
		if s.Certified == 1 {
			return true
		}
	}
	return false
}

// Locked tells whether a signature locks a field.
func (m *Form) Locked(name string) bool {
	for _, s := range m.Signatures {
		if s.Locked(m.File, name) {
			return true
		}
	}
	return false
}
