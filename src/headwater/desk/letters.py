"""The newsletter at the desk: look at a letter before it goes out, send oneself a copy, decide what is in doubt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from headwater.desk.clock import desk_now
from headwater.desk.words import later, moment, said, say
from headwater.edition.wording import letter_languages, wording_of
from headwater.errors import SettingsError
from headwater.model.letter import Frequency, Wishes
from headwater.newsletter.connection import Fate, NotReachedError
from headwater.newsletter.gate import let_out, why_held
from headwater.newsletter.mail import Mail, mail_of_portal
from headwater.newsletter.message import Letter
from headwater.newsletter.preview import preview_letter, send_test
from headwater.newsroom.logbook import note_action
from headwater.store import deliveries, subscriptions
from headwater.store.models import IssueRow, ReaderRow, ReaderState

#: Who may look at letters, and who may see and decide whose letter is in doubt.
_MAY_LOOK, _MAY_DECIDE = "paper.decide", "paper.manage_feeds"
_ISSUES = 10
#: A letter's own page: nothing in it runs or is fetched, and only the desk may frame it.
_LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; sandbox; frame-ancestors 'self'"


class Choosing(forms.Form):
    """Which letter is looked at."""

    kind = forms.ChoiceField(
        label=later("desk_letters.letter"),
        choices=[(each.value, later(f"desk_value.{each.value}")) for each in Frequency],
    )
    language = forms.ChoiceField(label=later("desk_letters.language"))

    def __init__(self, given: Any = None) -> None:  # noqa: ANN401 - Django's own signature
        """Fill in the languages letters are written in, the portal's own first."""
        own = settings.PORTAL.portal.language.partition("-")[0]
        languages = sorted(letter_languages(), key=lambda code: (code != own, code))
        first = {"kind": Frequency.DAILY.value, "language": languages[0]}
        super().__init__({**first, **given.dict()} if given else first)
        choices = [(code, wording_of(code).say("letter.own_name")) for code in languages]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField's, as declared above


