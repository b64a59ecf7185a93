"""XML that is nearly well-formed, read as far as it goes."""

import re

from lxml import etree

_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));?")
#: What XML 1.0 section 2.2 forbids.
_CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse_leniently(text: str) -> etree._Element | None:
    """Give the root of an XML document, mended where it is broken, or None where there is none.

    No entity is resolved, nothing is loaded, and what lies deeper than libxml2 goes (256) is left out.

    >>> parse_leniently("<a><b>1</a>").tag
    'a'
    """
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    try:
        return etree.fromstring(sound_letters(text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def name_of(element: etree._Element) -> str:
    """Give the name of an element without its namespace, in lower case; of a comment the empty string."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def sound_letters(text: str) -> str:
    """Give a text without controls, and with U+FFFD for references to what is no character.

    >>> sound_letters("a&#xD800;b&#65;")
    'a�b&#65;'
    """
    return _REFERENCE.sub(_sound_reference, _CONTROLS.sub("", text))


def _sound_reference(reference: re.Match[str]) -> str:
    digits = reference[1] or reference[2]
    code = int(digits[-9:], 16 if reference[1] else 10) if len(digits.lstrip("0")) < 8 else 0x110000  # noqa: PLR2004
    is_sound = 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 or code in {9, 10, 13}  # noqa: PLR2004
    return reference[0] if is_sound else "\ufffd"
