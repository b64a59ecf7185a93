"""The newsletter's pages: sign up, confirm, change, leave. GET shows, POST does, and no page tells who reads it.

The pages of one reader carry a token in their address: nobody keeps them, and the address is passed on to nobody.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_http_methods, require_safe
from email_validator import EmailNotValidError, validate_email

from headwater.edition.addresses import newsletter_path
from headwater.edition.answer import Answer
from headwater.edition.clock import site_now
from headwater.edition.networks import network_of
from headwater.edition.tokens import invitation_of, reader_key_of
from headwater.edition.wording import Wording, letter_languages, wording_of
from headwater.model.letter import Frequency, Reader, Wishes
from headwater.portal.answers import page
from headwater.portal.frame import sections_of
from headwater.portal.same_site import answers_anyone
from headwater.store import queries, subscriptions

_LANGUAGES_DAYS = 14
_MOST_CHOICES = 40
_GET_OR_POST = ("GET", "HEAD", "POST")


@require_http_methods(_GET_OR_POST)
def sign_up(request: HttpRequest) -> HttpResponse:
    """The form; or what was typed into it is written down, with one answer for every address."""
    _needs_mail()
    now = site_now()
    if request.method != "POST":
        return _form(request, now=now)
    try:
        address = validate_email(
            request.POST.get("address", "")[:320].strip(), allow_smtputf8=False, check_deliverability=False
        ).ascii_email
    except EmailNotValidError:
        address = None
    if not address:
        return _form(request, now=now, note="wrong_address", status=400)
    wishes = _wishes(request, now=now)
    noted = subscriptions.note_sign_up(
        address, network=network_of(request), wishes=wishes, words=_consent(wording_of(wishes.language)), now=now
    )
    if not noted:
        return _form(request, now=now, note="too_many", status=429)
    return HttpResponseRedirect(f"{newsletter_path()}/asked", status=303)


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """What everybody is told who signed up."""
    _needs_mail()
    return _said(request, "asked", now=site_now())


@require_http_methods(_GET_OR_POST)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A button; or the reader is one now. Mail scanners follow links, so a GET confirms nothing."""
    _needs_mail()
    now = site_now()
    invitation = invitation_of(token, now=now)
    if invitation is None:
        return _private(_said(request, "expired", now=now, status=410))
    if request.method != "POST":
        return _private(_ask(request, "confirm", now=now))
    reader = subscriptions.confirm(invitation.key, invitation=invitation.round, network=network_of(request), now=now)
    if reader is None:
        return _private(_said(request, "expired", now=now, status=410))
    return _private(_said(request, "confirmed", now=now))


@require_http_methods(_GET_OR_POST)
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """What a reader gets; or it is changed."""
    _needs_mail()
    now = site_now()
    key = reader_key_of(token)
    reader = subscriptions.reader_of(key) if key else None
    if reader is None:
        return _private(_said(request, "left", now=now, status=410))
    if request.method != "POST":
        return _private(_form(request, now=now, reader=reader))
    wishes = _wishes(request, now=now)
    subscriptions.change_wishes(reader.key, wishes)
    changed = Reader(key=reader.key, address=reader.address, wishes=wishes)
    return _private(_form(request, now=now, reader=changed, note="saved"))


@answers_anyone
@require_http_methods(_GET_OR_POST)
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """A button; or the reader has left, at once and without a question (RFC 8058).

    The token alone is enough for a POST: mailbox providers send it from anywhere, for who reads the letter.
    """
    _needs_mail()
    now = site_now()
    key = reader_key_of(token)
    if key is None:
        raise Http404
    if request.method != "POST":
        return _private(_ask(request, "leave", now=now))
    subscriptions.leave(key, how="left", now=now)
    return _private(_said(request, "left", now=now))


def _needs_mail() -> None:
    if not settings.PORTAL.mail.host:
        raise Http404


def _consent(wording: Wording) -> str:
    return wording.say("newsletter.consent", name=settings.PORTAL.portal.name)


def _form(
    request: HttpRequest,
    *,
    now: datetime,
    reader: Reader | None = None,
    note: str = "",
    status: int = 200,
) -> Answer:
    """Give the form, with a note: what went wrong, or that it was saved."""
    own = settings.PORTAL.portal.language.partition("-")[0]
    languages = queries.languages_in_use(since=now - timedelta(days=_LANGUAGES_DAYS))[:_MOST_CHOICES]
    letter_language = own if own in letter_languages() else "en"
    return page(
        request,
        "newsletter.html",
        now=now,
        status=status,
        reader=reader,
        wishes=reader.wishes if reader else Wishes(language=letter_language),
        frequencies=[frequency.value for frequency in Frequency],
        sections=sections_of(now=now),
        news_languages=[(code, _own_name(code)) for code in languages] if len(languages) > 1 else [],
        letter_languages=[(code, _own_name(code)) for code in letter_languages()],
        note=note,
    )


def _own_name(code: str) -> str:
    return wording_of(code).say("letter.own_name") if code in letter_languages() else code


def _ask(request: HttpRequest, phrase: str, *, now: datetime) -> Answer:
    return page(request, "newsletter_ask.html", now=now, phrase=phrase)


def _said(request: HttpRequest, phrase: str, *, now: datetime, status: int = 200) -> Answer:
    return page(request, "newsletter_said.html", now=now, status=status, phrase=phrase)


def _wishes(request: HttpRequest, *, now: datetime) -> Wishes:
    """Give what was chosen in the form; what it does not offer is left out."""
    frequency = request.POST.get("frequency", "")
    language = request.POST.get("language", "")
    sections = [name for name in sections_of(now=now) if name in request.POST.getlist("section")]
    spoken = [code[:8] for code in request.POST.getlist("news_language") if code.isascii() and code.isalpha()]
    return Wishes(
        frequency=Frequency(frequency) if frequency in {each.value for each in Frequency} else Frequency.DAILY,
        sections=tuple(sections[:_MOST_CHOICES]),
        news_languages=tuple(spoken[:_MOST_CHOICES]),
        language=language if language in letter_languages() else settings.PORTAL.portal.language,
    )


def _private(answer: Answer) -> HttpResponse:
    """Give an answer that nobody keeps: not the page cache, not a proxy, not the browser's history of referrers."""
    response = HttpResponse(answer.content, status=answer.status_code)
    for name, value in answer.items():
        response[name] = value
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
