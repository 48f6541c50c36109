#!/usr/bin/env bash
# What a desktop has besides a display and a bus: a window manager, the bus of screen readers, a keyring that is open, and for this test a
# time-stamp authority. Then the test itself. Arguments: the program, a folder.
set -euo pipefail
program=$1
out=$2
ends=()
trap 'kill "${ends[@]}" 2> /dev/null || true' EXIT
mkfifo "$out/home/authority"
"$out/authority" > "$out/home/authority" & ends+=($!)
read -r authority < "$out/home/authority"
openbox > /dev/null 2>&1 & ends+=($!)
/usr/libexec/at-spi-bus-launcher --launch-immediately --a11y=1 > /dev/null 2>&1 & ends+=($!)
printf proef | gnome-keyring-daemon --foreground --unlock --components=secrets > /dev/null & ends+=($!)
for name in org.a11y.Bus org.freedesktop.secrets; do
	gdbus wait --session --timeout 120 "$name"
done
/usr/bin/python3 build/e2e/desktop.py "$program" "$authority" "$out"
