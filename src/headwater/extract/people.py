"""Names of people in a printed line: "By Jane Doe and Ali Kaya, Meridian" gives two."""

import re
from datetime import datetime

from headwater.text.printed_dates import find_dates

_CUES = (
    r"(?:written|posted|published|reported|words|text|story|article|compiled|created|submitted|contributed|"
    r"shared|presented|"
    r"authored|guide|recipe|interview|story)(?:\s+(?:and \w+|on [^|]{4,30}?))?\s+by|by|authors?|von|"
    r"(?:ein(?:e)? )?(?:verfasst|geschrieben|veröffentlicht|eingestellt|publiziert|erstellt|beitrag|artikel|"
    r"text|rezept|interview|alles|kommentar|gastbeitrag) von|interview|autor(?:in|en)?|text|"
    r"par|écrit par|publié par|rédigé par|auteur|por|escrito por|publicado por|autor(?:a|es)?|redacción|di|"
    r"a cura di|scritto da|"
    r"pubblicato da|da|door|geschreven door|av|af|skrevet av|skrevet af|text(?:er)?|skriven av|przez|autorka|"
    r"napisał|autorzy|"
    r"od|napsal|автор(?:ы)?|текст|від|автори|yazan|yazar|haber|muhabir|oleh|penulis|tác giả|bởi|συντάκτης|του|της|"
    r"από(?:\s+τ(?:ον|ην|η|ους))?|γράφ(?:ει|ουν)(?:\s+(?:ο|η|οι))?|ρεπορτάζ|επιμέλεια|κείμενο|"
    r"от|пише|пишет|piše|píše|írta|szerző|scris de|redactat de|kirjoittanut|"
    r"بقلم|كتب|كتبت|إعداد|מאת|लेखक|द्वारा|ผู้เขียน|記者|文|作者|撰文|글|기자"
)
_CUE = re.compile(
    rf"^\W*(?:(?:(?:this|the) (?:post|article|story|piece|blog post|guide) (?:was|is) (?:written|authored) by|{_CUES})"
    r"(?![^\W\d_])|(?-i:By)(?=(?-i:[A-Z][a-z]+ [A-Z])))\s*[:：]?\s*(?:the\s+)?",
    re.IGNORECASE,
)
#: Within a line: "Updated May 3 | Written by Jane Doe".
_INNER_CUE = re.compile(
    r"(?<![^\W\d_])(?:(?:written|posted|published|words|text|story)\s+by|by|(?:verfasst|geschrieben|"
    r"veröffentlicht|eingestellt|beitrag|artikel|rezept)(?: am [^|]{4,30}?)? von|par|por|door|"
    r"przez)\s*:?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_OTHER_CUE = re.compile(
    r"^\W*(?:(?:medically |expert |fact[- ]?)?\s*(?:reviewed|checked|edited|updated|approved|verified|"
    r"translated|photos?|photography|"
    r"images?|illustrations?|sponsored|powered|presented|brought)\s+(?:to you )?by|(?:photo|image|foto|credit|"
    r"reviewer|editor)\s*:)",
    re.IGNORECASE,
)
#: What follows a name in the same line and is no name.
_END = re.compile(
    r"\s+[|·•⋅–—/]\s+|\s*[|•·⋅]\s*|\s+-\s+|\n|\s+(?:on|in|at|for|am|le \d|el \d|il \d|op \d|den \d|um \d|"
    r"im gespräch|il y a|vor|hace|of the|is an?|has|"
    r"updated?|published|posted|last|modified|reviewed|aktualisiert|publié|publicado|pubblicato|\d+\s*(?:min|"
    r"comments?))(?:\s|:|$)|"
    r"[\w.+-]+@|@\w|\(|\d{1,2}[:.]\d\d|https?:|\s{2,}|(?:Follow|Share|View|Read|More|See|Contributor|"
    r"Staff Writer|Senior)\s",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:,|;|\s&\s|\s+(?:and|und|et|e|y|og|och|en|i|ve|dan|и|та|και|with|mit|avec|con)\s+|、|，|/)\s*")
#: A break beside a comma or an "and" parts nothing.
_LINE_BREAK = re.compile(
    r"(?<![,&])(?<!\band)(?<!\bund)(?<!\bet)(?<!\by)\n(?!,|&|and\b|und\b|et\b|y\b|e\b|:)", re.IGNORECASE
)
_BLANKS_AT_BREAK = re.compile(r"\s*\n\s*")
#: The day of the week before a date, sometimes set right behind the name: "Wire services Monday, 2 November".
_WEEKDAY = re.compile(
    r"(?:(?P<short>(?<![^\W\d_])(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|mié|jeu|jue|ven|"
    r"vie|sam|sáb|dim|dom)\.?)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|sonnabend|"
    r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|(?:segunda|terça|quarta|quinta|sexta)-feira|"
    r"понедельник|вторник|сред[ау]|четверг|пятниц[ау]|суббот[ау]|воскресенье|"
    r"δευτέρα|τρίτη|τετάρτη|πέμπτη|παρασκευή|σάββατο|κυριακή|pazartesi|salı|çarşamba|perşembe|cuma|cumartesi|pazar)[\s,.]*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w.'’`·-]*")
