package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"verwoord/app/doc"
	"verwoord/app/engine"
	"verwoord/app/layout"
	"verwoord/app/layout/face"
	"verwoord/app/pdf"
	"verwoord/app/sign"
)

// file is a signed PDF and what is to be found of it.
type file struct {
	name   string
	levels []string // of its signatures, in the order in which they were made
	tagged bool     // it was PDF/A-3a and PDF/UA-1 before it was signed, and must still be
	broken []string // names of the judges that must find fault with it; the others are not asked
	roots  string   // PEM file of who is trusted
	lists  []string // revocation lists, where the authorities cannot be asked
	before bool     // it is made for the matrix alone, of the agreement as it was once written: no verdict on it is expected
	path   string
}

var levels = []sign.Level{sign.BB, sign.BT, sign.BLT, sign.BLTA}

// bench makes signed files.
type bench struct {
	*office
	engine *engine.Engine
	dir    string
	now    time.Time
	files  []file
	failed map[string]string // what a program said that made no file, by the file's name
}

// ours signs the agreement and the files of other programs in every way that the program has.
func (b *bench) ours(agreement []byte, others []string) error {
	for _, kind := range kinds {
		for _, level := range levels {
			first, err := b.put(agreement, engine.Processor, kind, level, nil)
			if err != nil {
				return err
			}
			if err := b.keep(kind+"-"+level.String(), first, true, level); err != nil {
				return err
			}
			if err := b.both(kind, first, level); err != nil {
				return err
			}
		}
	}
	for _, step := range []func([]byte) error{b.sha3, b.drawn, b.raised, b.renewed, b.sheets} {
		if err := step(agreement); err != nil {
			return err
		}
	}
	for _, other := range others {
		if err := b.foreign(other); err != nil {
			return err
		}
	}
	return nil
}

