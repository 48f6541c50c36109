#!/usr/bin/env bash
# Builds the app for Linux: build/bin/verwoord, on Debian's GTK 3 and WebKitGTK 4.1.
set -euo pipefail
cd "$(dirname "$0")/.."
build/tools.sh window
go run github.com/wailsapp/wails/v2/cmd/wails@v2.15.0 build -m -nosyncgomod -skipbindings -trimpath
