"""The toy network of tests/fixtures/tiny, and copies of it that a test may damage."""

from __future__ import annotations

import csv
from pathlib import Path

from transcaspia.network.load import load_network
from transcaspia.network.model import Network

TINY = Path(__file__).parent / "fixtures" / "tiny"


class Copy:
    """A copy of the toy network that a test may damage."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, table: str) -> Path:
        return self.folder / f"{table}.csv"

    def read(self, table: str) -> list[dict[str, str]]:
        with self.path(table).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def write(self, table: str, rows: list[dict[str, str]]) -> None:
        with self.path(table).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    def change(self, table: str, index: int, **cells: str) -> Copy:
        """Set cells of one row; `from_` stands for the column `from`."""
        rows = self.read(table)
        for name, value in cells.items():
            column = name.rstrip("_")
            assert column in rows[index]
            rows[index][column] = value
        self.write(table, rows)
        return self

    def add(self, table: str, like: int = 0, **cells: str) -> Copy:
        """Append a copy of a row with some cells changed."""
        rows = self.read(table)
        new = dict(rows[like])
        for name, value in cells.items():
            assert name.rstrip("_") in new
            new[name.rstrip("_")] = value
        self.write(table, [*rows, new])
        return self

    def drop(self, table: str, index: int) -> Copy:
        rows = self.read(table)
        del rows[index]
        self.write(table, rows)
        return self

    def replace(self, name: str, old: str, new: str) -> Copy:
        """Replace a text that must stand in a file."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self

    def load(self) -> Network:
        return load_network(self.folder)
