"""Checks that our verdict on the files of another program is the one expected.

    check.py DIR COMMAND...

DIR is what sign.py wrote, or Sign of dss. COMMAND is run for each file with "FILE --trust ROOT --json" behind it, such as: verwoord verify
"""

import csv
import json
import subprocess
import sys
from pathlib import Path


def main(folder, *command):
    folder = Path(folder)
    wrong = count = 0
    with open(folder / "expected.tsv", newline="") as f:
        rows = list(csv.reader(f, delimiter="\t"))
    for case, verdict, levels in rows:
        count += 1
        run = subprocess.run(
            [*command, folder / f"{case}.pdf", "--trust", folder / "root.pem", "--json"], capture_output=True, text=True
        )
        report = json.loads(run.stdout)
        got = " ".join(s["level"] for s in report["signatures"] if s["kind"] != "timestamp")
        ok = "ok" if report["ok"] and run.returncode == 0 else "refused"
        if (ok, got) != (verdict, levels):
            wrong += 1
            print(f"{case}: {ok} {got}, want {verdict} {levels}\n{run.stdout}")
    print(f"{folder}: {count} files verified here, {wrong} with another verdict than expected")
    sys.exit(1 if wrong or not count else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
