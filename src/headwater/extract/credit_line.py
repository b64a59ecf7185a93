"""Lines that say where a report came from: the credit line under it and the dateline before it, as printed."""

import re
from collections.abc import Sequence

from headwater.model.article import Block, BlockKind
from headwater.model.outlet import OutletDirectory, OutletKind

_SOURCE = re.compile(
    r"^\W{0,3}(?:sources?|quellen?|fuentes?|fontes?|fonti|fonte|bron|bronnen|källa|källor|kilder?|lähde|"
    r"lähteet|źródł[oa]|zdroj|"
    r"forrás|surs[ae]|izvor|vir|kaynak|mənbə|источник(?:и)?|джерел[оа]|източник|πηγή|المصدر|المصادر|منبع|מקור|"
    r"स्रोत|সূত্র|ที่มา|nguồn|"
    r"sumber|pinagmulan|出典|出典元|来源|來源|資料來源|消息来源|출처|자료|"
    r"via|credit|original(?:ly published (?:at|by|in|on))?|"
    r"(?:this (?:article|story) (?:was |is )?(?:first |originally )?(?:published|appeared) (?:by|in|on|"
    r"at)))(?:\s*[:：]\s*|\s*[/–-]?\s+)(?=\S)",
    re.IGNORECASE,
)
#: Forms of words that name where a text came from, in a line that says nothing else: "Con información de agencias".
_TAKEN_FROM = re.compile(
    r"^\W{0,3}(?:(?:with|including) (?:\w+ )?(?:material|files|reporting|reports|information|inputs?|copy)\b|"
    r"with agenc(?:y|ies)\b|"
    r"(?:as )?(?:first )?reported (?:first )?(?:by|in)\b|(?:additional )?reporting by\b|from (?:a|"
    r"the) (?:statement|release|press release)\b|"
    r"(?:hat tip|h/t)\b|(?:adapted|compiled|translated|reprinted|republished|abridged) (?:from|with)\b|courtesy of\b|"
    r"mit (?:material|informationen|agenturmaterial) (?:von|der|des)\b|mit agenturmaterial\b|unter verwendung von\b|"
    r"zuerst (?:erschienen|berichtete[nt]?|im|in|bei|auf)\b|übernommen (?:von|aus)\b|nach informationen (?:von|"
    r"der|des)\b|"
    r"con (?:información|informaciones|datos|material) de\b|con agencias\b|publicado (?:originalmente|"
    r"primero) (?:en|por)\b|"
    r"com (?:informaç(?:ões|ão)|dados|agências)\b|publicado originalmente\b|con (?:informazioni|"
    r"materiale) (?:di|da)\b|tratto da\b|"
    r"avec (?:l['’]?\s?)?(?:afp|agences?|les informations? d)|d['’]après (?:l['’]|le |la |les )?(?:agence|"
    r"communiqué|afp)\b|repris de\b|"
    r"με (?:πληροφορίες|στοιχεία|υλικό) από\b|αναδημοσίευση από\b|πρώτη δημοσίευση\b|"
    r"по (?:данным|сообщени[юям]+|информации|материалам)\b|со ссылкой на\b|за (?:матеріалами|даними|інформацією)\b|"
    r"з посиланням на\b|по материали (?:на|от)\b|met (?:informatie|materiaal) van\b|na podstawie\b|"
    r"نقلا(?:ً)? عن|عن (?=(?:وكالة|صحيفة|موقع|قناة))|عن \S+(?: \S+)?$|转自|转载自|综合自|据\S{2,10}(?:报道|消息)$)",
    re.IGNORECASE,
)
#: Agencies that are not named.
_AGENCIES = re.compile(
    r"^\W{0,3}(?:(?:news )?agencies|agencias|agenturen|agences|agenzie|agências|πρακτορεία|агентства|ajanslar|وكالات|"
    r"agenties|agencje|агенції|агенции|各社|综合)\W{0,2}$",
    re.IGNORECASE,
)
_WITH_COLON = re.compile(r"^\W{0,3}[^\W\d_]+(?: [^\W\d_]+)?\s*[:：]\s*\S")
_AGENCY = re.compile(
    r"^(?:\(?\s*(?:©\s*)?(?:AP|AFP|EFE|ANSA|dpa|DPA|Reuters|REUTERS|APA|SDA|sda|Keystone-SDA|TASS|ANSA|PTI|"
    r"ANI|Xinhua|Kyodo|Yonhap|"
    r"EPA|Europa Press|AA|DHA|İHA|PA Media|PAP|ČTK|ČTK|MTI|STA|Tanjug|Belga|ANP|NTB|TT|Ritzau|Lusa|AGI|"
    r"Adnkronos|IANS|Bernama|Antara|"
    r"新华社|新華社|共同通信|時事通信|연합뉴스|ТАСС|Интерфакс|РИА Новости|Укрінформ|رويترز|فرانس برس|الأناضول)"
    r"(?:\s*[/,·-]\s*[\w .]{1,20}){0,3}\s*\)?)\.?$"
)
_DATELINE = re.compile(
    r"^(?:[A-ZÀ-ÞА-ЯΑ-Ω][\w.'’/ -]{1,38}[\w.](?:,\s*[A-ZÀ-ÞА-ЯΑ-Ω][\w.'’ -]{1,30})?)"
    r"(?:,?\s*(?:\d{1,2}\.?\s*[^\W\d_]{3,12}\.?|[^\W\d_]{3,12}\.?\s*\d{1,2})(?:,?\s*\d{4})?)?"
    r"\s*(?P<agency>[(/][^()/]{2,40}[)/])?\s*(?P<dash>[-–—―:]{1,2}|\.\s[-–—])\s+(?=\S)"
)
_UPPER = re.compile(r"^[^a-zß-ÿа-я]{3,}(?:,|\s*[(–—-])")
_MAX_CREDIT_CHARACTERS = 120
_MAX_DATELINE_CHARACTERS = 90
_LAST_BLOCKS = 3


