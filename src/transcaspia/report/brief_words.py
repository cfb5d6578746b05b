"""The phrases of a brief, in English and in Polish."""

from __future__ import annotations

PHRASES: dict[str, dict[str, str]] = {
    "en": {
        "title": "Brief for the {body}",
        "as_known": "As known on {day}; sources searched up to {searched}. A planning aid, not an official document.",
        "next": "Next session: number {number}, announced for {when}{place}.",
        "next_overdue": "Next session: number {number}, announced for {when}{place}; {none} of it by {day}.",
        "next_none": "Next session: no announcement found.",
        "decisions": "Decisions asked for",
        "decisions_note": "Proposals of this project, drawn from the open items of the register; they commit nobody. "
        "The latest day is the end of the Programme of Cooperation to which an item belongs.",
        "item": "Item", "decision": "Decision", "who": "Who", "by_when": "By when", "sources": "Sources",
        "more": "See",
        "to_set": "to be set",
        "latest": "to be set; {day} at the latest",
        "by_co_chairs": "both co-chairs", "with_firms": "{who}; with {firms}",
        "nothing_open": "Nothing is open in the register.",
        "body": "The Commission",
        "co_chairs": "Co-chairs", "parties": "Parties", "fields": "Fields", "sessions": "Sessions on record",
        "session": "number {number}: {when}{place}", "no_place": ", place: {none}",
        "missing": "Looked for in vain",
        "members": "Members",
        "promises": "What was promised, and what became of it",
        "promises_since": "Since the last session on record ({when}), and what is still open from before.",
        "promises_all": "No session on record; everything open in the register.",
        "when": "When", "what": "What was promised", "by_whom": "By whom", "became": "What became of it",
        "watch": "Overdue, coming, unknown",
        "overdue": "Overdue: {items}.", "coming": "Coming within {days} days: {items}.",
        "unknown": "Unknown, nothing newer for {n} days: {items}.", "set_anew": "to be set anew (was {when})",
        "derived": "derived", "none_overdue": "Nothing is overdue.",
        "days_over": "{n} days over",
        "information": "For information: around the Commission",
        "chain": "Meetings and documents since the last session",
        "trade": "Trade, as each side counts it",
        "trade_note": "Each figure as its source gives it; nothing is converted or summed. "
        "Where two sources disagree, both stand.",
        "kz_count": "count of {country}", "period": "Period",
        "turnover": "turnover", "exports": "{origin} to {destination}", "imports": "{origin} to {destination}",
        "no_mirror": "For no period do both counts stand in the register, so the gap between them cannot be told.",
        "mirror": "Both counts stand for {periods}; they differ in unit, so they are not subtracted.",
        "mirror_same": "Both counts stand for {periods}.",
        "other_figures": "Other figures",

        "plans": "Two typical consignments",
        "plans_note": "Planned door to door for a start on {day}, with what was known then. "
        "Bands are P10-P50-P90; money is for the whole consignment; CO2e is well-to-wheel. "
        "Planning estimates, not offers.",
        "plan_of": "{units} × {unit} of {cargo}, {origin} to {destination}, {payload} t each",
        "way": "Way", "days": "Days", "usd": "USD", "co2e": "kg CO2e", "weak": "Estimated or assumed: hours, dollars",
        "all_ways": "all ways", "without": "without Russia and Belarus", "no_way": "no way was found",
        "rests": "Figures of the ways rest on {n} sources of the network; `transcaspia plan` lists them leg by leg.",
        "border": "What may shut a border on the first way: {hazards}.",
        "source_list": "Sources",
        "footnote": "'{none}' means that the pages searched hold none{ref}. It says nothing on whether it happened.",
        "network": "Transcaspia: network {id}, edition {day}, sha256 {sha}",
        "undated": "undated", "confidence_low": "weak source", "page": "Page", "of": "of",
        "later_step": "{none} of a later step",
        "due": "due",

    },
    "pl": {
        "title": "Notatka na posiedzenie: {body}",
        "as_known": "Stan wiedzy na {day}; źródła przeszukano do {searched}. "
        "Pomoc planistyczna, nie dokument urzędowy.",
        "next": "Najbliższa sesja: numer {number}, zapowiedziana na: {when}{place}.",
        "next_overdue": "Najbliższa sesja: numer {number}, zapowiedziana na: {when}{place}; {none} do {day}.",
        "next_none": "Najbliższa sesja: nie znaleziono zapowiedzi.",
        "decisions": "Oczekiwane decyzje",
        "decisions_note": "Propozycje tego projektu, wywiedzione z otwartych pozycji rejestru; nikogo nie wiążą. "
        "Termin najpóźniejszy to koniec Programu Współpracy, do którego sprawa należy.",
        "item": "Sprawa", "decision": "Decyzja", "who": "Kto", "by_when": "Termin", "sources": "Źródła",
        "more": "Zob.",
        "to_set": "do ustalenia",
        "latest": "do ustalenia; najpóźniej {day}",
        "by_co_chairs": "współprzewodniczący obu stron", "with_firms": "{who}; oraz {firms}",
        "nothing_open": "W rejestrze nie ma spraw otwartych.",
        "body": "Komisja",
        "co_chairs": "Współprzewodniczą", "parties": "Strony", "fields": "Dziedziny", "sessions": "Sesje w rejestrze",
        "session": "numer {number}: {when}{place}", "no_place": ", miejsce: {none}",
        "missing": "Szukano bez wyniku",
        "members": "Członkowie",
        "promises": "Co obiecano i co z tego wynikło",
        "promises_since": "Od ostatniej sesji w rejestrze ({when}) oraz sprawy wcześniejsze, nadal otwarte.",
        "promises_all": "Brak sesji w rejestrze; wszystkie sprawy otwarte.",
        "when": "Kiedy", "what": "Co obiecano", "by_whom": "Kto", "became": "Co z tego wynikło",
        "watch": "Po terminie, nadchodzące, nieznane",
        "overdue": "Po terminie: {items}.", "coming": "W ciągu {days} dni: {items}.",
        "unknown": "Stan nieznany, nic nowszego od {n} dni: {items}.",
        "set_anew": "do ponownego ustalenia (było: {when})",
        "derived": "wyliczone", "none_overdue": "Nic nie jest po terminie.",
        "days_over": "{n} dni po terminie",
        "information": "Do wiadomości: wokół Komisji",
        "chain": "Spotkania i dokumenty od ostatniej sesji",
        "trade": "Handel według danych każdej ze stron",
        "trade_note": "Każda liczba tak, jak podaje ją źródło; niczego nie przeliczono ani nie zsumowano. "
        "Gdy źródła są sprzeczne, podano oba.",
        "kz_count": "dane: {country}", "period": "Okres",
        "turnover": "obroty", "exports": "{origin} do {destination}", "imports": "{origin} do {destination}",
        "no_mirror": "Dla żadnego okresu rejestr nie ma danych obu stron, więc różnicy między nimi nie da się podać.",
        "mirror": "Dane obu stron są dla: {periods}; w różnych jednostkach, więc ich nie odjęto.",
        "mirror_same": "Dane obu stron są dla: {periods}.",
        "other_figures": "Inne liczby",

        "plans": "Dwie typowe przesyłki",
        "plans_note": "Zaplanowano od drzwi do drzwi na start {day}, z ówczesnym stanem wiedzy. "
        "Przedziały to P10-P50-P90; koszt całej przesyłki; CO2e od źródła do koła. Szacunki planistyczne, nie oferty.",
        "plan_of": "{units} × {unit}, {cargo}, {origin} - {destination}, po {payload} t",
        "way": "Droga", "days": "Dni", "usd": "USD", "co2e": "kg CO2e", "weak": "Szacunki i założenia: godziny, dolary",
        "all_ways": "wszystkie drogi", "without": "bez Rosji i Białorusi", "no_way": "nie znaleziono drogi",
        "rests": "Liczby opierają się na {n} źródłach danych sieci; `transcaspia plan` podaje je odcinek po odcinku.",
        "border": "Co może zamknąć granicę na pierwszej drodze: {hazards}.",
        "source_list": "Źródła",
        "footnote": "„{none}” znaczy, że przeszukane strony go nie zawierają{ref}. "
        "Nie mówi to, czy rzecz się zdarzyła.",
        "network": "Transcaspia: sieć {id}, wydanie {day}, sha256 {sha}",
        "undated": "bez daty", "confidence_low": "słabe źródło", "page": "Strona", "of": "z",
        "later_step": "{none} dalszego kroku",
        "due": "termin:",

    },
}  # fmt: skip
"""What a brief says, by language; the same keys in each."""

