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

# The linker keeps what could be called, though it never is. The tests of what templates make pass without it too.
build/web/without-unused.sh "$work"

# Calls are inlined where a preview spends its time, in the cipher that all that is kept is sealed with, and in Go's own runtime; everywhere
# else the program is smaller without. What setting and writing pages costs is there, and in what they call.
inlined=(runtime internal/runtime/... verwoord/app/{doc,draft,engine,layout/...,pdf/...} github.com/go-text/... internal/{abi,bytealg,strconv,stringslite,sync}
	golang.org/x/crypto/{chacha20,internal/...} bytes compress/flate math math/bits slices sort strconv strings sync/... unicode/utf8)
flags=(-gcflags=all=-l)
for package in "${inlined[@]}"; do flags+=("-gcflags=$package="); done
GOOS=js GOARCH=wasm go build -overlay "$work/overlay.json" -trimpath "${flags[@]}" -ldflags '-s -w' -o "$work/program.wasm" ./app/web
node build/web/without-lines.mjs "$work/program.wasm" "$work/plain.wasm"

# What is embedded comes beside the program: the words, which change as the program does, and what seldom changes: the typeface, the
# patterns of hyphenation, and a table of Go's for P-256, in which nothing can be compressed.
commas() { local IFS=,; echo "$*"; }
node build/web/apart.mjs "$work/plain.wasm" "$work/verwoord.wasm" \
	"$work/words.data=$(commas locales/*.json templates/*.json templates/*/*.* templates/*/*/*.*)" \
	"$work/fixed.data=$(commas app/layout/face/fonts/*.ttf app/layout/hyphen/patterns/*.tex "$(go env GOROOT)"/src/crypto/internal/fips140/nistec/p256_table.go)"
cat "$(go env GOROOT)/lib/wasm/wasm_exec.js" build/web/pack.js >"$work/support.js"

[ -d frontend/node_modules ] || npm --prefix frontend ci --no-audit --no-fund --loglevel=error
(cd frontend && npx vite build --outDir "../$work/pages" --emptyOutDir --logLevel warn)
node build/web/assemble.mjs "$work" "$site" $check
