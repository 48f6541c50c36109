#!/usr/bin/env bash
# Has the outside judges look at our files: qpdf, MuPDF, Poppler and veraPDF. Without a directory the documents are made first, and
# then comes what is signed, by us and by others: that goes to EU DSS, pyHanko and OpenSSL too. Last the fuzzer looks for what breaks us, while
# the window shows what it holds after 2,000 edits.
# usage: run.sh [DIR of PDF files, with .txt and .json beside them to compare]
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=${1:-}
if [ -n "$dir" ]; then
  dir=$(cd "$dir" && pwd)
  cd "$here/../.."
else
  cd "$here/../.."
  dir=$(mktemp -d)
  trap 'rm -rf "$dir"' EXIT
  go run ./build/conformance/documents "$dir"
fi

status=0
go run ./build/conformance/judge "$dir" || status=1
mvn -q -B -f "$here/pom.xml" compile
java -XX:+UseParallelGC -cp "$here/target/classes:$(cat "$here/target/classpath")" verwoord.conformance.Archive "$dir"/*.pdf || status=1
[ -n "${1:-}" ] || go run ./build/conformance/trust || status=1
[ -n "${1:-}" ] || "$here/completion.sh" || status=1
[ -n "${1:-}" ] || "$here/signatures.sh" || status=1
if [ -z "${1:-}" ]; then
  # The window mostly waits, for the page that is set at each of 2,000 edits: the fuzzer has the time.
  build/e2e/desktop.sh memory > "$dir/memory" 2>&1 &
  "$here/fuzz.sh" || status=1
  wait $! || status=1
  cat "$dir/memory"
fi
exit $status
