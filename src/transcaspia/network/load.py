"""Reading a folder of tables into a network, with every fault of the folder in one message."""

from __future__ import annotations

import csv
import hashlib
import io
import math
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from transcaspia.errors import DataError
from transcaspia.network.faults import Faults
from transcaspia.network.model import Measured, Network, Row
from transcaspia.network.tables import TABLES, Column, Table
from transcaspia.network.validate import check_rows, check_settings

SHIPPED = Path(__file__).parent / "data"
"""Folder of the network that comes with the package."""

_SETTINGS = "network.toml"
_MEASURED = ("odbl/measured.csv", "odbl/access.parquet", "sea_measured.csv")


def load_network(folder: Path | None = None) -> Network:
    """
    Return the network of a folder, after every check.

    Parameters
    ----------
    folder
        Folder with one CSV file for each table and `network.toml`; None means the shipped network.

    Returns
    -------
    Network
        The network, with the rows of all days.

    Raises
    ------
    DataError
        If anything is wrong with the folder; the message lists all faults, table by table.
    """
    root = SHIPPED if folder is None else Path(folder)
    if not root.is_dir():
        raise DataError(
            f"{root} is not a folder. A network is a folder of CSV tables with {_SETTINGS}: give the path of one, "
            "or leave it out for the shipped network."
        )
    faults = Faults()
    texts = {name: text for name in _files() if (text := _read(root, name, faults)) is not None}
    settings = _parse_settings(texts.pop(_SETTINGS, None), faults)
    tables = {t.name: _parse_table(t, texts[f"{t.name}.csv"], faults) for t in TABLES if f"{t.name}.csv" in texts}
    if settings is not None:
        check_settings(settings, tables, faults)
    check_rows(tables, settings, faults)
    if faults or settings is None:
        raise DataError(faults.message(str(root)))
    about = settings["network"]
    return Network(
        id=about["id"],
        title=about["title"],
        edition=_as_day(about["edition"]),
        data_from=_as_day(about["data_from"]),
        data_to=_as_day(about["data_to"]),
        sha256=_hash(root),
        root=root,
        settings=settings,
        tables=tables,
        measured=Measured(root),
    )


def _files() -> list[str]:
    return sorted([*(f"{t.name}.csv" for t in TABLES), _SETTINGS])


def _hash(root: Path) -> str:
    # Everything that a plan computes from; lines on the map change no number.
    digest = hashlib.sha256()
    for name in (*_files(), *_MEASURED):
        path = root / name
        if path.exists():
            content = path.read_bytes()
            digest.update(f"{name} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def _read(root: Path, name: str, faults: Faults) -> str | None:
    try:
        content = (root / name).read_bytes()
    except FileNotFoundError:
        todo = "Add it" + ("; a table without rows has its header only." if name.endswith(".csv") else ".")
        faults.add(name, "", 0, "", "the file is missing", todo)
        return None
    except OSError as err:
        faults.add(name, "", 0, "", f"the file cannot be read ({err.strerror})", "Make it readable.")
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        line = content.count(b"\n", 0, err.start) + 1
        what = f"byte 0x{content[err.start]:02X} is not UTF-8"
        faults.add(name, "", line, "", what, "Save the file as UTF-8 (in a spreadsheet: CSV UTF-8).")
        return None


def _parse_settings(text: str | None, faults: Faults) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as err:
        faults.add(_SETTINGS, "", 0, "", f"it is not TOML ({err})", "Mend the line that it names.")
        return None


def _parse_table(table: Table, text: str, faults: Faults) -> tuple[Row, ...]:
    file = f"{table.name}.csv"
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        columns = _match_header(table, header, faults)
        blank = {c.name: None for c in table.columns}
        for cells in reader:
            if not any(cells):
                continue
            line = reader.line_num
            if len(cells) != len(header):
                what = f"the row does not have the {len(header)} cells of the header"
                faults.add(file, "", line, f"{len(cells)} cells", what, "Put a text that holds a comma in quotes.")
                continue
            values: dict[str, object] = dict(blank)
            for column, cell in zip(columns, cells, strict=True):
                if column is not None:
                    values[column.name] = _parse_cell(file, column, cell.strip(), line, faults)
            rows.append(Row(table.name, line, values))
    except csv.Error as err:
        faults.add(
            file, "", reader.line_num, "", f"it is not CSV ({err})", "Close the quotes, and double those inside."
        )
    return tuple(rows)


def _match_header(table: Table, header: list[str], faults: Faults) -> list[Column | None]:
    file = f"{table.name}.csv"
    known = {c.name: c for c in table.columns}
    for name in known.keys() - set(header):
        needed = "" if known[name].required else ", which may be blank in every row"
        faults.add(file, name, 0, "", "the column is missing", f"Add it{needed}: {known[name].meaning.lower()}.")
    for name in header:
        if name not in known:
            faults.add(file, name, 0, "", "the column is not known", f"Remove it; the columns are {', '.join(known)}.")
    for name in {n for n in header if header.count(n) > 1}:
        faults.add(file, name, 0, "", "the column stands twice", "Keep one of them.")
    return [known.get(name) for name in header]


def _parse_cell(file: str, column: Column, text: str, line: int, faults: Faults) -> object:
    if not text:
        if column.required:
            faults.add(file, column.name, line, "", "the cell is blank", f"Fill in: {column.meaning.lower()}.")
        return None
    if column.dtype in {"number", "integer"}:
        return _parse_number(file, column, text, line, faults)
    if column.dtype == "date":
        day = _parse_day(text)
        if day is None:
            faults.add(file, column.name, line, text, "this is not a day of the calendar", "Write it as 2025-10-01.")
        return day
    if column.dtype == "flag":
        if text != "yes":
            faults.add(file, column.name, line, text, "this is neither `yes` nor blank", "Write one of the two.")
        return True
    items = tuple(i.strip() for i in text.split(";")) if column.dtype == "list" else (text,)
    if not all(items):
        faults.add(file, column.name, line, text, "the list has an empty item", "Remove the needless `;`.")
    if column.choices and not set(items) <= set(column.choices):
        todo = f"Choose from {', '.join(column.choices)}."
        faults.add(file, column.name, line, text, "the value is not one of those allowed", todo)
    return items if column.dtype == "list" else text


def _parse_number(file: str, column: Column, text: str, line: int, faults: Faults) -> float | None:
    try:
        value = float(text.replace("_", "?"))  # Python reads 1_000, people do not write it
    except ValueError:
        faults.add(file, column.name, line, text, "this is not a number", "Write it as 1234.5, without unit or spaces.")
        return None
    if not math.isfinite(value):
        todo = "Write a finite number, or leave the cell blank where it is not known."
        faults.add(file, column.name, line, text, "this is not a finite number", todo)
        return None
    unit = f" {column.unit}" if column.unit else ""
    if column.minimum is not None and value < column.minimum:
        what = f"the number is below {column.minimum:g}{unit}, the least allowed"
        faults.add(file, column.name, line, text, what, "Mend the value.")
        return None
    if column.dtype == "integer" and value != int(value):
        faults.add(file, column.name, line, text, "this is not a whole number", "Round it or mend it.")
        return None
    return value


def _parse_day(text: str) -> date | None:
    # fromisoformat also takes 20251001 and 2025-W40; one way of writing is enough.
    if len(text) != len("2025-10-01") or text[4] != "-":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _as_day(value: object) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))
