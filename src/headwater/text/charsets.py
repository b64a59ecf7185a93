"""From bytes to text: which charset a document is in, and by which rule we know."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import chardet


class CharsetRule(Enum):
    """How the charset of a document was found, most trusted first."""

    BOM = "byte order mark"
    HEADER = "header"
    DECLARED = "declaration in the document"
    UTF8 = "valid UTF-8"
    DETECTED = "detected"
    FALLBACK = "fallback"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A document as text. It holds no NUL and no half of a surrogate pair."""

    text: str
    #: Name of the codec, as Python spells it.
    charset: str
    rule: CharsetRule
    #: The same text in UTF-8 where the document came so: to encode it again costs more than to keep it.
    utf8: bytes | None = None


#: Longest first: the mark of UTF-32-LE begins with the mark of UTF-16-LE (Unicode 23.8).
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: How `<` and its neighbour look where no mark stands in front (XML 1.0, appendix F.1).
_SHAPES = (
    (re.compile(rb"<\0\0\0[^\0]\0\0\0"), "utf-32-le"),
    (re.compile(rb"\0\0\0<\0\0\0[^\0]"), "utf-32-be"),
    (re.compile(rb"<\0[^\0]\0"), "utf-16-le"),
    (re.compile(rb"\0<\0[^\0]"), "utf-16-be"),
)
_XML_DECLARATION = re.compile(rb"""\s{0,64}<\?xml\s[^>]{0,200}?encoding\s*=\s*["']\s*([A-Za-z0-9._:\-]{1,40})""")
_META = re.compile(rb"""<meta\s[^>]{0,300}?charset\s*=\s*["']?\s*([A-Za-z0-9._:\-]{1,40})""", re.IGNORECASE)
#: WHATWG looks at 1,024 bytes; pages that put scripts first need more.
_META_WITHIN = 8192
#: chardet sees no more than this.
_DETECT_WITHIN = 200_000
#: What is printed as these is in truth the wider one (WHATWG Encoding 4.2; GB 18030 contains GB 2312).
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "ks_c_5601-1987": "cp949",
    "shift_jis": "cp932",
}
#: Labels the web uses that Python's codecs do not know.
_OTHER_LABELS = {"x-sjis": "cp932", "x-gbk": "gb18030", "x-euc-jp": "euc_jp", "x-mac-roman": "mac_roman", "unicode": ""}
#: They can write what was never said: half surrogates, or markup out of letters (UTF-7).
_NEVER = frozenset({"utf-7", "unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "mbcs", "oem"})
#: A text that is said to be one of these, and is valid UTF-8, is UTF-8: nobody writes "Ã©" on purpose.
_BYTE_PER_LETTER = frozenset({"cp1252", "cp1254", "iso8859-15", "latin_1"})
#: A document said to be UTF-8 is taken as such while bad bytes are rarer than one in so many good letters.
_GOOD_FOR_EACH_BAD = 3


def decode_xml(body: bytes, *, header: str | None = None) -> Decoded:
    r"""Give the text of an XML document and how its charset was found (RFC 7303 section 3; XML 1.0 appendix F).

    `header` is the charset the server named. A wrong or unknown name is passed over: no bytes are refused, and what
    fits no charset reads as U+FFFD.

    >>> decode_xml(b"<?xml version='1.0' encoding='ISO-8859-2'?><a>\xb9</a>").text[-5:]
    'š</a>'
    """
    return _decode(body, header, _declared(_XML_DECLARATION, body[:512]))


def decode_html(body: bytes, *, header: str | None = None) -> Decoded:
    r"""Give the text of an HTML page and how its charset was found (WHATWG HTML 13.2.3.2).

    >>> decode_html(b"<meta charset=windows-1251>\xcc\xe8\xf0").text[-3:]
    'Мир'
    """
    head = body[:_META_WITHIN]
    return _decode(body, header, _declared(_META, head) or _declared(_XML_DECLARATION, head[:512]))


def _declared(pattern: re.Pattern[bytes], head: bytes) -> str | None:
    found = pattern.search(head)
    return found[1].decode("ascii") if found else None


def _decode(body: bytes, header: str | None, declared: str | None) -> Decoded:
    for charset, rule in _candidates(body, header, declared):
        start = next((len(mark) for mark, name in _MARKS if name == charset and body.startswith(mark)), 0)
        rest = body[start:]
        text = _strictly(rest, charset)
        if text is not None:
            cleaned = _cleaned(text, rest)
            utf8 = rest if charset == "utf-8" and len(cleaned) == len(text) else None
            return Decoded(text=cleaned, charset=charset, rule=rule, utf8=utf8)
    return _mended(body) if _codec(declared or header) == "utf-8" else _detected(body)


def _candidates(body: bytes, header: str | None, declared: str | None) -> Iterator[tuple[str, CharsetRule]]:
    for mark, charset in _MARKS:
        if body.startswith(mark):
            yield charset, CharsetRule.BOM
    shape = next((charset for pattern, charset in _SHAPES if pattern.match(body)), None)
    if shape:
        yield shape, CharsetRule.DECLARED
    for label, rule in ((header, CharsetRule.HEADER), (declared, CharsetRule.DECLARED)):
        named = _codec(label)
        # A name of two bytes a letter that can be read in the bytes themselves contradicts itself.
        if named is None or named.startswith(("utf-16", "utf-32")):
            continue
        if named in _BYTE_PER_LETTER and not body.isascii():
            yield "utf-8", CharsetRule.UTF8
        yield named, rule
    yield "utf-8", CharsetRule.UTF8


def _codec(label: str | None) -> str | None:
    folded = (label or "").strip().strip("\"'").casefold()
    if not folded or len(folded) > 40:  # noqa: PLR2004 -- no charset of the IANA registry has a longer name
        return None
    try:
        name = codecs.lookup(_OTHER_LABELS.get(folded, folded)).name
        "".encode(name)
    except (LookupError, UnicodeError, ValueError, TypeError):
        return None
    return None if name in _NEVER else _WIDER.get(name, name)


def _strictly(body: bytes, charset: str) -> str | None:
    try:
        return body.decode(charset)
    except (UnicodeError, ValueError, LookupError):
        return _as_browsers_do(body) if charset == "cp1252" else None


def _as_browsers_do(body: bytes) -> str | None:
    # Windows-1252 leaves five bytes without a letter; browsers read them as the control codes they are in Latin-1.
    if body.count(0) > len(body) // 8:
        return None
    return "".join(
        part.decode("cp1252") if index % 2 == 0 else part.decode("latin-1")
        for index, part in enumerate(re.split(rb"([\x81\x8d\x8f\x90\x9d]+)", body))
    )


def _mended(body: bytes) -> Decoded:
    text = body.decode("utf-8", "replace")
    letters = len(re.findall(rb"[\xc2-\xf4][\x80-\xbf]", body))
    if letters < text.count("\ufffd") * _GOOD_FOR_EACH_BAD:
        return _detected(body)
    return Decoded(text=_cleaned(text, body), charset="utf-8", rule=CharsetRule.DECLARED)


def _detected(body: bytes) -> Decoded:
    charset = _codec(chardet.detect(body[:_DETECT_WITHIN])["encoding"])
    text = _strictly(body, charset) if charset else None
    if charset and text is not None:
        return Decoded(text=_cleaned(text, body), charset=charset, rule=CharsetRule.DETECTED)
    latin = _strictly(body, "cp1252")
    text = body.decode("utf-8", "replace") if latin is None else latin
    charset = "utf-8" if latin is None else "cp1252"
    return Decoded(text=_cleaned(text, body), charset=charset, rule=CharsetRule.FALLBACK)


def _cleaned(text: str, body: bytes) -> str:
    # No strict decoder that `_codec` lets through can make half of a surrogate pair (Unicode 3.9, D92).
    text = text.removeprefix("\ufeff")
    # No charset writes NUL without a zero byte, and those are found twenty times faster in the bytes.
    return text.replace("\0", "") if b"\0" in body else text
