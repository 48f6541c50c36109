#!/usr/bin/env bash
# Tests the app in a real browser, on the static site that build/web.sh writes anew, or on one that was built: VERWOORD_SITE=folder.
# SHOTS=folder keeps a picture of every screen.
set -euo pipefail
cd "$(dirname "$0")/.."
for need in chromium:chromium pdftotext:poppler-utils pdfsig:poppler-utils; do
	command -v "${need%%:*}" > /dev/null || apt-get install -y --no-install-recommends "${need##*:}"
done
npm install --no-save --no-audit --no-fund --loglevel=error
if [ -n "${VERWOORD_SITE:-}" ]; then
	echo "The site is the one in $VERWOORD_SITE, as it was built." >&2
else
	../build/web.sh
	export VERWOORD_SITE="$PWD/../build/bin/web"
fi
exec node --test --test-concurrency=1 e2e/*.test.mjs
