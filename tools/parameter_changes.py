"""
Add to docs/parameter_changes.csv each figure that stood in an older network folder and has another value now.

    git archive COMMIT src/transcaspia/network/data | tar -x -C /tmp/older
    python tools/parameter_changes.py /tmp/older/src/transcaspia/network/data

Only rows that replace one of the older folder are listed: a new row fills a gap and changes nothing. Of a price by
sizes the row of 40 ft is listed, which the others follow. The source and the reason are those of the row that stands
now. Rows that are in the log already stay as they are, and a later change begins where the last one of the row ended.
"""

from __future__ import annotations

import csv
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOW = ROOT / "src" / "transcaspia" / "network" / "data"
LOG = ROOT / "docs" / "parameter_changes.csv"
FIGURES = {
    "speeds": ("low", "typical", "high"),
    "durations": ("low", "typical", "high"),
    "prices": ("low", "typical", "high"),
    "hazards": ("per_year",),
    "services": ("per_week", "fill_units", "fill_per_day"),
    "vehicles": ("capacity",),
}
"""The figures of each table, the middle one first choice where there are three."""

Row = dict[str, str]


def rows_of(folder: Path, table: str) -> list[Row]:
    """Return the rows of a table."""
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def figure(row: Row, columns: tuple[str, ...]) -> str:
    """Return what a row states, in a few words."""
    if "typical" in columns:
        middle = row["typical"] or f"{row['low']}-{row['high']}"
        return f"{middle} {row['statistic']}"
    return ", ".join(f"{row[name]} {name}" for name in columns if row.get(name))


def before(row: Row, older: list[Row]) -> Row | None:
    """Return the older row of the same name that held when this one begins."""
    alike = [o for o in older if o["id"] == row["id"] and o.get("size") == row.get("size")]
    begins = row.get("valid_from") or ""
    held = [o for o in alike if (o.get("valid_from") or "") <= begins <= (o.get("valid_to") or "9999")]
    return held[0] if held else None


def changes(folder: Path) -> list[Row]:
    """Return the rows of the log for all figures that changed since a folder."""
    today = datetime.now(UTC).date().isoformat()
    found = []
    for table, columns in FIGURES.items():
        older, newer = rows_of(folder, table), rows_of(NOW, table)
        by_size = {row["id"] for row in newer if row.get("size") == "40"}
        for row in newer:
            old = before(row, older)
            if row["id"] in by_size and row["size"] != "40":
                continue
            if old is None or figure(old, columns) == figure(row, columns):
                continue
            name = row["id"] + (f" {row['size']}" if row.get("size") else "")
            name += f" (from {row['valid_from']})" if row.get("valid_from") else ""
            found.append({
                "day": today, "table": table, "row": name, "from": figure(old, columns), "to": figure(row, columns),
                "source": row["source"], "reason": row["note"],
            })  # fmt: skip
    return found


def main() -> None:
    """Add what is new to the log."""
    with LOG.open(encoding="utf-8", newline="") as file:
        log = list(csv.DictReader(file))
    known = {(row["table"], row["row"], row["to"]) for row in log}
    last = {(row["table"], row["row"]): row["to"] for row in log}
    new = [row for row in changes(Path(sys.argv[1])) if (row["table"], row["row"], row["to"]) not in known]
    for row in new:
        row["from"] = last.get((row["table"], row["row"]), row["from"])
    with LOG.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, list(log[0]), lineterminator="\n").writerows(new)
    print(f"{len(new)} changes added to {LOG}")


if __name__ == "__main__":
    main()
