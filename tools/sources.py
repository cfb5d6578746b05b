"""
Rebuild sources.csv from the keys that the tables and the validation cases use.

A key that is the id of a published figure (MC-A001, RC001, PA001, GP001, MO001, RU001) takes title, year, address and
confidence from the lists of figures in --facts; what the figure says is in the tables and is not copied. Every other
key must stand in own_sources.csv beside this file, which people write.

    python tools/sources.py --facts ../shared/facts --force
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

from graphs import DATA
from measure import refuse_overwriting, write_whole

OWN = Path(__file__).with_name("own_sources.csv")
CASES = DATA.parents[1] / "validation" / "cases.csv"
HEADER = ("key", "publisher", "title", "date", "url", "licence", "confidence")
NOT_TABLES = frozenset({"sources.csv", "files.csv", "sea_measured.csv"})
LONGEST_PUBLISHER = 60


def keys_used(folder: Path, cases: Path) -> dict[str, str]:
    """Return the source keys of the tables, the cases and network.toml, each with a place where it stands."""
    return keys_of_table(cases) | keys_of_network(folder)


def keys_of_network(folder: Path) -> dict[str, str]:
    """Return the source keys of the tables and of network.toml, each with a place where it stands."""
    used: dict[str, str] = {}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in NOT_TABLES:
            used = keys_of_table(path) | used
    toml = folder / "network.toml"
    if toml.exists():
        for name, key in _sources_in(tomllib.loads(toml.read_text(encoding="utf-8")), "network.toml"):
            used.setdefault(key, name)
    return used


def keys_of_table(path: Path) -> dict[str, str]:
    """Return the source keys of one table, each with the first row on which it stands."""
    used: dict[str, str] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for line, row in enumerate(csv.DictReader(file), start=2):
            for key in (row.get("source") or "").split(";"):
                if key.strip():
                    used.setdefault(key.strip(), f"{path.name} row {line}")
    return used


def _sources_in(value: object, name: str) -> list[tuple[str, str]]:
    """Return every `source` of a TOML document with the table that it stands in."""
    if not isinstance(value, dict):
        return []
    found = [pair for key, inner in value.items() for pair in _sources_in(inner, f"{name} {key}")]
    source = value.get("source", [])
    keys = source.split(";") if isinstance(source, str) else source
    return found + [(name, key.strip()) for key in keys if isinstance(key, str) and key.strip()]


def read_facts(folder: Path) -> dict[str, dict[str, str]]:
    """Return a row of sources.csv for each published figure."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                title, url = row["source_title"].strip(), row["source_url"].strip()
                url = url if url.startswith("http") else ""
                values = (row["id"], publisher_of(title, url), title, _date(row), url, "fact", row["confidence"])
                found[row["id"]] = dict(zip(HEADER, values, strict=True))
    return found


def _date(row: dict[str, str]) -> str:
    return (row.get("year") or row.get("valid_from") or "").strip()


def publisher_of(title: str, url: str) -> str:
    """Return who published: what stands before the colon of a title or in its last brackets, or the host of the URL."""
    head, colon, _ = title.partition(": ")
    if colon and len(head) <= LONGEST_PUBLISHER:
        return head
    # A bracket that begins small and runs on (`archived by ...`) is a remark.
    bracket = re.search(r"\(([^(),]+)(?:,[^()]*)?\)$", title)
    if bracket and re.fullmatch(r"[^\W\d_a-z]\D*|[^\s\d]+", bracket[1]):
        return bracket[1]
    return (urlsplit(url).hostname or "not named").removeprefix("www.")


def read_own(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows that people wrote."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["key"]: row for row in csv.DictReader(file)}


def main() -> int:
    """Write sources.csv."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0].strip())
    parser.add_argument("--facts", type=Path, metavar="DIR", required=True, help="folder of the lists of figures")
    parser.add_argument("--network", type=Path, metavar="DIR", default=DATA, help="folder of the tables")
    parser.add_argument("--cases", type=Path, metavar="FILE", default=CASES, help="the validation cases")
    parser.add_argument("--force", action="store_true", help="overwrite the file")
    args = parser.parse_args()
    out = args.network / "sources.csv"
    refuse_overwriting([out], force=args.force)
    known = read_facts(args.facts) | read_own(OWN)
    used = keys_used(args.network, args.cases)
    missing = {key: where for key, where in used.items() if key not in known}
    if missing:
        lines = (f"  {key} ({where})" for key, where in sorted(missing.items()))
        print("no fact and no row of own_sources.csv bears these keys:", *lines, sep="\n", file=sys.stderr)
        return 1
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER, lineterminator="\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(known[key] for key in sorted(used))
    write_whole(out, text.getvalue().encode())
    print(f"{len(used)} sources, {sum(k in read_own(OWN) for k in used)} of them our own")
    return 0


if __name__ == "__main__":
    sys.exit(main())
