package cli_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"verwoord/app/cli"
	"verwoord/app/engine"
	"verwoord/app/engine/enginetest"
)

func TestMain(m *testing.M) {
	run := func(e *engine.Engine) {
		patience, _ := time.ParseDuration(os.Getenv("PATIENCE"))
		os.Exit(cli.Run(context.Background(), cli.World{
			Engine: e,
			Stdin:  os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
			Getenv:     os.Getenv,
			Now:        present,
			IsTerminal: os.Getenv("TERMINAL") != "",
			Patience:   patience,
		}, os.Args[1:]))
	}
	testscript.Main(m, map[string]func(){
		"verwoord": func() { run(nil) },
		// The same program with documents about each kind of record, which are files only.
		"verwoord-house": func() {
			e, err := enginetest.New()
			if err != nil {
				panic(err)
			}
			run(e)
		},
	})
}

// Each file is a session of a person at a prompt.
func TestSessions(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", Cmds: commands()})
}