// both lets the client sign after the processor: on the same level with the other kinds of key, and after the highest on each.
func (b *bench) both(kind string, first []byte, level sign.Level) error {
	if kind != "rsa" {
		return nil
	}
	for _, second := range []string{"rsa", "p256"} {
		for _, l := range levels {
			if l != level && level != sign.BLTA {
				continue
			}
			data, err := b.put(first, engine.Controller, second, l, nil)
			if err != nil {
				return err
			}
			if err := b.keep(fmt.Sprintf("both-%v-%s-%v", level, second, l), data, true, level, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// sha3 signs over SHA-3 with every kind of key that can, alone and at the highest level (ISO/TS 32001).
func (b *bench) sha3(agreement []byte) error {
	for _, kind := range kinds {
		if kind == "ed25519" {
			continue // is over SHA-512 alone
		}
		for _, level := range []sign.Level{sign.BB, sign.BLTA} {
			s := engine.Signing{Identity: b.people[engine.Processor][kind], Party: engine.Processor, Level: level, SHA3: true, Services: b.at(b.now)}
			r, err := b.engine.Sign(context.Background(), agreement, s)
			if err == nil && r.Why != nil {
				err = r.Why
			}
			if err != nil {
				return err
			}
			if err := b.keep("sha3-"+kind+"-"+level.String(), r.File, true, level); err != nil {
				return err
			}
		}
	}
	return nil
}

// drawn has a signature by hand in each field: strokes, and a picture.
func (b *bench) drawn(agreement []byte) error {
	strokes := &sign.Drawing{Path: "M10 60 C40 0 60 0 70 40 S90 80 110 30 L150 50 Q170 60 190 20", Width: 200, Height: 80}
	data, err := b.put(agreement, engine.Processor, "p256", sign.BLTA, strokes)
	if err != nil {
		return err
	}
	data, err = b.put(data, engine.Controller, "rsa", sign.BLTA, &sign.Drawing{PNG: ink()})
	if err != nil {
		return err
	}
	return b.keep("drawn", data, true, sign.BLTA, sign.BLTA)
}

// raised goes from B-B to B-LTA in a file that stays as it was.
func (b *bench) raised(agreement []byte) error {
	data, err := b.put(agreement, engine.Processor, "p256", sign.BB, nil)
	if err != nil {
		return err
	}
	for _, level := range levels[1:] {
		if data, err = b.extend(data, level, b.now); err != nil {
			return err
		}
		if err := b.keep("raised-"+level.String(), data, true, level); err != nil {
			return err
		}
	}
	return nil
}

// renewed was archived when the office began and is archived again today.
func (b *bench) renewed(agreement []byte) error {
	began := b.now.AddDate(0, -3, 0)
	r, err := b.engine.Sign(context.Background(), agreement, engine.Signing{
		Identity: b.people[engine.Processor]["rsa"], Party: engine.Processor, Level: sign.BLTA, Services: b.at(began),
	})
	if err == nil && r.Why != nil {
		err = r.Why
	}
	if err != nil {
		return err
	}
	data, err := b.extend(r.File, sign.BLTA, b.now)
	if err != nil {
		return err
	}
	return b.keep("renewed", data, true, sign.BLTA)
}

// sheets are signed on a page that is added: by both parties in a tagged file, and in one without parties by who has no place after that.
func (b *bench) sheets([]byte) error {
	letter, err := b.letter()
	if err != nil {
		return err
	}
	data := letter
	for i, party := range []string{engine.Processor, engine.Controller} {
		if data, err = b.put(data, party, "p256", sign.BLTA, nil); err != nil {
			return err
		}
		reached := []sign.Level{sign.BLTA, sign.BLTA}
		if err := b.keep("sheet-"+party, data, true, reached[:i+1]...); err != nil {
			return err
		}
	}
	for i, name := range []string{"sheet-one", "sheet-and-unseen"} {
		if letter, err = b.put(letter, "", []string{"rsa", "p256"}[i], sign.BT, nil); err != nil {
			return err
		}
		reached := []sign.Level{sign.BT, sign.BT}
		if err := b.keep(name, letter, true, reached[:i+1]...); err != nil {
			return err
		}
	}
	return nil
}

// letter is a tagged file without a place for signatures.
func (b *bench) letter() ([]byte, error) {
	family, err := face.Load()
	if err != nil {
		return nil, err
	}
	d := &doc.Doc{
		Title: "Letter", Subject: "A letter", Author: "Example", Lang: "en",
		Sections: []*doc.Section{{ID: "letter", Blocks: []doc.Block{
			&doc.Heading{ID: "h", Level: 1, Inlines: []doc.Inline{&doc.Text{Text: "Letter"}}},
			&doc.Paragraph{Inlines: []doc.Inline{&doc.Text{Text: "This file has no place for a signature."}}},
		}}},
	}
	pages, _, err := layout.NewSetter(family).Set(d)
	if err != nil {
		return nil, err
	}
	return pdf.Write(d, pages.All(), pdf.Meta{Date: b.now})
}

// foreign signs a file that another program wrote: for one party, and on top of that for the other.
func (b *bench) foreign(path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	name := "foreign-" + filepath.Base(path[:len(path)-len(".pdf")])
	if data, err = b.put(data, engine.Processor, "p384", sign.BLTA, nil); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := b.keep(name, data, false, sign.BLTA); err != nil {
		return err
	}
	if data, err = b.put(data, engine.Controller, "rsa", sign.BT, nil); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return b.keep(name+"-both", data, false, sign.BLTA, sign.BT)
}

// put signs for a party, or in a field of its own when there is none.
func (b *bench) put(data []byte, party, kind string, level sign.Level, drawing *sign.Drawing) ([]byte, error) {
	who := party
	if who == "" {
		who = engine.Controller
	}
	r, err := b.engine.Sign(context.Background(), data, engine.Signing{
		Identity: b.people[who][kind], Party: party, Level: level, Drawing: drawing, Services: b.at(b.now),
	})
	if err == nil && r.Why != nil {
		err = r.Why
	}
	return r.File, err
}

func (b *bench) extend(data []byte, level sign.Level, now time.Time) ([]byte, error) {
	r, err := b.engine.Extend(context.Background(), data, level, b.at(now))
	if err == nil && r.Why != nil {
		err = r.Why
	}
	return r.File, err
}

func (b *bench) keep(name string, data []byte, tagged bool, reached ...sign.Level) error {
	f := file{name: name, tagged: tagged, roots: b.roots, path: filepath.Join(b.dir, name+".pdf")}
	for _, level := range reached {
		f.levels = append(f.levels, level.String())
	}
	b.files = append(b.files, f)
	return os.WriteFile(f.path, data, 0o644)
}
