#!/usr/bin/env bash
# Builds the app for Windows, on Intel and ARM, with its installers: build/bin/Verwoord-<processor>-installer.exe. It needs Debian's nsis.
set -euo pipefail
cd "$(dirname "$0")/.."
build/tools.sh windows
mkdir -p build/bin
for processor in amd64 arm64; do
	CGO_ENABLED=0 GOOS=windows GOARCH=$processor go build -trimpath -ldflags '-s -w' -o "build/bin/verwoord-cli-$processor.exe" .
done
go run github.com/wailsapp/wails/v2/cmd/wails@v2.15.0 build -m -nosyncgomod -skipbindings -trimpath \
	-platform windows/amd64,windows/arm64 -nsis -webview2 embed -installscope user
ls -l build/bin/*.exe
