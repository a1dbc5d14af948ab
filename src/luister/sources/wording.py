"""The words, English and Dutch, by which surveys name their columns and their missing answers."""

import re

_NOT_APPLICABLE = re.compile(
    r"not applicable|n\.?\s?/\s?a\b|^na$|n\.?v\.?t\.?|niet van toepassing|never used|not used|"
    r"nooit gebruikt|niet gebruikt|unfamiliar|no experience|geen ervaring|never visited",
    re.IGNORECASE,
)
_NOT_ANSWERED = re.compile(
    r"^(blank|missing|refused|no answer|no response|non-?response|skipped|unanswered|not answered|"
    r"geen antwoord|niet ingevuld|weigert|leeg|onbekend|unknown|null|none|nan|#n/a|-|--|\?|\.|"
    r"don'?t know.*|do not know.*|weet (ik )?niet.*|geen mening|no opinion|dk|dk/na|wn)$",
    re.IGNORECASE,
)


def is_not_applicable(text: str) -> bool:
    """True where a label or a cell says that the question did not apply.

    >>> is_not_applicable("Have never used or visited"), is_not_applicable("Blank")
    (True, False)
    """
    return bool(_NOT_APPLICABLE.search(text.strip()))


def is_not_answered(text: str) -> bool:
    """True where a label or a cell says that the question was left open.

    >>> is_not_answered("Geen antwoord"), is_not_answered("7")
    (True, False)
    """
    return bool(_NOT_ANSWERED.match(text.strip()))


_EFFORT = r"effort|\bease\b|\beasy\b|easier|moeite|gemak|makkelijk|\bces\b|difficult"
_CARING = r"\bcas\b|advocacy|my (best )?interest|mijn belang|in het belang"
_RECOMMEND = r"recommend|aanbeve|aanraden|\bnps\b|net ?pro|promoter|\bltr\b"
_SATISFIED = r"satisf|tevreden|\bcsat\b|happy with|blij met"
_MARK = r"rapportcijfer|\bcijfer\b|\bmark\b|\bgrade\b|beoordeling|overall score|eindcijfer"
_COMMENT = (
    r"comment|remark|toelicht|opmerking|waarom|\bwhy\b|suggest|verbatim|feedback|open ?ended|review|"
    r"explain|reason|reden|improve|verbeter|vertel|describe|title|titel|content|\btext\b|narrative"
)

