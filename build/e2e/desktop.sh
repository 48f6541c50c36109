#!/usr/bin/env bash
# Tests the real program in a window nobody sees: builds it, drives it by its accessibility tree, and has the command line verify what
# was saved. PROGRAM is one built already; pictures are left in build/bin/desktop. An argument names another: memory, or looks,
# which takes pictures of every screen, with THEME=dark in the dark.
set -euo pipefail
cd "$(dirname "$0")/../.."
test=${1:-desktop}
build/tools.sh desktop
if [ -z "${PROGRAM:-}" ]; then
	build/desktop.sh
	PROGRAM=build/bin/verwoord
fi
PROGRAM=$(realpath "$PROGRAM")
out=$PWD/build/bin/$test
rm -rf "$out"
mkdir -p "$out"
go build -o "$out/authority" ./build/e2e/authority
build/e2e/session.sh "$out" build/e2e/desktop-session.sh "$test" "$PROGRAM" "$out"
[ "$test" = desktop ] || exit 0
"$PROGRAM" verify "$out/getekend.pdf" | tee "$out/verify.txt"
grep -q 'PAdES B-LTA' "$out/verify.txt"
"$PROGRAM" extract "$out/getekend.pdf" | grep -F '"name": "Zorggroep De Wilg B.V."'
