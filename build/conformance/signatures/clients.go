package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"verwoord/app/engine"
)

// client is a program that clients sign with, and a way to. An empty field is one that it makes itself.
type client struct{ program, class, field, way string }

var clients = []client{
	{"pdfbox2", "PdfBox", engine.Controller, "der"}, {"pdfbox2", "PdfBox", engine.Controller, "ber"}, {"pdfbox2", "PdfBox", "", "der"},
	{"pdfbox3", "PdfBox", engine.Controller, "der"}, {"pdfbox3", "PdfBox", engine.Controller, "ber"}, {"pdfbox3", "PdfBox", "", "der"},
	{"openpdf", "OpenPdf", engine.Controller, "der"}, {"openpdf", "OpenPdf", engine.Controller, "ber"}, {"itext5", "IText5", engine.Controller, "der"},
	{"itext7", "IText7", engine.Controller, "der"}, {"itext7", "IText7", "", "der"}, {"itext8", "IText7", engine.Controller, "der"},
	{"itext8", "IText7", "", "der"}, {"itext9", "IText9", engine.Controller, "der"}, {"itext9", "IText9", "", "der"},
}

// byClients has other programs sign for the client, in an agreement that we have signed.
func (b *bench) byClients(t tools) error {
	font, err := filepath.Abs(filepath.Join(t.scripts, "../../../app/layout/face/fonts/VerwoordSans-Regular.ttf")) // to write with, when they must
	if err != nil {
		return err
	}
	for _, c := range clients {
		name := fmt.Sprintf("client-%s-%s", c.program, c.way)
		if c.field == "" {
			name += "-new"
		}
		path, err := os.ReadFile(filepath.Join(t.clients, c.program+".path"))
		if err != nil {
			return err
		}
		f := file{name: name, levels: []string{"B-B", "B-B"}, roots: b.roots, path: filepath.Join(b.dir, name+".pdf")}
		classes := filepath.Join(t.clients, c.program) + ":" + strings.TrimSpace(string(path))
		out, err := run("java", "-cp", classes, c.class, filepath.Join(b.dir, "ours.pdf"), f.path, filepath.Join(b.dir, "rsa.p12"), password, c.field, c.way, font)
		if err != nil {
			return fmt.Errorf("%s: %s", name, out)
		}
		b.files = append(b.files, f)
	}
	return nil
}
