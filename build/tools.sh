#!/usr/bin/env bash
# Installs the Debian packages that the tests need and that are not there, or says which when it may not.
# A word is a package, or package:command when any provider of the command will do.
set -euo pipefail

missing=()
for word in "$@"; do
  package=${word%%:*}
  command=${word#"$package"}; command=${command#:}
  if [ -n "$command" ]; then
    command -v "$command" >/dev/null 2>&1 && continue
  elif dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed'; then
    continue
  fi
  missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ]; then sudo=(); elif sudo -n true 2>/dev/null; then sudo=(sudo); else
  echo "These Debian packages are needed and may not be installed from here:" >&2
  echo "  sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "Installing ${missing[*]}"
"${sudo[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