#: A line of nothing but these names nobody.
_NOT_NAMES_WRITTEN = """
    admin administrator webmaster undefined null none user author authors test guest unknown anonymous home
    share subscribe follow comments comment facebook twitter instagram linkedin minutes minute read min more
    website contact about login superuser staff writer reporter root support info updated update last published
    posted written link get sat sun mon tue wed thu fri date by the redaktion editor edited reviewed and print
    email next previous menu search close open advertisement sponsored view views article blog bio website photo
    image credit loading tags category categories in on at newsroom
"""
_NOT_NAMES = frozenset(_NOT_NAMES_WRITTEN.split())
#: Words after a comma that make what follows a role or a title, not another person.
_ROLE = re.compile(
    r"^(?:m\.?\s?d\.?|ph\.?\s?d\.?|r\.?d\.?n?|mba|cpa|cfp|cfa|rn|jr\.?|sr\.?|dds|dvm|esq\.?|mph|msc?|ma|bsc?|"
    r"ba|lcsw|facc|faap|"
    r"ceo|cto|cfo|coo|cmo|e-ryt.*|.*\b(?:editor|writer|reporter|correspondent|director|manager|founder|"
    r"president|analyst|expert|"
    r"contributor|columnist|professor|specialist|officer|head|lead|author|journalist|redakteur\w*|staff|"
    r"university|times|"
    r"news|today|post|press|agency|agentur|dpa|afp|reuters|ap)\b.*)$",
    re.IGNORECASE,
)
_NEVER_FIRST_WRITTEN = """
    veröffentlicht publiziert eingestellt beitrag stand no more all alle fact copyright © updated last published
    posted written about über share follow read view get link author loading
"""
_NEVER_FIRST = frozenset(_NEVER_FIRST_WRITTEN.split())
_PARTICLES_WRITTEN = """
    de da di do dos das del della von van der den zu zum la le el al bin ibn ben y e und of ter ten af av d' o'
    mc st
"""
_PARTICLES = frozenset(_PARTICLES_WRITTEN.split())
_MAX_WORDS = 5
_SHORTEST_WORDS = 2
_MAX_CHARACTERS = 60
_MAX_NAMES = 8


def is_person(text: str) -> bool:
    """Tell whether a text is set like a person's name and nothing else: two to four capitalised words.

    >>> is_person("Jane Doe"), is_person("World news"), is_person("Jane")
    (True, False, False)
    """
    words = _WORD.findall(text)
    return _SHORTEST_WORDS <= len(words) < _MAX_WORDS and _is_name(text) and not _ROLE.match(text)


def has_inner_cue(line: str) -> bool:
    """Tell whether a name follows a word such as "by" somewhere in a line."""
    return _INNER_CUE.search(line) is not None


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
    >>> names_in("Ali Kaya Monday, 2 November 2026", now=datetime(2026, 11, 23, tzinfo=UTC))
    ('Ali Kaya',)
    >>> names_in("von Redaktion", now=datetime(2026, 11, 23, tzinfo=UTC))
    ()
    """
    parts = [" ".join(part.split()) for part in _LINE_BREAK.split(_BLANKS_AT_BREAK.sub("\n", line.strip()))]
    for index, part in enumerate(parts):
        if _CUE.fullmatch(part) and index + 1 < len(parts):
            return names_in("\n".join(parts[index + 1 :]), now=now)
        names = _names_of_line(part, now)
        if names:
            return names
    return ()


def _names_of_line(line: str, now: datetime) -> tuple[str, ...]:
    if _OTHER_CUE.match(line):
        return ()
    inner = None if _CUE.match(line) else _INNER_CUE.search(line)
    if inner is not None:
        line = line[inner.end() :]
    dates = find_dates(line, now=now)
    while dates and dates[0].start <= 1:
        line = line[dates[0].end :].lstrip(" ,.|·•⋅–—-")
        dates = find_dates(line, now=now)
    if dates:
        line = line[: dates[0].start]
    line = _CUE.sub("", _CUE.sub("", line)).strip(" ,.:;|·•⋅–—-")
    line = _without_weekday(line) if dates else line
    cut = _END.search(line)
    line = line[: cut.start()] if cut and cut.start() > 0 else line
    names: list[str] = []
    for part in _AND.split(line)[:_MAX_NAMES]:
        name = part.strip(" .,:;|·•⋅–—-\"“”'’*")
        if names and (_ROLE.match(name) or (" " in names[0] and " " not in name)):
            continue
        if _is_name(name) and name not in names:
            names.append(name)
        elif names:
            break
    return tuple(names)


def _without_weekday(line: str) -> str:
    """Cut off the weekday before a date; a short one only behind two words, for Sun and Sam are names as well."""
    found = _WEEKDAY.search(line)
    if found is None or (found["short"] and len(line[: found.start()].split()) < _SHORTEST_WORDS):
        return line
    return line[: found.start()]


def _is_name(text: str) -> bool:
    if not 1 < len(text) <= _MAX_CHARACTERS or any(character.isdigit() for character in text):
        return False
    words = _WORD.findall(text)
    if not 0 < len(words) <= _MAX_WORDS:
        return False
    folded = [word.casefold().strip(".") for word in words]
    if all(word in _NOT_NAMES for word in folded) or folded[0] in _NEVER_FIRST:
        return False
    if len(words) == 1:
        return not words[0][0].islower()
    cased = [word for word in words if word[0].lower() != word[0].upper() and word.casefold() not in _PARTICLES]
    return all(word[0].isupper() for word in cased) if cased else True