_ROLE_WORDS: tuple[tuple[str, str], ...] = (
    (
        "id",
        r"^(response ?id|respondent ?id|resp ?num|respnum|respid|resp ?nr|record ?id|record ?no|"
        r"submission ?id|interview ?(id|no|nummer)|external id|uuid|guid|case ?id|respondentnummer|"
        r"antwoord ?id|id|respondent|volgnummer|formulier ?id|survey ?response ?id)$",
    ),
    (
        "customer",
        r"klant ?(nummer|nr|id|code)?$|customer ?(id|number|no|key|code)?$|client ?(id|number|nr|no)|"
        r"relatie ?(nummer|nr)|debiteur|member ?(id|number)|account ?(id|number|nr)|^contact ?id|"
        r"person user ?id|external (data )?reference|^user ?id$",
    ),
    ("weight", r"^(weight|weging|weegfactor|gewicht|wgt|weights|weightvar)\d*$|^(w|wt)$"),
    ("language", r"^(user ?|start ?)?(language|lang|taal|benutzersprache)( code)?$"),
    ("wave", r"^(wave|golf|meting|ronde|round)( ?(no|nr|number|name|nummer))?$"),
    ("channel", r"^(contact ?)?(channel|kanaal)$|contactkanaal|distribution ?channel"),
    ("team", r"^(team|afdeling|department|unit|division|squad|business ?unit)( ?name| ?naam)?$"),
    (
        "employee",
        r"^(employee|medewerker|agent|advisor|adviseur|representative|rep|handler|behandelaar)"
        r"( ?(name|naam|id|nr|nummer|code))?$",
    ),
    ("process", r"^(process|proces|journey|klantreis|customer ?journey)( ?name| ?naam)?$"),
    ("touchpoint", r"^(touch ?point|contactpunt|contactmoment)( ?name| ?naam)?$"),
    (
        "complete",
        r"^(finished|completed?|voltooid|afgerond|beendet|is ?complete|status ?complete)$",
    ),
)
_DATE_WORDS: tuple[str, ...] = (
    r"^(recorded ?date|response ?date|survey ?date|interview ?date|int ?date|invuldatum|responsdatum|"
    r"datum ?(ingevuld|meting|respons|enquete)|date ?completed|completed ?(at|on|date)|end ?date|"
    r"submit ?date|submitted ?(at|on|date)?|date ?submitted|einddatum|answered ?(at|on)|afnamedatum)$",
    r"^(date|datum|created ?at|timestamp|tijdstip|date ?time|datum ?tijd|created|date last action|"
    r"date ?stamp|moment|date ?received|received ?(at|on)|date time)$",
    r"date|datum|timestamp|tijdstip|\bat$|\bon$|time$",
)
_NOT_THE_DATE = (
    r"birth|geboor|departure|dep ?time|arr ?time|updated|modified|contract|last ?seen|synced|visit"
)
_PERSONAL = (
    r"e-?mail|\bip\b|ip ?address|ip adresse?|phone|telefoon|\bmobile\b|first ?name|last ?name|voornaam|"
    r"achternaam|surname|empf.ngers|^(full ?)?(name|naam)$|customer ?name|klant ?naam|latitude|longitude|"
    r"breitengrad|l.ngengrad|user ?agent|\baddress\b|\badres\b|postcode|\bzip\b|birth|geboorte|"
    r"location accuracy|\biban\b|\bbsn\b"
)
_MACHINERY = (
    r"synced|deleted|fivetran|\bseed\b|duration|dauer|progress|last ?page|response ?set|collector|"
    r"single ?use|\bttc\b|\bhash\b|\btoken\b|\b(id|url|uri|uuid)$|^status$|antworttyp|response ?type|"
    r"aktueller stand"
)
_SEGMENT = (
    r"\b(region|regio|provincie|province|country|land|product|segment|gender|geslacht|sex|age|leeftijd|"
    r"income|inkomen|education|opleiding|type|category|categorie|brand|merk|site|location|locatie|"
    r"vestiging|branch|store|winkel|destination|dest|area|class|klasse|tariff|tarief|airline|airport|lounge|"
    r"company|issue|state|city|stad|gemeente|day|dag|month|maand|week|hour|uur|year|jaar|gate|method|peak|"
    r"strata|group|groep|household|source|bron|faculty|diploma|submitted via|timely|disputed)s?\b"
)
_DEMOGRAPHIC = r"age$|gender$|geslacht$|leeftijd$|income$|incme$|inkomen$|education$|opleiding$"


def names_like(kind: str, *texts: str) -> bool:
    """True where one of the texts, a heading or a wording, speaks of `kind`, such as "recommend".

    >>> names_like("recommend", "Zou u ons aanbevelen?"), names_like("effort", "Q3")
    (True, False)
    """
    pattern = _KINDS[kind]
    return any(pattern.search(_plain(text)) for text in texts if text)


def role_by_name(*texts: str) -> str | None:
    """The role that a heading names plainly, such as `customer` of "Klantnummer"; None for others.

    >>> role_by_name("Klant_nummer"), role_by_name("Q7ALL")
    ('customer', None)
    """
    for role, words in _ROLE_WORDS:
        if any(re.search(words, _plain(text)) for text in texts if text):
            return role
    return None


def date_rank(*texts: str) -> int | None:
    """How surely a heading names the date of the answer: 0 most; None where it names none.

    >>> date_rank("EndDate"), date_rank("datum"), date_rank("geboortedatum")
    (0, 1, None)
    """
    plain = [_plain(text) for text in texts if text]
    if any(re.search(_NOT_THE_DATE, text) for text in plain):
        return None
    ranks = [
        rank for rank, words in enumerate(_DATE_WORDS) for text in plain if re.search(words, text)
    ]
    return min(ranks, default=None)


def _plain(text: str) -> str:
    """The heading in small letters, its words apart: "EndDate" and "end_date" are "end date"."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    return " ".join(re.sub(r"[\s_\-*.:#?\[\]()/]+", " ", apart).lower().split())


_KINDS = {
    "submission": re.compile(r"^(submit ?date|date submitted|submitted( (at|on))?)$"),
    "effort": re.compile(_EFFORT),
    "caring": re.compile(_CARING),
    "recommend": re.compile(_RECOMMEND),
    "satisfied": re.compile(_SATISFIED),
    "mark": re.compile(_MARK),
    "comment": re.compile(_COMMENT),
    "personal": re.compile(_PERSONAL),
    "machinery": re.compile(_MACHINERY),
    "segment": re.compile(_SEGMENT),
    "demographic": re.compile(_DEMOGRAPHIC),
}