class Sending(Choosing):
    """Where a test goes."""

    to = forms.EmailField(label=later("desk_letters.to"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """A letter of which nobody knows whether it arrived."""

    number: int
    address: str
    issue: str
    handed_at: str
    reason: str


def letter_urls(site: AdminSite) -> list[URLPattern]:
    """Give the addresses of the letters' pages, below the desk's."""

    def guarded(view: Callable[[HttpRequest], HttpResponse], permission: str) -> Callable[..., HttpResponse]:
        def allowed(request: HttpRequest) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request)

        return site.admin_view(allowed)

    return [
        path("letters/", guarded(_letters(site), _MAY_LOOK), name="letters"),
        path("letters/look", guarded(require_safe(_look), _MAY_LOOK), name="letters_look"),
        path("letters/test", guarded(require_POST(_test), _MAY_LOOK), name="letters_test"),
        path("letters/doubt", guarded(require_POST(_decide), _MAY_DECIDE), name="letters_doubt"),
        path("letters/resume", guarded(require_POST(_resume), _MAY_DECIDE), name="letters_resume"),
    ]


def _letters(site: AdminSite) -> Callable[[HttpRequest], HttpResponse]:
    @require_safe
    def letters(request: HttpRequest) -> HttpResponse:
        form = Choosing(request.GET)
        mail, trouble = _mail()
        letter = _letter(form, mail) if mail is not None and form.is_valid() else None
        may_decide = request.user.has_perm(_MAY_DECIDE)
        context = {
            **site.each_context(request),
            "title": say("desk_letters.title"),
            "form": form,
            "trouble": say("desk_letters.none_yet", trouble=trouble) if trouble else "",
            "letter": letter,
            "asked": form.cleaned_data if form.is_valid() else {},
            "to": getattr(request.user, "email", ""),
            "held": why_held(mail.mark_file) if mail is not None else "",
            "server_trouble": deliveries.post().trouble,
            "readers": _readers(),
            "issues": [
                (row.key, moment(row.made_at), _counted(row.key))
                for row in IssueRow.objects.order_by("-made_at")[:_ISSUES]
            ],
            "may_decide": may_decide,
            "doubtful": _doubtful() if may_decide else (),
        }
        return TemplateResponse(request, "desk/letters.html", context)

    return letters


def _look(request: HttpRequest) -> HttpResponse:
    form = Choosing(request.GET)
    mail, trouble = _mail()
    if mail is None or not form.is_valid():
        return HttpResponse(trouble or say("desk_letters.no_such"), status=404, content_type="text/plain")
    response = HttpResponse(_letter(form, mail).html)
    response["Content-Security-Policy"] = _LETTER_POLICY
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def _test(request: HttpRequest) -> HttpResponse:
    form = Sending(request.POST)
    mail, trouble = _mail()
    if mail is None:
        messages.error(request, trouble)
    elif not form.is_valid():
        messages.error(request, say("desk_letters.no_address"))
    else:
        _send(request, form, mail)
    return _back(request)


def _send(request: HttpRequest, form: Sending, mail: Mail) -> None:
    try:
        answer = send_test(_letter(form, mail), to=form.cleaned_data["to"], mail=mail, now=desk_now())
    except NotReachedError as error:
        messages.error(request, say("desk_letters.server_said", words=str(error)))
        return
    if answer.fate is Fate.TAKEN:
        messages.success(request, say("desk_letters.server_took", words=answer.words))
    else:
        refused = say("desk_letters.server_refused", fate=said(answer.fate.value), words=answer.words)
        messages.error(request, refused)


def _decide(request: HttpRequest) -> HttpResponse:
    number, arrived = request.POST.get("number", ""), request.POST.get("decision") == "arrived"
    editor, now = request.user.get_username(), desk_now()
    with transaction.atomic():
        done = number.isascii() and number.isdigit() and deliveries.decide_doubt(int(number), arrived=arrived, now=now)
        if done:
            action = "letter arrived" if arrived else "letter goes again"
            note_action(action, [number], reason="", editor=editor, now=now)
    if done:
        phrase = "desk_letters.counts_as_arrived" if arrived else "desk_letters.goes_again"
        messages.success(request, say(phrase, number=number))
    else:
        messages.error(request, say("desk_letters.not_in_doubt", number=number[:20]))
    return _back(request)


def _resume(request: HttpRequest) -> HttpResponse:
    mail, trouble = _mail()
    if mail is None:
        messages.error(request, trouble)
        return _back(request)
    held, now = why_held(mail.mark_file), desk_now()
    let_out(mail.mark_file, now=now)
    note_action("letters resumed", [], reason=held, editor=request.user.get_username(), now=now)
    messages.success(request, say("desk_letters.out_again"))
    return _back(request)


def _mail() -> tuple[Mail | None, str]:
    try:
        return mail_of_portal(), ""
    except SettingsError as error:
        return None, str(error)


def _letter(form: Choosing, mail: Mail) -> Letter:
    plan = settings.PORTAL.newsletter
    wishes = Wishes(frequency=Frequency(form.cleaned_data["kind"]), language=form.cleaned_data["language"])
    return preview_letter(wishes, mail=mail, now=desk_now(), limit=plan.stories, sources=plan.breaking_sources)


def _readers() -> list[tuple[str, int]]:
    active = ReaderRow.objects.filter(state=ReaderState.ACTIVE)
    return [(said(each.value), active.filter(frequency=each.value).count()) for each in Frequency]


def _counted(issue: str) -> list[tuple[str, int]]:
    return [(said(state), count) for state, count in sorted(deliveries.tally(issue).items())]


def _doubtful() -> tuple[Doubtful, ...]:
    rows = deliveries.in_doubt(desk_now())
    readers = subscriptions.readers_of(row.subscription_key for row in rows)
    return tuple(
        Doubtful(
            number=row.pk,
            address=readers[row.subscription_key].address
            if row.subscription_key in readers
            else say("desk_letters.has_left"),
            issue=row.issue_id or said("confirmation"),
            handed_at=moment(row.handed_at) if row.handed_at else "",
            reason=row.reason,
        )
        for row in rows
    )


def _back(request: HttpRequest) -> HttpResponse:
    form = Choosing(request.POST)
    query = f"?kind={form.cleaned_data['kind']}&language={form.cleaned_data['language']}" if form.is_valid() else ""
    return HttpResponseRedirect(reverse("admin:letters") + query)
