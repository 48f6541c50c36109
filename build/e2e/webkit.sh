#!/usr/bin/env bash
# Tests the site of build/web.sh in WebKitGTK's small browser. A picture is left in build/bin/e2e.
set -euo pipefail
cd "$(dirname "$0")/../.."
build/tools.sh xvfb:Xvfb dbus:dbus-run-session webkit2gtk-driver:WebKitWebDriver
[ -f build/bin/web/index.html ] || build/web.sh
mkdir -p build/bin/e2e
display=:$((200 + RANDOM % 100))
Xvfb "$display" -screen 0 1400x900x24 > /dev/null 2>&1 &
trap 'kill $!' EXIT
sleep 1
DISPLAY=$display LANG=nl_NL.UTF-8 LANGUAGE=nl dbus-run-session -- node build/e2e/webkit.mjs build/bin/web build/bin/e2e 2> >(grep -v dbus-daemon >&2)