ASKS: dict[str, dict[str, str]] = {
    "en": {
        "overdue": "Set a new day for it, or drop it: {title}.",
        "unknown": "Report what became of it: {title}.",
        "in_progress": "Report how far it is: {title}.",
        "agreed": "Set a day for it: {title}.",
        "proposed": "Decide whether it is taken up: {title}.",
    },
    "pl": {
        "overdue": "Wyznaczyć nowy termin albo odstąpić: {title}.",
        "unknown": "Przedstawić, co się z tym stało: {title}.",
        "in_progress": "Przedstawić stan prac: {title}.",
        "agreed": "Wyznaczyć termin: {title}.",
        "proposed": "Rozstrzygnąć, czy sprawa zostaje podjęta: {title}.",
    },
}
"""What a session is asked for where the register has no proposal of its own, by state."""

COUNTRIES: dict[str, dict[str, str]] = {
    "en": {"KZ": "Kazakhstan", "PL": "Poland", "EU": "the European Union", "AZ": "Azerbaijan", "GE": "Georgia",
           "TR": "Türkiye", "CN": "China", "RU": "Russia"},
    "pl": {"KZ": "Kazachstan", "PL": "Polska", "EU": "Unia Europejska", "AZ": "Azerbejdżan", "GE": "Gruzja",
           "TR": "Turcja", "CN": "Chiny", "RU": "Rosja"},
}  # fmt: skip
"""Names of parties; another stands as its code."""

