package sign

import "verwoord/app/sign/verify"

// Level is a baseline level, as verify finds it. In a Request the zero Level means BB.
type Level = verify.Level

// The levels, each of which holds the ones before it.
const (
	BB   = verify.BB
	BT   = verify.BT
	BLT  = verify.BLT
	BLTA = verify.BLTA
)
