package main

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"fmt"
	"os"
	"slices"
	"text/tabwriter"
	"time"

	"verwoord/app/sign"
	"verwoord/app/sign/verify"
)

// timed are the files that tell most: each level, two signatures, what has many revisions, and what others made.
var timed = []string{
	"p256-B-B", "p256-B-T", "p256-B-LT", "p256-B-LTA", "rsa-B-LTA", "both-B-LTA-p256-B-LTA", "both-B-LTA-rsa-B-LTA", "drawn", "renewed",
	"sheet-controller", "dss-two-B-LTA", "pyhanko-two-lta",
}

// rounds is how often each file is judged; the least time counts, so that nobody is timed while still getting ready.
const rounds = 3

// times prints how long the three judges of signatures take over the same files, one judge after the other and each in one process.
func (t tools) times(files []file, now time.Time) error {
	var chosen []file
	for _, name := range timed {
		i := slices.IndexFunc(files, func(f file) bool { return f.name == name })
		if i < 0 {
			return fmt.Errorf("no file %s to time", name)
		}
		chosen = append(chosen, files[i])
	}
	ours, err := t.timeOurs(chosen, now)
	if err != nil {
		return err
	}
	var again []file
	for range rounds {
		again = append(again, chosen...)
	}
	java, args := t.javaJudge()
	dss, err := least("DSS", java, args, again)
	if err != nil {
		return err
	}
	python, args := t.pythonJudge()
	pyHanko, err := least("pyHanko", python, args, again)
	if err != nil {
		return err
	}
	fmt.Printf("\nMilliseconds to judge a file, the least of %d rounds in one process:\n", rounds)
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(w, "file\tKB\tverwoord\tpyHanko\tDSS\t")
	var total [3]float64
	for _, f := range chosen {
		info, err := os.Stat(f.path)
		if err != nil {
			return err
		}
		spent := [3]float64{ours[f.name], pyHanko[f.name], dss[f.name]}
		fmt.Fprintf(w, "%s\t%d\t%.1f\t%.0f\t%.0f\t\n", f.name, info.Size()/1000, spent[0], spent[1], spent[2])
		for i := range total {
			total[i] += spent[i]
		}
	}
	fmt.Fprintf(w, "total\t\t%.1f\t%.0f\t%.0f\t\n", total[0], total[1], total[2])
	return w.Flush()
}

// timeOurs verifies each file in this process.
func (t tools) timeOurs(files []file, now time.Time) (map[string]float64, error) {
	spent := map[string]float64{}
	for range rounds {
		for _, f := range files {
			data, err := os.ReadFile(f.path)
			if err != nil {
				return nil, err
			}
			roots, err := os.ReadFile(f.roots)
			if err != nil {
				return nil, err
			}
			block, _ := pem.Decode(roots)
			root, err := x509.ParseCertificate(block.Bytes)
			if err != nil {
				return nil, err
			}
			start := time.Now()
			file, err := sign.Open(context.Background(), data)
			if err != nil {
				return nil, err
			}
			report := verify.File(file, verify.Options{Roots: []*x509.Certificate{root}, Now: now})
			lower(spent, f.name, float64(time.Since(start).Microseconds())/1000)
			if !report.OK {
				return nil, fmt.Errorf("%s does not hold", f.name)
			}
		}
	}
	return spent, nil
}

// least is the least time that a program took over each file.
func least(name, program string, args []string, files []file) (map[string]float64, error) {
	spent := map[string]float64{}
	err := consult(name, program, args, files, func(f file, us int, _ string) { lower(spent, f.name, float64(us)/1000) })
	return spent, err
}

func lower(spent map[string]float64, name string, ms float64) {
	if before, ok := spent[name]; !ok || ms < before {
		spent[name] = ms
	}
}
