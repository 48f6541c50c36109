# What a newcomer needs: `go run . demo` and `make test`. Everything else is for who changes the program.

GO    ?= go
DEMO  ?= demo

PREFIX ?= /usr/local
SHARE = $(DESTDIR)$(PREFIX)/share

.PHONY: demo test web desktop install uninstall windows try-windows bench conformance tools conformance-tools

demo:
	$(GO) run . demo --out $(DEMO)

test: tools
	build/test.sh

# The app for a browser, as a folder for any static host: build/bin/web.
web:
	build/web.sh

# The app for this machine: build/bin/verwoord.
desktop:
	build/desktop.sh

# The app for everyone on this machine: what make desktop built, with its place in the menu and among the programs that open files.
install:
	install -D -m 755 build/bin/verwoord $(DESTDIR)$(PREFIX)/bin/verwoord
	install -D -m 644 build/linux/verwoord.desktop $(SHARE)/applications/verwoord.desktop
	install -D -m 644 build/appicon.png $(SHARE)/pixmaps/verwoord.png

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/verwoord $(SHARE)/applications/verwoord.desktop $(SHARE)/pixmaps/verwoord.png

# The app for Windows, on Intel and ARM, with installers.
windows:
	build/windows.sh

# What the installer for Windows does, under Wine.
try-windows:
	build/windows/try.sh

bench:
	build/bench.sh

conformance: conformance-tools
	build/conformance/run.sh
	build/conformance/attacks.sh

tools:
	build/tools.sh test webkit desktop postgres

conformance-tools:
	build/tools.sh poppler-utils qpdf mupdf-tools openssl default-jdk-headless:javac maven:mvn office
	python3 -c 'import ensurepip' 2>/dev/null || build/tools.sh python3-venv
