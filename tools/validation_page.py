"""
Write docs/validation.md, its pictures and the answer that the server gives from the project's own cases.

With a label the scores are added to docs/validation_history.csv, dated today, in place of those of the same label;
with --scores they come from a `transcaspia validate --json` of another network instead, and the page is left alone.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import transcaspia
from transcaspia.report.validation_figure import validation_image
from transcaspia.report.validation_page import CHANGES, HISTORY, MISSES, history_rows, validation_page
from transcaspia.validation import document as validation_document
from transcaspia.validation.document import to_document

DOCS = Path(__file__).resolve().parents[1] / "docs"
PAGE = DOCS / "validation.md"
ANSWER = Path(validation_document.__file__).with_name(validation_document.SHIPPED_FILE)
PICTURES = {"time": DOCS / "images" / "validation.svg", "cost": DOCS / "images" / "validation-cost.svg"}
LOGS = {
    "history": (DOCS / "validation_history.csv", HISTORY),
    "changes": (DOCS / "parameter_changes.csv", CHANGES),
    "misses": (DOCS / "validation_misses.csv", MISSES),
}


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of a log; none where there is no file yet."""
    path, columns = LOGS[name]
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    if rows and set(rows[0]) != set(columns):
        sys.exit(f"{path} has other columns than {', '.join(columns)}")
    return rows


def record(document: dict[str, object], label: str) -> None:
    """Add the scores of a validation to the history."""
    path, columns = LOGS["history"]
    today = datetime.now(UTC).date().isoformat()
    kept = read("history")
    place = next((number for number, row in enumerate(kept) if row["label"] == label), len(kept))
    rows = [row for row in kept if row["label"] != label]
    rows[place:place] = history_rows(document, today, label)
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8")


def main() -> None:
    """Write what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--label", default="", help="what had been done, for the history")
    parser.add_argument("--scores", type=Path, help="a validate/1 document to be added to the history under --label")
    asked = parser.parse_args()
    if asked.scores:
        record(json.loads(asked.scores.read_text(encoding="utf-8")), asked.label or sys.exit("--scores needs --label"))
        return
    network = transcaspia.load_network()
    cases = transcaspia.read_cases(units=[row.id for row in network.rows("equipment")])
    validation = transcaspia.validate(network, cases, workers=2)
    if asked.label:
        record(to_document(validation), asked.label)
    PAGE.write_text(validation_page(validation, read("history"), read("changes"), read("misses")), encoding="utf-8")
    told = json.dumps(to_document(validation), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    ANSWER.write_bytes(gzip.compress(told.encode(), mtime=0))
    for metric, path in PICTURES.items():
        path.write_bytes(validation_image(validation, metric))
    print(f"{len(cases)} cases in {validation.stats['seconds']:.0f} s: {PAGE}")


if __name__ == "__main__":
    main()
