"""How readouts word meetings: the nouns and verbs of English and Polish, as patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grammar:
    """
    Patterns by which meetings are found in one language.

    Attributes
    ----------
    noun
        A gathering: session, talks, visit.
    happened
        Verbs whose subject is a gathering that was.
    did
        Verbs whose object is a gathering that was.
    met
        Verbs that say by themselves that people met.
    planned
        Verbs whose subject is a gathering to come.
    plans
        Verbs whose object is a gathering to come, or that say by themselves that people will meet.
    told
        A gathering that is told of, with what makes it one that was.
    aside
        What stands before a gathering that is not the one reported: "on the margins of".
    anew
        Words that set a meeting apart from the one told before.
    known
        What stands before a gathering that was told of before: "the talks".
    at
        Prepositions before the place of a gathering.
    clause
        Where a part of a sentence may end.
    no
        What makes a verb no report: a negation, a condition.
    this
        What stands before the number of a session that was told of before: "it was the ninth session".
    """

    noun: re.Pattern[str]
    happened: re.Pattern[str]
    did: re.Pattern[str]
    met: re.Pattern[str]
    planned: re.Pattern[str]
    plans: re.Pattern[str]
    told: re.Pattern[str]
    aside: re.Pattern[str]
    anew: re.Pattern[str]
    known: re.Pattern[str]
    at: re.Pattern[str]
    clause: re.Pattern[str]
    no: re.Pattern[str]
    this: re.Pattern[str]


_N = (
    r"(?:sessions?|meetings?|rounds?|talks|consultations|negotiations|forums?|fora|conferences?|summits?|sittings?|dialogues?"
    r"|(?:telephone|phone|video)\s+(?:conversation|call)|conversations?|visits?|seminars?|round\s?tables?|trips?|ceremony|event|exhibition"
    r"|reception|videoconference|video\s+conference|trade\s+mission|business\s+mission|roadshow|gathering|tour|consultation|discussions"
    r"|congress|negotiation\s+round|presentation|hearing|courtesy\s+call)"
)
_ADV = r"(?:also\s+|already\s+|both\s+|jointly\s+|recently\s+|successfully\s+|officially\s+|then\s+|later\s+|separately\s+)*"

ENGLISH = Grammar(
    noun=re.compile(rf"\b{_N}\b", re.IGNORECASE),
    happened=re.compile(
        rf"\b(?:(?:was|were|has\s+been|have\s+been)\s+{_ADV}(?:held|convened|hosted|organi[sz]ed|conducted|arranged|staged)"
        r"|brought\s+together|took\s+place|lasted|has\s+taken\s+place|have\s+taken\s+place|kicked\s+off|got\s+under\s+way|(?:was|were)\s+opened|has\s+(?:ended|concluded|begun|opened)"
        r"|(?:opened|began|ended|concluded|started|convened)\s+(?:in|on|today|yesterday)\b)"
    ),
    did=re.compile(
        rf"\b(?:(?:have|has)\s+)?{_ADV}(?:held|holds|hold(?=\s+(?:talks|a\s+round))|had|has\s+had|hosted|hosts|chaired|co-chaired|convened|conducted|attended|paid|pays|is\s+paying|are\s+paying"
        r"|(?:was|is|became)\s+the\s+(?:venue|host)\s+(?:of|for)|made|opened|concluded|took\s+part\s+in|takes\s+part\s+in|participated\s+in|discussed\s+(?:(?!reached|agreed)[^.;]){2,120}?\s(?:at|during)|exchanged\s+views\s+[^.;]{2,120}?\s(?:at|during)|co-hosted|organi[sz]ed|completed|began|started|launched|led|leads|headed|joined|addressed|travell?ed\s+[^.;,]{2,60}?\s(?:on|for)|arrived\s+[^.;,]{2,60}?\s(?:on|for)|arrived\s+(?:on|for)"
        r"|(?:is|was|are|were)\s+(?:in|visiting)\s+[^.;,]{2,60}?\s(?:on|for)|were\s+on|was\s+on|is\s+on)\b"
    ),
    met=re.compile(
        rf"\b(?:{_ADV}met\b(?!\s+(?:the\s+(?:criteria|requirement|target|condition|deadline|obligation)|its|their\s+(?:target|obligation)|all))"
        rf"|(?:was|were)\s+{_ADV}(?:received|hosted|welcomed)\s+by|{_ADV}received\s+(?=(?:the|his|her|a\s+delegation|an?\s+\w+\s+delegation|[A-Z]|members|representatives|participants))"
        rf"|spoke\s+{_ADV}(?:by|over|on)\s+(?:the\s+)?(?:tele)?phone|spoke\s+{_ADV}with|talked\s+(?:by|over|on)\s+(?:the\s+)?(?:tele)?phone"
        r"|{ADV}visited\s+(?=[A-Z]|the\s+[A-Z])|(?:hosted|welcomed)\s+(?=(?:his|her|the|a)\s+(?:[\w’-]+\s+){0,3}(?:counterpart|colleague|delegation|minister|president|speaker|ambassador|guests?|deputies)\b)|conferred\s+with|telephoned|phoned|met\s+up\s+with|sat\s+down\s+with|exchanged\s+views\s+by\s+(?:tele)?phone|gathered\s+in)".replace(
            "{ADV}", _ADV
        )
    ),
    planned=re.compile(
        r"\b(?:(?:will|shall|would|should|is\s+to|are\s+to|is\s+expected\s+to|are\s+expected\s+to|is\s+due\s+to|are\s+due\s+to|is\s+set\s+to|is\s+scheduled\s+to|are\s+scheduled\s+to"
        r"|is\s+planned\s+to|are\s+planned\s+to|was\s+expected\s+to|is\s+likely\s+to)\s+(?:also\s+|next\s+|then\s+)?(?:be\s+(?:held|convened|hosted|organi[sz]ed|conducted|arranged)|take\s+place|convene|open|start|begin|continue|resume|follow)"
        r"|(?:is|are|was|were|has\s+been|have\s+been)\s+(?:now\s+|tentatively\s+|provisionally\s+|also\s+)?(?:scheduled|planned|slated|foreseen|set|expected|envisaged|due)\s+(?:for|in|on|to\s+(?:take\s+place|be\s+held)|at|next|this|later)"
        r"|(?:postponed|moved|rescheduled|adjourned)\s+(?:to|until|till)|(?:scheduled|planned|due|set|slated|expected)\s+(?:for|to\s+be\s+held|to\s+take\s+place)|to\s+be\s+(?:held|convened|hosted)|to\s+take\s+place|upcoming)\b"
    ),
    plans=re.compile(
        rf"(?:(?<=\n)[\s•*\d.)–-]*(?:to\s+)?(?:hold|host|convene|organi[sz]e)\b(?=[^.;]{{0,110}}?\b{_N}\b)|\b(?:will|shall|to|would|should|jointly)\s+(?:also\s+|next\s+|jointly\s+|again\s+)?(?:hold|host|convene|organi[sz]e|conduct|pay|make|attend|resume)\b(?=[^.;]{{0,110}}?\b{_N}\b)"
        r"|(?:will|shall|would|should|is\s+to|are\s+to|(?:is|are)\s+(?:expected|due|scheduled|set)\s+to|agreed\s+to|decided\s+to|intend(?:s|ed)?\s+to|hopes?\s+to|plan(?:s|ned)?\s+to)\s+(?:also\s+|again\s+|next\s+)?(?:meet|gather|reconvene|convene)\b(?!\s+(?:the\s+)?(?:demand|target|need|requirement))"
        rf"|(?:will|shall|is\s+to|(?:is\s+)?(?:expected|due)\s+to)\s+(?:attend|take\s+part\s+in|participate\s+in|welcome)\b(?=[^.;]{{0,110}}?\b{_N}\b)|agreed\s+(?:on|to)\s+a\s+(?:\w+\s+)?meeting\b"
        rf"|(?:holding|convening|hosting|organi[sz]ing|conducting)\s+(?:the\s+)?(?:next|following|upcoming|another|\w+(?:st|nd|rd|th))\b(?=[^.;]{{0,110}}?\b{_N}\b)|announced\s+(?:a|the|an)\s+(?:\w+\s+)?(?:visit|meeting|session|conference|forum)\b|(?:will|to|is\s+to|is\s+expected\s+to)\s+(?:visit|travel\s+to)\s+(?=[A-Z]|the\s+[A-Z])"
        r"|(?:invited|extended\s+an\s+invitation|invitation|invites)\b[^.;]{0,120}?\b(?:to\s+visit|visit|to\s+come\s+to|for\s+talks|to\s+[A-Z]\w+\s+(?:on|for)\s+an?)\b)"
    ),
    told=re.compile(
        rf"\b(?:the|their|his|her|last|previous|first|second|third|latest|recent|at|during|following|after|since)\s+(?:[\w’'/-]+\s+){{0,5}}?{_N}\b",
        re.IGNORECASE,
    ),
    aside=re.compile(
        r"(?:margins?|sidelines?|fringes?|eve|agenda|preparations?|participants?)\s+(?:of|for)\s+(?:the\s+|a\s+|its\s+)?(?:(?!following|during|after|reached)[\w’'&/-]+\s+){0,6}$"
    ),
    anew=re.compile(
        r"\b(?:also|separate(?:ly)?|another|in\s+addition|later|then|besides|additionally|subsequently)\b",
        re.IGNORECASE,
    ),
    known=re.compile(r"(?:\b(?:the|this|these|both)\s+|^)(?:\w+\s+)?$", re.IGNORECASE),
    at=re.compile(
        r"\b(?:in|at|to|near|for|visited|visiting|visits|visit|capital,?|city\s+of|port\s+of|hosted\s+by|and)\s+(?:the\s+)?(?:(?:capital|city|town|port|resort)\s+(?:of\s+)?)?$|\b(?:margins?|sidelines?|fringes?)\s+of\s+(?:the\s+)?(?:\w+\s+)?$",
        re.IGNORECASE,
    ),
    clause=re.compile(
        r",\s+(?:and|while|whereas|which|where|who|but|the\s+\w+\s+(?:session|meeting|round)\s+of\s+which)\b|;|\s+(?:and|following|after|since|as\s+agreed\s+at|reached\s+(?:at|during)|during|at)\s+(?=(?:the|their|its|his|her|to|that|agreed|will)\b)"
        r"|\s+that\s+|,\s+(?=(?:the|following|after|held)\b)|\s+and\s+(?=\w+ed\b|to\s)"
    ),
    no=re.compile(
        r"\b(?:not|never|no\s+longer|would\s+have|had\s+been\s+planned|cancelled|postponed|could|may|might)\s+(?:be\s+)?$",
        re.IGNORECASE,
    ),
    this=re.compile(r"\b(?:it|this)\s+(?:was|is|became)\s+(?:already\s+)?the\s+$", re.IGNORECASE),
)

_PN = (
    r"(?:posiedzeni\w+|spotkani\w+|rozm[oó]w\w*|konsultacj\w+|negocjacj\w+|wizyt\w+|forum|konferencj\w+|szczy(?:t|tu|cie|tem)|rund(?:a|y|zie|ę|ą)|tur(?:a|y|ze|ę|ą)"
    r"|obrad\w*|sesj\w+|seminari\w+|wideokonferencj\w+|misj\w+\s+gospodarcz\w+|targ(?:i|ów|ach)|uroczystoś\w+|dialog\w*|debat\w+|kongres\w*|spotkań|posiedzeń|wydarzeni\w+|ceremoni\w+)"
)
POLISH = Grammar(
    noun=re.compile(rf"(?<!\w){_PN}(?!\w)", re.IGNORECASE),
    happened=re.compile(
        r"\b(?:odby(?:ło|ła|ły|ł)\s+się|miał[aoy]?\s+miejsce|został[aoy]?\s+(?:przeprowadzon|zorganizowan|zwołan)\w+|rozpoczę(?:ło|ła|ły)\s+się|rozpoczął\s+się"
        r"|zakończył[aoy]?\s+się|zebrał[aoy]?\s+się|trwał[aoy]?|obradował[aoy]?|zainaugurowan\w+|przeprowadzono|zorganizowano)"
    ),
    did=re.compile(
        r"\b(?:przeprowadził[aiy]?|odbył[aiy]?(?!\s+się)|odbyli(?!\s+się)|poprowadził[aiy]?|współprzewodniczył\w*|przewodniczył[aiy]?|(?:wziął|wzięła|wzięli|wzięły)\s+udział\s+w"
        r"|rozpoczął|rozpoczęła|rozpoczęli|rozpoczęły|zakończył[aiy]?|zakończyli|zaczął|zaczęła|stanął\s+na\s+czele|otworzył[aiy]?|otwarli|uczestniczył[aiy]?\s+w|złożył[aiy]?|gościł[aiy]?|przebywał[aiy]?|przybył[aiy]?|zainaugurował\w*|przebywa|przebywają|składa)\b"
    ),
    met=re.compile(
        r"\b(?:spotkał[aiy]?\s+się|spotkali\s+się|(?:przyjął|przyjęła|przyjęli)(?!\s+(?:zaproszeni|propozycj|do\s|z\s|uchwał|deklarac|program|plan|wspóln))|rozmawia(?:ł|ła|ły|li)(?=\s+(?:\w+\s+)?(?:telefonicznie|przez\s+telefon|z\s|ze\s|online))|odwiedził[aiy]?|odwiedzili|został[ay]?\s+przyjęt\w+|zostali\s+przyjęci"
        r"|naradzał[aiy]?\s+się|gościł[aiy]?)\b"
    ),
    planned=re.compile(
        r"\b(?:odbędzie\s+się|odbędą\s+się|zostan(?:ie|ą)\s+(?:zorganizowan|przeprowadzon|zwołan)\w+|zbierze\s+się|będzie\s+miał[ao]?\s+miejsce|(?:jest|są|został[aoy]?)\s+(?:za)?planowan\w+"
        r"|(?:za)?planowan\w+\s+(?:jest|są)|zaplanowano|zaplanowan\w+\s+na|planowan\w+\s+na|przewidzian\w+\s+(?:jest\s+|są\s+)?na|powinn?[aoy]?\w*\s+(?:się\s+)?odbyć|miał[aoy]by\s+się\s+odbyć|ma(?:ją)?\s+się\s+odbyć|ma(?:ją)?\s+zebrać\s+się|rozpocznie\s+się|przewidziano)"
    ),
    plans=re.compile(
        rf"\b(?:spotkają\s+się|spotka\s+się|zbierze\s+się|zbiorą\s+się|(?:zorganizują|przeprowadzą|odbędą(?!\s+się)|zorganizuje|przeprowadzi|odbędzie(?!\s+się)|zwołać|zorganizować|przeprowadzić|odbyć(?!\s+się)|zwołają|zwoła|zorganizowani\w+|przeprowadzeni\w+|zwołani\w+|odbyci\w+)\b(?=[^.;]{{0,110}}?{_PN})"
        rf"|zapowiedzi\w+\s+(?:\w+\s+)?(?:wizyt|spotkani|posiedzeni|rund|konferencj)\w+|złoży\s+wizytę|złożą\s+wizytę|(?:weźmie|wezmą)\s+udział(?=[^.;]{{0,110}}?{_PN})|będ(?:zie|ą)\s+uczestniczy\w+(?=[^.;]{{0,110}}?{_PN})|umówi(?:li|ły)\s+się\s+na(?=[^.;]{{0,40}}?{_PN})|odwiedzi\b|odwiedzą\b|zaprosił\w*[^.;]{{0,120}}?(?:do\s+złożenia|z\s+(?:oficjalną\s+|roboczą\s+|rewizytą|\w+\s+)?wizytą|do\s+odwiedzenia|na\s+(?:konsultacje|rozmowy)|rewizyt\w+)|zaproszenie[^.;]{{0,80}}?(?:do\s+złożenia|do\s+odwiedzenia))"
    ),
    told=re.compile(
        rf"(?<!\w)(?:podczas|w\s+trakcie|po|od|poprzedni\w*|ostatni\w*|pierwsz\w+|drug\w+|trzeci\w*|w\s+czasie|na)\s+(?:[\w-]+\s+){{0,4}}?{_PN}",
        re.IGNORECASE,
    ),
    aside=re.compile(
        r"(?:marginesie|kuluarach|przeddzień|przygotowani\w+|program\w*|uczestnik\w*)\s+(?:do\s+)?(?:(?!podczas|po\b)[\w-]+\s+){0,6}$",
        re.IGNORECASE,
    ),
    anew=re.compile(
        r"\b(?:także|również|ponadto|odrębn\w+|oddzieln\w+|następnie|później|osobn\w+|kolejn\w+)\b", re.IGNORECASE
    ),
    known=re.compile(r"(?:^|\b(?:podczas|w\s+trakcie|to|tego|po|przed)\s+)$", re.IGNORECASE),
    at=re.compile(r"\b(?:w|we|do|na|pod|koło|mieście|stolicy,?|oraz|i)\s+(?:mieście\s+)?$", re.IGNORECASE),
    clause=re.compile(
        r",\s+(?:a|zaś|natomiast|który|która|które|których|którego|której|gdzie|że|iż|oraz)\b|;|\s+(?:oraz|a\s+także|i)\s+(?=\w+(?:ł|ła|li|ły|ło|no|to|ć|ie)\b)|\s+(?:po|podczas|w\s+trakcie)\s+"
    ),
    no=re.compile(r"\b(?:nie|miał[aoy]?|mogł\w+|może)\s+(?:się\s+)?$", re.IGNORECASE),
    this=re.compile(r"\b(?:było\s+to|to\s+było|jest\s+to)\s+(?:już\s+)?$", re.IGNORECASE),
)

GRAMMARS = {"en": ENGLISH, "pl": POLISH}
