"""Whether a form was sent from our own pages, told by headers that a foreign page cannot set.

Pages stay the same for everyone, and cacheable, because no secret has to stand in their forms. Browsers since 2023 send
`Sec-Fetch-Site` (W3C Fetch Metadata), older ones `Origin` (RFC 6454) with every POST. What sends neither is no browser,
and carries nobody's cookies: nothing can be done in a reader's name by it.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_from_here(request: HttpRequest) -> bool:
    """Whether a request that changes something comes from a page of this portal, or from no browser."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    own = {request.get_host().casefold(), urlsplit(settings.PORTAL.portal.address).netloc.casefold()}
    return urlsplit(origin).netloc.casefold() in own - {""}
