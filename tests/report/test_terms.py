"""Polish and Russian say all that the data and a plan say in English, with the same gaps."""

import ast
import csv
import re
from datetime import date
from pathlib import Path

import pytest

import transcaspia
from page_text import Text
from transcaspia.network.load import load_network
from transcaspia.network.tables import EFFECTS, GRADES, MODES
from transcaspia.planning import boxes, cold_way, money
from transcaspia.planning.model import PlanParams
from transcaspia.planning.names import LINES
from transcaspia.planning.outline import STATUSES
from transcaspia.report.estimate import make_estimate
from transcaspia.report.request import make_request
from transcaspia.report.sheet_page import estimate_html, estimate_pdf, request_html
from transcaspia.report.sheet_words import COUNTRIES, phrases
from transcaspia.report.speech import speech_of
from transcaspia.report.terms import LANGUAGES, is_translated, translated

DATA = Path(transcaspia.__file__).parent / "report" / "data"
ENGLISH = re.compile(
    r"\b(the|of|and|or|by|at|from|to|with|without|in|is|are|not|for|on|free|days|border|train|lorry|wagon|goods|box)\b"
)
"""Words that betray English in a Russian or Polish text; `to`, `on` and `or` are Polish too."""
POLISH_TOO = {"to", "on", "or", "i", "do", "box", "in", "by", "wagon"}
NAMES = re.compile(r"[A-Z][\w.]*( (of|and|the|for|&) [A-Z]\w*)+|high cube|ICC A|Transcaspia \S+|Drujba Lines")
"""Names that stay as they are."""


@pytest.fixture(scope="module")
def shipped():
    return load_network()


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(("name", "key"), [("terms", "en"), ("sheet_words", "key")])
def test_every_line_has_every_language_and_the_same_gaps(name, key):
    rows = rows_of(name)
    assert len({row[key] for row in rows}) == len(rows)
    for row in rows:
        english = row["en"]
        for language in LANGUAGES[1:]:
            text = row[language]
            assert text.strip() == text != "", row
            gaps = re.findall(r"\{(\w*)\}", english)
            own = re.findall(r"\{(\w*)\}", text)
            if any(gap.isdigit() for gap in own):
                assert max(map(int, own)) < len(gaps), row
            else:
                assert sorted(own) == sorted(gaps), row


def test_russian_is_written_in_russian_letters():
    for row in rows_of("sheet_words"):
        letters = re.sub(r"\{\w*\}|`[^`]*`|°C|[A-Z0-9]{2,}\w*", "", row["ru"])
        if row["key"] != "band" and re.search(r"\w", letters):
            assert re.search("[а-яё]", row["ru"], re.IGNORECASE), row


def texts_of(network, table, *columns):
    return {row.text(column) for row in network.rows(table) for column in columns}


def test_all_that_the_shipped_tables_say_on_a_sheet_is_translated(shipped):
    texts = texts_of(shipped, "documents", "name", "issuer", "when")
    texts |= texts_of(shipped, "regimes", "regime", "issuer", "guarantee", "guarantor", "amount")
    texts |= texts_of(shipped, "regimes", "paper") - {"none"}
    texts |= texts_of(shipped, "restrictions", "name")
    texts |= {re.sub(r" \[.*", "", word) for row in shipped.rows("restrictions") for word in row.items("exceptions")}
    texts |= texts_of(shipped, "prices", "scope") | texts_of(shipped, "surcharges", "what", "note")
    texts |= texts_of(shipped, "hazards", "what") | texts_of(shipped, "practices", "asks")
    texts |= texts_of(shipped, "dangerous_rules", "rule") | texts_of(shipped, "corridors", "name")
    texts |= texts_of(shipped, "commodities", "name")
    texts |= {text for row in rows_of("liability") for text in (row["regime"], row["limit"], row["note"])}
    assert sorted(text for text in texts if not is_translated(text)) == []


def test_services_and_operators_with_english_words_are_translated(shipped):
    words = re.compile(
        r"\b(by|the|boxes|wagons|lorries|trains?|[Ff]eeder|[Ff]erry|lines?|carriers|named|forwarders|port)\b"
    )
    texts = {text for text in texts_of(shipped, "services", "name", "operator") if words.search(text)}
    assert len(texts) > 50
    assert sorted(text for text in texts if not is_translated(text)) == []


