#!/usr/bin/env bash
# Tests the app in a real browser, on the static site that build/web.sh writes anew, or on one that was built: VERWOORD_SITE=folder.
# SHOTS=folder keeps a picture of every screen.
set -euo pipefail
cd "$(dirname "$0")/.."
../build/tools.sh test
npm ci --no-audit --no-fund --loglevel=error
if [ -n "${VERWOORD_SITE:-}" ]; then
	echo "The site is the one in $VERWOORD_SITE, as it was built." >&2
else
	../build/web.sh
	export VERWOORD_SITE="$PWD/../build/bin/web"
fi
# Nothing is waited for by the clock; a test that hangs ends after ten minutes.
exec node --test --test-concurrency=1 --test-timeout=600000 e2e/*.test.mjs
