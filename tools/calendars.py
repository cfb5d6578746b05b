"""
Rebuild the public holidays in calendars.csv from the package `holidays`, for the countries that ban lorries on them.

The rows of bans and everything else in the table are written by hand and kept as they stand.

    uv run --with holidays==0.109 python tools/calendars.py --force
"""

from __future__ import annotations

import argparse
import csv
import io
import sys

import holidays

from graphs import DATA
from measure import refuse_overwriting, write_whole

TABLE = DATA / "calendars.csv"
YEARS = range(2015, 2027)
KIND, SOURCE = "holidays", "HOLIDAYS"


def banning(rows: list[dict[str, str]]) -> list[str]:
    """Return the countries in which a ban holds on public holidays or on their eves."""
    return sorted(
        {r["country"] for r in rows if r["kind"] == "truck_ban" and {"holiday", "eve"} & set(r["days"].split(";"))}
    )


def holiday_rows(header: list[str], countries: list[str]) -> list[dict[str, str]]:
    """Return a row with the public holidays of each country and year."""
    found = []
    for country in countries:
        for year in YEARS:
            days = sorted(holidays.country_holidays(country, years=year))
            row = dict.fromkeys(header, "")
            row |= {"id": f"holidays-{country.lower()}-{year}", "country": country, "kind": KIND}
            row |= {"days": ";".join(day.isoformat() for day in days), "source": SOURCE, "grade": "published"}
            found.append(row)
    return found


def main() -> int:
    """Write the table; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", maxsplit=1)[0])
    parser.add_argument("--force", action="store_true", help="replace the table")
    refuse_overwriting([TABLE], force=parser.parse_args().force)
    with TABLE.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        header, rows = list(reader.fieldnames or []), [row for row in reader if row["kind"] != KIND]
    out = io.StringIO()
    writer = csv.DictWriter(out, header, lineterminator="\n")
    writer.writeheader()
    writer.writerows([*rows, *holiday_rows(header, banning(rows))])
    write_whole(TABLE, out.getvalue().encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
