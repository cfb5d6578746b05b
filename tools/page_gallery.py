"""Write the table of pictures in docs/page.md from the files that `make gallery` took."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "page.md"
PICTURES = ROOT / "docs" / "images" / "page"
SEATS = ("desk-light", "desk-dark", "phone-light", "phone-dark")
HEADING = "## Pictures\n"


def table(names: list[str]) -> str:
    """Return the rows: a view, and its pictures by seat and theme."""
    head = "| view | " + " | ".join(seat.replace("-", ", ") for seat in SEATS) + " |\n|" + " --- |" * (len(SEATS) + 1)
    rows = []
    for view, files in groupby(sorted(names), key=lambda name: "-".join(name.split("-")[:-2])):
        there = set(files)
        cells = [
            f"![{view}, {seat.replace('-', ', ')}](images/page/{view}-{seat}.jpg)" if f"{view}-{seat}" in there else ""
            for seat in SEATS
        ]
        rows.append(f"| {view.replace('-', ': ', 1)} | " + " | ".join(cells) + " |")
    return "\n".join([head, *rows]) + "\n"


def main() -> None:
    """Write the page."""
    before = PAGE.read_text(encoding="utf-8").partition(HEADING)[0]
    made = "Made by `make gallery` from the running page: views at a desk and on a phone, in the light and the dark."
    PAGE.write_text(
        f"{before}{HEADING}\n{made}\n\n{table([path.stem for path in PICTURES.glob('*.jpg')])}", encoding="utf-8"
    )
    print(f"{PAGE.relative_to(ROOT)}: {len(list(PICTURES.glob('*.jpg')))} pictures")


if __name__ == "__main__":
    main()