UNITS_PL = {
    "USD million": "mln USD", "EUR million": "mln EUR", "persons": "osób", "firms": "firm", "t": "t",
    "thousand t": "tys. t", "TEU": "TEU", "%": "%",
}  # fmt: skip
"""Polish words for the units of indicators."""

TOWNS_PL = {"Warsaw": "Warszawa", "Almaty": "Ałmaty", "Aqtöbe": "Aktobe"}

CARGO_PL = {
    "pharmaceuticals": "leki", "construction_materials": "materiały budowlane", "machinery": "maszyny",
    "food_chilled": "żywność chłodzona", "energy_equipment": "urządzenia energetyczne",
}  # fmt: skip

CORRIDORS_PL = {
    "Northern, by Belarus and Russia": "Północna, przez Białoruś i Rosję",
    "Northern, by Latvia and Russia": "Północna, przez Łotwę i Rosję",
    "By Russia": "Przez Rosję",
    "Air": "Lotnicza",
    "Direct": "Bezpośrednia",
    "Trans-Caspian": "Transkaspijska",
    "Trans-Caspian by the Black Sea": "Transkaspijska, przez Morze Czarne",
    "Trans-Caspian by Türkiye and the BTK": "Transkaspijska, przez Turcję i BTK",
    "Trans-Caspian by Türkiye": "Transkaspijska, przez Turcję",
    "Trans-Caspian by LHS and Chornomorsk": "Transkaspijska, LHS i Czornomorsk",
    "Southern, by Iran": "Południowa, przez Iran",
    "Deep sea to China, then rail": "Morska do Chin, dalej koleją",
    "Deep sea": "Morska",
}
"""Polish names of corridors; one that is not here keeps its English name."""


def phrase(language: str, key: str, **parts: object) -> str:
    """
    Return a phrase with its parts filled in.

    Parameters
    ----------
    language
        `en` or `pl`.
    key
        Key of `PHRASES`.
    **parts
        What stands in its braces.

    Returns
    -------
    str
        The phrase.
    """
    return PHRASES[language][key].format(**parts)
