#!/usr/bin/env bash
# Tests the real program in a window nobody sees: builds it, drives it by its accessibility tree, and has the command line verify what
# was saved. PROGRAM is one built already; pictures are left in build/bin/e2e.
set -euo pipefail
cd "$(dirname "$0")/../.."
build/tools.sh xvfb:Xvfb openbox xdotool imagemagick:import dbus:dbus-run-session at-spi2-core gir1.2-atspi-2.0 python3-gi \
	libgtk-3-dev libwebkit2gtk-4.1-dev
if [ -z "${PROGRAM:-}" ]; then
	go run github.com/wailsapp/wails/v2/cmd/wails@v2.15.0 build -m -nosyncgomod -skipbindings -trimpath
	PROGRAM=build/bin/verwoord
fi
out=$PWD/build/bin/e2e
rm -rf "$out"
mkdir -p "$out/data"
# The display and the session's bus end with this script.
display=:$((90 + RANDOM % 100))
Xvfb "$display" -screen 0 1400x900x24 > "$out/display.log" 2>&1 &
trap 'kill $!' EXIT
sleep 1
export DISPLAY=$display LANG=nl_NL.UTF-8 VERWOORD_DATA="$out/data" GTK_MODULES=gail:atk-bridge
dbus-run-session -- bash -c '
	gsettings set org.gnome.desktop.interface toolkit-accessibility true
	openbox > /dev/null 2>&1 & manager=$!
	/usr/libexec/at-spi-bus-launcher --launch-immediately > /dev/null 2>&1 & bus=$!
	trap "kill $manager $bus" EXIT
	sleep 1
	/usr/bin/python3 build/e2e/desktop.py "$0" "$1"
' "$(realpath "$PROGRAM")" "$out" 2> >(grep -v dbus-daemon >&2)
"$PROGRAM" verify "$out/getekend.pdf"
"$PROGRAM" extract "$out/getekend.pdf" | grep -F '"name": "Zorggroep De Wilg B.V."'
ls "$out"
