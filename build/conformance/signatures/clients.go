package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"verwoord/app/engine"
	"verwoord/app/sign"
)

// client is a program that clients sign with, and the ways in which it does.
type client struct {
	program string
	class   string // what drives it in Java; "" for a script of its own
	makes   bool   // it has no use for a field that is there, and always makes one
	ways    []string
}

// The ways. "der" and "ber" are how the signature is encoded; "-new" is in a field that the program makes, and the others are in ours, where it can.
const (
	waySign    = "sign"    // for the client, in the agreement before anyone signed it
	waySecond  = "der"     // after our signature
	wayNew     = "der-new" // likewise
	wayStamp   = "tsa"     // likewise, with a time-stamp
	wayFill    = "fill"    // a text field filled in, in a file that was certified to allow it
	wayStreams = "streams" // after our signature, in an agreement with cross-reference and object streams
)

var clients = []client{
	{"pdfbox2", "PdfBox", false, []string{waySign, waySecond, "ber", wayNew, wayStamp, wayFill, wayStreams}},
	{"pdfbox3", "PdfBox", false, []string{waySign, waySecond, "ber", wayNew, wayStamp, wayFill, wayStreams}},
	{"openpdf", "OpenPdf", false, []string{waySign, waySecond, "ber", wayStamp, wayFill, wayStreams}},
	{"itext5", "IText5", false, []string{waySign, waySecond, wayStamp, wayFill, wayStreams}},
	{"itext7", "IText7", false, []string{waySign, waySecond, wayNew, wayStamp, wayFill, wayStreams}},
	{"itext8", "IText7", false, []string{waySign, waySecond, wayNew, wayStamp, wayFill, wayStreams}},
	{"itext9", "IText9", false, []string{waySign, waySecond, wayNew, wayStamp, wayFill, wayStreams}},
	{"endesive", "", false, []string{waySign, waySecond, wayNew, wayStamp, wayStreams}},
	{"signpdf", "", true, []string{waySign, wayNew, wayStreams}},
	{"libreoffice", "", true, []string{waySign, wayNew, wayStreams}},
}

// job is one run of a program.
type job struct {
	client
	file
	way, in, field, key string
}

// job is what a way asks of a program.
func (b *bench) job(c client, way string) job {
	name := fmt.Sprintf("client-%s-%s", c.program, way)
	j := job{client: c, way: strings.TrimSuffix(way, "-new"), in: "ours.pdf", field: engine.Controller, key: "rsa.p12"}
	j.file = file{name: name, levels: []string{"B-B", "B-B"}, roots: b.roots, path: filepath.Join(b.dir, name+".pdf"), before: way == wayStreams}
	switch way {
	case waySign:
		j.in, j.levels = "agreement.pdf", []string{"B-B"}
	case wayStamp:
		j.levels = []string{"B-B", "B-T"}
	case wayFill:
		j.in, j.levels = "dss-form.pdf", []string{"B-B"}
	case wayStreams:
		j.in = "ours-streams.pdf"
	}
	if c.makes || strings.HasSuffix(way, "-new") {
		j.field = ""
	}
	if c.program == "signpdf" {
		j.key, j.roots = "own.p12", filepath.Join(b.dir, "own.pem")
	}
	return j
}

// byClients has other programs sign for the client, in an agreement that we have signed and in others.
func (b *bench) byClients(t tools) error {
	var jobs []job
	for _, c := range clients {
		for _, way := range c.ways {
			jobs = append(jobs, b.job(c, way))
		}
	}
	errs := make([]error, len(jobs))
	var all sync.WaitGroup
	free := make(chan struct{}, runtime.NumCPU())
	for i, j := range jobs {
		all.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			errs[i] = b.do(t, j)
		})
	}
	all.Wait()
	b.failed = map[string]string{}
	for i, j := range jobs {
		switch {
		case errs[i] == nil:
			b.files = append(b.files, j.file)
		case j.before:
			b.failed[j.name] = errs[i].Error()
		default:
			return errs[i]
		}
	}
	// Those behind a root go together: see consult.
	slices.SortStableFunc(b.files, func(a, b file) int { return strings.Compare(a.roots, b.roots) })
	return nil
}

// do runs a program.
func (b *bench) do(t tools, j job) error {
	font, err := filepath.Abs(filepath.Join(t.scripts, "../../../app/layout/face/fonts/VerwoordSans-Regular.ttf")) // to write with, when they must
	if err != nil {
		return err
	}
	command, err := t.client(j.client)
	if err != nil {
		return err
	}
	args := append(command[1:], filepath.Join(b.dir, j.in), j.path, filepath.Join(b.dir, j.key), password, j.field, j.way, font, b.pki.Base+"/tsa")
	if out, err := run(command[0], args...); err != nil {
		return fmt.Errorf("%s: %s", j.name, out)
	}
	return nil
}

// client is how a program is called.
func (t tools) client(c client) ([]string, error) {
	drivers := filepath.Join(t.scripts, "../clients")
	switch c.program {
	case "endesive":
		return []string{t.python, filepath.Join(drivers, "by_endesive.py")}, nil
	case "libreoffice":
		return []string{"/usr/bin/python3", filepath.Join(drivers, "by_libreoffice.py")}, nil // Debian's, which knows it
	case "signpdf":
		return []string{"node", filepath.Join(t.clients, "signpdf", "sign.mjs")}, nil
	}
	path, err := os.ReadFile(filepath.Join(t.clients, c.program+".path"))
	classes := filepath.Join(t.clients, c.program) + ":" + strings.TrimSpace(string(path))
	return []string{"java", "-XX:TieredStopAtLevel=1", "-cp", classes, c.class}, err
}

// asBefore signs the agreement as it was written before it had a table: what the programs do with that is in the matrix too.
func (b *bench) asBefore(tools) error {
	data, err := os.ReadFile(filepath.Join(b.dir, "unsigned", "qpdf-streams.pdf"))
	if err != nil {
		return err
	}
	if data, err = b.put(data, engine.Processor, "rsa", sign.BB, nil); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(b.dir, "ours-streams.pdf"), data, 0o644)
}
