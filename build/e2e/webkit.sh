#!/usr/bin/env bash
# Tests the site that build/web.sh writes anew, or one that was built (VERWOORD_SITE=folder), in WebKitGTK's small browser, and has the
# command line verify what was signed there. What was saved and a picture are left in build/bin/webkit.
set -euo pipefail
cd "$(dirname "$0")/../.."
build/tools.sh webkit
[ -n "${VERWOORD_SITE:-}" ] || build/web.sh
out=build/bin/webkit
rm -rf "$out"
mkdir -p "$out"
build/e2e/session.sh "$out" node build/e2e/webkit.mjs "${VERWOORD_SITE:-build/bin/web}" "$out"
go run . verify "$out/getekend.pdf"
go run . extract "$out/getekend.pdf" | grep -F '"name": "Zorggroep De Linde B.V. Noord"'
