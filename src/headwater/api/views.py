"""From a request to an answer: who asks, how often, for what; then the answer, or a problem that says what to do."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from http import HTTPStatus

import msgspec
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from headwater.api.admission import admit, failed, refused, with_description
from headwater.api.asking import Asked
from headwater.api.description import describe
from headwater.api.problems import Refusal, wrong
from headwater.api.routes import JSON, ROUTES, Route
from headwater.edition.answer import Answer
from headwater.edition.clock import site_now
from headwater.edition.validity import noting

#: Seconds after which an answer is made anew whatever happened: some count the reports of the last days.
_LONGEST_S = 300

View = Callable[..., HttpResponse]


def view_of(route: Route) -> View:
    """Give the view of an operation."""

    def answered(request: HttpRequest, **path: str) -> bytes:
        asked = Asked(given=_given(request, route, path=path), base=_base(request), now=site_now())
        return msgspec.json.encode(route.answer(asked))

    return _guarded(answered, route=route)


def _description(request: HttpRequest) -> bytes:
    _only(request, ())
    return msgspec.json.encode(describe(base=_base(request), title=settings.PORTAL.portal.name))


def _nothing_here(request: HttpRequest) -> bytes:
    raise Refusal(
        HTTPStatus.NOT_FOUND, f"The API has nothing at {request.path[:200]}. /api/v1/openapi.json lists what there is."
    )


def _guarded(answered: Callable[..., bytes], *, route: Route | None = None) -> View:
    def view(request: HttpRequest, **path: str) -> HttpResponse:
        return with_description(_response(request, path))

    def _response(request: HttpRequest, path: dict[str, str]) -> HttpResponse:
        try:
            admit(request)
            return _answer(route, path, answered=partial(answered, request, **path))
        except Refusal as refusal:
            return refused(refusal)
        except Exception:  # noqa: BLE001 - a program is told in its own format; the log has the cause
            return failed(request)

    view.csrf_exempt = True  # type: ignore[attr-defined]  # Django's own mark; nothing here changes anything
    return view


def _given(request: HttpRequest, route: Route, *, path: dict[str, str]) -> dict[str, object]:
    queried = tuple(parameter for parameter in route.parameters if parameter.place == "query")
    _only(request, tuple(parameter.name for parameter in queried))
    given = {
        parameter.name: parameter.read(path[parameter.name]) for parameter in route.parameters if parameter.name in path
    }
    for parameter in queried:
        stated = request.GET.getlist(parameter.name)
        if len(stated) > 1:
            raise wrong(parameter.name, "stands there more than once")
        if stated:
            given[parameter.name] = parameter.read(stated[0])
    return given


def _only(request: HttpRequest, known: tuple[str, ...]) -> None:
    for name in request.GET:
        if name not in known:
            raise wrong(name[:80], f"is unknown here; there are: {', '.join(known) or 'none'}")


def _answer(route: Route | None, path: dict[str, str], *, answered: Callable[[], bytes]) -> Answer:
    with noting() as moments:
        made = Answer(answered(), content_type=JSON)
    made.valid_until = min([*moments, site_now() + timedelta(seconds=_LONGEST_S)])
    # The page cache keeps it, and whoever asks is let through before the page cache is asked.
    made.is_open = False
    if route is not None and route.is_about_story:
        made.story, made.stands_alone = path["key"], True
    return made


def _base(request: HttpRequest) -> str:
    address: str = settings.PORTAL.portal.address.rstrip("/")
    try:
        return address or f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        raise Refusal(HTTPStatus.BAD_REQUEST, "The Host header is no host.") from None


description = _guarded(_description)
nothing_here = _guarded(_nothing_here)
VIEWS = {route.name: view_of(route) for route in ROUTES}
