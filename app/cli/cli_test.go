package cli_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"verwoord/app/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"verwoord": func() {
			patience, _ := time.ParseDuration(os.Getenv("PATIENCE"))
			os.Exit(cli.Run(context.Background(), cli.World{
				Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
				Getenv:     os.Getenv,
				Now:        present,
				IsTerminal: os.Getenv("TERMINAL") != "",
				Patience:   patience,
			}, os.Args[1:]))
		},
	})
}

// Each file is a session of a person at a prompt.
func TestSessions(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata", Cmds: commands()})
}
