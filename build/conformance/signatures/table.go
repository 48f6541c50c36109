package main

import (
	"cmp"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"text/tabwriter"
)

// report asks every judge and prints the table, and then the matrix of programs. It is good when nobody found anything but what is known, and all
// of that.
func (b *bench) report(judges []judge) (good bool, err error) {
	files := b.files
	found, err := ask(files, judges)
	if err != nil {
		return false, err
	}
	known, err := readKnown()
	if err != nil {
		return false, fmt.Errorf("disagreements: %w", err)
	}
	var wrong []string
	broken := 0
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "file\tlevels")
	for _, j := range judges {
		fmt.Fprint(w, "\t", j.name)
	}
	fmt.Fprintln(w)
	for _, f := range files {
		if f.before {
			continue
		}
		fmt.Fprintf(w, "%s\t%s", f.name, strings.Join(f.levels, " "))
		broken += min(1, len(f.broken))
		for i, j := range judges {
			fault, judged := found[i][f.name]
			if len(f.broken) > 0 {
				said := refusal(f, j, fault)
				fmt.Fprint(w, "\t", said)
				if said == "WRONG" {
					wrong = append(wrong, fmt.Sprintf("%s: %s finds nothing wrong", f.name, j.name))
				}
				continue
			}
			d, differs := known[f.name+" "+j.name]
			delete(known, f.name+" "+j.name)
			switch {
			case !judged:
				fmt.Fprint(w, "\t-")
			case fault == "" && !differs:
				fmt.Fprint(w, "\tok")
			case differs && fault != "" && d.says.MatchString(fault):
				fmt.Fprint(w, "\tknown")
			default:
				fmt.Fprint(w, "\tWRONG")
				wrong = append(wrong, fmt.Sprintf("%s: %s: %s", f.name, j.name, cmp.Or(fault, "ok, where it "+d.reason)))
			}
		}
		fmt.Fprintln(w)
	}
	w.Flush()
	for _, name := range slices.Sorted(maps.Keys(known)) {
		wrong = append(wrong, name+": a disagreement about no file")
	}
	matrix := b.matrix(judges, found)
	fmt.Printf("\nWho finds good what the programs made: V verwoord, D EU DSS, P pyHanko\n\n%s\n", matrix)
	if matrix != lastMatrix {
		wrong = append(wrong, "the matrix of programs is not that of signatures/matrix.md")
	}
	for _, line := range wrong {
		fmt.Println(line)
	}
	fmt.Printf("%d files, %d of them broken, %d unexpected verdicts\n", len(files), broken, len(wrong))
	return len(wrong) == 0 && len(files) > 0, nil
}

// refusal is the word for the verdict on a file that is broken.
func refusal(f file, j judge, fault string) string {
	switch {
	case !slices.Contains(f.broken, j.name):
		return "-"
	case fault == "":
		return "WRONG"
	}
	return "refused"
}

// ask has all judges at work at the same time.
func ask(files []file, judges []judge) ([]map[string]string, error) {
	found, errs := make([]map[string]string, len(judges)), make([]error, len(judges))
	var all sync.WaitGroup
	for i, j := range judges {
		all.Go(func() { found[i], errs[i] = j.of(files) })
	}
	all.Wait()
	return found, errors.Join(errs...)
}

//go:embed disagreements.tsv
var disagreements string

// disagreement is a verdict that differs and stays so.
type disagreement struct {
	says   *regexp.Regexp // the verdict
	reason string
}

// readKnown reads the disagreements by file and judge.
func readKnown() (map[string]disagreement, error) {
	r := csv.NewReader(strings.NewReader(disagreements))
	r.Comma, r.FieldsPerRecord = '\t', 4
	rows, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	known := map[string]disagreement{}
	for _, row := range rows {
		says, err := regexp.Compile("(?s)^(?:" + row[2] + ")$")
		if err != nil {
			return nil, err
		}
		for name := range strings.FieldsSeq(row[0]) {
			known[name+" "+row[1]] = disagreement{says, row[3]}
		}
	}
	return known, nil
}
