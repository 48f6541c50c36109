package sign

import (
	"context"
	"testing"

	"verwoord/app/sign/verify"
)

// signBytes opens a file and signs it.
func signBytes(ctx context.Context, data []byte, id *Identity, r Request) (Result, error) {
	f, err := Open(context.Background(), data)
	if err != nil {
		return Result{}, err
	}
	return Sign(ctx, f, id, r)
}

// extendBytes opens a file and raises its level.
func extendBytes(ctx context.Context, data []byte, level Level, s Services) (Result, error) {
	f, err := Open(context.Background(), data)
	if err != nil {
		return Result{}, err
	}
	return Extend(ctx, f, level, s)
}

// verifyBytes opens a file and verifies it.
func verifyBytes(t testing.TB, data []byte, o verify.Options) (*verify.Report, error) {
	t.Helper()
	f, err := Open(context.Background(), data)
	if err != nil {
		return nil, err
	}
	return verify.File(f, o), Done(f)
}
