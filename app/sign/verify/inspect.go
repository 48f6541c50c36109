package verify

import (
	"slices"

	"verwoord/app/pdf/cos"
	"verwoord/app/pdf/form"
	"verwoord/app/sign/cms"
)

// Inspection is what is known of a file that is to be signed or extended, without a judgement of who signed.
type Inspection struct {
	Form       *form.Form
	Signatures []Inspected // as Form has them
	Doubtful   bool        // File would find a problem in it whoever signs it, so that a signature would never be good
	Broken     string      // the field of a signature that does not hold, or after which the file was changed; "" for none
	Unread     string      // the field of one of which it cannot be told whether it holds; "" for none
}

// Inspected is a signature that was held against what it is of.
type Inspected struct {
	*form.Signature
	Signed *cms.Signed  // nil when it cannot be read
	Tokens []*cms.Token // over it; of a document time-stamp: itself
}

// Inspect looks at a file that is to be signed. Bytes behind its end are no doubt unless they are half a revision, or somebody has signed: they
// come to lie between the revisions of the one who signs first.
func Inspect(f *cos.File) *Inspection {
	v := newVerifier(f, Options{})
	v.structure()
	v.readSignatures()
	v.examine()
	v.checkSigned(len(f.Revisions) - 1)
	in := &Inspection{Form: v.form}
	in.Doubtful = f.Behind() || slices.ContainsFunc(v.report.Problems, func(p Finding) bool { return p.Code != "bytes-after" || len(v.signed) > 0 })
	if !in.Doubtful {
		v.judgeChanges()
	}
	for _, s := range v.signed {
		in.Signatures = append(in.Signatures, Inspected{s.of, s.cms, s.tokens})
		s.flaws = s.Problems
		switch held := s.integrity(); {
		case held.Code == Unreadable && in.Unread == "":
			in.Unread = s.Field
		case held.Mark == Bad && in.Broken == "":
			in.Broken = s.Field
		}
	}
	return in
}

// Untouched tells whether a file shows what its first revision showed: whether nothing was appended to it but signatures in the fields
// that it has, or unseen ones, and what is needed to check those. Who signed is not looked at.
func Untouched(f *cos.File) bool {
	v := newVerifier(f, Options{})
	v.structure()
	if len(v.report.Problems) > 0 {
		return false
	}
	v.readSignatures()
	v.examine()
	for _, t := range v.steps(1) {
		if t.extent == ExtentModified || len(t.visible) > 0 {
			return false
		}
	}
	return f.Err() == nil
}
