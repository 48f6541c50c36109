#!/usr/bin/env bash
# Lets the fuzzer look for input that breaks what reads input, each target for a minute, and prints how many it tried. What it finds fails
# the run, and is kept by Go in the testdata of the package. Each target has one core, and as many run at once as there are cores: a quarter
# of an hour on two. An input that is only new is hardly made smaller: for a whole PDF that alone would take the minute.
# usage: fuzz.sh [SECONDS]
set -euo pipefail
cd "$(dirname "$0")/../.."
export seconds=${1:-60}

# one lets the fuzzer try one target: PACKAGE FUNCTION.
one() {
  local out tried found=no
  out=$(go test "./$1" -run '^$' -fuzz "^$2\$" -fuzztime "${seconds}s" -fuzzminimizetime 20x -parallel 1 2>&1) || found=yes
  # When the time is up in the midst of a trial, Go may call that a failure. Nothing was found then: there is no input.
  if grep -q '^ *context deadline exceeded$' <<<"$out" && ! grep -q 'Failing input' <<<"$out"; then found=no; fi
  [ "$found" = yes ] || tried=$(grep -o 'execs: [0-9]*' <<<"$out" | tail -1 | cut -d' ' -f2)
  if [ "${tried:-0}" -gt 0 ]; then
    printf '%-24s %-20s %9s tried in %s s\n' "$1" "$2" "$tried" "$seconds"
  else # it found something, or could not try a thing
    printf '%-24s %-20s FAILED\n%s\n' "$1" "$2" "$out"
    return 1
  fi
}
export -f one

targets=$(git grep -o '^func Fuzz[A-Za-z0-9]*' -- 'app/*_test.go' | sed -E 's#/[^/]*:func # #' | sort)
printf 'The fuzzer: %d targets, %s seconds each, %d at once\n' "$(wc -l <<<"$targets")" "$seconds" "$(nproc)"
xargs -P "$(nproc)" -L 1 bash -c 'one "$@"' one <<<"$targets"
