#!/usr/bin/env bash
# Holds the completion for PowerShell against the grammar of PowerShell, since Debian has none to run it in; bash and zsh run theirs in the
# tests of app/cli. A script that is cut off has to be refused, or the verdict says nothing.
set -euo pipefail
cd "$(dirname "$0")"
venv=$PWD/out/completion-$(cat completion/requirements.txt <(python3 --version) | sha256sum | cut -d' ' -f1)
if [ ! -e "$venv/ready" ]; then
  rm -rf "$PWD"/out/completion-*
  python3 -m venv "$venv"
  "$venv/bin/pip" install -q --disable-pip-version-check --no-deps -r completion/requirements.txt
  touch "$venv/ready"
fi

script=$(cd ../.. && go run . completion powershell)
"$venv/bin/python" completion/grammar.py <<< "$script"
if "$venv/bin/python" completion/grammar.py <<< "${script%?????}" > /dev/null; then
  echo 'half a script is taken for a whole one' >&2
  exit 1
fi
echo 'completion for PowerShell: by its grammar'