_NOBODY = OutletDirectory()
_LONGEST_NAME = 40
#: A sentence goes on behind a comma, and ends what it says before the line ends.
_TELLS = re.compile(r"[,:;]\s+[a-zß-ÿа-яα-ωά-ώ]|[.!?]\s+\S")


def find_credit_line(
    body: Sequence[Block], following: Sequence[str], *, names: OutletDirectory = _NOBODY
) -> str | None:
    """Give the closing credit line as printed, or None: among the last blocks and the lines right after the body.

    `names` are the outlets a portal knows: one that fills a line of its own is a credit line too.

    >>> find_credit_line([Block(kind=BlockKind.PARAGRAPH, text="Source: Aegean Ledger")], [])
    'Source: Aegean Ledger'
    """
    last = [block.text for block in body[-_LAST_BLOCKS:] if block.kind is not BlockKind.IMAGE]
    for text in (*reversed(last), *following):
        line = text.rsplit("\n", 1)[-1].strip()
        if reads_as_credit(line) or _is_agency(line, names):
            return line
    return None


def reads_as_credit(line: str) -> bool:
    """Tell whether a line says where a text came from and nothing else.

    >>> reads_as_credit("Con información de Meridian"), reads_as_credit("Reporting by Meridian, the dam opened.")
    (True, False)
    """
    if not 0 < len(line) <= _MAX_CREDIT_CHARACTERS:
        return False
    if _AGENCY.match(line) or _AGENCIES.match(line):
        return True
    words = len(line.split())
    if _SOURCE.match(line) is not None:
        return _WITH_COLON.match(line) is not None or words <= _FEW_WORDS
    return words <= _FEW_WORDS and _TAKEN_FROM.match(line) is not None and not _TELLS.search(line)


def _is_agency(line: str, names: OutletDirectory) -> bool:
    """Tell whether a line is an agency's name and nothing else: papers are named in headings too."""
    if not 0 < len(line) <= _LONGEST_NAME:
        return False
    return any(outlet.kind is OutletKind.AGENCY for outlet in names.by_name(line.strip(" .()[]/")))


_FEW_WORDS = 8


def find_dateline(body: Sequence[Block]) -> str | None:
    """Give the dateline of the first paragraph as printed: place, perhaps day and agency, up to the dash.

    >>> find_dateline([Block(kind=BlockKind.PARAGRAPH, text="ANKARA, Nov 3 (Meridian) - The dam opened.")])
    'ANKARA, Nov 3 (Meridian) -'
    """
    first = next((block.text for block in body if block.kind is BlockKind.PARAGRAPH), "")
    found = _DATELINE.match(first[: _MAX_DATELINE_CHARACTERS * 2])
    if found is None or found.end() > _MAX_DATELINE_CHARACTERS:
        return None
    printed = found.group().strip()
    is_place = found["agency"] is not None or _UPPER.match(printed) is not None
    return printed if is_place and found["dash"] != ":" else None
