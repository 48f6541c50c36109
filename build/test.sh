#!/usr/bin/env bash
# Every test: formatting, vet for the desktop and the browser, the Go tests without CGO, and the screens in a real browser.
set -euo pipefail
cd "$(dirname "$0")/.."

unformatted=$(git ls-files '*.go' | xargs gofmt -l)
if [ -n "$unformatted" ]; then printf 'gofmt would change:\n%s\n' "$unformatted" >&2; exit 1; fi

export CGO_ENABLED=0
go build ./...
go vet ./...
# Everything but main.go and app/desktop runs in a browser too.
GOOS=js GOARCH=wasm go vet $(go list ./... | grep -vE '^verwoord(/app/(cli|desktop))?$')
go test ./...

npm --prefix frontend install --no-save --no-audit --no-fund --loglevel=error
npm --prefix frontend run --silent check
npm --prefix frontend test --silent
build/bindings.sh --check
build/web.sh
# A browser on a busy machine may be late once; what is broken fails again.
frontend/e2e/run.sh || { echo "The browser tests failed; once more." >&2; frontend/e2e/run.sh; }
