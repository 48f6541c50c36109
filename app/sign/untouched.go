package sign

import "verwoord/app/pdf/cos"

// Untouched tells whether a file shows what its first revision showed: whether nothing was appended to it but signatures in the fields
// that it has, or unseen ones, and what is needed to check those. Who signed is not looked at.
func Untouched(data []byte) bool {
	file, err := cos.Open(data)
	if err != nil {
		return false
	}
	v := newVerifier(data, file, VerifyOptions{})
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
	return file.Err() == nil
}
