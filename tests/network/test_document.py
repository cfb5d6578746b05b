"""The docs page of the tables is the description of the tables."""

from pathlib import Path

from transcaspia.network.document import tables_as_markdown
from transcaspia.network.tables import TABLES

PAGE = Path(__file__).parents[2] / "docs" / "tables.md"


def test_the_committed_page_is_up_to_date() -> None:
    """Mend it with `python -m transcaspia.network.document docs/tables.md`."""
    assert PAGE.read_text(encoding="utf-8") == tables_as_markdown()


def test_every_column_of_every_table_has_its_line() -> None:
    sections = dict(zip([t.name for t in TABLES], tables_as_markdown().split("\n## ")[1:], strict=True))
    for table in TABLES:
        assert sections[table.name].startswith(f"{table.name}\n")
        lines = [line for line in sections[table.name].splitlines() if line.startswith("| `")]
        assert [line.split("`")[1] for line in lines] == [c.name for c in table.columns]
