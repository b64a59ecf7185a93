"""From a request to an answer: who asks, how often, for what; then the answer, or a problem that says what to do."""

import gzip
import hashlib
import logging
from collections.abc import Callable
from http import HTTPStatus

import msgspec
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags, quote_etag

from headwater.api.asking import Asked
from headwater.api.description import describe
from headwater.api.limits import Limits
from headwater.api.problems import MEDIA_TYPE, Refusal, wrong
from headwater.api.routes import JSON, ROUTES, Route
from headwater.edition.clock import site_now
from headwater.edition.networks import network_of
from headwater.store.api_keys import find_key

#: Seconds for which clients and caches may keep an answer, as for pages: so long may a takedown take to reach them.
_KEPT_S = 20
#: Below it compressing costs more than it saves (one network packet).
_LEAST_COMPRESSED = 1200
_BEARER = "bearer "
#: Where a program finds what it may ask (RFC 8631, 4.1).
_SERVICE_DESC = '</api/v1/openapi.json>; rel="service-desc"; type="application/json"'
_log = logging.getLogger("django.request")
limits = Limits()

View = Callable[..., HttpResponse]


def view_of(route: Route) -> View:
    """Give the view of an operation."""

    def answered(request: HttpRequest, **path: str) -> bytes:
        asked = Asked(given=_given(request, route, path=path), base=_base(request), now=site_now())
        return msgspec.json.encode(route.answer(asked))

    return _guarded(answered)


def _description(request: HttpRequest) -> bytes:
    _only(request, ())
    return msgspec.json.encode(describe(base=_base(request), title=settings.PORTAL.portal.name))


def _nothing_here(request: HttpRequest) -> bytes:
    raise Refusal(
        HTTPStatus.NOT_FOUND, f"The API has nothing at {request.path[:200]}. /api/v1/openapi.json lists what there is."
    )


def _guarded(answered: Callable[..., bytes]) -> View:
    def view(request: HttpRequest, **path: str) -> HttpResponse:
        response = _response(request, path)
        response["Link"] = _SERVICE_DESC
        return response

    def _response(request: HttpRequest, path: dict[str, str]) -> HttpResponse:
        try:
            _admit(request)
            return _answer(request, answered(request, **path))
        except Refusal as refusal:
            return _refused(refusal)
        except Exception:  # noqa: BLE001 - a program is told in its own format; the log has the cause
            _log.exception("the API could not answer %s", request.path)
            detail = "The portal could not answer. Try again later; if it stays so, tell its operator when it happened."
            return _refused(Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, detail))

    view.csrf_exempt = True  # type: ignore[attr-defined]  # Django's own mark; nothing here changes anything
    return view


def _admit(request: HttpRequest) -> None:
    """Let a request through, or raise the Refusal: 401 for a key that is none, 429 for too many."""
    if request.method not in {"GET", "HEAD"}:
        only = {"Allow": "GET, HEAD"}
        raise Refusal(HTTPStatus.METHOD_NOT_ALLOWED, "This API only reads: ask with GET.", headers=only)
    sent = request.headers.get("Authorization", "")
    per_minute, client = settings.PORTAL.api.anonymous_per_minute, f"network {network_of(request)}"
    if sent:
        key = find_key(sent[len(_BEARER) :].strip()) if sent.casefold().startswith(_BEARER) else None
        if key is None:
            raise _unauthorised(
                'The key is unknown or revoked. Send it as "Authorization: Bearer hw_…", or send none to ask without.'
            )
        per_minute, client = key.per_minute, f"key {key.name}"
    elif per_minute == 0:
        raise _unauthorised("This portal answers nobody without a key. Ask its operator for one.")
    wait_s = limits.wait_s(client, per_minute=per_minute)
    if wait_s:
        more = "" if sent else " A key allows more; ask the portal's operator."
        raise Refusal(
            HTTPStatus.TOO_MANY_REQUESTS,
            f"More than {per_minute} requests in a minute. Wait {wait_s} s.{more}",
            headers={"Retry-After": str(wait_s)},
        )


def _unauthorised(detail: str) -> Refusal:
    return Refusal(HTTPStatus.UNAUTHORIZED, detail, headers={"WWW-Authenticate": 'Bearer realm="api"'})


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


def _answer(request: HttpRequest, body: bytes) -> HttpResponse:
    accepted = request.headers.get("Accept-Encoding", "")
    packed = "gzip" in accepted and len(body) >= _LEAST_COMPRESSED
    mark = hashlib.sha256(body).hexdigest()[:32]
    etag = quote_etag(f"{mark}-gzip" if packed else mark)
    response: HttpResponse
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(gzip.compress(body, 5, mtime=0) if packed else body, content_type=JSON)
        if packed:
            response["Content-Encoding"] = "gzip"
    response["ETag"] = etag
    response["Cache-Control"] = f"public, max-age={_KEPT_S}"
    patch_vary_headers(response, ("Accept-Encoding",))
    return response


def _refused(refusal: Refusal) -> HttpResponse:
    body = msgspec.json.encode(refusal.problem)
    response = HttpResponse(body, status=refusal.problem.status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    for name, value in refusal.headers.items():
        response[name] = value
    return response


def _base(request: HttpRequest) -> str:
    address: str = settings.PORTAL.portal.address.rstrip("/")
    try:
        return address or f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        raise Refusal(HTTPStatus.BAD_REQUEST, "The Host header is no host.") from None


description = _guarded(_description)
nothing_here = _guarded(_nothing_here)
VIEWS = {route.name: view_of(route) for route in ROUTES}
