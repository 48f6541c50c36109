"""Pictures of every screen of the window, as large as it begins and as small as it can be made. THEME=dark has the system dark.

The arguments are those of desktop.py. It looks at nothing itself: who runs it does.
"""

import os
import subprocess

import window
from program import OUT, PROGRAM, WORDS, end, example, geometry, ours, start, t, test
from window import find, focus, heading, press, say, until, xdotool

SIZES = {"large": (1280, 720), "small": (360, 480)}
SIGNED = "verwerkersovereenkomst-zorggroep-de-linde.ondertekend.pdf"
SECTIONS = ("client", "services", "data", "security", "subprocessors", "terms", "signing")


def still(one, file):
    """Keeps a picture of the window, once two are the same."""
    before = b""
    for _ in range(100):
        now = subprocess.run(["import", "-window", one, "png:-"], stdout=subprocess.PIPE, check=True).stdout
        if now == before:
            break
        before = now
        window.time.sleep(0.3)
    with open(file, "wb") as out:
        out.write(before)


def look(name):
    """Pictures of what is in sight, in each size."""
    one = ours()
    for size, wanted in SIZES.items():
        xdotool("windowsize", one, *map(str, wanted))
        until(f"a window of {wanted}", lambda: geometry(one)[0] == wanted[0], 30)
        still(one, os.path.join(OUT, f"{name}-{size}.png"))
    xdotool("windowsize", one, *map(str, SIZES["large"]))
    until("the window as it was", lambda: geometry(one)[0] == SIZES["large"][0], 30)
    say(f"pictures of {name}")


def go(link, title, within=False):
    press(link, ("link",), within)
    heading(title)


def main():
    program = start(PROGRAM)
    heading(t("overview.title"))
    look("empty")
    example()
    for section in SECTIONS:
        press(t(f"section.{section}"), ("link",), within=True)
        heading(t(f"section.{section}"))
        look(section)
    press(t("preview.as-text"), ("toggle button",))
    look("text")
    press(t("preview.as-pages"), ("toggle button",))
    press(t("review.open"), ("link",))
    heading(t("section.review"))
    look("review")
    press(t("section.signing"), ("link",), within=True)
    go(t("statement.link"), t("statement.title"))
    look("statement")
    go(t("nav.overview"), t("overview.title"))
    look("overview")
    go(t("nav.breaches"), t("nav.breaches"))
    look("breaches")
    press(t("breach.new"))
    for part in ("facts", "clients", "notices"):
        press(t(f"breach.part.{part}"), ("link",), within=True)
        heading(t(f"breach.part.{part}"))
        look(f"breach-{part}")
    go(t("nav.organisation"), "JEX")
    look("jex")
    go(t("nav.check"), t("check.title"))
    look("check")
    subprocess.run([PROGRAM, "demo", "--out", os.path.join(OUT, "demo")], check=True, stdout=subprocess.DEVNULL)
    start(PROGRAM, os.path.join(OUT, "demo", SIGNED)).wait()
    find(window.BUTTONS, t("check.continue"))
    look("checked")
    go(t("nav.settings"), t("nav.settings"))
    look("settings")
    end(program)


if __name__ == "__main__":
    with test():
        main()
