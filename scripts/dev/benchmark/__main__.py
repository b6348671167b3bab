"""benchmark [--check] [--write] [--rounds N] [ROW ...]: runs the rows and prints their table.

--write puts the table into docs/PERFORMANCE.md; --check compares with the last one that was put there and ends with 1
where something got worse than noise allows.
"""

import argparse
import json
import os
import sys
import time

import report
from bench import Bench
from rows import ROWS

REPOSITORY = os.path.abspath(os.path.join(os.path.dirname(__file__), "../../.."))
PAGE = os.path.join(REPOSITORY, "docs/PERFORMANCE.md")
FIGURES = os.path.join(REPOSITORY, "docs/performance.json")
BEGIN, END = "<!-- begin figures -->", "<!-- end figures -->"

#: How much worse a figure may be than the last: its own range, and this on top.
TOLERANCE = 1.10


def main():
    parser = argparse.ArgumentParser(prog="benchmark", description=__doc__)
    parser.add_argument("rows", nargs="*", choices=[[], *(row.name for row in ROWS)], metavar="ROW")
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--work", required=True)
    parser.add_argument("--python", required=True)
    options = parser.parse_args()

    rows = [row for row in ROWS if not options.rows or row.name in options.rows]
    bench = Bench(REPOSITORY, options.work, options.python)
    found = {}
    print(report.HEADER, flush=True)
    for row in rows:
        rounds = [row.take(bench) for _ in range(options.rounds or row.rounds)]
        found[row.name] = report.summary(row, rounds)
        print(report.line(row, found[row.name]), flush=True)

    if options.write:
        write(rows, found)
    if options.check:
        sys.exit(check(rows, found))


def write(rows, found):
    """Puts the rows that ran into the page; the others keep their last figures."""
    figures = report.load(FIGURES)
    facts = {"date": time.strftime("%Y-%m-%d"), "machine": report.machine(), "commit": report.commit(REPOSITORY)}
    measured = {name: summary | facts for name, summary in found.items()}
    figures.update(measured)
    with open(FIGURES, "w") as file:
        json.dump(figures, file, indent=1, ensure_ascii=False, sort_keys=True)
        file.write("\n")
    lines = [f"Measured on {facts['date']}, {facts['machine']}, at commit {facts['commit']}.", "", report.HEADER]
    lines += [report.line(row, figures[row.name]) for row in ROWS if row.name in figures]
    with open(PAGE) as file:
        page = file.read()
    before, after = page.split(BEGIN)[0], page.split(END)[1]
    with open(PAGE, "w") as file:
        file.write(f"{before}{BEGIN}\n" + "\n".join(lines) + f"\n{END}{after}")


def check(rows, found):
    """Names what got worse: beyond the range of the last run and the tolerance, in the ratio where there is a peer."""
    last = report.load(FIGURES)
    worse = []
    for row in rows:
        if row.name not in last:
            continue
        now, before = found[row.name], last[row.name]
        if now["ratios"]:
            pairs = [(f"{row.name} / {who}", now["ratios"][who]["median"], before["ratios"][who]) for who in now["ratios"]
                     if who in before["ratios"]]
        else:
            own = {"least": before["least"], "most": before["most"]}
            pairs = [(row.name, now["medians"]["ours"], own)]
        for name, figure, span in pairs:
            bad = figure < span["least"] / TOLERANCE if row.is_rate else figure > span["most"] * TOLERANCE
            if bad:
                worse.append(f"{name}: {figure:.2f}, was {span['least']:.2f} to {span['most']:.2f}")
    print("\nworse than the last table:\n  " + "\n  ".join(worse) if worse else "\nnothing got worse", flush=True)
    return 1 if worse else 0


main()
