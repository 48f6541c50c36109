package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"

	"verwoord/app/engine"
	"verwoord/app/pdf/cos"
	"verwoord/app/sign"
)

// broken makes files with which something is wrong. A judge that is content with one of them is not judging, and neither is whoever
// reads its verdicts.
func (b *bench) broken(agreement []byte) error {
	signed, err := b.put(agreement, engine.Processor, "p256", sign.BLTA, nil)
	if err != nil {
		return err
	}
	flipped := bytes.Clone(signed)
	flipped[len(agreement)/2] ^= 1
	if err := b.spoil("broken-bit", flipped, "verwoord", "DSS", "pyHanko", "pdfsig", "CMS"); err != nil {
		return err
	}
	changed, err := b.revised(signed, func(u *cos.Update, f *cos.File) {
		page := f.Dict(f.Trailer["Root"])["Pages"].(cos.Ref)
		d := u.Dict(page)
		d["Rotate"] = int64(180)
		u.Set(page, d)
	})
	if err != nil {
		return err
	}
	if err := b.spoil("broken-revision", changed, "verwoord", "DSS", "pyHanko"); err != nil {
		return err
	}
	stamp := bytes.LastIndex(signed, []byte("/ETSI.RFC3161"))
	token := bytes.LastIndex(signed[:stamp], []byte("/Contents<"))
	if stamp < 0 || token < 0 {
		return fmt.Errorf("no archive time-stamp to break")
	}
	restamped := bytes.Clone(signed)
	copy(restamped[token+3000:], "00000000")
	if err := b.spoil("broken-stamp", restamped, "TSP"); err != nil {
		return err
	}
	cut := bytes.Clone(signed)
	copy(cut[bytes.LastIndex(cut, []byte("startxref\n"))+len("startxref\n"):], "9")
	if err := b.spoil("broken-table", cut, "verwoord", "qpdf"); err != nil {
		return err
	}
	untagged, err := b.revised(agreement, func(u *cos.Update, f *cos.File) {
		root := f.Trailer["Root"].(cos.Ref)
		d := u.Dict(root)
		delete(d, "MarkInfo")
		delete(d, "OutputIntents")
		u.Set(root, d)
	})
	if err != nil {
		return err
	}
	return b.spoil("broken-tags", untagged, "PDF/A PDF/UA")
}

func (b *bench) revised(data []byte, change func(u *cos.Update, f *cos.File)) ([]byte, error) {
	f, err := cos.Open(data)
	if err != nil {
		return nil, err
	}
	u, err := f.Update()
	if err != nil {
		return nil, err
	}
	change(u, f)
	return u.Bytes()
}

// spoil keeps a file that the judges named must refuse.
func (b *bench) spoil(name string, data []byte, judges ...string) error {
	f := file{name: name, levels: []string{sign.BLTA.String()}, tagged: true, broken: judges, roots: b.roots, path: filepath.Join(b.dir, name+".pdf")}
	b.files = append(b.files, f)
	return os.WriteFile(f.path, data, 0o644)
}
