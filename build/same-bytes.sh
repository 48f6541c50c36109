#!/usr/bin/env bash
# The same request gives the same bytes on every machine: the documents are made for other processors and in a browser's engine, and held
# against the hashes that every test run checks here.
set -euo pipefail
cd "$(dirname "$0")/.."
export CGO_ENABLED=0

# Some processors multiply and add in one operation, which rounds otherwise than two: on the way to a document no line of ours lets them.
fused=$(GOARCH=arm64 go build -trimpath -gcflags='verwoord/...=-S' ./app/engine 2>&1 |
  grep -E '[[:space:]]FN?M(ADD|SUB)[SD][[:space:]]' | grep -oE '\(verwoord/[^)]*\)' | sort -u || true)
if [ -n "$fused" ]; then
  printf 'A product and a sum would be rounded at once here; write float64(x*y)+z:\n%s\n' "$fused" >&2
  exit 1
fi

hashes() { go test -run '^TestGoldenBytes$' "$@" ./app/engine; }

GOOS=js GOARCH=wasm hashes -exec "$(go env GOROOT)/lib/wasm/go_js_wasm_exec"
if [ "$(go env GOHOSTARCH)" = amd64 ] && [ "$(go env GOHOSTOS)" = linux ]; then
  GOARCH=386 hashes
  build/tools.sh qemu-user-static:qemu-aarch64-static
  GOARCH=arm64 hashes -exec qemu-aarch64-static
fi
