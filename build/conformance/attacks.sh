#!/usr/bin/env bash
# Prints what becomes of each attack on a signed file, and how many mutations of signed files were tried: none may be accepted.
# usage: attacks.sh [MUTATIONS]
set -euo pipefail
cd "$(dirname "$0")/../.."
go test ./app/sign/verify -count=1 -timeout 30m -run '^(TestAttacks|TestAnyAttack|TestMutations)$' -mutations "${1:-200000}" -v | grep -v -e '^=== ' -e '--- PASS'
