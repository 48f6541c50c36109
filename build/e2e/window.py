"""A window on a display nobody sees, driven through its accessibility tree as a screen reader does, and by keys.

Whatever is waited for is waited for until it is there: a machine that has much else to do is slow, and not wrong.
"""

import os
import subprocess
import time

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 120.0  # seconds
BUTTONS = ("push button", "button")
FIELDS = ("entry", "password text", "text")
BEGIN = time.monotonic()


def say(text):
    print(f"{time.monotonic() - BEGIN:6.1f} s  {text}", flush=True)


class Failed(Exception):
    """Something is not as it should be."""


def until(what, attempt, patience=PATIENCE):
    """Tries until it gives something. A node that goes away meanwhile gives nothing."""
    end = time.monotonic() + patience
    while True:
        try:
            value = attempt()
        except GLib.GError:
            value = None
        if value:
            return value
        if time.monotonic() > end:
            raise Failed(f"waited in vain for {what}")
        time.sleep(0.1)


def walk(node, depth=0):
    """Yields a node and all below it. What goes away meanwhile is passed over."""
    if node is None or depth > 40:
        return
    yield node
    try:
        count = node.get_child_count()
    except GLib.GError:
        return
    for i in range(min(count, 400)):
        try:
            child = node.get_child_at_index(i)
        except GLib.GError:
            continue
        yield from walk(child, depth + 1)


def everything():
    desktop = Atspi.get_desktop(0)
    for i in range(desktop.get_child_count()):
        app = desktop.get_child_at_index(i)
        if app is not None and "verwoord" in (app.get_name() or "").lower():
            yield from walk(app)


def look(roles, test):
    """The first node of a role whose name passes a test, or None."""
    for node in everything():
        try:
            if node.get_role_name() in roles and test(node.get_name() or ""):
                return node
        except GLib.GError:
            continue
    return None


def find(roles, name, within=False):
    """Waits for a node of a role with a name that begins as told, or has that within."""
    test = (lambda other: name in other) if within else (lambda other: other.startswith(name))
    return until(f"{' or '.join(roles)} {name!r}", lambda: look(roles, test))


def heading(name):
    return find(("heading",), name)


def press(name, roles=BUTTONS, within=False):
    """Presses what has a name, when it can be pressed."""
    test = (lambda other: name in other) if within else (lambda other: other.startswith(name))

    def attempt():
        node = look(roles, test)
        return node is not None and node.get_state_set().contains(Atspi.StateType.SENSITIVE) and node.do_action(0)

    until(f"{roles[0]} {name!r} to press", attempt)
    say(f"pressed {name!r}")


def keys(*names):
    """Presses keys; with a name of two letters or more, as X calls it."""
    xdotool("key", *names)


def xdotool(*arguments):
    return subprocess.run(["xdotool", *arguments], check=True, stdout=subprocess.PIPE, text=True, timeout=PATIENCE).stdout.strip()


def text_of(node):
    if "Text" not in node.get_interfaces():
        return ""
    return Atspi.Text.get_text(node, 0, Atspi.Text.get_character_count(node)).strip()


def told(beginning):
    """Waits until a sentence can be read somewhere."""

    def attempt():
        for node in everything():
            try:
                if (node.get_name() or "").startswith(beginning) or text_of(node).startswith(beginning):
                    return True
            except GLib.GError:
                continue
        return False

    until(repr(beginning), attempt)
    say(f"read {beginning!r}")


def focused(node):
    return node.get_state_set().contains(Atspi.StateType.FOCUSED)


def again(attempt):
    """Tries three times: a window that comes up meanwhile takes the keys that were meant for another."""
    for last in (False, False, True):
        try:
            return attempt()
        except Failed:
            if last:
                raise


def focus(name, roles):
    node = find(roles, name)
    node.grab_focus()
    until(f"the focus in {name!r}", lambda: focused(node), 20)
    return node


def type_in(node, text, hidden=False):
    keys("ctrl+a")
    xdotool("type", "--delay", "15", text)
    until(f"{text!r}", lambda: len(text_of(node)) == len(text) if hidden else text_of(node) == text, 20)


def write(name, text, hidden=False):
    """Types in a field in place of what stands there, and waits until all of it does. What is hidden can only be counted."""
    again(lambda: type_in(focus(name, FIELDS), text, hidden))
    say(f"wrote in {name!r}")


def choose(name, option, then=None):
    """Chooses from a list by the first letter of an option. That it worked shows in the list, unless it shows elsewhere."""

    def attempt():
        focus(name, ("combo box",))
        xdotool("type", option[0])
        until(f"{option!r} in {name!r}", then or (lambda: chosen(name, option)), 20)

    again(attempt)
    say(f"chose {option!r}")


def chosen(name, option):
    box = look(("combo box",), lambda other: other.startswith(name))
    return any((node.get_name() or "").startswith(option) and node.get_state_set().contains(Atspi.StateType.SELECTED) for node in walk(box))


def save_as(typed, path=None):
    """Answers the system's own dialogue for saving. The file may get another name than what was typed."""
    path = path or typed

    def attempt():
        dialogue = until("the dialogue to save", lambda: look(("file chooser",), lambda name: True))
        entry = until("its field", lambda: next((n for n in walk(dialogue) if n.get_role_name() == "text" and focused(n)), None), 20)
        type_in(entry, typed)

    again(attempt)
    keys("Return")
    until(path, lambda: os.path.exists(path))
    say(f"saved {os.path.getsize(path)} bytes")


def picture(out, name):
    subprocess.run(["import", "-window", "root", os.path.join(out, name + ".png")], check=True)
