// Command signatures has the outside judges look at signed files: ours, which they must find as we do, and those that they sign
// themselves, which we must find as they do. It prints a table of files and judges and fails on any other verdict than the one expected.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"verwoord/app/engine"
)

func main() {
	var t tools
	flag.StringVar(&t.dss, "dss", "", "Java class path of the judge and signer with EU DSS")
	flag.StringVar(&t.archive, "archive", "", "Java class path of the judge with veraPDF")
	flag.StringVar(&t.python, "python", "python3", "Python with pyHanko")
	flag.StringVar(&t.scripts, "scripts", "", "folder of the scripts for pyHanko")
	flag.StringVar(&t.clients, "clients", "", "folder of the programs that clients sign with")
	flag.StringVar(&t.verwoord, "verwoord", "", "the program")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: signatures [flags] DIR")
		os.Exit(2)
	}
	good, err := t.all(flag.Arg(0))
	if err != nil {
		fmt.Fprintln(os.Stderr, "signatures:", err)
		os.Exit(2)
	}
	if !good {
		os.Exit(1)
	}
}

func (t tools) all(dir string) (good bool, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return false, err
	}
	e, err := engine.New()
	if err != nil {
		return false, err
	}
	now := time.Now()
	made, problems, err := e.Make(context.Background(), engine.Request{
		Document: "agreement", Dossier: e.Example("dossier"), Lang: "nl", Date: now.Format(time.DateOnly),
	})
	if err != nil || made == nil {
		return false, fmt.Errorf("the agreement was not made: %v %w", problems, err)
	}
	names := map[string]string{}
	for _, party := range []string{engine.Processor, engine.Controller} {
		person, _ := e.Party(context.Background(), made.Data, party)
		names[party] = person.Name
	}
	o, err := openOffice(dir, now, names)
	if err != nil {
		return false, err
	}
	if err := o.export(dir); err != nil {
		return false, err
	}
	b := &bench{office: o, engine: e, dir: dir, now: now}
	others, err := t.others(dir, made.Data)
	if err != nil {
		return false, err
	}
	if err := b.ours(made.Data, others); err != nil {
		return false, err
	}
	if err := b.theirs(t, made.Data); err != nil {
		return false, err
	}
	if err := b.broken(made.Data); err != nil {
		return false, err
	}
	good, err = b.report(t.judges())
	if err != nil {
		return false, err
	}
	return good, t.times(b.files, now)
}

// others are files that other programs wrote: pyHanko's, and our agreement as qpdf writes it.
func (t tools) others(dir string, agreement []byte) ([]string, error) {
	folder := filepath.Join(dir, "unsigned")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	if out, err := run(t.python, filepath.Join(t.scripts, "files.py"), folder); err != nil {
		return nil, fmt.Errorf("files.py: %s", out)
	}
	plain := filepath.Join(dir, "agreement.pdf")
	if err := os.WriteFile(plain, agreement, 0o644); err != nil {
		return nil, err
	}
	for _, way := range [][]string{{"table", "--object-streams=disable"}, {"streams", "--object-streams=generate"}, {"linear", "--linearize"}} {
		if out, err := run("qpdf", way[1], plain, filepath.Join(folder, "qpdf-"+way[0]+".pdf")); err != nil {
			return nil, fmt.Errorf("qpdf: %s", out)
		}
	}
	return filepath.Glob(filepath.Join(folder, "*.pdf"))
}
