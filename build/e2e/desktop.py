"""Drives the real program through its accessibility tree, as a screen reader sees it: open, fill in, make, sign, save, open again.

Arguments: the program, a folder for pictures and files. It prints what it sees and ends with 1 when something is not as it should be.
"""

import json
import os
import subprocess
import sys
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi  # noqa: E402

PROGRAM, OUT = sys.argv[1], sys.argv[2]
ROOT = os.path.join(os.path.dirname(__file__), "../..")
with open(os.path.join(ROOT, "locales/nl.json"), encoding="utf-8") as file:
    WORDS = json.load(file)

BUTTONS = ("push button", "button")
FIELDS = ("entry", "password text", "text")


def say(text):
    print(f"{time.monotonic() - BEGIN:6.1f} s  {text}", flush=True)


def t(key):
    return WORDS["app." + key]


def walk(node, depth=0):
    """Yields a node and all below it. What goes away meanwhile is passed over."""
    if node is None or depth > 40:
        return
    yield node
    try:
        count = node.get_child_count()
    except gi.repository.GLib.GError:
        return
    for i in range(min(count, 400)):
        try:
            child = node.get_child_at_index(i)
        except gi.repository.GLib.GError:
            continue
        yield from walk(child, depth + 1)


def everything():
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        app = desktop.get_child_at_index(i)
        if app is not None and "verwoord" in (app.get_name() or "").lower():
            yield from walk(app)


def find(roles, test, wait=30.0, last=False):
    """Waits for a node of a role whose name passes a test."""
    end = time.monotonic() + wait
    while True:
        found = None
        for node in everything():
            try:
                if node.get_role_name() in roles and test(node.get_name() or ""):
                    found = node
                    if not last:
                        return node
            except gi.repository.GLib.GError:
                continue
        if found is not None:
            return found
        if time.monotonic() > end:
            picture("failed")
            raise SystemExit(f"there is no {roles} for {test.__doc__ or 'this name'}")
        time.sleep(0.3)


def named(name):
    def test(other):
        return other.startswith(name)

    test.__doc__ = repr(name)
    return test


def holding(name):
    def test(other):
        return name in other

    test.__doc__ = repr(name)
    return test


def press(name, roles=BUTTONS, test=named):
    node = find(roles, test(name))
    if not node.do_action(0):
        raise SystemExit(f"{name!r} cannot be pressed")
    say(f"pressed {name!r}")


def focus(name, roles=FIELDS):
    node = find(roles, named(name))
    node.grab_focus()
    time.sleep(0.3)
    return node


def keys(*arguments):
    subprocess.run(["xdotool", *arguments], check=True)
    time.sleep(0.2)


def write(name, text, roles=FIELDS):
    focus(name, roles)
    keys("key", "ctrl+a")
    keys("type", "--delay", "15", text)
    say(f"wrote in {name!r}")


def picture(name):
    subprocess.run(["import", "-window", "root", os.path.join(OUT, name + ".png")], check=True)


def start(*files):
    return subprocess.Popen([PROGRAM, *files], stdout=open(os.path.join(OUT, "program.log"), "ab"), stderr=subprocess.STDOUT)


def stop(program):
    press(WORDS["desktop.menu.quit"], ("menu item",))
    try:
        program.wait(15)
    except subprocess.TimeoutExpired:
        program.kill()
        raise SystemExit("the program does not quit") from None
    if program.returncode != 0:
        raise SystemExit(f"the program ended with {program.returncode}: see program.log")
    say("quit")


def sign(saved):
    press(t("example"))
    find(("heading",), named("Zorggroep De Linde B.V."))
    say("the example is open")
    write(t("label.name"), "Zorggroep De Wilg B.V.")
    find(("heading",), named("Zorggroep De Wilg B.V."))
    picture("client")
    press(t("section.signing"), ("link",), holding)
    press(t("make"))
    write(t("label.new-password"), "appelboom-in-mei")
    press(t("identity.make"))
    write(t("label.password"), "appelboom-in-mei")
    press(t("sign"))
    find(("heading",), named(t("sign.done")), 60)
    say("signed")
    picture("signed")
    press(t("save-as"))
    time.sleep(2)
    keys("key", "ctrl+a")
    keys("type", "--delay", "10", saved)
    keys("key", "Return")
    for _ in range(50):
        if os.path.exists(saved):
            break
        time.sleep(0.2)
    else:
        picture("failed")
        raise SystemExit("the file was not saved")
    say(f"saved {os.path.getsize(saved)} bytes")


def main():
    Atspi.init()
    saved = os.path.join(OUT, "getekend.pdf")
    program = start()
    find(("heading",), named(t("overview.title")), 60)
    say("the window is there")
    picture("empty")
    sign(saved)
    # A second start hands its file to the first, and ends.
    second = start(saved)
    find(("heading",), named(t("check.title")))
    find(("push button", "button"), named(t("check.continue")))
    second.wait(15)
    say("a second start handed its file to the first")
    picture("checked")
    stop(program)
    # Opened with a file, as by double click; what was kept is still there.
    program = start(saved)
    find(("heading",), named(t("check.title")), 60)
    say("opened with a file")
    press(t("nav.overview"), ("link",))
    find(("link",), holding("Zorggroep De Wilg B.V."))
    say("the client is still there")
    picture("overview")
    stop(program)


BEGIN = time.monotonic()
main()
