#!/usr/bin/env bash
# Measures, in one run: the agreement and its parts, plain fpdf writing the same words, and Typst setting the same text when its
# compiler can be had from npm. Nothing here is asserted. Of several runs the fastest counts: what else a machine does only adds.
#
# BENCHTIME and COUNT are those of go test.
set -euo pipefail
cd "$(dirname "$0")/.."
export CGO_ENABLED=0
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
figures=$folder/figures # name, tab, milliseconds or kilobytes

echo "In process, warm, the fastest of ${COUNT:-4}:"
go test -run '^$' -bench . -benchmem -benchtime "${BENCHTIME:-0.4s}" -count "${COUNT:-4}" ./app/... >"$folder/log" ||
  { grep -B 20 -E '^(--- )?FAIL' "$folder/log" >&2; exit 1; }
awk -v figures="$figures" '
  /^pkg:/ { pkg = $2; sub(/^verwoord\/app\//, "", pkg) }
  /^Benchmark/ {
    name = $1; sub(/^Benchmark/, "", name); sub(/-[0-9]+$/, "", name); name = pkg "." name
    delete of; for (i = 3; i < NF; i += 2) of[$(i+1)] = $i
    if (!(name in ns)) order[++n] = name
    else if (of["ns/op"] >= ns[name]) next
    ns[name] = of["ns/op"]; bytes[name] = of["B/op"]; allocs[name] = of["allocs/op"]; page[name] = of["ms/page"]; growth[name] = of["growth"]
  }
  END { for (i = 1; i <= n; i++) { name = order[i]
      printf "  %-44s %10.3f ms %10.2f MB %8d allocs\n", name, ns[name]/1e6, bytes[name]/1e6, allocs[name]
      if (growth[name]) printf "  %-44s %10.2f times the CMS and validation data in it\n", name " growth", growth[name]
      printf "%s\t%f\n", name, ns[name]/1e6 >figures
      if (page[name]) printf "%s/page\t%f\n", name, page[name] >figures } }' "$folder/log"
grep -o 'not run: .*' "$folder/log" | sort -u || true

echo "Cold process, the fastest and the median of 25:"
go build -trimpath -ldflags '-s -w' -o "$folder/verwoord" .
"$folder/verwoord" example >"$folder/dossier.json"
cold() { # name, words
  local name=$1; shift
  for _ in $(seq 25); do
    start=$(date +%s%N)
    "$folder/verwoord" "$@" >/dev/null 2>&1
    echo $((($(date +%s%N) - start) / 1000))
  done | sort -n | awk -v name="$name" 'NR == 1 { least = $1 } NR == 13 { printf "  %-44s %10.1f ms %10.1f ms\n", name, least/1000, $1/1000 }'
}
cold "verwoord documents" documents
for lang in nl en; do
  cold "verwoord make agreement --lang $lang" make agreement "$folder/dossier.json" -o "$folder/$lang.pdf" --lang "$lang"
done

echo "At its largest:"
python3 - "$folder" <<'END'
import json, resource, subprocess, sys
folder = sys.argv[1]
dossier = json.load(open(folder + "/dossier.json"))
few = dossier["subprocessors"]
dossier["subprocessors"] = [dict(few[i % len(few)], id=f"row-{i}", name=f"{few[i % len(few)]['name']} {i:06d}") for i in range(1000)]
json.dump(dossier, open(folder + "/1000.json", "w"))
subprocess.run([folder + "/verwoord", "make", "agreement", folder + "/1000.json", "-o", folder + "/1000.pdf"], check=True, stdout=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1000
print(f"  {'verwoord make agreement, 1,000 sub-processors':44} {peak:10.1f} MB")
END

echo "Files:"
for lang in nl en; do
  wc -c <"$folder/$lang.pdf" | awk -v name="agreement --lang $lang" '{ printf "  %-44s %10.1f KB\n", name, $1/1000 }'
done
wc -c <"$folder/verwoord" | awk '{ printf "  %-44s %10.1f KB\n", "the program, stripped", $1/1000 }'

echo "Beside others:"
build/typst/bench.sh "$folder" | tee "$folder/typst"
awk '/Typst, .* ms / { for (i = 1; i < NF; i++) if ($(i+1) == "ms") print "typst\t" $i }' "$folder/typst" >>"$figures"
awk -F'\t' '{ of[$1] = $2 }
  function ratio(name, a, b) { if (of[a] && of[b]) printf "  %-44s %10.2f\n", name, of[a] / of[b] }
  END { ratio("agreement / plain fpdf", "engine.Make/agreement", "pdf.PlainFpdf")
    ratio("agreement, the first of an engine / plain fpdf", "engine.Make/agreement-cold", "pdf.PlainFpdf")
    ratio("agreement / Typst", "engine.Make/agreement", "typst")
    ratio("a page of 200 sub-processors / of the example", "engine.Make/agreement-200/page", "engine.Make/agreement/page")
    ratio("a page of 1,000 sub-processors / of the example", "engine.Make/agreement-1000/page", "engine.Make/agreement/page") }' "$figures"
