"""
Tell what became of every published figure in --facts: docs/facts.md, from the tables and docs/data/facts_left_out.csv.

A figure is used by a row of the network that names its id as a source, by a case of the validation, or by a claim or
note of the register of cooperation, or it is left aside with a reason of `REASONS` below, another figure where one
stands in its place, and a few words. People write facts_left_out.csv; with --prune the rows of figures that have come
into use are dropped from it, and the rest are put in order.

    python tools/facts.py --facts ../shared/facts --force
"""

from __future__ import annotations

import argparse
import csv
import io
import itertools
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from graphs import DATA
from measure import refuse_overwriting, write_whole
from sources import CASES, keys_of_network, keys_of_table

DOCS = Path(__file__).resolve().parents[1] / "docs"
LEFT_OUT = DOCS / "data" / "facts_left_out.csv"
PAGE = DOCS / "facts.md"
REGISTER = DATA.parents[1] / "register" / "data"
_ID = re.compile(r"\b(?:GP|RC|MC-[A-Z]|MO|PA|RU)\d{3}\b")
HEADER = ("fact", "reason", "instead", "words")

REASONS = {
    "open": "could refine a row; not entered in this edition",
    "superseded": "a newer, finer or better founded figure is used",
    "contradicted": "another figure says otherwise and is used, or both are doubtful",
    "duplicate": "the same figure stands under another id",
    "part_of_sum": "a term, or the sum, of figures that a row holds",
    "too_fine": "part of a deed whose whole a row states",
    "measured": "a length; the links are measured along their line",
    "line_speed": "permitted or section speed, not the distance covered in a day",
    "region": "mean of many countries, crossings or classes of traffic; rows take the figure of their own",
    "end_to_end": "time, price, length or ratio of a whole route: it could only validate, and is no case",
    "other_factor": "emission factor of another class, edition or publisher than the rows take",
    "other_load": "price of another load, size or period of charge than the rows have",
    "cost_part": "part of a cost that is priced whole",
    "technique": "size or technique of a ship, train, lorry or box that no row needs",
    "elsewhere": "not on a way, lane or place that the network holds",
    "out_of_period": "before 2015",
    "vague": "what, where or when is not clear enough",
    "wrong": "cannot be true",
    "demand": "volume of trade or traffic: enters with demand",
    "cargo": "property of goods finer than the table of commodities: enters with demand",
    "capacity": "capacity of a line, terminal, border or fleet: enters with simulation",
    "queue": "a count of what waits or passes, not hours: enters with simulation",
    "water_level": "level of the Caspian elsewhere, at another time or to come: enters with simulation",
    "project": "works, plans, targets and forecasts: enter with appraisal",
    "appraisal": "discounting, values, lives and risk: enter with appraisal",
    "restriction": "rules, permits, papers and limits that no way of the network meets, or that another row states",
    "equipment_return": "purchase of boxes, or their terms without a figure",
    "insurance": "premium of other goods than the rows hold, or of ships",
}

_HEAD = """\
# What became of every published figure

The network and the validation cases were made from lists of published figures, each with its source. A figure is used
where a row names its id in `source`, for a leg or for a case, or where the register of cooperation names it; every
other is left aside, for a reason that stands below. `transcaspia network show ID` tells of a figure in use. `make
facts` writes this page from the tables and from [facts_left_out.csv](data/facts_left_out.csv): edit that file, not
this page.
"""


@dataclass(frozen=True, slots=True)
class Left:
    """A figure that is left aside."""

    fact: str
    reason: str
    instead: str
    words: str


def facts_by_file(folder: Path) -> dict[str, list[str]]:
    """Return the ids of the figures of each list."""
    found = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found[path.name] = [row["id"] for row in csv.DictReader(file)]
    return found


def keys_of_register(folder: Path) -> set[str]:
    """Return the ids of the figures that claims and notes of a register name."""
    return {fact for path in folder.glob("*.toml") for fact in _ID.findall(path.read_text(encoding="utf-8"))}


