//go:build unix

package postgres

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"verwoord/app/store"

	"github.com/jackc/pgx/v5"
)

// A page reads what is on it and no more, whether or not the server has looked at what the table is like.
func TestAPageReadsWhatIsOnIt(t *testing.T) {
	ctx := context.Background()
	d := newDatabase(t)
	s := d.open("a")
	var changes []store.Change
	for i := range 2000 {
		changes = append(changes, change(fmt.Sprintf("client-%d", i), 0, "short"))
	}
	_, err := s.Put(ctx, s.by(), changes...)
	d.must(err)
	for _, known := range []string{"nothing", "what ANALYZE found"} {
		if known != "nothing" {
			d.behind("ANALYZE verwoord.record")
		}
		for index, f := range map[string]store.Filter{
			"record_kind":          {Space: store.Sales, Kind: store.Dossier, After: "client-77", Limit: 50},
			"record_client":        {Space: store.Sales, Kind: store.Dossier, Client: "client-77"},
			"record_space_seq_key": {Space: store.Sales, Feed: true, Since: 1000, Limit: 50},
		} {
			query, args := list(f, s.sealers[f.Space])
			rows, err := s.pool.Query(ctx, "EXPLAIN ANALYZE "+query, args...)
			d.must(err)
			lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
			d.must(err)
			plan := strings.Join(lines, "\n")
			if !strings.Contains(plan, "Index Scan using "+index+" on record") || strings.Contains(plan, "Rows Removed") {
				t.Errorf("when the server knows %s:\n%s", known, plan)
			}
		}
	}
}
