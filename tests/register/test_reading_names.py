"""Names of states and towns in the cases of Polish, numbers of sessions, and bodies in the nominative."""

from __future__ import annotations

import pytest

from transcaspia.register.reading.lexicon import named, words_of
from transcaspia.register.reading.ordinals import numbered, ordinal
from transcaspia.register.reading.polish import nominative

TOWNS = (
    "Gdyni Genui Nikozji Wenecji Tokio Seulu Szanghaju Kairze Rijadzie Hadze Zurychu Sarajewie Zagrzebiu Lublanie "
    "Mińsku Charkowie Kiszyniowie Konstancy Debreczynie Koszycach Brnie Monachium Kolonii Dreźnie Lipsku Marsylii "
    "Trieście Turynie Salonikach Kownie Kłajpedzie Rydze Kopenhadze Gandży Szuszy Samarkandzie Bucharze "
    "Szymkencie Karagandzie Kuryku Toruniu Białymstoku Krośnie Kielcach Szczecinie Rzeszowie Stambule Erywaniu "
    "Teheranie Waszyngtonie Wilnie Łodzi Aszchabadzie"
)
STATES = (
    "Kazachstanem Uzbekistanowi Turkmenistanie Gruzją Turcji Rumunii Bułgarią Węgrami Czechach Niemcami Włoszech "
    "Litwą Łotwy Szwecją Chinami Koreą Indiach Katarem Egipcie Ukrainą Białorusi Polską Armenią Mongolii"
)


@pytest.mark.parametrize("word", [*TOWNS.split(), *STATES.split()])
def test_a_name_is_known_in_every_case(word):
    text = f"w {word}"
    (found,) = named(text, words_of(text), "pl")
    assert text[found.span.start : found.span.end] == word


def test_a_word_in_capitals_at_the_head_is_a_name():
    text = "NEW YORK and BAKU, but not EU"
    assert [(each.town, each.code) for each in named(text, words_of(text), "en")] == [
        ("New York", "US"), ("Baku", "AZ"), ("", "EU"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("10th", 10), ("tenth", 10), ("twenty-first", 21), ("X", 10), ("XXVIII", 28),
        ("dziesiąte", 10), ("dziewiątego", 9),
        ("dwudzieste pierwsze", 21), ("12.", 12), ("trzynastej", 13), ("100th", None), ("tents", None),
    ],
)  # fmt: skip
def test_numbers_of_sessions(written, number):
    assert ordinal(written) == number


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("the 10th meeting of the commission", "en", [10]),
        ("the 79th session of the UN General Assembly", "en", []),
        ("the first half of the year", "en", []),
        ("IX posiedzenie i spotkanie", "pl", [9]),
        ("w drugiej połowie roku odbyło się piąte posiedzenie", "pl", [5]),
    ],
)
def test_only_numbers_of_sessions_count(text, language, numbers):
    assert [number for _, number in numbered(text, language)] == numbers


@pytest.mark.parametrize(
    ("written", "filed"),
    [
        (
            "Polsko-Uzbeckiej Komisji Międzyrządowej do spraw Handlu",
            "Polsko-Uzbecka Komisja Międzyrządowa do spraw Handlu",
        ),
        ("Wspólnego Komitetu ds. Energii", "Wspólny Komitet ds. Energii"),
        ("Polsko-Ukraińskiej Grupy Roboczej ds. Transportu", "Polsko-Ukraińska Grupa Robocza ds. Transportu"),
        ("no body at all", "no body at all"),
    ],
)
def test_bodies_are_filed_in_the_nominative(written, filed):
    assert nominative(written) == filed
