package verify

// judgePermissions notes where a later revision went beyond what the signature allows (ISO 32000-1, 12.8.2).
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
			if s.of.Locked(v.file, name) {
				s.Problems = append(s.Problems, Finding{Code: "field-locked", Detail: name})
				return
			}
		}
	}
}
