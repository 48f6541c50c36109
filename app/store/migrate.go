package store

import "context"

const chainKey1 = "chain"

func (s *Sealed) migrate(ctx context.Context, dataKey []byte) error { return ErrNewer }
