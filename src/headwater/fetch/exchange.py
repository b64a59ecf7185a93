"""One request to one server and its answer, within limits of time and size; no redirect is followed here."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial

import aiohttp
from multidict import CIMultiDictProxy
from yarl import URL

from headwater.fetch.decoding import Decoder, TooLargeError
from headwater.fetch.headers import media_type
from headwater.fetch.limits import LIMITS, Limits
from headwater.model.page import Request

#: Pieces in which a body is taken from the wire.
_PIECE_BYTES = 64 * 1024
#: Nearly all feeds and pages are smaller than this.
LARGE_BYTES = 512 * 1024
#: Statuses whose body we want; of all others the headers say everything.
_WITH_BODY = frozenset({200, 203})


class UnwantedTypeError(Exception):
    """The answer is of a kind that cannot be what was asked for; `str()` is the media type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status, headers, and the decoded body where the status brings one."""

    status: int
    #: Case-insensitive, as sent.
    headers: CIMultiDictProxy[str]
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What requests go out over."""

    session: aiohttp.ClientSession
    #: Taken by bodies larger than `LARGE_BYTES` for as long as they are read.
    large_turns: asyncio.Semaphore


async def exchange(
    line: Line,
    url: URL,
    *,
    request: Request,
    headers: Mapping[str, str],
    time_left: aiohttp.ClientTimeout,
) -> Answer:
    """Give the answer to one GET, or POST where the request has a body; `url` is where it stands on its way.

    A body that grows beyond `LARGE_BYTES` waits for a turn, so that hundreds of endless answers at once do not fill
    memory.

    Raises whatever aiohttp and the decoder raise; `trouble.explain` has the words for it. robots.txt is cut at its
    limit (RFC 9309 2.5), everything else beyond its limit raises TooLargeError.
    """
    method = "GET" if request.body is None else "POST"
    async with line.session.request(
        method, url, data=request.body, headers=headers, timeout=time_left, allow_redirects=False
    ) as response:
        try:
            async with AsyncExitStack() as held:
                turn = partial(held.enter_async_context, line.large_turns)
                body = await _body(response, limits=LIMITS[request.purpose], take_turn=turn)
        except BaseException:
            # The rest of the body is not waited for: the connection goes.
            response.close()
            raise
        return Answer(status=response.status, headers=response.headers, body=body)


async def _body(response: aiohttp.ClientResponse, *, limits: Limits, take_turn: Callable[[], Awaitable[None]]) -> bytes:
    if response.status not in _WITH_BODY:
        response.close()
        return b""
    kind = media_type(response.headers)
    if kind is not None and kind.startswith(limits.refused_types):
        raise UnwantedTypeError(kind)
    decoder = Decoder(",".join(response.headers.getall("Content-Encoding", ())), limit_bytes=limits.body_bytes)
    if not limits.first_part_suffices and (response.content_length or 0) > limits.body_bytes:
        raise TooLargeError
    try:
        await _pour(response, decoder, limit_bytes=limits.body_bytes, take_turn=take_turn)
    except TooLargeError:
        if not limits.first_part_suffices:
            raise
        response.close()
        return decoder.body
    return decoder.finish()


async def _pour(
    response: aiohttp.ClientResponse, decoder: Decoder, *, limit_bytes: int, take_turn: Callable[[], Awaitable[None]]
) -> None:
    received = 0
    is_large = False
    async for piece in response.content.iter_chunked(_PIECE_BYTES):
        received += len(piece)
        # Coded bytes that decode to nothing (empty members, endless padding) are bounded as well.
        if received > limit_bytes + _PIECE_BYTES:
            raise TooLargeError
        decoder.feed(piece)
        if not is_large and decoder.size_bytes > LARGE_BYTES:
            is_large = True
            await take_turn()
