"""The real program in a window: open, fill in, make, sign, save, check, and the manners of a program on a desktop.

Arguments: the program, a time-stamp authority, a folder for pictures and files. It prints what it sees and ends with 1 when something is
not as it should be.
"""

import os
import signal
import sqlite3
import subprocess

import window
from gi.repository import Gio, GLib
from memory import keeps_its_memory
from program import AUTHORITY, HERE, OUT, PROGRAM, RECORDS, STARTED, WORDS, active, end, entry, example, geometry, ours, page, quiet, saved, shortcut, shown, start, t, test
from window import Atspi, Failed, choose, find, heading, keys, picture, press, save_as, say, told, until, write, xdotool

SAVED = os.path.join(OUT, "getekend.pdf")
OPENED = os.path.join(os.environ["HOME"], "opened")  # what the system was asked to open: see desktop-session.sh


def menu(lang):
    """Every entry of the menu is there, in a language."""
    for key in WORDS[lang]:
        if key.startswith("desktop.menu."):
            find(("menu item", "menu"), WORDS[lang][key])
    say(f"the menu speaks {lang}")


def fill_in():
    example()
    until("the name of the client on the window", lambda: active().startswith("Zorggroep De Wilg B.V.") and active().endswith(" – Verwoord"))
    icon = subprocess.run(["xprop", "-id", ours(), "-len", "8", "_NET_WM_ICON"], stdout=subprocess.PIPE, check=True).stdout
    if b"not found" in icon:
        raise Failed(f"the window has no icon: {icon!r}")
    say(f"the window is called {active()!r}, and has an icon")
    picture(OUT, "client")


def asks_when_it_matters():
    """While another program holds the records a change cannot be saved: closing asks, and staying loses nothing."""
    records = sqlite3.connect(os.path.join(RECORDS, "verwoord.db"), isolation_level=None, timeout=60)
    records.execute("BEGIN IMMEDIATE")
    write(t("label.client-name"), "Zorggroep De Wilgen B.V.")
    for answer in ("Return", "Escape"):
        shortcut("ctrl+q", lambda: active() == WORDS["nl"]["desktop.unsaved"])
        keys(answer)
        until(f"the window again, after {answer}", lambda: active().endswith(" – Verwoord"), 20)
    say("asked before what was not saved is lost; Enter and Esc lose nothing")
    records.execute("ROLLBACK")
    records.close()
    write(t("label.client-name"), "Zorggroep De Wilg B.V.")
    saved()


def prints():
    """Ctrl+P has the system open the document in sight, where it can be printed, and makes nothing."""

    def attempt():
        with open(OPENED, "rb") as file:
            data = file.read()
        return data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF")

    shortcut("ctrl+p", lambda: os.path.exists(OPENED))
    until("a whole document to print", attempt)
    heading("Zorggroep De Wilg B.V.")
    say("the document in sight was opened to be printed")


def grows():
    """Everything is shown larger and smaller by the keys that browsers have for it."""

    def tall():
        return find(("heading",), "Zorggroep De Wilg B.V.").get_component_iface().get_extents(Atspi.CoordType.WINDOW).height

    was = tall()
    for key, grown in (("ctrl+plus", lambda: tall() > was), ("ctrl+0", lambda: tall() == was), ("ctrl+minus", lambda: tall() < was), ("ctrl+0", lambda: tall() == was)):
        shortcut(key, grown)
    say("everything grows and shrinks")


def settings():
    """The menu changes with the language, the keyring has the key, and an authority is given."""
    shortcut("ctrl+comma", shown(t("nav.settings")))
    told(t("protection.keyring"))
    if not in_keyring() or os.path.exists(os.path.join(RECORDS, "verwoord.key")):
        raise Failed("the key is not in the keyring")
    write(t("label.timestampUrl"), AUTHORITY)
    choose(t("label.language"), "English", shown(t("nav.settings", "en")))
    menu("en")
    picture(OUT, "english")
    press(entry("overview", "en"), ("menu item",))
    heading(t("overview.title", "en"))
    shortcut("ctrl+comma", shown(t("nav.settings", "en")))
    choose(t("label.language", "en"), "Nederlands", shown(t("nav.settings")))
    menu("nl")


def in_keyring():
    """The key is there, and beside it the mark of how far the records were."""
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    wanted = GLib.Variant("(a{ss})", ({"service": "Verwoord"},))
    answer = bus.call_sync("org.freedesktop.secrets", "/org/freedesktop/secrets", "org.freedesktop.Secret.Service", "SearchItems", wanted, None, 0, -1)
    unlocked, _ = answer.unpack()
    return len(unlocked) == 2


