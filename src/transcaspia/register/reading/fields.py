"""Fields of cooperation that a sentence touches, told by its words."""

from __future__ import annotations

import re

from transcaspia.register.lists import FIELDS
from transcaspia.register.reading.lexicon import Span

_EN = {
    "transport": r"transport\w*|logistic\w*|railways?|rail|hauliers?|haulage|container\w*|(?:sea|dry|river|inland)?\s?ports?|corridors?|trans-caspian|titr|transit|freight|shipping|ferry|ferries"
    r"|aviation|airlines?|air\s+(?:services?|links?|traffic|connections?|navigation|cargo)|flights?|airports?|trucks?|lorr(?:y|ies)|carriers|consignment\s+notes?|multimodal|road\s+permits?|permits?"
    r"|e-?permits?|border\s+(?:crossings?|checkpoints?)|wagons?|locomotives?|infrastructur\w+|highways?|motorways?|seaports?|terminals?|vessels?|feeders?|queues?|roads?|road\s+sections?|rolling\s+stock|trains|(?:block|freight|container|express|passenger|direct|cargo)\s+train|axle\s+loads?|pkp(?:\s+lhs)?|tunnels?|couriers?|drivers",
    "energy": r"energ\w+|oil|gas|petroleum|hydrogen|nuclear|electricity|power\s+(?:plants?|grids?|lines?|stations?|sector)|renewables?|solar|wind\s+(?:farms?|power|turbines?)|pipelines?|hydropower|uranium|drilling|fuels?|methane|coal",
    "pharmaceuticals": r"pharma\w*|medicines?|medicinal|medical|vaccines?|health\w*|hospitals?|drugs",
    "education": r"educat\w+|universit\w+|students?|scholarships?|schools?|academic|facult(?:y|ies)|diplomas?|teachers?|vocational|scientific|science|research\w*|curricul\w+|training|train\s+\d+|trainees?|internships?|olympiads?|pupils?|interns?|professors?",
    "food": r"food\w*|dairy|meat|fish|fisher\w+|veterinary|poultry|halal|sanitary|phytosanitary|trout|confectionery|beef|wine|wines|fruit\w*",
    "construction_materials": r"(?:construction|building)\s+materials?|production\s+of\s+construction|(?<!machine )builders?|cement|construction\s+(?:industry|sector|companies|firms|products|business)|tiles|bricks|glass\s+industry|insulation\s+materials?|ceramics",
    "agriculture": r"agricultur\w+|agro\w*|agri\w*|agri-food|farm(?:s|ing|ers?)|grain|wheat|livestock|crops?|seeds?|irrigation|fertili[sz]ers?|cattle|breeding|greenhouses?|horticultur\w+",
    "machinery": r"machiner?y|machines?|machine-building|mechanical\s+engineering|engineering|tractors?|automotive|machine\s+tools|trailers?",
    "mining": r"mining|minerals?|raw\s+materials?|rare\s+earths?|lithium|copper|geolog\w+|metallurg\w+|ores?|subsoil",
    "trade": r"trade|trading|exports?|exporters?|imports?|importers?|commerc\w+|turnover|customs|goods|tariffs?|market\s+access|its\s+markets?|chambers?\s+of\s+commerce",
    "investment": r"invest\w*|joint\s+ventures?|free\s+(?:economic\s+)?zones?|industrial\s+(?:parks?|zones?)|privati[sz]ation|special\s+economic\s+zones?",
    "finance": r"financial\w*|financing|finance(?!\s+(?:the|a|its)\b)|banks?|banking|insurance|credits?|loans?|fintech|tax\w*|double\s+taxation|guarantees",
    "visas": r"visas?|visa-free|readmission|biometric\w*|border\s+management|migration|short-stay",
    "environment": r"environment\w*|climat\w+|water\s+(?:management|resources?|supply|sector|treatment|use)|wastewater|ecolog\w+|green\s+\w+|waste|emissions?|biodiversity|glaciers?|forest\w*|desertification",
    "tourism": r"touris\w+",
    "culture": r"cultur\w+|humanitarian|museums?|exhibitions?|heritage|sports?|films?|theatres?|people-to-people|youth|archives?|libraries",
    "defence": r"defen[cs]e|military|peacekeep\w+|arms",
    "politics": r"political|inter-?parliamentary|parliamentar\w+|multilateral|diplomatic|international\s+organi[sz]ations?|territorial\s+integrity|sovereignty|united\s+nations|osce|human\s+rights",
    "other": r"digit\w+|artificial\s+intelligence|information\s+technolog\w+|it\s+sector|innovations?|outer\s+space|startups?|start-ups|cyber\w*|e-government|telecom\w*",
}
_PL = {
    "transport": r"transport\w*|logisty\w+|kolej(?:ow\w+|e|i|y|ą)?|przewoź\w+|przewoz\w+|kontener\w+|port(?:u|y|ów|ami|ach|owi|em|owe\w*)?|korytarz\w*|transkaspij\w+|tranzyt\w*|żeglug\w+|prom(?:y|u|ów|ow\w+)?"
    r"|lotnicz\w+|lotnisk\w*|lot(?:y|ów)|połącze\w+|zezwole\w+|przejś(?:cie|cia|ciu|ciach|ć)\s*(?:granicz\w+)?|odpraw\w*|ciężarów\w+|wagon\w*|infrastruktur\w+|drogow\w+|autostrad\w*|terminal\w*|ładunk\w+|frach\w+|kierowc\w+|droga\s+kołow\w+|szlak\w*",
    "energy": r"energ\w+|ropy|rop(?:a|ę|ą)|naftow\w+|gaz(?:u|ow\w+|em)?|wod(?:ór|oru|orow\w+)|jądrow\w+|elektrown\w+|elektryczn\w+|odnawialn\w+|fotowolta\w+|wiatrow\w+|uran\w*|wiert\w+|paliw\w*",
    "pharmaceuticals": r"farmac\w+|lek(?:i|ów|ami|ach|arstw\w*)|medycz\w+|szczepion\w+|zdrow\w+|szpital\w*",
    "education": r"edukac\w+|uczeln\w+|uniwersyte\w+|student\w+|stypendi\w+|szkol\w+|szkół|akademic\w+|dyplom(?:y|ów|u|ami)|nauczycie\w+|nauk(?:a|i|ę|ow\w+)|naukow\w+|badań|badaw\w+|oświat\w+|zawodow\w+",
    "food": r"spożyw\w+|żywno\w+|mięs\w+|mlecz\w+|ryb(?:y|n\w+)?|weterynar\w+|fitosanitar\w+|drobi\w+|owoc\w+|wołowin\w+|win(?:a|o)|winiar\w+",
    "construction_materials": r"materiał\w+\s+budowlan\w+|budowlan\w+|cement\w*|budownict\w+",
    "agriculture": r"rolnic\w+|roln\w+|zboż\w+|hodowl\w+|pszenic\w+|nawoz\w+|rolno-\w+|agro\w*|nawadnia\w+",
    "machinery": r"maszyn(?!ist)\w*|ciągnik\w+|motoryzac\w+|inżynier\w+",
    "mining": r"górnic\w+|wydobyw\w+|surow\w+|minerał\w*|lit(?:u|em)|miedzi|geolog\w+|hutnic\w+|metalurg\w+",
    "trade": r"handl\w+|eksport\w*|import\w*|obrot\w+|cel(?:n\w+)|towar\w*",
    "investment": r"inwest\w+|spół\w+\s+joint\s+venture|park\w+\s+przemysł\w+|stref\w+\s+ekonomicz\w+",
    "finance": r"finans\w+|bank\w*|ubezpiecz\w+|kredyt\w*|podatk\w+|opodatkowa\w+|gwaranc\w+",
    "visas": r"wiz(?:y|ę|ow\w+|ą|om|ami|ie)?|bezwizow\w+|readmis\w+|migrac\w+|biometrycz\w+",
    "environment": r"środowisk\w*|klimat\w*|ekolog\w+|wodn\w+|odpad\w*|emisj\w+|zielon\w+|las(?:y|ów|u)|leśn\w+|lodow\w+",
    "tourism": r"turyst\w+",
    "culture": r"kultur\w*|humanitarn\w+|muze\w+|wystaw\w+|sport\w*|film\w*|dziedzictw\w*|młodzież\w*",
    "defence": r"obron\w+|wojskow\w+|zbrojeni\w+",
    "politics": r"polityczn\w+|międzyparlament\w+|parlament\w+|wielostronn\w+|dyplomatyczn\w+|suwerenno\w+|integralno\w+",
    "other": r"cyfr\w+|sztuczn\w+\s+inteligenc\w+|innowac\w+|kosmicz\w+|informaty\w+|start-?up\w*|cyber\w*",
}


