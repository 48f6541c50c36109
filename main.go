//go:build !js

// Verwoord makes the documents that a processor owes its client under its terms of processing: see README.md.
package main

import (
	"context"
	_ "embed"
	"fmt"
	"net/url"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"time"

	"golang.org/x/term"

	"verwoord/app/cli"
	"verwoord/app/desktop"
)

// icon is no larger than X lets a program give to its window (GDK leaves out what is over 256 KB as pixels).
//
//go:embed build/linux/icon.png
var icon []byte

func main() {
	args := os.Args[1:]
	for i, word := range args {
		args[i] = named(word)
	}
	if len(args) > 0 && (cli.Knows(args[0]) || !isFile(args[0]) && !(nobodyReads() && desktop.Opens(args[0]))) {
		// A command lives for tens of milliseconds: to collect what it leaves costs more than to leave it, as long as that is little.
		debug.SetGCPercent(400)
		debug.SetMemoryLimit(48 << 20)
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
		code := cli.Run(ctx, world(), args)
		stop()
		os.Exit(code)
	}
	if err := desktop.Run(icon, args); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// named is a word as the name of a file, which a file manager may hand over as a URL (RFC 8089).
func named(word string) string {
	u, err := url.Parse(word)
	if err != nil || u.Scheme != "file" || u.Host != "" && u.Host != "localhost" {
		return word
	}
	if runtime.GOOS == "windows" {
		return filepath.FromSlash(strings.TrimPrefix(u.Path, "/")) // of /C:/map
	}
	return u.Path
}

// nobodyReads tells whether what is printed is seen by nobody, as after a double click: a window has to say what is wrong then.
func nobodyReads() bool {
	return !term.IsTerminal(int(os.Stderr.Fd())) && !term.IsTerminal(int(os.Stdin.Fd())) && os.Getenv("TERM") == ""
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && !info.IsDir()
}

func world() cli.World {
	w := cli.World{
		Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
		Getenv: os.Getenv, Now: time.Now(),
		IsTerminal: term.IsTerminal(int(os.Stdout.Fd())),
	}
	if term.IsTerminal(int(os.Stdin.Fd())) {
		w.Password = func(prompt string) (string, error) {
			fmt.Fprint(os.Stderr, prompt+" ")
			secret, err := term.ReadPassword(int(os.Stdin.Fd()))
			fmt.Fprintln(os.Stderr)
			return string(secret), err
		}
	}
	return w
}
