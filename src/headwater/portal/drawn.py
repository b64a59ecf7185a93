"""The drawn card of a story or a report, for those who share a page that has no picture."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.views.decorators.http import require_safe

from headwater.edition.answer import Answer
from headwater.edition.cards import cards_of, may_show
from headwater.edition.clock import site_now
from headwater.edition.drawn import DrawnCard, draw_card
from headwater.edition.outlets import outlets_for
from headwater.edition.wording import wording_of
from headwater.store import queries


@require_safe
def story(request: HttpRequest, key: str) -> Answer:  # noqa: ARG001 - the same picture for everyone
    """The card of a story: its headline and where it came from."""
    cards = cards_of([key], now=site_now())
    card = cards.by_key.get(key)
    if card is None:
        raise Http404
    say = wording_of(settings.PORTAL.portal.language).say
    line = f"{say('origin.sources', card.origin.sources)} · {say('origin.reports', card.origin.reports)}"
    answer = _drawn(
        DrawnCard(
            portal=settings.PORTAL.portal.name,
            headline=card.headline,
            language=card.language,
            line=line,
            strands=card.origin.strands,
            colour=settings.PORTAL.portal.colour,
        )
    )
    answer.valid_until = cards.valid_until
    return answer


@require_safe
def article(request: HttpRequest, key: str) -> Answer:  # noqa: ARG001 - the same picture for everyone
    """The card of a report: its headline and its outlet."""
    held = next(iter(queries.held_articles([key])), None)
    may = may_show(held, now=site_now()) if held else None
    if held is None or may is None or may.extent is None:
        raise Http404
    outlet = held.article.outlet
    answer = _drawn(
        DrawnCard(
            portal=settings.PORTAL.portal.name,
            headline=may.headline,
            language=held.article.language,
            line=outlets_for([outlet])[outlet].name,
            strands=(),
            colour=settings.PORTAL.portal.colour,
        )
    )
    answer.valid_until = may.valid_until
    return answer


def _drawn(card: DrawnCard) -> Answer:
    answer = Answer(draw_card(card), content_type="image/png")
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
