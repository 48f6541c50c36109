#!/usr/bin/env bash
# Sets the same text with Typst, whose compiler comes from npm; where it cannot be had, that is said.
# Usage: bench.sh FOLDER with verwoord and dossier.json in it
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
modules=${TYPST_MODULES:-$here/node_modules}
if [ ! -d "$modules/@myriaddreamin" ]; then
  command -v npm >/dev/null && npm install --silent --no-audit --no-fund --prefix "$here" --no-save @myriaddreamin/typst-ts-node-compiler@0.7.0 >/dev/null 2>&1 ||
    { echo "  Typst: not measured, its compiler could not be installed from npm"; exit 0; }
fi
"$folder/verwoord" make agreement "$folder/dossier.json" -o "$folder/agreement.md" 2>/dev/null
TYPST_MODULES=$modules node "$here/bench.mjs" "$folder/agreement.md" "$here/../../app/layout/face/fonts" "$folder/typst.pdf"
