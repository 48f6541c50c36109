#!/usr/bin/env bash
# Every test: formatting, vet for the desktop and the browser, the Go tests without CGO, the screens in Chromium and in WebKitGTK, and the
# program in its window.
set -euo pipefail
cd "$(dirname "$0")/.."

unformatted=$(git ls-files '*.go' | xargs gofmt -l)
if [ -n "$unformatted" ]; then printf 'gofmt would change:\n%s\n' "$unformatted" >&2; exit 1; fi

export CGO_ENABLED=0
go build ./...
go vet ./...
# Everything but main.go, app/desktop and app/store/postgres runs in a browser too.
GOOS=js GOARCH=wasm go vet $(go list ./... | grep -vE '^verwoord(/app/(cli|desktop|store/postgres))?$')
go test $(go list ./... | grep -v '/store/postgres$')
# Asked anew each time: whether a server is there is not in what is remembered of a test. What it cannot try without one, it names.
log=$(mktemp)
go test -count=1 -v ./app/store/postgres > "$log" || { cat "$log"; exit 1; }
grep -o 'not run: .*' "$log" | sort | uniq -c || tail -1 "$log"
rm "$log"
# What is kept in a browser, in one.
GOOS=js GOARCH=wasm go test -exec "node $PWD/build/browser.mjs" \
  -run '^(TestContract|TestMigrate|TestRotate|TestExportImport|TestContextEndsAtEveryStep)$/indexeddb' ./app/store
build/same-bytes.sh
# The window's side of the program, without a window.
go vet -tags bindings ./app/desktop
go test -tags bindings ./app/desktop

npm --prefix frontend ci --no-audit --no-fund --loglevel=error
npm --prefix frontend run --silent check
npm --prefix frontend test --silent
build/bindings.sh --check
build/web.sh --check
export VERWOORD_SITE="$PWD/build/bin/web"
frontend/e2e/run.sh
build/e2e/webkit.sh
build/e2e/desktop.sh
