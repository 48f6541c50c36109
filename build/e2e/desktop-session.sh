#!/usr/bin/env bash
# What a desktop has besides a display and a bus: a window manager, the bus of screen readers, a keyring that is open, and for this test a
# time-stamp authority; what a file is opened with keeps it. Then the test itself. Arguments: the test, the program, a folder.
set -euo pipefail
test=$1
program=$2
out=$3
ends=()
trap 'kill "${ends[@]}" 2> /dev/null || true' EXIT
mkfifo "$out/home/authority"
"$out/authority" > "$out/home/authority" & ends+=($!)
read -r authority < "$out/home/authority"
[ "${THEME:-}" != dark ] || export GTK_THEME=Adwaita:dark
openbox > "$out/openbox.log" 2>&1 & ends+=($!)
# A window that is there before its manager gets no keys.
until xprop -root _NET_SUPPORTING_WM_CHECK 2> /dev/null | grep -q 'window id'; do
	kill -0 "${ends[-1]}" || { cat "$out/openbox.log" >&2; exit 1; }
	sleep 0.1
done
/usr/libexec/at-spi-bus-launcher --launch-immediately --a11y=1 > /dev/null 2>&1 & ends+=($!)
printf proef | gnome-keyring-daemon --foreground --unlock --components=secrets > /dev/null & ends+=($!)
mkdir "$out/home/bin"
printf '#!/bin/sh\ncp "$1" "$HOME/opened"\n' > "$out/home/bin/xdg-open"
chmod +x "$out/home/bin/xdg-open"
export PATH="$out/home/bin:$PATH"
for name in org.a11y.Bus org.freedesktop.secrets; do
	gdbus wait --session --timeout 120 "$name"
done
/usr/bin/python3 "build/e2e/$test.py" "$program" "$authority" "$out"
