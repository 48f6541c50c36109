#!/usr/bin/env bash
# Tests the app in a real browser, on the static site that `make web` writes. SHOTS=folder keeps a picture of every screen.
set -euo pipefail
cd "$(dirname "$0")/.."
for need in chromium:chromium pdftotext:poppler-utils pdfsig:poppler-utils; do
	command -v "${need%%:*}" > /dev/null || apt-get install -y --no-install-recommends "${need##*:}"
done
[ -d node_modules ] || npm ci
export VERWOORD_SITE="${VERWOORD_SITE:-$(cd .. && pwd)/build/bin/web}"
[ -f "$VERWOORD_SITE/index.html" ] || make -C .. web
exec node --test --test-concurrency=1 e2e/*.test.mjs
