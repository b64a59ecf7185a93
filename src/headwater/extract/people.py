"""Names of people in a printed line: "By Jane Doe and Ali Kaya, Meridian" gives two."""

import re
from datetime import datetime

from headwater.text.printed_dates import find_dates

_CUES = (
    r"(?:written|posted|published|reported|reviewed|words|text|story|article|edited|updated|compiled|created|submitted|"
    r"medically reviewed)\s*by|by|authors?|von|verfasst von|geschrieben von|ein (?:beitrag|artikel|text) von|autor(?:in|en)?|text|"
    r"par|écrit par|publié par|rédigé par|auteur|por|escrito por|publicado por|autor(?:a|es)?|redacción|di|a cura di|scritto da|"
    r"pubblicato da|da|door|geschreven door|av|af|skrevet av|skrevet af|text(?:er)?|skriven av|przez|autorka|napisał|autorzy|"
    r"od|napsal|автор(?:ы)?|текст|від|автори|yazan|yazar|haber|muhabir|oleh|penulis|tác giả|bởi|συντάκτης|του|της|"
    r"بقلم|كتب|كتبت|إعداد|מאת|लेखक|द्वारा|ผู้เขียน|記者|文|作者|撰文|글|기자"
)
_CUE = re.compile(rf"^\W*(?:{_CUES})(?![^\W\d_])\s*[:：]?\s*(?:the\s+)?", re.IGNORECASE)
#: What follows a name in the same line and is no name.
_END = re.compile(
    r"\s+[|·•–—/]\s+|\s*[|•·]\s*|\s+-\s+|\n|\s+(?:on|in|at|for|am|le|el|il|op|den|um|il y a|vor|hace|of the|is an?|has|"
    r"updated?|published|posted|last|modified|reviewed|aktualisiert|publié|publicado|pubblicato|\d+\s*(?:min|comments?))(?:\s|:|$)|"
    r"[\w.+-]+@|@\w|\(|\d{1,2}[:.]\d\d|https?:|\s{2,}|(?:Follow|Share|View|Read|More|See|Contributor|Staff Writer|Senior)\s",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|;|\s&\s|\s+(?:and|und|et|e|y|og|och|en|i|ve|dan|и|та|και|with|mit|avec|con)\s+|、|，|/)\s*")
_WORD = re.compile(r"[^\W\d_][\w.'’`·-]*")
_NOT_NAMES = frozenset(
    [
        "admin",
        "administrator",
        "webmaster",
        "editor",
        "editors",
        "redaktion",
        "redakcja",
        "redazione",
        "redacción",
        "redaction",
        "editorial",
        "staff",
        "team",
        "guest",
        "anonymous",
        "unknown",
        "undefined",
        "null",
        "none",
        "user",
        "author",
        "test",
        "desk",
        "newsroom",
        "news",
        "home",
        "share",
        "subscribe",
        "follow",
        "comments",
        "contributor",
        "reporter",
        "writer",
        "agency",
        "redactie",
        "redação",
        "press",
        "facebook",
        "twitter",
        "instagram",
        "linkedin",
        "minutes",
        "read",
        "min",
        "more",
        "website",
        "contact",
        "about",
        "login",
        "superuser",
        "root",
        "support",
        "info",
        "marketing",
        "content",
    ]
)
#: Words after a comma that make what follows a role or a title, not another person.
_ROLE = re.compile(
    r"^(?:m\.?\s?d\.?|ph\.?\s?d\.?|r\.?d\.?n?|mba|cpa|cfp|cfa|rn|jr\.?|sr\.?|dds|dvm|esq\.?|mph|msc?|ma|bsc?|ba|lcsw|facc|faap|"
    r"ceo|cto|cfo|coo|cmo|e-ryt.*|.*\b(?:editor|writer|reporter|correspondent|director|manager|founder|president|analyst|expert|"
    r"contributor|columnist|professor|specialist|officer|head|lead|author|journalist|redakteur\w*|staff|university|times|"
    r"news|today|post|press|agency|agentur|dpa|afp|reuters|ap)\b.*)$",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "do",
        "dos",
        "das",
        "del",
        "della",
        "von",
        "van",
        "der",
        "den",
        "zu",
        "zum",
        "la",
        "le",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "y",
        "e",
        "und",
        "of",
        "ter",
        "ten",
        "af",
        "av",
        "d'",
        "o'",
        "mc",
        "st",
    ]
)
_MAX_WORDS = 5
_MAX_CHARACTERS = 60
_MAX_NAMES = 8


def has_cue(line: str) -> bool:
    """Tell whether a line begins like a byline.

    >>> has_cue("By Jane Doe"), has_cue("Byron Bay floods")
    (True, False)
    """
    return _CUE.match(line) is not None


def names_in(line: str, *, now: datetime) -> tuple[str, ...]:
    """Give the names of people in a line that is known to hold them; roles, agencies and dates left out.

    >>> from datetime import UTC
    >>> names_in("By Jane Doe and Ali Kaya, Senior Editor | Nov 3, 2026", now=datetime(2026, 11, 23, tzinfo=UTC))
    ('Jane Doe', 'Ali Kaya')
    >>> names_in("von Redaktion", now=datetime(2026, 11, 23, tzinfo=UTC))
    ()
    """
    line = " ".join(line.split())
    dates = find_dates(line, now=now)
    while dates and dates[0].start <= 1:
        line = line[dates[0].end :].lstrip(" ,.|·•–—-")
        dates = find_dates(line, now=now)
    if dates:
        line = line[: dates[0].start]
    line = _CUE.sub("", _CUE.sub("", line)).strip(" ,.:;|·•–—-")
    cut = _END.search(line)
    line = line[: cut.start()] if cut and cut.start() > 0 else line
    names: list[str] = []
    for part in _AND.split(line)[:_MAX_NAMES]:
        name = part.strip(" .,:;|·•–—-\"“”'’*")
        if names and _ROLE.match(name):
            continue
        if _is_name(name) and name not in names:
            names.append(name)
        elif names:
            break
    return tuple(names)


def _is_name(text: str) -> bool:
    if not 1 < len(text) <= _MAX_CHARACTERS or any(character.isdigit() for character in text):
        return False
    words = _WORD.findall(text)
    if not 0 < len(words) <= _MAX_WORDS:
        return False
    folded = [word.casefold().strip(".") for word in words]
    if any(word in _NOT_NAMES for word in folded):
        return False
    cased = [word for word in words if word[0].lower() != word[0].upper() and word.casefold() not in _PARTICLES]
    return all(word[0].isupper() for word in cased) if cased else True