def sign():
    shortcut("ctrl+1", shown(t("overview.title")))
    press("Zorggroep De Wilg B.V.", ("link",), within=True)
    heading("Zorggroep De Wilg B.V.")
    press(entry("make"), ("menu item",))
    heading(t("sign.title"))
    write(t("label.new-password"), "appelboom-in-mei", hidden=True)
    press(t("identity.make"))
    find(("radio button",), "Sander de Voorbeeld")
    write(t("label.password"), "appelboom-in-mei", hidden=True)
    choose(t("label.level"), t("level.B-LTA"))
    press(t("sign"))
    heading(t("sign.done"))
    say("signed")
    picture(OUT, "signed")
    press(t("save-as"))
    save_as(SAVED.removesuffix(".pdf"), SAVED)


def drop():
    """A file that is dropped on the window is checked."""
    shortcut("ctrl+1", shown(t("overview.title")))
    start("/usr/bin/python3", os.path.join(HERE, "drag.py"), SAVED)
    source = ours("A file to drag")

    def attempt():
        xdotool("windowmove", source, "1270", "830")
        xdotool("windowraise", source)
        xdotool("mousemove", "1320", "860", "mousedown", "1")
        for at in ("1300 800", "1000 600", "700 400", "690 390", "700 400"):
            xdotool("mousemove", *at.split())
            window.time.sleep(0.2)  # for the one who is dragged over to answer
        xdotool("mouseup", "1")
        until("the file", shown("getekend.pdf"), 20)

    window.again(attempt)
    say("dropped a file on the window")
    STARTED.pop().kill()
    find(window.BUTTONS, t("check.continue"))


def comes_forward():
    """A second start hands its file to the first, which comes forward, and ends."""
    xdotool("windowminimize", ours())
    until("a window out of sight", lambda: not active().endswith("Verwoord"))
    second = start(PROGRAM, SAVED)
    if second.wait(window.PATIENCE) != 0:
        raise Failed(f"the second start ended with {second.returncode}")
    STARTED.remove(second)
    until("the window in front", lambda: active().endswith("Verwoord"))
    heading(t("check.title"))
    find(window.BUTTONS, t("check.continue"))
    say("a second start handed its file to the first, which came forward")


def hangs():
    """When the page does not answer the window says so, and waits when it is told to."""
    os.kill(page(), signal.SIGSTOP)
    try:
        window.time.sleep(25)  # longer than its patience; what stands still answers no screen reader either
        picture(OUT, "hangs")
        until("the question", lambda: active() == WORDS["nl"]["desktop.unheard"], 20)
    finally:
        os.kill(page(), signal.SIGCONT)
    press("No")
    quiet()
    say("the page hung; the window said so")


def dies():
    """When the page has died the window says so, and shows what was handed over since."""
    os.kill(page(), 9)
    find(("alert", "dialog"), "")
    told(WORDS["nl"]["desktop.died.more"])
    picture(OUT, "died")
    keys("Return")
    heading(t("check.title"))
    say("the page died; the window said so, and loaded it again")
    comes_forward()


def main():
    program = start(PROGRAM)
    heading(t("overview.title"))
    say("the window is there")
    quiet()
    picture(OUT, "empty")
    menu("nl")
    fill_in()
    keeps_its_memory(200)
    grows()
    prints()
    asks_when_it_matters()
    settings()
    sign()
    drop()
    comes_forward()
    hangs()
    dies()
    xdotool("windowsize", ours(), "1100", "640")
    until("a narrower window", lambda: geometry(ours())[0] == 1100)
    shortcut("ctrl+1", shown(t("overview.title")))
    was = geometry(ours())
    end(program)
    # Opened with a file, as by double click; what was kept is still there, and the window is as it was left.
    program = start(PROGRAM, SAVED)
    heading(t("check.title"))
    until(f"a window of {was}", lambda: geometry(ours()) == was)
    press(t("nav.overview"), ("link",))
    press("Zorggroep De Wilg B.V.", ("link",), within=True)
    press(t("section.client"), ("link",), within=True)
    write(t("label.client-name"), "Zorggroep De Els B.V.")
    heading("Zorggroep De Els B.V.")
    saved()
    program.kill()
    program = start(PROGRAM)
    find(("link",), "Zorggroep De Els B.V.", within=True)
    quiet()
    say("what was saved is there after the program was killed")
    picture(OUT, "overview")
    end(program)


with test():
    main()
