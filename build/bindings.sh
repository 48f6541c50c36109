#!/usr/bin/env bash
# Writes the TypeScript bindings of the API anew; with --check it fails when those that are committed differ.
set -euo pipefail
cd "$(dirname "$0")/.."
mkdir -p frontend/dist
touch frontend/dist/.gitkeep
CGO_ENABLED=0 tsoutputtype=interfaces go run -tags bindings . > /dev/null
find frontend/wailsjs -type f -exec chmod 644 {} +
if [ "${1:-}" = --check ]; then
	if [ -n "$(git status --porcelain -- frontend/wailsjs)" ]; then
		git --no-pager diff -- frontend/wailsjs
		echo "frontend/wailsjs is not what app/desk says: run build/bindings.sh and commit what it wrote" >&2
		exit 1
	fi
	echo "bindings: as app/desk says"
fi
