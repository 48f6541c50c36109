"""What the page in the window holds while one types: the page beside the form is set anew at each edit, with time to draw it; words are laid
over it when one stops for a moment, as after each twenty.

As a program of its own, with the arguments of desktop.py, it tries 2,000 edits.
"""

import window
from program import PROGRAM, end, example, memory, start, t, test
from window import Failed, focus, heading, keys, say, write, xdotool

MOST = 260  # MB


def keeps_its_memory(edits):
    """Over so many edits it never holds more than it may. What one lets go of is collected at some later one, so that it is looked at often."""
    focus(t("label.client-name"), window.FIELDS)
    keys("End")
    told = []
    for done in range(20, edits + 1, 20):
        for _ in range(2):
            xdotool("type", "--delay", "200", "abcde")
            xdotool("key", "--delay", "200", *["BackSpace"] * 5)
        window.time.sleep(1.5)
        told.append(memory())
        if done in (100, 400) or done % 500 == 0:
            say(f"{told[-1]} MB after {done} edits: the page in the window")
    write(t("label.client-name"), "Zorggroep De Wilg B.V.")  # of so many keys a busy machine may lose one
    heading("Zorggroep De Wilg B.V.")
    highest = max(told)
    say(f"it never held more than {highest} MB")
    if highest > MOST:
        raise Failed(f"the page in the window held {highest} MB, and {MOST} is the most that it may")


def main():
    program = start(PROGRAM)
    heading(t("overview.title"))
    example()
    keeps_its_memory(2000)
    end(program)


if __name__ == "__main__":
    with test():
        main()
