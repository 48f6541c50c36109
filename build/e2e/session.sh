#!/usr/bin/env bash
# Runs a command on a display that nobody sees and on a session bus of its own, on which nothing starts by itself. Both end with it.
# The first argument is a folder: a home for what the programs keep, and a log of what they grumble about.
set -euo pipefail
out=$(realpath "$1")
shift
rm -rf "$out/home"
mkdir -p "$out/home/run"
chmod 700 "$out/home/run"

cat > "$out/home/bus.conf" <<'END'
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
END

# The server chooses a display that is free, and names it when it can be used.
mkfifo "$out/home/display"
Xvfb -displayfd 3 -screen 0 1400x900x24 -nolisten tcp 3> "$out/home/display" 2> "$out/display.log" &
server=$!
trap 'kill $server 2> /dev/null || true' EXIT
read -r number < "$out/home/display" || { cat "$out/display.log" >&2; exit 1; }

# No portal and no settings of who tests: what is seen is the program.
unset WAYLAND_DISPLAY XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME DBUS_SESSION_BUS_ADDRESS AT_SPI_BUS_ADDRESS LC_ALL LC_MESSAGES
session=(env DISPLAY=":$number" HOME="$out/home" XDG_RUNTIME_DIR="$out/home/run" LANG=nl_NL.UTF-8 LANGUAGE=nl GSETTINGS_BACKEND=memory GTK_USE_PORTAL=0
	timeout 900 dbus-run-session --config-file "$out/home/bus.conf" --)
status=0
"${session[@]}" "$@" 2> "$out/session.log" || status=$?
if [ "$status" -ne 0 ]; then cat "$out/session.log" >&2; fi
exit "$status"
