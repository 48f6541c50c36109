package sign

import "verwoord/app/pdf/cos"

// readPermissions reads what the signature lets others change: DocMDP and FieldMDP (ISO 32000-1, 12.8.2). A level of change that is
// not one of the three is taken for the strictest.
func (s *signed) readPermissions(f *cos.File) {
	for _, o := range f.Array(s.dict["Reference"]) {
		reference := f.Dict(o)
		params := f.Dict(reference["TransformParams"])
		switch f.Name(reference["TransformMethod"]) {
		case "DocMDP":
			s.Kind = CertificationSignature
			s.Certified = permission(f, params["P"], 2)
		case "FieldMDP":
			s.locks = append(s.locks, params)
		}
	}
	// A lock may carry a level of its own, also for an approval signature (ISO 32000-2, table 236).
	if lock := f.Dict(f.Dict(s.field)["Lock"]); lock["P"] != nil {
		p := permission(f, lock["P"], 1)
		if s.Certified == 0 || p < s.Certified {
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

// judgePermissions notes where a later revision went beyond what the signature allows.
func (v *verifier) judgePermissions(s *signed, later []*change) {
	for _, t := range later {
		if s.Certified == 1 && t.extent != ExtentNothing && t.extent != ExtentValidation {
			s.Problems = append(s.Problems, Finding{Code: "certification-forbids", Detail: "P=1"})
			return
		}
		for _, name := range t.visible { // signing is allowed with P=2 and P=3, covering the page with a new annotation is not
			if s.Certified > 0 {
				s.Problems = append(s.Problems, Finding{Code: "certification-forbids", Detail: name})
				return
			}
		}
		for _, name := range t.signed {
			for _, params := range s.locks {
				if locks(v.file, params, name) {
					s.Problems = append(s.Problems, Finding{Code: "field-locked", Detail: name})
					return
				}
			}
		}
	}
}
