"""Foreign HTML to the words a reader sees, in linear time whatever it holds."""

import html
import re

#: One whole tag, quotes respected; possessive, so that it never goes back (WHATWG HTML 13.2.5.6).
_TAG = re.compile(r"""</?([a-zA-Z][^\s/>]*+)(?>[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_ROUGH_TAG = re.compile(r"</?([a-zA-Z][^\s/>]*+)[^>]*+>")
_NAMED = re.compile(r"</?[a-zA-Z]|<[!?]")
#: Their text is never read.
_SILENT = frozenset({"script", "style", "template", "noscript", "head", "svg", "math", "iframe", "object", "textarea"})
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins"}
    | {"kbd", "label", "mark", "nobr", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strike", "strong"}
    | {"sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_CELL = frozenset({"td", "th", "img", "input", "option", "button"})
#: Python refuses to read numbers of more than 4,300 digits; no code point has more than seven.
_LONG_NUMBER = re.compile(r"&#0*[1-9][0-9]{7,};?")
_LEADING_ZEROS = re.compile(r"&#0{8,}")
_BLANKS = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r"\s*\n\s*")
_UNSEEN = re.compile("[\0-\x08\x0e-\x1f\x7f\u00ad\u180e\u200b\u2060\ufeff\ud800-\udfff]")
#: Drawn as nothing, but of use inside a word of some scripts; at the beginning of a line it is a blank.
_LEADING_NOTHING = re.compile("(?m)^[\\s\u115f\u1160\u200c\u200d\u2800\u3164\uffa0]+")


def plain_text(markup: str) -> str:
    r"""Give the words of foreign HTML as a reader sees them: a line a block, blanks collapsed, entities resolved.

    Scripts, styles and comments are left out; what is not closed counts as text, so that nothing is lost by accident.
    The result is text, never markup: it has to be escaped where it is printed. Linear in the length of its input.

    >>> plain_text("<p>One &amp; <b>two</b><br>three</p><script>four()</script>")
    'One & two\nthree'
    >>> plain_text("7 < 8 &lt;b&gt;")
    '7 < 8 <b>'
    """
    bare = _without_tags(markup) if "<" in markup else markup.replace("\n", " ")
    return _tidy(unescape(bare))


def plain_line(markup: str) -> str:
    """Give the words of foreign HTML in one line, for headlines and names.

    >>> plain_line("<h1>One<br/>two</h1>")
    'One two'
    """
    return " ".join(plain_text(markup).split())


def unescape(text: str) -> str:
    """Give a text with its character references resolved, once (WHATWG HTML 13.2.5.72 onwards).

    >>> unescape("&eacute; &#8211; &amp;amp;")
    'é – &amp;'
    """
    if "&" not in text:
        return text
    if "&#" in text:
        text = _LONG_NUMBER.sub("\ufffd", _LEADING_ZEROS.sub("&#0", text))
    return html.unescape(text)


def without_nothing(text: str) -> str:
    r"""Give a text without what is drawn as nothing: controls, soft hyphens, zero-width blanks.

    Joiners (U+200C, U+200D) and filling blanks stay inside a line, where scripts need them, and go at its beginning.

    >>> without_nothing("\u200b\u200c Harbour\u00ad master")
    'Harbour master'
    """
    text = _UNSEEN.sub("", text)
    return text if text.isascii() else _LEADING_NOTHING.sub("", text)


def _tidy(text: str) -> str:
    text = without_nothing(text)
    return _BREAKS.sub("\n", _BLANKS.sub(" ", text)).strip()


def _without_tags(markup: str) -> str:
    pieces: list[str] = []
    scanner = _Scanner(markup)
    position = 0
    while (opening := markup.find("<", position)) >= 0:
        pieces.append(markup[position:opening].replace("\n", " "))
        mark, position = scanner.step(opening)
        pieces.append(mark)
    pieces.append(markup[position:].replace("\n", " "))
    return "".join(pieces)


class _Scanner:
    """Steps over one tag after the other and remembers what cannot be found any more: that keeps it linear."""

    __slots__ = ("_absent", "_markup", "_pattern")

    def __init__(self, markup: str) -> None:
        self._markup = markup
        self._pattern = _TAG
        self._absent: set[str] = set()

    def step(self, opening: int) -> tuple[str, int]:
        """Give what stands for the tag that opens here, and where to read on."""
        markup = self._markup
        if not _NAMED.match(markup, opening):
            return "<", opening + 1
        if markup[opening + 1] in "!?":
            return self._declaration(opening)
        tag = self._tag(opening)
        if tag is None:
            return "<", opening + 1
        name = tag[1].lower()
        if name in _SILENT and markup[opening + 1] != "/":
            return "\n", self._after(f"</{name}", tag.end())
        if name in _INLINE:
            return "", tag.end()
        return (" " if name in _CELL else "\n"), tag.end()

    def _tag(self, opening: int) -> re.Match[str] | None:
        if ">" in self._absent:
            return None
        tag = self._pattern.match(self._markup, opening)
        if tag is None and self._pattern is _TAG:
            # A quotation mark was left open: from here on only `>` ends a tag.
            self._pattern = _ROUGH_TAG
            tag = self._pattern.match(self._markup, opening)
        if tag is None:
            self._absent.add(">")
        return tag

    def _declaration(self, opening: int) -> tuple[str, int]:
        if self._markup.startswith("<![CDATA[", opening):
            return "", opening + len("<![CDATA[")
        if self._markup.startswith("<!--", opening):
            end = self._find("-->", opening + 2)
            if end >= 0:
                return "", end + len("-->")
        end = self._find(">", opening)
        return ("", end + 1) if end >= 0 else ("<", opening + 1)

    def _after(self, closing: str, position: int) -> int:
        found = self._find(closing, position)
        end = self._find(">", found) if found >= 0 else -1
        return end + 1 if end >= 0 else position

    def _find(self, wanted: str, position: int) -> int:
        if wanted in self._absent:
            return -1
        pattern = re.compile(re.escape(wanted), re.IGNORECASE)
        found = pattern.search(self._markup, position)
        if found is None:
            self._absent.add(wanted)
            return -1
        return found.start()
