"""
Write the sha256 of every shipped data file into its row of files.csv.

Run it (`make data-hashes`) after a data file has changed. A file without a row is an error: the publisher, title,
address, licence and what was done to it are for a person to write. With --check nothing is written.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sys
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "transcaspia"
REGISTER = PACKAGE / "network" / "data" / "files.csv"
NOT_DATA = {"files.csv", "LICENSE", "README.md"}


def data_files() -> list[str]:
    """Return every table, and every file below the data folders, of the package, relative to the package."""
    found = [path for folder in PACKAGE.rglob("data") if folder.is_dir() for path in folder.rglob("*")]
    found += PACKAGE.rglob("*.csv")
    files = {path for path in found if path.is_file() and path.name not in NOT_DATA and "__pycache__" not in path.parts}
    return sorted(path.relative_to(PACKAGE).as_posix() for path in files)


def refreshed(text: str) -> tuple[str, list[str]]:
    """Return the register with the hashes of today, and the faults that only a person can mend."""
    reader = csv.DictReader(io.StringIO(text))
    rows = sorted(reader, key=lambda row: row["file"])
    files = data_files()
    known = {row["file"] for row in rows}
    faults = [
        f"{file} has no row: add one with publisher, title, url, licence, what_was_done"
        for file in files
        if file not in known
    ]
    faults += [f"{row['file']} is named but does not exist: delete its row" for row in rows if row["file"] not in files]
    for row in rows:
        if row["file"] in files:
            row["sha256"] = hashlib.sha256((PACKAGE / row["file"]).read_bytes()).hexdigest()
    # A merge by union doubles a row whose hash changed on both sides; with today's hash the two are one again.
    rows = list({tuple(row.values()): row for row in rows}.values())
    out = io.StringIO()
    writer = csv.DictWriter(out, reader.fieldnames or [], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue(), faults


def main() -> int:
    """Refresh the register, or with --check say whether it is fresh."""
    before = REGISTER.read_text(encoding="utf-8")
    after, faults = refreshed(before)
    if "--check" in sys.argv[1:]:
        if after != before:
            faults.append("hashes or order have changed: run `make data-hashes`")
    else:
        REGISTER.write_text(after, encoding="utf-8", newline="\n")
    for fault in faults:
        print(f"{REGISTER.name}: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
