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
			os.Exit(cli.Run(context.Background(), cli.World{
				Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
				Getenv:     os.Getenv,
				Now:        time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC),
				IsTerminal: os.Getenv("TERMINAL") != "",
			}, os.Args[1:]))
		},
	})
}

// Each file is a session of a person at a prompt.
func TestSessions(t *testing.T) {
	testscript.Run(t, testscript.Params{Dir: "testdata"})
}
