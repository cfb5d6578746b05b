"""Which language a text is in, told by its letters and its commonest words."""

from __future__ import annotations

import re
from collections import Counter

from transcaspia.errors import DataError

READ = {"en": "English", "pl": "Polish"}
"""Languages that are read."""

SAMPLE = 5_000
"""Characters that are looked at."""
LEAST_WORDS = 3

_SCRIPTS = (
    ("Georgian", r"[\u10a0-\u10ff]"), ("Armenian", r"[\u0530-\u058f]"), ("Arabic or Persian", r"[\u0600-\u06ff]"),
    ("Hebrew", r"[\u0590-\u05ff]"), ("Japanese", r"[\u3040-\u30ff]"), ("Korean", r"[\uac00-\ud7af]"),
    ("Chinese", r"[\u4e00-\u9fff]"), ("Greek", r"[\u0370-\u03ff]"), ("Cyrillic", r"[\u0400-\u04ff]"),
    ("Devanagari", r"[\u0900-\u097f]"), ("Thai", r"[\u0e00-\u0e7f]"),
)  # fmt: skip
_CYRILLIC = (
    ("Kazakh", r"[ғқңұһ]"), ("Ukrainian", r"[їєґ]"), ("Belarusian", r"ў"),
    ("Kyrgyz", r"[ңө]"), ("Serbian", r"[ђљњћџ]"),
)  # fmt: skip

_COMMON = {
    "en": "the of and to in a is that for was with on as by at from were his her which its has have be will this between",
    "pl": "i w na z do się że o jest oraz przez dla po od jak za nie ze także który która które został została odbyło są "
    "podczas będzie dnia między strony pod przy a",
    "German": "der die das und in den von zu mit ist des auf für im dem nicht ein eine als auch sich wurde bei",
    "French": "le la les de des du et en un une dans pour que est sur au par avec ce qui à aux entre a été",
    "Spanish": "el la los las de del y en un una que por con para es se al como su entre fue",
    "Italian": "il la le di del della e in un una che per con è si al nel dei gli tra ha sono",
    "Portuguese": "o a os as de do da e em um uma que por com para é se ao no na entre foi dos das",
    "Turkish": "ve bir bu ile için olarak da de olan arasında iki ın tarafından daha sonra görüşme etti yapılan",
    "Azerbaijani": "və bir bu ilə üçün da də olan arasında iki edilib tərəfindən görüş olub hər ölkə ki",
    "Uzbek": "va bilan bir bu uchun da ham oʻrtasida o'rtasida hamda etildi boʻyicha bo'yicha tomonidan kuni haqida",
    "Czech": "a v na se s z do je že o pro k od po za jsou byl byla bylo mezi při také který jako ve",
    "Slovak": "a v na sa s z do je že o pre k od po za sú bol bola bolo medzi pri tiež ktorý ako vo",
    "Romanian": "și de la în a cu din pe pentru că un o ale al prin între este fost au s-a care",
    "Hungarian": "a az és hogy nem is egy volt között meg ki el majd mint de ezt valamint szerint",
    "Lithuanian": "ir kad su į iš yra dėl apie tarp buvo bei už per nuo taip pat bus metu",
    "Latvian": "un ar ir par no uz ka arī lai kā tika gan starp pēc gadā viņš",
    "Estonian": "ja on et ei ning see oli kui mis ka või eesti vahel poolt",
    "Finnish": "ja on ei että se hän oli myös sekä kanssa mukaan välillä ovat joka",
    "Swedish": "och i att det som på är av för med till den har inte om ett mellan",
    "Dutch": "de het een van en in is dat op te met voor zijn aan door tussen werd ook",
    "Croatian or Serbian": "i u je na da se za od su s sa o koji koja između će kao iz bio",
    "Turkmen": "we bilen bir bu üçin hem boýunça arasynda boldy diýip ýurduň döwlet",
}  # fmt: skip
_WORDS = {language: frozenset(words.split()) for language, words in _COMMON.items()}
_WORD = re.compile(r"[^\W\d_]+(?:['’ʻ-][^\W\d_]+)*")


def language_of(text: str) -> str:
    """
    Return the language of a text, if it is one that is read.

    Parameters
    ----------
    text
        The text.

    Returns
    -------
    str
        `en` or `pl`.

    Raises
    ------
    DataError
        If it is in another language, which is named, or in none that can be told.
    """
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample))
    for script, letter in _SCRIPTS:
        if letters and len(re.findall(letter, sample)) > letters / 3:
            raise DataError(_refusal(_cyrillic(sample) if script == "Cyrillic" else script))
    counts = Counter(_WORD.findall(sample.lower()))
    scores = {name: sum(counts[word] for word in words) for name, words in _WORDS.items()}
    best = max(scores, key=lambda name: (scores[name], name in READ))
    if sum(counts.values()) < LEAST_WORDS or scores[best] == 0:
        raise DataError(
            "The text has no sentence whose language can be told; a readout in English or Polish is needed."
        )
    if best not in READ:
        raise DataError(_refusal(best))
    return best


def _cyrillic(sample: str) -> str:
    lowered = sample.lower()
    for name, own in _CYRILLIC:
        if len(re.findall(own, lowered)) > len(lowered) / 200:
            return name
    return "Russian or another language in Cyrillic"


def _refusal(name: str) -> str:
    return f"The text is in {name}; only {' and '.join(READ.values())} are read. Give the English or Polish version."
