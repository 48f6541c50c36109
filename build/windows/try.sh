#!/usr/bin/env bash
# Tries the installer of make windows under Wine: what a silent setup and its uninstaller end with, and what they leave. Debian's Wine runs 64-bit
# programs alone, so that the installer is put together once more with a stub of 64 bits; and it has no WebView2, so that no window is seen.
set -euo pipefail
cd "$(dirname "$0")/../.."
build/tools.sh try-windows
[ -e build/bin/verwoord-amd64.exe ] || build/windows.sh
out=$PWD/build/bin/wine
rm -rf "$out"
mkdir -p "$out"
export WINEPREFIX=$out/prefix WINEARCH=win64 WINEDEBUG=-all
[ -n "${DISPLAY:-}" ] || exec xvfb-run -a build/windows/try.sh
trap 'wineserver -k 2> /dev/null || true' EXIT

sed "s#^Unicode true#Target amd64-unicode#; s#^OutFile .*#OutFile \"$out/setup.exe\"#" build/windows/installer/project.nsi > "$out/project.nsi"
(cd build/windows/installer && makensis -NOCD -V1 -DARG_WAILS_AMD64_BINARY="$OLDPWD/build/bin/verwoord-amd64.exe" "$out/project.nsi")
wineboot -i > /dev/null 2>&1
wine winecfg -v win10 # the installer wants no less
x86_64-w64-mingw32-gcc -shared -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" build/windows/prng.c -ladvapi32

folder='C:\users\'$(id -un)'\AppData\Local\Programs\Verwoord'
place=$(winepath -u "$folder")
edge='HKCU\Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}'

# ends CODE WHAT COMMAND...: a command has to end with a code.
ends() {
	local wanted=$1 what=$2 code=0
	shift 2
	timeout 300 "$@" || code=$?
	if [ "$code" != "$wanted" ]; then
		echo "$what: ends with $code, not $wanted" >&2
		exit 1
	fi
	echo "$what: ends with $code"
}
setup=(wine "$out/setup.exe" /S)
remove=(wine "$folder\\uninstall.exe" /S "_?=$folder")

ends 3 'a setup without WebView2' "${setup[@]}"
ends 0 'the command line' wine "$folder\\verwoord-cli.exe" version
wine "$folder\\Verwoord.exe" & # it asks for WebView2, and waits
for _ in $(seq 100); do
	pgrep -f 'Verwoord.exe' > /dev/null && break
	sleep 0.2
done
sleep 2
before=$(cat "$place"/*.exe | sha256sum)
ends 32 'a setup over a program that runs' "${setup[@]}"
ends 32 'its removal' "${remove[@]}"
[ "$before" = "$(cat "$place"/*.exe | sha256sum)" ] || { echo 'what runs was changed' >&2; exit 1; }
wineserver -k
wait
wine reg add "$edge" /v pv /d 131.0.1 /f > /dev/null
ends 0 'a setup with WebView2, over the one before' "${setup[@]}"
echo mine > "$place/mine.txt"
ends 0 'its removal' "${remove[@]}"
left=$(ls "$place")
[ "$left" = $'mine.txt\nuninstall.exe' ] || { printf 'left behind:\n%s\n' "$left" >&2; exit 1; }
echo 'left is what somebody put there, and the uninstaller that ran'