def test_all_that_a_plan_says_of_money_and_power_is_translated():
    texts = {*money.HELD.values(), *boxes._DEEDS.values(), *cold_way.WORDS.values()}
    texts |= {text for pairs in money._EMPTIES.values() for pair in pairs for text in pair}
    # What `money` says of lines without a price stands in its source as plain text.
    tree = ast.parse(Path(money.__file__).read_text(encoding="utf-8"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "lacked"]
    said = [a.value for call in calls for a in call.args[1:] if isinstance(a, ast.Constant)]
    assert len(said) > 8
    assert sorted(text for text in {*texts, *said} if not is_translated(text)) == []


@pytest.mark.parametrize(
    ("text", "polish", "russian"),
    [
        ("handling at Aktau", "przeładunek, Aktau", "обработка, Актау"),
        ("1435 to 1520 mm", "1435 na 1520 mm", "с 1435 на 1520 мм"),
        (
            "DAP Almaty: the seller pays 3 of 8 legs, the buyer the rest",
            "DAP Almaty: sprzedający płaci za 3 z 8 odcinków, kupujący za resztę",
            "DAP Almaty: продавец платит за 3 из 8 участков, покупатель за остальные",
        ),
        (
            "a clip-on generator set, to be agreed 7 days ahead",
            "agregat doczepiany (genset), do uzgodnienia 7 dni wcześniej",
            "навесной генератор (генсет), согласовать за 7 сут.",
        ),
        ("words of a network of one's own",) * 3,
    ],
)
def test_gaps_are_filled_with_names_and_terms(text, polish, russian):
    russian_names = {"Aktau": "Актау"}
    assert translated(text, "en") == text
    assert translated(text, "pl") == polish
    assert translated(text, "ru", lambda name: russian_names.get(name, name)) == russian


@pytest.fixture(scope="module")
def answer(shipped):
    consignment = transcaspia.make_consignment(
        shipped, "Łódź", "Almaty", "2025-10-01", cargo="pharmaceuticals", unit="40RF", units=2, un="1851",
        temp_c=(2, 8), incoterm="CIP Almaty",
    )  # fmt: skip
    return transcaspia.plan(shipped, consignment, PlanParams(draws=200, avoid=("RU",)))


def test_every_word_of_the_controlled_lists_can_be_said(shipped):
    known = phrases()
    sold = {row.text("sold_as") for row in shipped.rows("services")}
    wanted = {f"mode_{mode}" for mode in MODES} | {f"status_{each}" for each in STATUSES} | {f"sold_{s}" for s in sold}
    wanted |= {f"line_{kind}" for kind in LINES} | {f"grade_{g}" for g in GRADES} | {f"effect_{e}" for e in EFFECTS}
    wanted |= {f"unit_{row.id}" for row in shipped.rows("equipment")}
    wanted |= {f"shipment_{each}" for each in ("single", "group", "block")} | {"owner_soc", "owner_coc"}
    assert sorted(wanted - known.keys()) == []
    assert speech_of("pl", shipped).unit("53HC") == "53HC"
    assert {code for row in shipped.rows("nodes") for code in [row.text("country")]} <= COUNTRIES["ru"].keys()


def test_places_have_their_names_in_russian_and_polish(shipped):
    russian, polish = speech_of("ru", shipped), speech_of("pl", shipped)
    assert russian.name("Aktau") == "Актау"
    assert russian.name("Łódź Olechów") == "Лодзь (Łódź Olechów)"
    assert (russian.name("Almaty airport"), polish.name("Almaty airport")) == ("аэропорт Алматы", "lotnisko Ałmaty")
    assert polish.name("Red Bridge") == "Czerwony Most"
    assert russian.name("a place of one's own") == "a place of one's own"


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_way_of_dangerous_reefers_fits_two_sheets(shipped, answer, language):
    """Eight legs and more, a cold chain, dangerous goods, an Incoterm: still two sheets in every language."""
    way = max(range(len(answer.itineraries)), key=lambda k: len(answer.itineraries[k].legs)) + 1
    assert len(answer.itineraries[way - 1].legs) >= 8
    _, sheets = estimate_pdf(make_estimate(answer, shipped, issued=date(2025, 9, 1), way=way, language=language))
    assert sheets == 2


@pytest.mark.parametrize("language", ["pl", "ru"])
def test_no_english_word_is_left_on_a_sheet(shipped, answer, language):
    assert len(answer.itineraries) > 1
    for way in range(1, len(answer.itineraries) + 1):
        estimate = make_estimate(answer, shipped, issued=date(2025, 9, 1), way=way, language=language)
        request = make_request(answer, shipped, issued=date(2025, 9, 1), way=way, language=language)
        page = estimate_html(estimate).partition('<p class="sources">')[0] + request_html(request)
        for text in Text(page).words:
            left = set(ENGLISH.findall(NAMES.sub("", text))) - (POLISH_TOO if language == "pl" else set())
            assert not left, text
