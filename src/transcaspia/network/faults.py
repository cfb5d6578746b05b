"""The faults of a data folder, gathered so that one message tells of all."""

from __future__ import annotations

from dataclasses import dataclass, field

_SHOWN = 5
_LONGEST = 60


@dataclass
class Faults:
    """
    Faults found so far, those alike kept together.

    Attributes
    ----------
    found
        Line and value of each fault by file, column, what is wrong and what to do, in order of discovery.
    """

    found: dict[tuple[str, str, str, str], list[tuple[int, str]]] = field(default_factory=dict)

    def add(self, file: str, column: str, line: int, value: str, what: str, todo: str) -> None:
        """
        Note a fault.

        Parameters
        ----------
        file
            File, as `links.csv`.
        column
            Column, or key of a TOML file; empty where the whole file is at fault.
        line
            Line of the file; 0 where the whole file or column is at fault.
        value
            The value at fault; empty where there is none to show.
        what
            What is wrong, as the end of a sentence that begins with the value.
        todo
            What to do about it, as a sentence.
        """
        self.found.setdefault((file, column, what, todo), []).append((line, value))

    def __bool__(self) -> bool:
        """Return whether anything was found."""
        return bool(self.found)

    def message(self, folder: str, what: str = "network") -> str:
        """
        Return the faults for people: by table, with column, first rows, what is wrong and what to do.

        Parameters
        ----------
        folder
            Folder of the data.
        what
            What the folder holds.

        Returns
        -------
        str
            Several lines of text.
        """
        total = sum(len(rows) for rows in self.found.values())
        files = list(dict.fromkeys(file for file, *_ in self.found))
        lines = [
            f"The {what} in {folder} has {_count(total, 'fault')} in {_count(len(files), 'file')}; nothing was loaded."
        ]
        for name in files:
            lines.append(f"{name}:")
            for (file, column, wrong, todo), rows in self.found.items():
                if file == name:
                    lines.append(_printable(f"  {_place(column, rows, name)}{wrong}. {todo}"))
        return "\n".join(lines)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" + ("" if number == 1 else "s")


def _place(column: str, rows: list[tuple[int, str]], file: str) -> str:
    cell, row = ("key", "line") if file.endswith(".toml") else ("column", "row")
    where = [f"{cell} `{column}`"] if column else []
    if rows[0][0]:
        shown = [f"{line} (`{_cut(value)}`)" if value else str(line) for line, value in rows[:_SHOWN]]
        more = len(rows) - len(shown)
        places = ", ".join(shown) + (f" and {more} more" if more else "")
        where.append(f"{row if len(rows) == 1 else row + 's'} {places}")
    elif rows[0][1]:
        where.append(", ".join(f"`{_cut(value)}`" for _, value in rows[:_SHOWN]))
    return ", ".join(where) + ": " if where else ""


def _cut(value: str) -> str:
    return value[:_LONGEST] + ("..." if len(value) > _LONGEST else "")


def _printable(text: str) -> str:
    # A cell may hold anything: what a terminal would obey or a line could not hold is written as Python writes it.
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)
