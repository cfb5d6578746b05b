"""What the estimate and the request say, by language."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources

WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "pl": ("pon.", "wt.", "śr.", "czw.", "pt.", "sob.", "niedz."),
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
}
MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "pl": ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru"),
    "ru": ("янв", "фев", "мар", "апр", "мая", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
}

_CODES = [
    "PL", "KZ", "UZ", "TM", "KG", "TJ", "AZ", "GE", "AM", "TR", "RO", "BG", "HU", "SK", "CZ", "DE", "AT", "NL", "BE",
    "LT", "LV", "EE", "UA", "MD", "BY", "RU", "CN", "MN", "IR", "IT", "GR", "EG", "ZA",
]  # fmt: skip
COUNTRIES = {
    language: dict(zip(_CODES, names.split("|"), strict=True))
    for language, names in {
        "en": "Poland|Kazakhstan|Uzbekistan|Turkmenistan|Kyrgyzstan|Tajikistan|Azerbaijan|Georgia|Armenia|Türkiye|"
        "Romania|Bulgaria|Hungary|Slovakia|Czechia|Germany|Austria|Netherlands|Belgium|Lithuania|Latvia|Estonia|Ukraine|"
        "Moldova|Belarus|Russia|China|Mongolia|Iran|Italy|Greece|Egypt|South Africa",
        "pl": "Polska|Kazachstan|Uzbekistan|Turkmenistan|Kirgistan|Tadżykistan|Azerbejdżan|Gruzja|Armenia|Turcja|"
        "Rumunia|Bułgaria|Węgry|Słowacja|Czechy|Niemcy|Austria|Holandia|Belgia|Litwa|Łotwa|Estonia|Ukraina|Mołdawia|"
        "Białoruś|Rosja|Chiny|Mongolia|Iran|Włochy|Grecja|Egipt|RPA",
        "ru": "Польша|Казахстан|Узбекистан|Туркменистан|Киргизия|Таджикистан|Азербайджан|Грузия|Армения|Турция|"
        "Румыния|Болгария|Венгрия|Словакия|Чехия|Германия|Австрия|Нидерланды|Бельгия|Литва|Латвия|Эстония|Украина|"
        "Молдавия|Белоруссия|Россия|Китай|Монголия|Иран|Италия|Греция|Египет|ЮАР",
    }.items()
}
"""Names of the covered countries; another stands as its code."""

_FILE = "sheet_words.csv"


@lru_cache(maxsize=1)
def phrases() -> dict[str, dict[str, str]]:
    """
    Return what the sheets say.

    Returns
    -------
    dict[str, dict[str, str]]
        Phrase by language, by key.
    """
    text = resources.files("transcaspia.report").joinpath("data", _FILE).read_text(encoding="utf-8")
    return {row["key"]: row for row in csv.DictReader(text.splitlines())}
