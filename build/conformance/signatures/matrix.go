package main

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
)

// matrix.md is what each program made of the agreement in each way, as this run must find it again.
//
//go:embed matrix.md
var lastMatrix string

// columns are the ways of the matrix. Where a program can sign in our field and in one of its own, both are asked.
var columns = []struct{ way, head string }{
	{waySign, "signs first"}, {waySecond, "signs second"}, {wayNew, "in a new field"}, {wayStamp, "with a time-stamp"}, {wayFill, "fills in"},
	{wayStreams, "signs second, in streams"},
}

// judgesOfMatrix are those that judge what later revisions do, each with its letter.
var judgesOfMatrix = []struct{ name, letter string }{{"verwoord", "V"}, {"DSS", "D"}, {"pyHanko", "P"}}

// others are files that DSS and pyHanko made in the same ways, by program and way.
var othersOfMatrix = map[string]map[string]string{
	"dss":     {waySign: "dss-field", waySecond: "dss-second", wayStamp: "dss-field-both"},
	"pyhanko": {waySign: "pyhanko-ours"},
}

// matrix is a table of programs and ways: by whom the file that came of it is found good. found is what each judge finds, by file.
func (b *bench) matrix(judges []judge, found []map[string]string) string {
	var out strings.Builder
	out.WriteString("| program |")
	for _, c := range columns {
		fmt.Fprintf(&out, " %s |", c.head)
	}
	out.WriteString("\n|---" + strings.Repeat("|---", len(columns)) + "|\n")
	row := func(program string, name func(way string) string) {
		fmt.Fprintf(&out, "| %s |", program)
		for _, c := range columns {
			fmt.Fprintf(&out, " %s |", b.cell(name(c.way), judges, found))
		}
		out.WriteString("\n")
	}
	for _, c := range clients {
		row(c.program, func(way string) string { return "client-" + c.program + "-" + way })
	}
	for _, program := range []string{"dss", "pyhanko"} {
		row(program, func(way string) string { return othersOfMatrix[program][way] })
	}
	return out.String()
}

// cell says who finds a file good.
func (b *bench) cell(name string, judges []judge, found []map[string]string) string {
	if b.failed[name] != "" {
		return "fails"
	}
	if !slices.ContainsFunc(b.files, func(f file) bool { return f.name == name }) {
		return "–"
	}
	said := ""
	for _, m := range judgesOfMatrix {
		i := slices.IndexFunc(judges, func(j judge) bool { return j.name == m.name })
		if fault, judged := found[i][name]; judged && !objects[m.name](fault) {
			said += m.letter
		}
	}
	if said == "" {
		return "no one"
	}
	return said
}

// objects are what a judge says that has an objection to the signature, or to what follows it, and not only to how they are written: DSS reports
// each change beside its verdict, and the level apart.
var objects = map[string]func(fault string) bool{
	"verwoord": func(fault string) bool { return fault != "" && !strings.HasPrefix(fault, "level ") },
	"DSS": func(fault string) bool {
		return !allOf(strings.Split(fault, "; "), func(said string) bool {
			return said == "" || strings.Contains(said, " since then ") || strings.Contains(said, " PDF-NOT-ETSI") || strings.Contains(said, " PKCS7-")
		})
	},
	"pyHanko": func(fault string) bool { return fault != "" },
}

func allOf(said []string, is func(string) bool) bool {
	return !slices.ContainsFunc(said, func(s string) bool { return !is(s) })
}
