"""Values to stored documents and back, by msgspec, with a schema version in front.

A document is JSON: `{"v": 1, "d": {...}}`. New fields have defaults, so an older document decodes as it is; what
cannot be expressed by a default is mended by an upgrader: a function from the plain older form to the next version's.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec

from headwater.errors import CodecError
from headwater.model.article import Article
from headwater.model.feed import Entry, Feed, FetchState
from headwater.model.letter import Consent, Issue, Wishes
from headwater.model.outlet import Outlet
from headwater.model.person import Person
from headwater.model.provenance import Origin, Reuse, Revision, Traced
from headwater.model.publication import Publications
from headwater.model.rights import Overrule
from headwater.model.story import Placement, Proposal, Ranked, Related, Story
from headwater.model.subscription import Subscription
from headwater.model.translation import Translation

T = TypeVar("T")

#: Today's version of each stored type. Raise it together with an upgrader.
VERSIONS: Mapping[type, int] = {
    Article: 1,
    Consent: 1,
    Entry: 1,
    Feed: 1,
    FetchState: 1,
    Issue: 1,
    Origin: 1,
    Outlet: 1,
    Overrule: 1,
    Person: 1,
    Placement: 1,
    Proposal: 1,
    Publications: 1,
    Ranked: 1,
    Related: 1,
    Reuse: 1,
    Revision: 1,
    Story: 1,
    Subscription: 1,
    Traced: 1,
    Translation: 1,
    Wishes: 1,
}

#: From (type, version) to the function that lifts a plain document to the next version.
UPGRADERS: Mapping[tuple[type, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}

_encoder = msgspec.json.Encoder()


class _Envelope(msgspec.Struct, frozen=True):
    v: int
    d: msgspec.Raw


_envelopes = msgspec.json.Decoder(_Envelope)


def encode(value: object) -> bytes:
    """Give the stored form of a value.

    Raises:
        CodecError: where the value's type is not a stored type, or a text holds a lone surrogate.

    >>> decode(encode(Feed(url="https://ledger.example/rss", outlet="ledger")), Feed).outlet
    'ledger'

    """
    version = VERSIONS.get(type(value))
    if version is None:
        message = f"{type(value).__name__} is not a stored type; add it to VERSIONS in model/codec.py"
        raise CodecError(message)
    try:
        return b'{"v":%d,"d":%s}' % (version, _encoder.encode(value))
    except UnicodeEncodeError as error:
        message = "a text holds half of a surrogate pair; clean texts where they come in"
        raise CodecError(message) from error


def decode(document: bytes | memoryview | str, kind: type[T]) -> T:
    """Give the value of a stored document, lifted to today's version.

    Raises:
        CodecError: where the document is broken, from a later version, or does not fit the type.

    """
    try:
        envelope = _envelopes.decode(bytes(document) if isinstance(document, memoryview) else document)
        if envelope.v == VERSIONS[kind]:
            return msgspec.json.decode(envelope.d, type=kind)
        return msgspec.convert(_upgraded(envelope, kind), kind)
    except msgspec.MsgspecError as error:
        message = f"a stored {kind.__name__} cannot be read"
        raise CodecError(message) from error


def _upgraded(envelope: _Envelope, kind: type) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.json.decode(envelope.d)
    if envelope.v > VERSIONS[kind]:
        message = f"a stored {kind.__name__} is of version {envelope.v}, this Headwater reads {VERSIONS[kind]}: upgrade"
        raise CodecError(message)
    for version in range(envelope.v, VERSIONS[kind]):
        plain = UPGRADERS[kind, version](plain)
    return plain
