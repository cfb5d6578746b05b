"""How readouts word what was agreed, promised, supported, asked for and noted, in English and Polish."""

from __future__ import annotations

import re

_ADV = r"(?:also\s+|strongly\s+|fully\s+|further\s+|jointly\s+|once\s+again\s+|again\s+|firmly\s+|especially\s+|particularly\s+|additionally\s+|separately\s+|actively\s+|formally\s+|mutually\s+)*"
_OWN = r"(?:(?:its|their|his|her|the|a|an|mutual|strong|full|firm|continued|continuing|unwavering|common|shared|joint|particular|keen|great|special|country[’']s|[A-Z]\w+[’']s|government[’']s|side[’']s|two|parties[’']?|sides[’']?|active|further|clear|consistent|steady|unconditional|principled|general|readiness\s+and|willingness\s+and|interest\s+and|steadfast)\s+){0,5}"
_SAID = r"(?:express(?:es|ed)|confirm(?:s|ed)|reaffirm(?:s|ed)|reiterat(?:es|ed)|declar(?:es|ed)|voic(?:es|ed)|stat(?:es|ed)|affirm(?:s|ed)|convey(?:s|ed)|announc(?:es|ed)|stress(?:es|ed)|emphasi[sz](?:es|ed)|underlin(?:es|ed)|underscor(?:es|ed)|indicated|signalled|reported|reassured|demonstrated|showed|noted)"
_WORTH = r"(?:importance|need|necessity|potential|prospects?|role|significance|relevance|priorit(?:y|ies)|opportunit(?:y|ies)|expediency|interest|possibilit(?:y|ies)|demand|value|advantages?|capacity|usefulness|benefits?|perspectives|urgency|promise)"
_NOTE = r"(?:took\s+note\s+of|noted|notes|stressed|stresses|emphasi[sz]e[sd]|underline[sd]|underscore[sd]|highlight(?:s|ed)|pointed\s+(?:out|to)|drew\s+attention\s+to|acknowledge[sd]|recogni[sz]e[sd]|attach(?:es|ed)|confirmed|reaffirmed|observed|recalled|reiterated|saw|identified|singled\s+out)"

