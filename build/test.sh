#!/usr/bin/env bash
# Every test: formatting, vet for the desktop and the browser, and the Go tests without CGO.
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
