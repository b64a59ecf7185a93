"""What a rule made by hand says of one site's pages: who wrote the report, and when it came out.

Which boxes are the report and which are none is asked in `body`. Such rules come last, where no general one can know
better; each is dated, and says which kind of page taught it.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC

from selectolax.lexbor import LexborNode

from headwater.extract.byline import Byline
from headwater.extract.dates import Dates
from headwater.extract.people import names_in
from headwater.extract.surroundings import Surroundings
from headwater.model.article import Evidence
from headwater.model.sites import Site
from headwater.text.printed_dates import find_dates

_RULE = "rule of the site"
_CONFIDENCE = 0.95
_LINE_CHARACTERS = 200


def byline_by_rule(root: LexborNode, site: Site, *, around: Surroundings) -> Byline | None:
    """Give the byline that stands where a site's rule says, or None."""
    for node in _named(root, site.author):
        line = " ".join(node.text(separator=" ").split())
        names = names_in(node.text(separator="\n").strip(), now=around.now) if len(line) <= _LINE_CHARACTERS else ()
        if names:
            return Byline(printed=line, authors=names, evidence=(_evidence("authors", line),))
    return None


def dates_by_rule(root: LexborNode, site: Site, *, found: Dates, around: Surroundings) -> Dates:
    """Give the dates with the day of publication that stands where a site's rule says; else as `found`."""
    for node in _named(root, site.date):
        printed = " ".join(node.text(separator=" ").split())[:_LINE_CHARACTERS]
        for text in (node.attributes.get("datetime"), printed):
            days = find_dates(text or "", language=around.date_language, now=around.now)
            if text and days and days[0].moment <= around.now:
                others = [piece for piece in found.evidence if piece.field != "date_published"]
                return Dates(
                    published=days[0].moment.astimezone(UTC),
                    modified=found.modified,
                    evidence=(_evidence("date_published", text), *others),
                )
    return found


def _named(root: LexborNode, names: Sequence[str]) -> Iterator[LexborNode]:
    for name in names:
        yield from root.css(f'[class~="{name}"], [id="{name}"]')


def _evidence(field: str, seen: str) -> Evidence:
    return Evidence(field=field, rule=_RULE, confidence=_CONFIDENCE, seen=seen)
