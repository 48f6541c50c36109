package engine

import (
	"context"
	"time"

	"verwoord/app/locale"
	"verwoord/app/sign"
	"verwoord/app/sign/verify"
)

// Verify tells what the signatures of a file are worth. The error is an *sign.Error for what is no readable PDF.
func (e *Engine) Verify(ctx context.Context, file []byte, o verify.Options) (*verify.Report, error) {
	f, err := sign.Open(ctx, file)
	if err != nil {
		return nil, err
	}
	o.Issuers = e.issuers
	report := verify.File(f, o)
	return report, sign.Done(f)
}

// Refusal puts an error of signing in the reader's words, its dates too.
func Refusal(l *locale.Locale, err *sign.Error) string {
	args := locale.Args{}
	for name, value := range err.Args {
		args[name] = value
		if t, err := time.Parse(time.RFC3339, value); err == nil && name == "Time" {
			args[name] = l.Moment(t)
		}
		if name == "Date" {
			args[name] = l.Date(value)
		}
	}
	return l.T("sign."+err.Code, args)
}
