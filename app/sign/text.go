package sign

import "verwoord/app/pdf/cos"

// Language is the language tag of a file (ISO 32000-1, 14.9.2); "" when it says none.
func Language(f *cos.File) string {
	lang, _ := f.String(f.Dict(f.Trailer["Root"])["Lang"])
	return lang.Decoded()
}
