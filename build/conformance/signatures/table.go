package main

import (
	"cmp"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
)

// report asks every judge and prints the table. It is good when nobody found anything but what is known, and all of that.
func report(files []file, judges []judge) (good bool, err error) {
	found := make([]map[string]string, len(judges))
	for i, j := range judges {
		if found[i], err = j.of(files); err != nil {
			return false, err
		}
	}
	good = true
	var wrong []string
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprint(w, "file\tlevels")
	for _, j := range judges {
		fmt.Fprint(w, "\t", j.name)
	}
	fmt.Fprintln(w)
	for _, f := range files {
		fmt.Fprintf(w, "%s\t%s", f.name, strings.Join(f.levels, " "))
		for i, j := range judges {
			fault, judged := found[i][f.name]
			reason := known[f.name+" "+j.name]
			switch {
			case !judged:
				fmt.Fprint(w, "\t-")
			case fault == "" && reason == "":
				fmt.Fprint(w, "\tok")
			case fault != "" && reason != "":
				fmt.Fprint(w, "\tknown")
			default:
				good = false
				fmt.Fprint(w, "\tWRONG")
				wrong = append(wrong, fmt.Sprintf("%s: %s: %s", f.name, j.name, cmp.Or(fault, "ok, though it is known that "+reason)))
			}
		}
		fmt.Fprintln(w)
	}
	w.Flush()
	for _, line := range wrong {
		fmt.Println(line)
	}
	fmt.Printf("%d signed files, %d unexpected verdicts\n", len(files), len(wrong))
	return good && len(files) > 0, nil
}

// known are the verdicts that differ and stay so, each with its reason: by file and judge.
var known = map[string]string{}
