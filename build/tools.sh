#!/usr/bin/env bash
# Installs the Debian packages that are needed and not there, or says which when it may not, and then fails. An argument is a purpose of
# the list below, or a package; package:command when any provider of the command will do.
set -euo pipefail

declare -A purposes=(
  [test]='poppler-utils qpdf openssl chromium zsh'
  # A display, a bus and what drives a window.
  [screen]='xvfb:Xvfb dbus-daemon:dbus-run-session'
  [webkit]='screen webkit2gtk-driver:WebKitWebDriver libwebkit2gtk-4.1-0'
  # What a window is built with, and how it is driven: as by a screen reader, with a keyring and a program to drag files from.
  [window]='gcc libc6-dev pkg-config libgtk-3-dev libwebkit2gtk-4.1-dev'
  [desktop]='screen window openbox xdotool x11-utils:xprop imagemagick:import at-spi2-core gir1.2-atspi-2.0 python3-gi gir1.2-gtk-3.0 gnome-keyring'
  [windows]='nsis:makensis'
  # To try its installer where there is no Windows.
  [try-windows]='windows xvfb:Xvfb wine:winepath wine64 gcc-mingw-w64-x86-64-win32:x86_64-w64-mingw32-gcc'
  # LibreOffice without its window, and what puts a key where it looks.
  [office]='libreoffice-draw-nogui:soffice python3-uno libnss3-tools:certutil'
  # A server for the tests of app/store/postgres, which start one of their own.
  [postgres]='postgresql:initdb'
)

# Debian keeps the programs of its servers off the PATH.
postgres=$(printf '%s:' /usr/lib/postgresql/*/bin)

missing=()
need() {
  local word package command
  for word in "$@"; do
    if [ -n "${purposes[$word]:-}" ]; then
      # shellcheck disable=SC2086 # a list of words
      need ${purposes[$word]}
      continue
    fi
    package=${word%%:*}
    command=${word#"$package"}; command=${command#:}
    if [ -n "$command" ] && PATH=$PATH:$postgres command -v "$command" > /dev/null 2>&1; then continue; fi
    if dpkg-query -W -f '${Status}' "$package" 2> /dev/null | grep -q 'ok installed'; then continue; fi
    missing+=("$package")
  done
}
need "$@"
[ ${#missing[@]} -eq 0 ] && exit 0

if [ "$(id -u)" -eq 0 ]; then sudo=(); elif sudo -n true 2> /dev/null; then sudo=(sudo); else
  echo "These Debian packages are needed and may not be installed from here:" >&2
  echo "  sudo apt-get install --no-install-recommends ${missing[*]}" >&2
  exit 1
fi
echo "Installing ${missing[*]}"
# Debian would make a database of its own beside a server and start it, on this machine for everyone: only while we install, it does not.
clusters=/etc/postgresql-common/createcluster.d/verwoord.conf
if [[ " ${missing[*]} " == *' postgresql '* ]]; then
  "${sudo[@]}" mkdir -p "${clusters%/*}"
  echo 'create_main_cluster = false' | "${sudo[@]}" tee "$clusters" > /dev/null
  trap '"${sudo[@]}" rm -f "$clusters"' EXIT
fi
"${sudo[@]}" apt-get update -qq
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