def read_left(path: Path) -> list[Left]:
    """Return the figures left aside, in the order of the file."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Left(*(row[column].strip() for column in HEADER)) for row in csv.DictReader(file)]


def faults(
    facts: Iterable[str], network: Iterable[str], cases: Iterable[str], left: list[Left], register: Iterable[str] = ()
) -> list[str]:
    """Return a sentence for each figure without exactly one fate, and for each row that is not in order."""
    known = set(facts)
    used = {*network, *cases, *known.intersection(register)}
    counts = Counter(row.fact for row in left)
    found = [
        f"{f}: no row of the network, no case and no claim names it, and it has no reason"
        for f in known - used - set(counts)
    ]
    found += [f"{f}: is used, and has a reason to be left aside: delete that row" for f in used & set(counts)]
    found += [f"{f}: is left aside {count} times" for f, count in counts.items() if count > 1]
    for row in left:
        if row.fact not in known:
            found.append(f"{row.fact}: is in no list of figures")
        if row.reason not in REASONS:
            found.append(f"{row.fact}: the reason `{row.reason}` is not one of REASONS in tools/facts.py")
        if row.instead and (row.instead not in known or row.instead == row.fact):
            found.append(f"{row.fact}: `{row.instead}` cannot stand in its place")
        if row.reason == "duplicate" and not row.instead:
            found.append(f"{row.fact}: a duplicate names the figure that it doubles")
    return sorted(found)


def page(
    files: dict[str, list[str]], network: set[str], cases: set[str], left: list[Left], register: Iterable[str] = ()
) -> str:
    """Return the docs page: what became of the figures of each list, then those left aside by reason."""
    reason, named = {row.fact: row.reason for row in left}, set(register)
    lines = [
        _HEAD,
        "| list | figures | used by the network | by a case only | by the register only | left aside |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    total = Counter[str]()
    for name, ids in files.items():
        fate = Counter(
            "network" if i in network else "cases" if i in cases else "register" if i in named else "left" for i in ids
        )
        total += Counter(fate, all=len(ids))
        lines.append(
            f"| {name} | {len(ids)} | {fate['network']} | {fate['cases']} | {fate['register']} | {fate['left']} |"
        )
    lines.append(
        f"| together | {total['all']} | {total['network']} | {total['cases']} | {total['register']} | {total['left']} |"
    )
    lines += ["", "| reason | means | figures |", "| --- | --- | ---: |"]
    counts = Counter(reason.values())
    lines += [f"| [{code}](#{code}) | {means} | {counts[code]} |" for code, means in REASONS.items() if counts[code]]
    order = [fact for ids in files.values() for fact in ids]
    for code, means in REASONS.items():
        rows = [row for row in left if row.reason == code]
        if rows:
            lines += ["", f"## {code}", "", f"{means[0].upper()}{means[1:]}.", "", *_entries(rows, order)]
    return "\n".join(lines) + "\n"


def _entries(rows: list[Left], order: list[str]) -> Iterator[str]:
    """Return a line for the figures of one reason that share their words, the ids in runs."""
    place = {fact: number for number, fact in enumerate(order)}
    same: dict[tuple[str, str], list[str]] = {}
    for row in sorted(rows, key=lambda r: place[r.fact]):
        same.setdefault((row.instead, row.words), []).append(row.fact)
    for (instead, words), facts in same.items():
        said = "; ".join(filter(None, (words, f"see {instead}" if instead else "")))
        yield f"- {', '.join(_runs(facts, place))}{f': {said}' if said else ''}"


def _runs(facts: list[str], place: dict[str, int]) -> Iterator[str]:
    for _, run in itertools.groupby(enumerate(facts), key=lambda pair: place[pair[1]] - pair[0]):
        ids = [fact for _, fact in run]
        yield ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}"


def left_text(left: list[Left]) -> str:
    """Return facts_left_out.csv."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows((row.fact, row.reason, row.instead, row.words) for row in left)
    return text.getvalue()


def main() -> int:
    """Write docs/facts.md, or tell why not."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0].strip())
    parser.add_argument("--facts", type=Path, metavar="DIR", required=True, help="folder of the lists of figures")
    parser.add_argument("--network", type=Path, metavar="DIR", default=DATA, help="folder of the tables")
    parser.add_argument("--cases", type=Path, metavar="FILE", default=CASES, help="the validation cases")
    parser.add_argument("--register", type=Path, metavar="DIR", default=REGISTER, help="folder of the register")
    parser.add_argument("--left", type=Path, metavar="FILE", default=LEFT_OUT, help="the figures left aside")
    parser.add_argument("--page", type=Path, metavar="FILE", default=PAGE, help="the page to write")
    parser.add_argument("--prune", action="store_true", help="drop figures that have come into use; sort the rest")
    parser.add_argument("--force", action="store_true", help="overwrite the page")
    args = parser.parse_args()
    refuse_overwriting([args.page], force=args.force)
    files = facts_by_file(args.facts)
    network, cases = set(keys_of_network(args.network)), set(keys_of_table(args.cases))
    register = keys_of_register(args.register)
    left = read_left(args.left)
    if args.prune:
        order = {fact: number for number, fact in enumerate(itertools.chain(*files.values()))}
        used = network | cases | register
        left = sorted((row for row in left if row.fact not in used), key=lambda r: order.get(r.fact, -1))
        write_whole(args.left, left_text(left).encode())
    found = faults(itertools.chain(*files.values()), network, cases, left, register)
    if found:
        print(*found, sep="\n", file=sys.stderr)
        return 1
    write_whole(args.page, page(files, network, cases, left, register).encode())
    print(f"{sum(map(len, files.values()))} figures, {len(left)} of them left aside")
    return 0


if __name__ == "__main__":
    sys.exit(main())