_EN: dict[str, str] = {
    "supports": (
        rf"{_SAID}\s+{_OWN}support\b|(?<!to\s)(?:supports|supported|backs|backed|endorses|endorsed|advocates|advocated|favou?rs|favou?red|champions|championed)\b"
        rf"|(?:spoke|speaks|came\s+out|is|are|was|were)\s+(?:out\s+)?in\s+(?:favou?r|support)\s+of|welcom(?:es|ed)\s+(?:[\w’']+\s+){{0,4}}?(?:initiatives?|proposals?|ideas?|intentions?|plans?|launch|opening|decision)\b"
        rf"|(?:lent|gave|gives|pledged|assured\s+\w+\s+of|promised)\s+{_OWN}support\b|(?<=[a-z]\s)support\s+(?=the|an?\b|efforts|further|early)|(?:voic|reiterat|g)(?:ed|ave)\s+{_OWN}backing\b|(?:is|are)\s+supportive\s+of|stands?\s+for\b|reaffirmed\s+that\s+\w+\s+supports"
    ),
    "agreed": (
        rf"(?<!as\s)(?<!the\s)(?<!previously\s)(?<!earlier\s)(?:have\s+|has\s+)?{_ADV}agreed\b(?!\s+(?:earlier|agenda|upon\s+earlier|in\s+(?:principle\s+)?(?:19|20)\d\d))"
        rf"|(?:reached|came\s+to|arrived\s+at)\s+(?:an?\s+|the\s+|full\s+|\w+\s+)?(?:agreements?|understandings?|consensus|arrangements?)\b|(?:agreements?|understandings?|consensus|arrangements?)\s+(?:was|were|has\s+been|have\s+been)\s+reached"
        rf"|concur(?:red|s)\b|(?:decided|resolved|arranged)\s+(?:to|on|that)\b|it\s+was\s+{_ADV}(?:agreed|decided|resolved)\b|(?:was|were)\s+{_ADV}agreed(?:\s+upon)?\b|a\s+decision\s+was\s+(?:made|taken)\s+to|took\s+(?:a|the)\s+decision\s+to|made\s+(?:a|the)\s+decision\s+to|(?:instructed|tasked|directed|mandated|commissioned)\s+(?=[a-z])|(?:fixed|set|approved|determined|coordinated|established)\s+(?:the|a)\s+(?:\w+\s+){{0,2}}(?:quotas?|number|contingent|timetable|schedule|list|dates?)\b|set\s+(?:themselves\s+)?(?:a|the)\s+(?:goal|target|task|aim)|found\s+common\s+ground\s+on|(?:agreement|understanding|consensus)\s+was\s+found\s+on"
    ),
    "will": (
        rf"(?:undertook|undertakes|pledge[sd]|vow(?:s|ed)|promise[sd]|intends?|intended|plans|planned|is\s+going|are\s+going|commits|committed(?:\s+(?:itself|themselves|himself|herself))?|guaranteed|aims?|aimed)\s+(?:to|that|a|an|support)\b|offered\s+(?!by\b)|(?:committed|allocated|earmarked)\s+(?=[\d$€£]|an?\s|another|some|up\s+to|US)"
        rf"|{_SAID}\s+{_OWN}(?:readiness|willingness|intentions?|commitment|determination|resolve|preparedness|desire|plans|adherence)\b"
        r"|(?:said|stated|promised|confirmed|added|assured)\s+(?:it|he|she|they|(?:his|her|their|its|the)\s+\w+)\s+(?:would|will)\s+(?!be\b|help\b|have\b|remain\b|become\b|allow\b)[a-z]{3,}\b"
        r"|(?:confirm(?:s|ed)|announced|assured|promised|stated|said|informed|declared|added|told\s+\w+)\s+that\s+[^.;,]{2,60}?\s(?:would|will)\s+(?!be\b|help\b|allow\b|enable\b|become\b|remain\b|have\b|take\s+place)[a-z]{3,}\b"
        rf"|{_SAID}\s+that\s+(?:it|they|he|she|[A-Z]\w+|the\s+\w+\s+side)\s+(?:is|are|was|were)\s+(?:ready|prepared|willing)\b"
        rf"|(?:is|are|was|were|stands?|remains?|stood)\s+{_ADV}(?:ready|prepared|willing|determined|committed)\s+to\b|assured\b[^.;]{{0,80}}\b(?:that|of)\b"
        rf"|announced\s+(?:plans|its\s+(?:plans?|intention|decision|readiness)|the\s+(?:opening|launch|start|allocation)|a\s+(?:plan|decision)|that\s+[^.;]{{2,80}}?\s(?:will|would)\s+(?!be\b|take\s+place|help\b|allow\b|remain\b|have\b)[a-z]{{3,}}|(?:a|an|the)\s+(?:[\w-]+\s+){{0,3}}(?:package|grant|loan|investment|fund|contribution|credit\s+line|programme|study|project|initiative|scheme|tender|measures)\b)|(?:is|are)\s+to\s+(?!be\b|meet\b|visit\b|hold\b|convene\b|take\b|start\b|begin\b|open\b|blame\b)[a-z]{{3,}}"
        rf"|(?:will|shall)\s+{_ADV}(?!be\b|help\b|allow\b|enable\b|become\b|remain\b|have\b|mark\b|bring\b|make\s+it\b|take\s+place\b|meet\b|visit\b|gather\b|also\s+be\b|depend\b|serve\b|lead\b|not\b|play\b|see\b|mean\b|amount\b|reach\b|grow\b)[a-z]{{3,}}\b"
    ),
    "called_on": (
        r"(?:call(?:s|ed)\s+(?:up)?on|call(?:s|ed)\s+for|urge[sd]|appeal(?:s|ed)\s+(?:to|for)|asked|asks|request(?:s|ed)|encourage[sd]|proposes|proposed|suggest(?:s|ed)|recommend(?:s|ed)|invite[sd]"
        r"|extended\s+an\s+invitation|issued\s+an?\s+(?:invitation|call|appeal)|put\s+forward\s+(?:a|an|the|several)\s+(?:\w+\s+)?(?:proposals?|initiatives?|ideas?)|made\s+a\s+proposal|tabled\s+a\s+proposal|sought\s+(?!to\b)|pressed\s+for|pushed\s+for|advised|solicited|came\s+forward\s+with|insisted\s+(?:on|that))\b"
    ),
    "noted": (
        rf"{_NOTE}\b(?=[^.;]{{0,140}}?\b{_WORTH}\b)|\b{_WORTH}\b[^.;]{{0,260}}?\b(?:was|were|has\s+been)\s+{_ADV}(?:noted|stressed|emphasi[sz]ed|underlined|underscored|highlighted|confirmed|acknowledged|recogni[sz]ed|reaffirmed|pointed\s+out)\b"
        rf"|(?:express(?:es|ed)|show(?:s|ed)|confirm(?:s|ed)|voiced|declared|reaffirmed|demonstrated)\s+{_OWN}interest\b|(?:is|are|was|were)\s+{_ADV}(?:mutually\s+|keenly\s+)?interested\s+in\b"
        rf"|{_NOTE}\s+(?:that|the\s+fact\s+that)\b[^.;]{{0,80}}?\b(?:(?:necessary|important|essential|vital|needed|crucial|expedient|advisable)\s+to|should|must|needs?\s+to)\b|(?:attach(?:es|ed)|gave|gives|paid)\s+[^.;]{{0,30}}\b(?:importance|priority)\b"
    ),
}
_PL: dict[str, str] = {
    "supports": (
        r"popar(?:ł|ła|li|ły)\b|popiera(?:ją|my)?\b|(?:wyrazi|zadeklarowa|potwierdzi|ponowi|udzieli|przekaza)\w*\s+(?:\w+\s+){0,4}?(?:poparci\w+|wsparci\w+)|wsparł\w*\b|wspar(?:li|ły)\b|wspiera(?:ją)?\b"
        r"|opowiedzi\w+\s+się\s+za\b|opowiada\w*\s+się\s+za\b|z\s+(?:zadowoleniem|uznaniem)\s+(?:przyję\w+|powita\w+|przyjął)\s+(?:\w+\s+)?(?:inicjatyw|propozycj|plan|decyzj|zamiar|uruchomieni|pomysł)\w*|poparci\w+\s+(?:dla\s+[^.;]{2,80}\s+)?wyrazi\w+"
    ),
    "agreed": (
        r"uzgodni(?:ł|ła|li|ły|ono)\b|ustali(?:ł|ła|li|ły)\b|ustalono\b|postanowi(?:ł|ła|li|ły|ono)\b|porozumie(?:li|ły)\s+się\b|dosz(?:li|ły)\s+do\s+porozumienia|osiągn\w+\s+porozumieni\w+|zgodzi(?:ł|ła|li|ły)\s+się\b"
        r"|zdecydowa(?:ł|ła|li|ły|no)\b|uzgodnion[aoey]\b|zapadła\s+decyzja|umówi(?:li|ły)\s+się|(?:zleci|poleci|powierzy)(?:ł|ła|li|ły)\b|podję\w+\s+decyzję"
    ),
    "will": (
        r"zobowiąza(?:ł|ła|li|ły)\s+się\b|zapowiedzi(?:ał|ała|eli|ały)\b|obieca(?:ł|ła|li|ły)\b|zamierza(?:ją)?\b|zaoferowa(?:ł|ła|li|ły)\b|planuj(?:e|ą)\b|przyrzek\w+\b"
        r"|(?:wyrazi|potwierdzi|zadeklarowa|podkreśli|ponowi|zgłosi)\w*\s+(?:\w+\s+){0,4}?(?:gotowoś\w+|chę(?:ć|ci)|wolę|zamiar\w*|zaangażowani\w+|determinacj\w+)|zapewni(?:ł|ła|li|ły)\b|(?:jest|są)\s+gotow\w+\b"
        r"|zadeklarowa(?:ł|ła|li|ły)\b(?!\s+(?:\w+\s+){0,3}(?:poparci|wsparci))|będ(?:zie|ą)\s+(?!mia|się|mie|możliw|mog|mógł|trwa|obejm|dotycz|słu)\w+(?:ć|ł|ła|li|ły)\b|ma(?:ją)?\s+(?!się\b|na\s+celu)\w+(?:ać|ić|yć|eć|ować)\b"
        r"|(?<!się\s)\b(?:uruchomi|otworz(?:y|ą)|przekaż(?:e|ą)|przygotuj(?:e|ą)|wyśl(?:e|ą)|przedstaw(?:i|ią)|zbuduj(?:e|ą)|wybuduj(?:e|ą)|zwiększ(?:y|ą)|sfinansuj(?:e|ą)|opracuj(?:e|ą)|powoła(?:ją)?|rozpoczn(?:ie|ą)|utworz(?:y|ą)|dostarcz(?:y|ą)"
        r"|wyposaż(?:y|ą)|skieruj(?:e|ą)|udziel(?:i|ą)|zapewni(?:ą)?|wprowadz(?:i|ą)|wdroż(?:y|ą)|ratyfikuj(?:e|ą)|przeszkol(?:i|ą)|zainwestuj(?:e|ą)|ufunduj(?:e|ą)|przyzna(?:ją)?|skróc(?:i|ą)|znios(?:ą)|zniesie|dokończ(?:y|ą)|poszerz(?:y|ą)"
        r"|rozszerz(?:y|ą)|zmoderniz(?:uje|ują)|wznowi(?:ą)?|uruchomią|ułatwi(?:ą)?|przeznacz(?:y|ą)|udostępni(?:ą)?|wymieni(?:ą)?|podejm(?:ie|ą)|zaprezentuj(?:e|ą)|złoż(?:y|ą)(?!\s+wizyt)|podpisz(?:e|ą)|przyspiesz(?:y|ą)|zaoferuj(?:e|ą)|przeprowadz(?:i|ą)(?!\s+(?:rozm|konsult|negocj))|wesprze|wesprą|pomoże|pomogą|obniż(?:y|ą)|zlikwiduj(?:e|ą)|przywróc(?:i|ą)|dopuśc(?:i|zą)|zatrudni(?:ą)?|kupi(?:ą)?|zakupi(?:ą)?|sprzeda(?:dzą)?|zaprojektuj(?:e|ą)|sfinalizuj(?:e|ą)|wyznacz(?:y|ą)|nawiąż(?:e|ą)|podwoi|podwoją|dołącz(?:y|ą)|przystąpi(?:ą)?|zgłos(?:i|zą)|ogłos(?:i|zą)|uproszczą|uprości|ustanowi(?:ą)?|pokryj(?:e|ą)|odda(?:dzą)?|zbada(?:ją)?|wykorzysta(?:ją)?|zrealizuj(?:e|ą))\b(?!\s+się)"
    ),
    "called_on": (
        r"wezwa(?:ł|ła|li|ły|no)\b|zaapelowa(?:ł|ła|li|ły)\b|apeluj(?:e|ą)\b|zwróci(?:ł|ła|li|ły)\s+się\s+(?:do|z|o)\b|zaprosi(?:ł|ła|li|ły)\b|zachęci(?:ł|ła|li|ły)\b|zachęca(?:ł|ła|li|ły)\b|zaproponowa(?:ł|ła|li|ły|no)\b|poprosi(?:ł|ła|li|ły)\b"
        r"|wystąpi(?:ł|ła|li|ły)\s+z\s+(?:propozycj|inicjatyw|apel)\w+|zarekomendowa(?:ł|ła|li|ły)\b|zasugerowa(?:ł|ła|li|ły)\b|wnios(?:ł|ła|li|ły)\s+o\b|postulowa(?:ł|ła|li|ły)\b|skierowa\w+\s+zaproszeni\w+"
    ),
    "noted": (
        r"(?:podkreśl(?:ił|iła|ili|iły|ono)|zwróc(?:ił|iła|ili|iły|ono)\s+uwagę|wskaza(?:ł|ła|li|ły|no)|zauważy(?:ł|ła|li|ły)|zauważono|odnotowa(?:ł|ła|li|ły|no)|stwierdz(?:ił|iła|ili|ono)|uzna(?:ł|ła|li|ły|no)|zaznaczy(?:ł|ła|li|ły)|zaznaczono|dostrzeg\w+|akcentowa\w+)\b"
        r"(?=[^.;]{0,140}?(?:znaczeni|potrzeb|potencjał|perspektyw|\brol[aęi]\b|możliwoś|\bwag[aęi]\b|konieczn|zainteresowan|priorytet|szans|istotn|ważn))|(?:znaczeni|potrzeb|potencjał|perspektyw)\w*[^.;]{0,160}?(?:podkreślono|odnotowano|został[aoy]?\s+podkreślon\w+)"
        r"|wyrazi(?:ł|ła|li|ły)\s+(?:\w+\s+){0,2}zainteresowani\w+|(?:jest|są)\s+zainteresowan\w+"
    ),
}


def _compiled(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w-])(?=\w)(?:" + "|".join(rf"(?P<{verb}>{pattern})" for verb, pattern in table.items()) + ")",
        re.IGNORECASE,
    )


PROMISES = {"en": _compiled(_EN), "pl": _compiled(_PL)}
"""The verbs of commitments in each language; the name of the group is the class."""
