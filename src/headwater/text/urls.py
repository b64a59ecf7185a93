"""Addresses: one spelling for each, and the host it belongs to."""

import re
from urllib.parse import parse_qsl, quote, unquote_to_bytes, urlencode, urljoin, urlsplit, urlunsplit

#: Parameters that say where a click came from and never which page is meant.
_TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "at_", "ga_", "hsa_")
_TRACKING_NAMES = frozenset(
    {"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "cmpid", "ito", "ocid", "ftag"}
    | {"xtor", "wt_mc", "ns_campaign", "ns_mchannel", "ns_source", "traffic_source", "ref_src", "guccounter"}
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PATH_SAFE = "/:@!$&'()*+,;=~-._"
_MAX_CHARACTERS = 4096
_SEGMENTS = r"(?:/(?!\.{1,2}(?:[/?#]|$))[A-Za-z0-9_.~:@!$'()*+,=-]*)+"
_PAIR = r"[A-Za-z0-9_.~-]+=[A-Za-z0-9_.~-]*"
#: An address in the one spelling up to its fragment: most are, and to look costs a tenth of the work of making them so.
_NORMAL = re.compile(
    rf"(https?://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*{_SEGMENTS}(?:\?{_PAIR}(?:&{_PAIR})*)?)(?:#[!-~]*)?"
)
_TRACKING = re.compile(
    rf"[?&](?:(?:{'|'.join(_TRACKING_PREFIXES)})|(?:{'|'.join(sorted(_TRACKING_NAMES))})=)", re.IGNORECASE
)


def normalise(url: str, *, base: str | None = None) -> str | None:
    """Give the one spelling of an http or https address, or None where it is none (RFC 3986 6.2, WHATWG URL).

    Scheme and host in lower case (IDNA), default port, user name, fragment and tracking parameters gone, percent
    escapes in upper case. Idempotent.

    >>> normalise("HTTPS://Ledger.Example:443/a/../b?utm_source=x&id=7#top")
    'https://ledger.example/b?id=7'
    >>> normalise("javascript:alert(1)") is None
    True
    """
    normal = _NORMAL.fullmatch(url) if len(url) <= _MAX_CHARACTERS else None
    if normal and not ("?" in url and _TRACKING.search(url)):
        return normal[1]
    return _made_normal(url, base)


def join(base: str, reference: str) -> str | None:
    """Give a reference resolved against a base, normalised, or None where it leads to no page (RFC 3986 5.2)."""
    return normalise(reference, base=base)


def host_of(url: str) -> str:
    """Give the host name of an address without `www.`, or the empty string.

    >>> host_of("https://www.ledger.example/a")
    'ledger.example'
    """
    try:
        return (urlsplit(url).hostname or "").casefold().rstrip(".").removeprefix("www.")
    except ValueError:
        return ""


def _made_normal(url: str, base: str | None) -> str | None:
    url = "".join(character for character in url.strip() if character >= " " and character != "\x7f")
    if len(url) > _MAX_CHARACTERS:
        return None
    try:
        parts = urlsplit(urljoin(base, url) if base else url)
        host = _host(parts.hostname)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.casefold()
    if scheme not in _DEFAULT_PORTS or host is None:
        return None
    netloc = host if port is None or port == _DEFAULT_PORTS[scheme] else f"{host}:{port}"
    return urlunsplit((scheme, netloc, _path(parts.path), _query(parts.query), ""))


def _host(host: str | None) -> str | None:
    if not host:
        return None
    if ":" in host:
        return f"[{host}]"
    try:
        plain = host.rstrip(".").encode("idna").decode("ascii") if not host.isascii() else host.rstrip(".")
    except UnicodeError:
        return None
    plain = plain.casefold()
    return plain if plain and all(label for label in plain.split(".")) and " " not in plain else None


def _path(path: str) -> str:
    escaped = quote(unquote_to_bytes(_keep_reserved(path)), safe=_PATH_SAFE + "%")
    segments: list[str] = []
    parts = (escaped or "/").split("/")
    for segment in parts[1:]:
        if segment == "..":
            segments = segments[:-1]
        elif segment != ".":
            segments.append(segment)
    if parts[-1] in {".", ".."}:
        segments.append("")
    return "/" + "/".join(segments)


def _keep_reserved(path: str) -> str:
    # %2F and %25 mean something else than the characters they stand for, so they stay escaped.
    kept: list[str] = []
    position = 0
    while (percent := path.find("%", position)) >= 0:
        code = path[percent + 1 : percent + 3]
        kept.append(path[position:percent])
        is_escape = len(code) == 2 and all(digit in "0123456789abcdefABCDEF" for digit in code)  # noqa: PLR2004
        if not is_escape:
            kept.append("%2525")
            position = percent + 1
        else:
            kept.append(f"%25{code.upper()}" if int(code, 16) in _RESERVED else f"%{code}")
            position = percent + 3
    kept.append(path[position:])
    return "".join(kept)


_RESERVED = frozenset(b"/%?#[]") | frozenset(range(0x21)) | {0x7F}


def _query(query: str) -> str:
    if not query:
        return ""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=True)
    except ValueError:
        return quote(query, safe=_PATH_SAFE + "?%")
    kept = [(name, value) for name, value in pairs if not _is_tracking(name)]
    return urlencode(kept) if kept else ""


def _is_tracking(name: str) -> bool:
    folded = name.casefold()
    return folded in _TRACKING_NAMES or folded.startswith(_TRACKING_PREFIXES)
