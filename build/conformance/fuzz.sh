#!/usr/bin/env bash
# Lets the fuzzer look for input that breaks what reads input, each target for a while, and prints how many it tried. What it finds fails
# the run, and is kept by Go in the testdata of the package. An input that is only new is hardly made smaller: for a whole PDF that alone would
# take the twenty seconds. There are over twenty targets: twenty seconds each is eight minutes or so.
# usage: fuzz.sh [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-20}
status=0
for package in $(git grep -l '^func Fuzz' -- 'app/*_test.go' | xargs -n1 dirname | sort -u); do
  for target in $(git grep -h -o '^func Fuzz[A-Za-z0-9]*' -- "$package/*_test.go" ":!$package/*/*" | sed 's/^func //' | sort); do
    if out=$(go test "./$package" -run '^$' -fuzz "^$target\$" -fuzztime "${seconds}s" -fuzzminimizetime 20x -parallel 2 2>&1); then
      printf '%-24s %-20s %9s tried\n' "$package" "$target" "$(grep -o 'execs: [0-9]*' <<<"$out" | tail -1 | cut -d' ' -f2)"
    else
      printf '%-24s %-20s FAILED\n%s\n' "$package" "$target" "$out"
      status=1
    fi
  done
done
exit $status
