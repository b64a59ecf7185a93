"""Lines that say where a report came from: the credit line under it and the dateline before it, as printed."""

import re
from collections.abc import Sequence

from headwater.model.article import Block, BlockKind

_SOURCE = re.compile(
    r"^\W{0,3}(?:sources?|quellen?|fuentes?|fontes?|fonti|fonte|bron|bronnen|källa|källor|kilder?|lähde|"
    r"lähteet|źródł[oa]|zdroj|"
    r"forrás|surs[ae]|izvor|vir|kaynak|mənbə|источник(?:и)?|джерел[оа]|източник|πηγή|المصدر|المصادر|منبع|מקור|"
    r"स्रोत|সূত্র|ที่มา|nguồn|"
    r"sumber|pinagmulan|出典|出典元|来源|來源|資料來源|消息来源|출처|자료|"
    r"via|credit|original(?:ly published (?:at|by|in|on))?|"
    r"(?:this (?:article|story) (?:was |is )?(?:first |originally )?(?:published|appeared) (?:by|in|on|"
    r"at)))\s*[:：/–-]?\s+?(?=\S)",
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


def find_credit_line(body: Sequence[Block], following: Sequence[str]) -> str | None:
    """Give the closing credit line as printed, or None: among the last blocks and the lines right after the body.

    >>> find_credit_line([Block(kind=BlockKind.PARAGRAPH, text="Source: Aegean Ledger")], [])
    'Source: Aegean Ledger'
    """
    last = [block.text for block in body[-_LAST_BLOCKS:] if block.kind is not BlockKind.IMAGE]
    for text in (*reversed(last), *following):
        line = text.rsplit("\n", 1)[-1].strip()
        if len(line) <= _MAX_CREDIT_CHARACTERS and _is_credit(line):
            return line
    return None


def _is_credit(line: str) -> bool:
    if _AGENCY.match(line):
        return True
    return _SOURCE.match(line) is not None and (_WITH_COLON.match(line) is not None or len(line.split()) <= _FEW_WORDS)


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
