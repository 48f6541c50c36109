package engine

import (
	"context"
	"strconv"

	"verwoord/app/notice"
	"verwoord/app/record"
)

// chainOf is a client, and what its notices are about.
type chainOf struct{ client, about string }

// earlier is what a client was sent about something: the notices, oldest first, and the record as the last of them told it.
type earlier struct {
	chain  []notice.Notice
	before []byte
}

// sentBefore reads files of notices that were sent. The longest chain of each client and subject says all that came before. A notice that was
// sent does not change: a file that is another version of one that a later notice follows is a problem, and so is a file that is no notice.
func (e *Engine) sentBefore(ctx context.Context, files [][]byte) (map[chainOf]earlier, record.Problems) {
	all := map[chainOf]earlier{}
	var given []notice.Notice
	for _, file := range files {
		chain, before, err := e.Follows(ctx, file)
		if err != nil {
			return nil, record.Problems{Codes.Problem("", "round-earlier")}
		}
		last := chain[len(chain)-1]
		given = append(given, last)
		key := chainOf{last.Client, last.About}
		if len(chain) > len(all[key].chain) {
			all[key] = earlier{chain, before}
		}
	}
	for _, n := range given {
		if told := all[chainOf{n.Client, n.About}].chain[n.Number-1]; told.SHA256 != n.SHA256 {
			return nil, record.Problems{Codes.Problem("", "round-versions", n.About, strconv.Itoa(n.Number))}
		}
	}
	return all, nil
}

// Earlier is the chain that files of earlier notices make, and the record as the last of them told it. They must be of one client and about
// one thing.
func (e *Engine) Earlier(ctx context.Context, files [][]byte) (chain []notice.Notice, before []byte, problems record.Problems) {
	all, problems := e.sentBefore(ctx, files)
	if len(all) > 1 {
		return nil, nil, record.Problems{Codes.Problem("", "round-chains")}
	}
	for _, one := range all {
		chain, before = one.chain, one.before
	}
	return chain, before, problems
}
