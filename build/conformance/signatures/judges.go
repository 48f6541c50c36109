package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// judge is a program that says of files whether they are as they should be.
type judge struct {
	name string
	// of gives what is wrong with each file that it judges: "" for nothing.
	of func(files []file) (map[string]string, error)
}

// tools is where the programs stand that are no Debian package.
type tools struct {
	dss, archive string // Java class paths
	python       string // with pyHanko
	scripts      string // the folder of its scripts
	clients      string // what clients/build.sh made
	verwoord     string
}

// javaJudge and pythonJudge are how the two are called.
func (t tools) javaJudge() (string, []string) {
	return "java", []string{"-cp", t.dss, "verwoord.conformance.Judge"}
}

func (t tools) pythonJudge() (string, []string) {
	return t.python, []string{filepath.Join(t.scripts, "validate.py")}
}

func (t tools) judges() []judge {
	java, javaArgs := t.javaJudge()
	python, pythonArgs := t.pythonJudge()
	return []judge{
		{"verwoord", each(t.verify)},
		{"DSS", t.remember("DSS", java, javaArgs...)},
		{"pyHanko", t.remember("pyHanko", python, pythonArgs...)},
		{"pdfsig", each(pdfsig)},
		{"CMS", each(cmsVerify)},
		{"TSP", each(tspVerify)},
		{"qpdf", each(qpdf)},
		{"PDF/A PDF/UA", t.veraPDF},
	}
}

// each judges file by file; a file that is none of a judge's business has no verdict.
func each(one func(f file) (fault string, ok bool)) func([]file) (map[string]string, error) {
	return func(files []file) (map[string]string, error) {
		found := map[string]string{}
		for _, f := range files {
			if fault, ok := one(f); ok {
				found[f.name] = fault
			}
		}
		return found, nil
	}
}

// verify is the program's own verdict.
func (t tools) verify(f file) (string, bool) {
	out, err := exec.Command(t.verwoord, "verify", f.path, "--trust", f.roots, "--json", "--signatures-only").Output()
	var report struct {
		OK         bool `json:"ok"`
		Signatures []struct {
			Kind, Level, Trust string
			Problems           []struct{ Code string }
		}
		Problems []struct{ Code string }
	}
	if e := json.Unmarshal(out, &report); e != nil {
		return fmt.Sprintf("no report: %v", errors.Join(err, e)), true
	}
	var got []string
	for _, s := range report.Signatures {
		if s.Kind != "timestamp" {
			got = append(got, s.Level)
		}
		report.Problems = append(report.Problems, s.Problems...)
	}
	switch {
	case !report.OK || err != nil:
		return fmt.Sprintf("refused: %v", report.Problems), true
	case strings.Join(got, ",") != strings.Join(f.levels, ","):
		return "level " + strings.Join(got, ","), true
	}
	return "", true
}

// remember runs a judge that takes all files at once.
func (t tools) remember(name, program string, args ...string) func([]file) (map[string]string, error) {
	return func(files []file) (map[string]string, error) {
		found := map[string]string{}
		err := consult(name, program, args, files, func(f file, _ int, fault string) { found[f.name] = fault })
		if err == nil && len(found) != len(files) {
			err = fmt.Errorf("%s judged %d of %d files", name, len(found), len(files))
		}
		return found, err
	}
}

// consult gives a program each root with the files behind it, and each its verdicts. Its lines are path, microseconds, verdict.
func consult(name, program string, args []string, files []file, each func(f file, spent int, fault string)) error {
	roots := ""
	byPath := map[string]file{}
	args = slices.Clone(args)
	for _, f := range files {
		if f.roots != roots {
			roots = f.roots
			args = append(args, roots)
			if name == "DSS" {
				args = append(args, f.lists...)
			}
		}
		args = append(args, f.path+":"+strings.Join(f.levels, ","))
		byPath[f.path] = f
	}
	c := exec.Command(program, args...)
	c.Stderr = os.Stderr
	out, err := c.Output()
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for line := range strings.Lines(string(out)) {
		part := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 3)
		if len(part) != 3 || byPath[part[0]].name == "" {
			return fmt.Errorf("%s says %q", name, line)
		}
		spent, err := strconv.Atoi(part[1])
		if err != nil {
			return fmt.Errorf("%s says %q", name, line)
		}
		each(byPath[part[0]], spent, strings.TrimSuffix(part[2], "ok"))
	}
	return nil
}

// run gives what a program prints, or why it ended badly.
func run(name string, args ...string) (string, error) {
	out, err := exec.Command(name, args...).CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

// qpdf reads every object.
func qpdf(f file) (string, bool) {
	out, err := run("qpdf", "--check", f.path)
	if err != nil {
		return out, true
	}
	return "", true
}

// pdfsig looks at the mathematics and at the coverage of each signature; it has no store of trusted roots here. It can say nothing of
// document time-stamps, which it counts as signatures.
func pdfsig(f file) (string, bool) {
	out, err := run("pdfsig", "-nocert", f.path)
	if err != nil {
		return out, true
	}
	valid := strings.Count(out, "Signature Validation: Signature is Valid.")
	if valid != len(f.levels) {
		return fmt.Sprintf("%d of %d valid", valid, len(f.levels)), true
	}
	return "", true
}

// veraPDF judges the files that were PDF/A-3a and PDF/UA-1 before they were signed.
func (t tools) veraPDF(files []file) (map[string]string, error) {
	args := []string{"-cp", t.archive, "verwoord.conformance.Archive"}
	found := map[string]string{}
	names := map[string]string{}
	for _, f := range files {
		if f.tagged {
			args = append(args, f.path)
			names[filepath.Base(f.path)] = f.name
		}
	}
	out, err := exec.Command("java", args...).Output()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return nil, err
	}
	judged := map[string]int{}
	for lines := bufio.NewScanner(bytes.NewReader(out)); lines.Scan(); {
		word := strings.Fields(lines.Text())
		if len(word) < 3 || word[0] != "PASS" && word[0] != "FAIL" {
			continue
		}
		name := names[strings.TrimSuffix(word[2], ":")]
		judged[name]++
		if word[0] == "FAIL" {
			found[name] += word[1] + " fails "
		}
	}
	for _, name := range names {
		if judged[name] != 2 {
			return nil, fmt.Errorf("veraPDF judged %s by %d standards", name, judged[name])
		}
		found[name] = strings.TrimSpace(found[name])
	}
	return found, nil
}
