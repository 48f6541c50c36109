package postgres

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
)

//go:embed migrations
var migrations embed.FS

// Migrate makes the tables, or brings them to the form that this program knows. It is the administrator's act, done once after the
// README's preparation and once after an update; Open never does it. The login must be a member of verwoord_owner, who will own
// everything. Several at once wait for each other.
func Migrate(ctx context.Context, dsn string) error {
	config, err := parse(dsn)
	if err != nil {
		return err
	}
	config.ConnConfig.RuntimeParams["role"] = "verwoord_owner"
	config.ConnConfig.RuntimeParams["search_path"] = "verwoord"
	db := stdlib.OpenDB(*config.ConnConfig)
	defer db.Close() // which ends the lock, too
	turn, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("connect: %w", err)
	}
	defer turn.Close()
	if _, err := turn.ExecContext(ctx, "SELECT pg_advisory_lock(hashtext('verwoord migrates'))"); err != nil {
		return fmt.Errorf("wait for the turn: %w", err)
	}
	if _, err := turn.ExecContext(ctx, "CREATE SCHEMA IF NOT EXISTS verwoord"); err != nil {
		return fmt.Errorf("make the schema: %w", err)
	}
	files, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectPostgres, db, files, goose.WithDisableGlobalRegistry(true))
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}