def _pattern(table: dict[str, str]) -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(f"(?P<{field}>{words})" for field, words in table.items()) + r")(?![\w])",
        re.IGNORECASE,
    )


_PATTERNS = {"en": _pattern(_EN), "pl": _pattern(_PL)}
_OFFICES = re.compile(
    r"\b(?:[Dd]eputy\s+|[Vv]ice-)?(?:[Mm]inist(?:er|ers|ry|ries)|[Dd]epartment|[Cc]ommittee|[Ss]ecretary)\s+(?:of|for)\s+[A-Z][\w-]+(?:(?:,\s+|\s+and\s+|\s+)[A-Z][\w-]+)*"
    r"|\b(?:[Mm]inist(?:er|ra|rem|rowi|rowie|rów|erstw\w*)|[Mm]inisterstw\w+|[Dd]epartament\w*)\s+[A-ZŁŚŻ][\w-]+(?:(?:,\s+|\s+i\s+|\s+)[A-ZŁŚŻ][\w-]+)*"
    r"|\b(?:Transport|Energy|Agriculture|Education|Trade|Finance|Health|Defence|Defense)\s+Minist(?:er|ry)\b"
)


def fields_in(text: str, language: str, inside: Span) -> tuple[str, ...]:
    """
    Return the fields of cooperation that a span touches.

    Parameters
    ----------
    text
        The text.
    language
        `en` or `pl`.
    inside
        The span.

    Returns
    -------
    tuple[str, ...]
        Of the register's list and in its order; the names of ministries do not count.
    """
    offices = [Span(*match.span()) for match in _OFFICES.finditer(text, inside.start, inside.end)]
    found = {
        match.lastgroup
        for match in _PATTERNS[language].finditer(text, inside.start, inside.end)
        if not any(office.start <= match.start() < office.end for office in offices)
    }
    if (
        "construction_materials" in found
        and "transport" in found
        and re.search(r"\bconstruction\s+of\b", text[inside.start : inside.end])
    ):
        found.discard("construction_materials")
    return tuple(field for field in FIELDS if field in found)
