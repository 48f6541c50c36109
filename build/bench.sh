#!/usr/bin/env bash
# Measures, in one run: the agreement and its parts, plain fpdf writing the same words, and Typst setting the same text when its
# compiler can be had from npm. Nothing here is asserted.
set -euo pipefail
cd "$(dirname "$0")/.."
export CGO_ENABLED=0

echo "In process, warm:"
go test -run '^$' -bench . -benchmem -benchtime "${BENCHTIME:-1s}" ./app/... 2>/dev/null |
  awk '/^pkg:/ { pkg = $2; sub(/^verwoord\/app\//, "", pkg) }
    /^Benchmark/ { ms = mb = n = growth = 0; for (i = 3; i < NF; i += 2) { u = $(i+1); if (u == "ns/op") ms = $i/1e6; if (u == "B/op") mb = $i/1e6; if (u == "allocs/op") n = $i
        if (u == "growth") growth = $i }
      sub(/^Benchmark/, "", $1); printf "  %-44s %10.3f ms %10.2f MB %8d allocs\n", pkg "." $1, ms, mb, n
      if (growth) printf "  %-44s %10.2f times the CMS and validation data in it\n", pkg "." $1 " growth", growth }'

echo "Cold process, median of 15:"
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT
go build -trimpath -ldflags '-s -w' -o "$bin/verwoord" .
"$bin/verwoord" example >"$bin/dossier.json"
for lang in nl en; do
  for _ in $(seq 15); do
    start=$(date +%s%N)
    "$bin/verwoord" make agreement "$bin/dossier.json" -o "$bin/$lang.pdf" --lang "$lang" 2>/dev/null
    echo $(( ($(date +%s%N) - start) / 1000 ))
  done | sort -n | awk -v l="$lang" 'NR == 8 { printf "  %-44s %10.1f ms\n", "verwoord make agreement --lang " l, $1/1000 }'
done
ls -l "$bin"/*.pdf | awk '{ printf "  %-44s %10.1f KB\n", "file", $5/1000 }'

build/typst/bench.sh "$bin"
