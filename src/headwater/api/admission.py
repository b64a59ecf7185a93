"""Who may ask the API, and how often: asked of every request, before anything that is kept is given."""

import logging
from collections.abc import Callable
from http import HTTPStatus

import msgspec
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from headwater.api.limits import Limits
from headwater.api.problems import MEDIA_TYPE, Refusal
from headwater.edition.networks import network_of
from headwater.store.api_keys import find_key

_PLACE = "/api/v1/"
_BEARER = "bearer "
#: Where a program finds what it may ask (RFC 8631, 4.1).
_SERVICE_DESC = '</api/v1/openapi.json>; rel="service-desc"; type="application/json"'
#: Under this name a request carries that it was let through: no header can have it.
_ADMITTED = "headwater.admitted"
_log = logging.getLogger("django.request")
limits = Limits()


class Admission:
    """Middleware in front of the page cache."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Stand before what answers."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Give the answer, or the problem."""
        if request.path_info.startswith(_PLACE):
            try:
                admit(request)
            except Refusal as refusal:
                return with_description(refused(refusal))
            except Exception:  # noqa: BLE001 - as in the views
                return with_description(failed(request))
        return self._get_response(request)


def admit(request: HttpRequest) -> None:
    """Let a request through and count it, once; or raise the Refusal: 401 for a key that is none, 429 for too many."""
    if request.META.get(_ADMITTED):
        return
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
    request.META[_ADMITTED] = True


def _unauthorised(detail: str) -> Refusal:
    return Refusal(HTTPStatus.UNAUTHORIZED, detail, headers={"WWW-Authenticate": 'Bearer realm="api"'})


def refused(refusal: Refusal) -> HttpResponse:
    """Give the answer that says why there is none (RFC 9457)."""
    body = msgspec.json.encode(refusal.problem)
    response = HttpResponse(body, status=refusal.problem.status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    for name, value in refusal.headers.items():
        response[name] = value
    return response


def failed(request: HttpRequest) -> HttpResponse:
    """Give the answer to a request that something broke at; the log has the cause."""
    _log.exception("the API could not answer %s", request.path)
    detail = "The portal could not answer. Try again later; if it stays so, tell its operator when it happened."
    return refused(Refusal(HTTPStatus.INTERNAL_SERVER_ERROR, detail))


def with_description(response: HttpResponse) -> HttpResponse:
    """Give an answer that says where it is described what may be asked."""
    response["Link"] = _SERVICE_DESC
    return response
