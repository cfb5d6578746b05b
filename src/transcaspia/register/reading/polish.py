"""Forms of Polish names: which written words may be a name in one of its cases, and the name behind a case."""

from __future__ import annotations

import re

_SOFT = (
    # Ending, and what the locative makes of it.
    ("tr", "trze"), ("st", "ście"), ("zd", "ździe"), ("sł", "śle"), ("sn", "śnie"), ("zn", "źnie"),
    ("t", "cie"), ("d", "dzie"), ("r", "rze"), ("ł", "le"), ("n", "nie"), ("s", "sie"), ("z", "zie"), ("w", "wie"),
    ("p", "pie"), ("b", "bie"), ("m", "mie"), ("f", "fie"), ("k", "ce"), ("ch", "sze"), ("h", "że"), ("g", "dze"),
)  # fmt: skip
_VOWELS = "aeiouyąęó"


def declined(name: str) -> set[str]:
    """
    Return the forms in which a name can stand; some of them are not Polish, none of them is another name.

    Parameters
    ----------
    name
        A proper noun of one word, in the nominative; a name of several words is returned alone.

    Returns
    -------
    set[str]
        The name and its forms.
    """
    forms = {name}
    if " " in name or len(name) < 3 or name.isupper():
        return forms
    head, _, word = name.rpartition("-")
    head = head + "-" if head else ""
    return forms | {head + form for form in _word(word)}


def _word(word: str) -> set[str]:
    stem = word[:-1]
    if word.endswith("a"):
        return (
            {stem + end for end in ("y", "i", "ę", "ą", "o")}
            | _locative(stem)
            | {stem + "ii", stem + "ji"}
            | ({stem} if word.endswith("nia") else set())
        )
    if word.endswith("o"):
        return {stem + end for end in ("a", "u", "em", "iem")} | _locative(stem)
    if word[-1] in _VOWELS:
        plural = (
            {stem + end for end in ("", "om", "ami", "ach", "iom", "iami", "iach", "ow")}
            if word[-1] in "yie"
            else set()
        )
        return plural if len(stem) > 3 else set()
    bases = {word}
    if word.endswith("ów"):
        bases.add(word[:-2] + "ow")
    for strong, weak in (("ń", "ni"), ("ź", "zi"), ("dź", "dzi"), ("ść", "ści"), ("ś", "si"), ("ć", "ci")):
        if word.endswith(strong):
            bases.add(word[: -len(strong)] + weak)
    if len(word) > 4 and word[-2] == "e":
        bases.add(word[:-2] + word[-1])
    if word == "Łódź":
        bases.add("Łodzi")
    if word.endswith("eń"):
        bases.add(word[:-2] + "ni")
    forms = {base + end for base in bases for end in ("a", "u", "owi", "em", "iem", "ą", "")}
    for base in bases:
        forms |= _locative(base)
    return forms


def _locative(stem: str) -> set[str]:
    if stem and stem[-1] in "cjlż":
        return {stem + "u", stem + "i", stem + "y"}
    if stem.endswith(("cz", "sz", "rz")):
        return {stem + "u", stem + "y"}
    found = {stem + "u", stem + "ie"} | ({stem + "iu", stem + "ia"} if stem.endswith(("w", "p", "b", "m")) else set())
    for end, soft in _SOFT:
        if stem.endswith(end):
            found.add(stem[: -len(end)] + soft)
    if stem.endswith("ow"):
        found.add(stem[:-2] + "owie")
    return found


ADJECTIVE_ENDINGS = ("i", "a", "ie", "iego", "iej", "iemu", "ich", "im", "imi", "ą", "o", "iem")
"""What follows the stem of an adjective in -ski, -cki or -ki."""

_HEADS = {
    "komisji": "Komisja", "komisję": "Komisja", "komisją": "Komisja", "podkomisji": "Podkomisja", "grupy": "Grupa",
    "grupie": "Grupa", "grupę": "Grupa", "grupą": "Grupa", "rady": "Rada", "radzie": "Rada", "radę": "Rada",
    "radą": "Rada", "izby": "Izba", "izbie": "Izba", "izbę": "Izba", "izbą": "Izba", "komitetu": "Komitet",
    "komitetowi": "Komitet", "komitetem": "Komitet", "komitecie": "Komitet", "zespołu": "Zespół", "zespole": "Zespół",
    "zespołem": "Zespół", "konsultacji": "konsultacje", "konsultacjach": "konsultacje", "konsultacjami": "konsultacje",
}  # fmt: skip
_FEMININE = {"Komisja", "Podkomisja", "Grupa", "Rada", "Izba"}


def nominative(phrase: str) -> str:
    """
    Return the name of a body as it is filed, from the case in which the text has it.

    Parameters
    ----------
    phrase
        Words of the text, as `Polsko-Uzbeckiej Komisji Międzyrządowej do spraw Handlu`.

    Returns
    -------
    str
        The same with the noun and the adjectives beside it in the nominative; the phrase itself where no noun of a
        body stands in it.
    """
    words = phrase.split()
    at = next((place for place, word in enumerate(words) if word.casefold() in _HEADS), None)
    if at is None:
        return " ".join(words)
    head = _HEADS[words[at].casefold()]
    gender = "f" if head in _FEMININE else "p" if head == "konsultacje" else "m"
    filed = []
    for place, word in enumerate(words):
        if place == at:
            filed.append(head if word[:1].isupper() else head.lower())
        elif place < at or (place in {at + 1, at + 2} and _is_adjective(word) and filed[-1] != "do"):
            filed.append(_adjective(word, gender))
        else:
            filed.append(word)
    return " ".join(filed)


def _is_adjective(word: str) -> bool:
    return re.search(r"(ej|ego|emu|ych|ymi|ym|im|ich|ą)$", word) is not None


def _adjective(word: str, gender: str) -> str:
    ends = {"f": ("ka", "a"), "m": ("ki", "y"), "p": ("kie", "e")}[gender]
    soft = re.sub(r"k(iej|iego|iemu|ich|imi|im|ą)$", ends[0], word)
    if soft != word:
        return soft
    return re.sub(r"(ej|ego|emu|ych|ymi|ym|ą)$", ends[1], word) if len(word) > 4 else word
