package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"verwoord/app/engine"
	"verwoord/app/sign"
)

// theirs lets the other programs sign: files of their own, and ours.
func (b *bench) theirs(t tools, agreement []byte) error {
	begun, err := b.put(agreement, engine.Processor, "rsa", sign.BB, nil)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(b.dir, "ours.pdf"), begun, 0o644); err != nil {
		return err
	}
	if err := b.byDSS(t); err != nil {
		return err
	}
	if err := b.asBefore(t); err != nil {
		return err
	}
	if err := b.byClients(t); err != nil {
		return err
	}
	if err := b.onTheirs(); err != nil {
		return err
	}
	return b.byPyHanko(t, filepath.Join(b.dir, "agreement.pdf"))
}

// byDSS has DSS sign with our authorities.
func (b *bench) byDSS(t tools) error {
	for _, name := range []string{"plain", "object-streams", "hybrid", "form/form"} {
		data, err := os.ReadFile(filepath.Join(b.dir, "unsigned", name+".pdf"))
		if err == nil {
			err = os.WriteFile(filepath.Join(b.dir, filepath.Base(name)+".pdf"), data, 0o644)
		}
		if err != nil {
			return err
		}
	}
	c := exec.Command("java", "-Djava.awt.headless=true", "-cp", t.dss, "verwoord.conformance.Sign", b.dir, b.pki.Base+"/tsa", password)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return fmt.Errorf("sign with DSS: %w", err)
	}
	for line := range strings.Lines(string(out)) {
		name, levels, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			return fmt.Errorf("DSS says %q", line)
		}
		name = "dss-" + name
		b.files = append(b.files, file{name: name, levels: strings.Split(levels, ","), roots: b.roots, path: filepath.Join(b.dir, name+".pdf")})
	}
	return nil
}

// onTheirs goes on with what DSS signed: a second signature, and the level raised.
func (b *bench) onTheirs() error {
	data, err := os.ReadFile(filepath.Join(b.dir, "dss-rsa-B-B.pdf"))
	if err != nil {
		return err
	}
	raised, err := b.extend(data, sign.BLTA, b.now)
	if err != nil {
		return err
	}
	if err := b.keep("on-dss-raised", raised, false, sign.BLTA); err != nil {
		return err
	}
	if data, err = os.ReadFile(filepath.Join(b.dir, "dss-certified-p2.pdf")); err != nil {
		return err
	}
	if data, err = b.put(data, "", "p256", sign.BLT, nil); err != nil {
		return err
	}
	return b.keep("on-dss-certified-p2", data, false, sign.BLT, sign.BLT)
}

// byPyHanko has pyHanko sign with its own authorities, which nobody can ask: their revocation lists stand beside the files.
func (b *bench) byPyHanko(t tools, agreement string) error {
	dir := filepath.Join(b.dir, "pyhanko")
	if out, err := run(t.python, filepath.Join(t.scripts, "sign.py"), dir, agreement, engine.Controller); err != nil {
		return fmt.Errorf("sign with pyHanko: %s", out)
	}
	expected, err := os.Open(filepath.Join(dir, "expected.tsv"))
	if err != nil {
		return err
	}
	defer expected.Close()
	r := csv.NewReader(expected)
	r.Comma = '\t'
	rows, err := r.ReadAll()
	if err != nil {
		return err
	}
	for _, row := range rows {
		f := file{
			name: "pyhanko-" + row[0], levels: strings.Fields(row[2]), path: filepath.Join(dir, row[0]+".pdf"),
			roots: filepath.Join(dir, "root.pem"), lists: []string{filepath.Join(dir, "root.crl"), filepath.Join(dir, "ca.crl")},
		}
		b.files = append(b.files, f)
	}
	return nil
}
