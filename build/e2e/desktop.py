"""The real program in a window: open, fill in, make, sign, save, check, and the manners of a program on a desktop.

Arguments: the program, a time-stamp authority, a folder for pictures and files. It prints what it sees and ends with 1 when something is
not as it should be.
"""

import json
import os
import re
import signal
import sqlite3
import subprocess
import sys

import window
from gi.repository import Gio, GLib
from window import Atspi, Failed, choose, find, focus, heading, keys, picture, press, save_as, say, told, until, write, xdotool

PROGRAM, AUTHORITY, OUT = sys.argv[1:4]
HERE = os.path.dirname(os.path.realpath(__file__))
SAVED = os.path.join(OUT, "getekend.pdf")
RECORDS = os.path.join(os.environ["HOME"], ".config/Verwoord")
STARTED = []
EDITS = int(os.environ.get("EDITS", "400"))  # how many the memory of the page is looked at for


def words(lang):
    with open(os.path.join(HERE, f"../../locales/{lang}.json"), encoding="utf-8") as file:
        return json.load(file)


WORDS = {lang: words(lang) for lang in ("nl", "en")}


def t(key, lang="nl"):
    return WORDS[lang]["app." + key]


def entry(key, lang="nl"):
    return WORDS[lang]["desktop.menu." + key]


def start(*command):
    with open(os.path.join(OUT, "program.log"), "ab") as log:
        program = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    STARTED.append(program)
    return program


def shortcut(key, attempt):
    """Presses a key of the menu until it has done what it is for: a dialogue that is just closing takes what comes too soon."""

    def press_and_see():
        keys(key)
        until(f"what {key} does", attempt, 20)

    window.again(press_and_see)
    say(f"pressed {key}")


def end(program):
    shortcut("ctrl+q", lambda: program.poll() is not None)
    if program.returncode != 0:
        raise Failed(f"the program ended with {program.returncode}: see program.log")


def shown(name):
    return lambda: window.look(("heading",), lambda other: other == name)


def ours(name="Verwoord"):
    """The id of a window whose name ends so; of more by one name, as a dialogue leaves behind, the largest."""
    search = ["xdotool", "search", "--onlyvisible", "--name", f"{name}$"]
    found = until(f"the window {name!r}", lambda: subprocess.run(search, stdout=subprocess.PIPE, text=True).stdout.split())
    return max(found, key=area)


def area(one):
    width, height = geometry(one)
    return width * height


def geometry(one):
    found = re.search(r"Geometry: (\d+)x(\d+)", xdotool("getwindowgeometry", one))
    return int(found[1]), int(found[2])


def menu(lang):
    """Every entry of the menu is there, in a language."""
    for key in WORDS[lang]:
        if key.startswith("desktop.menu."):
            find(("menu item", "menu"), WORDS[lang][key])
    say(f"the menu speaks {lang}")


def quiet():
    """The program does not say that it is broken, once the page was asked some times whether it is there."""
    window.time.sleep(3)
    for node in window.everything():
        if t("broken") in (node.get_name() or "") or t("broken") in window.text_of(node):
            raise Failed("the program says that it is broken")
    say("nothing is wrong")


def saved():
    told(t("save.done").split("{{")[0])


def fill_in():
    press(t("example"))
    heading("Zorggroep De Linde B.V.")
    write(t("label.client-name"), "Zorggroep De Wilg B.V.")
    heading("Zorggroep De Wilg B.V.")
    saved()
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
    keys("ctrl+q")
    press("No")  # GTK's own word: the session has no Dutch of it
    say("asked before what was not saved is lost")
    records.execute("ROLLBACK")
    records.close()
    write(t("label.client-name"), "Zorggroep De Wilg B.V.")
    saved()


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
    save_as(SAVED)


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


def active():
    """The name of the window that has the keyboard; empty when none has."""
    return subprocess.run(["xdotool", "getactivewindow", "getwindowname"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()


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


def page():
    """The process of the page."""
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{pid}/comm") as name, open(f"/proc/{pid}/environ") as environment:
                if name.read().startswith("WebKitWebProces") and f"HOME={os.environ['HOME']}\0" in environment.read():
                    return int(pid)
        except OSError:
            continue  # it has ended, or is another's
    return None


def memory():
    """What the process of the page holds, in MB; what it shares with others is counted in parts."""
    with open(f"/proc/{page()}/smaps_rollup") as told:
        return int(re.search(r"^Pss:\s+(\d+)", told.read(), re.M)[1]) // 1024


def at_rest():
    """What it holds when one stops for a moment: what was let go of last is collected then."""
    least = memory()
    for _ in range(10):
        window.time.sleep(1)
        least = min(least, memory())
    return least


def keeps_its_memory():
    """The page beside the form is set anew at each of so many edits, with time to draw it and to lay its words over it."""
    focus(t("label.client-name"), window.FIELDS)
    keys("End")
    for done in range(0, EDITS, 20):
        if done == 100:
            before = memory()
        for _ in range(2):
            xdotool("type", "--delay", "200", "abcde")
            xdotool("key", "--delay", "200", *["BackSpace"] * 5)
        if done % 500 == 480:
            say(f"{memory()} MB after {done + 20} edits")
    after = at_rest()
    say(f"{before} MB after 100 edits, {after} MB after {EDITS}: the page in the window")
    if after > min(before + 30 + EDITS // 20, 300):
        raise Failed("the page does not give back what it took")


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
    Atspi.init()
    program = start(PROGRAM)
    heading(t("overview.title"))
    say("the window is there")
    quiet()
    picture(OUT, "empty")
    menu("nl")
    fill_in()
    keeps_its_memory()
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


try:
    main()
except (Failed, subprocess.SubprocessError) as failure:
    picture(OUT, "failed")
    print(failure, file=sys.stderr)
    for node in window.everything():
        print(node.get_role_name(), repr(node.get_name()), file=sys.stderr)
    sys.exit(1)
finally:
    for program in STARTED:
        if program.poll() is None:
            program.kill()
