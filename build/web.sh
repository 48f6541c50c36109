#!/usr/bin/env bash
# Writes the app for a browser as a folder that any static host can serve: build/bin/web, or the folder given.
# With --check it fails when the engine is larger than it may be.
set -euo pipefail
cd "$(dirname "$0")/.."
check=
if [ "${1:-}" = --check ]; then check=--check; shift; fi
site=${1:-build/bin/web}
work=build/bin/web.work
mkdir -p "$work"

# A template of ours looks values up in maps and calls no methods. As long as text/template could, the linker keeps every method of
# every type: that is a tenth of the program. The tests of what templates make pass with it too: see build/web/without-methods.sh.
build/web/without-methods.sh "$work"

# Without inlining the program is an eighth smaller; only in Go's own runtime is that felt.
GOOS=js GOARCH=wasm go build -overlay "$work/overlay.json" -trimpath -gcflags=all=-l -gcflags=runtime= -gcflags=internal/runtime/...= -ldflags '-s -w' -o "$work/verwoord.wasm" ./app/web
cp "$(go env GOROOT)/lib/wasm/wasm_exec.js" "$work/support.js"

[ -d frontend/node_modules ] || npm --prefix frontend install
(cd frontend && npx vite build --outDir "../$work/pages" --emptyOutDir --logLevel warn)
node build/web/assemble.mjs "$work" "$site" $check
