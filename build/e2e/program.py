"""The real program in a window, as a test starts it, asks it things and ends it: what every test of the window needs."""

import contextlib
import json
import os
import re
import subprocess
import sys

import window
from window import Atspi, Failed, find, keys, picture, press, say, told, until, write, xdotool

PROGRAM, AUTHORITY, OUT = sys.argv[1:4]
HERE = os.path.dirname(os.path.realpath(__file__))
RECORDS = os.path.join(os.environ["HOME"], ".config/Verwoord")
STARTED = []


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


def quiet():
    """The program does not say that it is broken, once the page was asked some times whether it is there."""
    window.time.sleep(3)
    for node in window.everything():
        if t("broken") in (node.get_name() or "") or t("broken") in window.text_of(node):
            raise Failed("the program says that it is broken")
    say("nothing is wrong")


def saved():
    told(t("save.done").split("{{")[0])


def active():
    """The name of the window that has the keyboard; empty when none has."""
    return subprocess.run(["xdotool", "getactivewindow", "getwindowname"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()


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


def example():
    """Opens the example, and gives the client another name."""
    press(t("example"))
    find(("heading",), "Zorggroep De Linde B.V.")
    write(t("label.client-name"), "Zorggroep De Wilg B.V.")
    find(("heading",), "Zorggroep De Wilg B.V.")
    saved()


@contextlib.contextmanager
def test():
    """What stands in it is a test: one that fails leaves a picture and all that a screen reader meets, and no program stays behind."""
    Atspi.init()
    try:
        yield
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
