"""Signing letters: DKIM (RFC 6376) with rsa-sha256 and relaxed canonicalization of header and body.

The arithmetic is OpenSSL's; what is here is the few rules of what is hashed. A receiver's own implementation reads the
signatures in the tests.
"""

import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_private_key

#: Header fields that the signature covers, `from` once more than it stands there so that no second one can be added.
SIGNED = (
    *("from", "from", "to", "subject", "date", "message-id", "reply-to", "mime-version", "content-type"),
    *("list-id", "list-unsubscribe", "list-unsubscribe-post", "list-subscribe", "list-owner", "list-post"),
    *("auto-submitted",),
)
#: Receivers need not accept less (RFC 8301, 3.2).
_LEAST_BITS = 1024
#: Characters of base64, and names, in one line of the signature's field.
_LINE, _NAMES = 72, 5
_SPACES = re.compile(rb"[ \t]+")
_SPACES_AT_END = re.compile(rb"[ \t]+\r\n")
_FOLDED = re.compile(rb"\r\n(?=[ \t])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What letters are signed with."""

    domain: str
    selector: str
    key: RSAPrivateKey


def read_key(pem: bytes) -> RSAPrivateKey:
    """Give the private key that a PEM file holds.

    Raises:
        ValueError: it holds none, one of another kind, one behind a passphrase, or one too short to be believed; the
            message says which and what to do.

    """
    try:
        key = load_pem_private_key(pem, password=None)
    except TypeError as error:
        message = "is behind a passphrase: write it without one, readable for the portal alone"
        raise ValueError(message) from error
    except (ValueError, UnsupportedAlgorithm) as error:
        message = "holds no private key in PEM"
        raise ValueError(message) from error
    if not isinstance(key, RSAPrivateKey):
        message = "holds a key of another kind than RSA: make one with `openssl genrsa 2048`"
        raise ValueError(message)  # noqa: TRY004 - what is wrong is the file
    if key.key_size < _LEAST_BITS:
        message = f"holds a key of {key.key_size} bits, which receivers refuse: make one with `openssl genrsa 2048`"
        raise ValueError(message)
    return key


def signature_field(content: bytes, signature: Signature, *, now: datetime) -> bytes:
    """Give the `DKIM-Signature` field that goes above a message whose lines end with CRLF."""
    header, _, body = content.partition(b"\r\n\r\n")
    fields = _fields(header)
    tags = {
        "v": "1",
        "a": "rsa-sha256",
        "c": "relaxed/relaxed",
        "d": signature.domain,
        "s": signature.selector,
        "t": str(int(now.timestamp())),
        "h": ":\r\n  ".join(":".join(SIGNED[at : at + _NAMES]) for at in range(0, len(SIGNED), _NAMES)),
        "bh": b64encode(sha256(relaxed_body(body)).digest()).decode(),
    }
    field = (
        b"DKIM-Signature: " + ";\r\n ".join(f"{name}={value}" for name, value in tags.items()).encode() + b";\r\n b="
    )
    hashed = b"".join(_taken(fields)) + _relaxed_field(field).removesuffix(b"\r\n")
    signed = b64encode(signature.key.sign(hashed, PKCS1v15(), SHA256()))
    return field + b"\r\n ".join(signed[at : at + _LINE] for at in range(0, len(signed), _LINE)) + b"\r\n"


def relaxed_body(body: bytes) -> bytes:
    r"""Give a body as it is hashed (RFC 6376, 3.4.4).

    >>> relaxed_body(b"The  tide\tturns \r\n\r\n\r\n")
    b'The tide turns\r\n'
    """
    kept = _SPACES.sub(b" ", _SPACES_AT_END.sub(b"\r\n", body)) if b" " in body or b"\t" in body else body
    stripped = kept.rstrip(b"\r\n")
    return stripped + b"\r\n" if stripped else b""


def _fields(header: bytes) -> dict[bytes, list[bytes]]:
    """Give the fields as they are hashed, by name, in the order they stand."""
    found: dict[bytes, list[bytes]] = {}
    for line in _FOLDED.sub(b"", header).split(b"\r\n"):
        found.setdefault(line.partition(b":")[0].strip().lower(), []).append(_relaxed_field(line))
    return found


def _taken(fields: dict[bytes, list[bytes]]) -> list[bytes]:
    """Give the signed fields: of several with one name the lowest first (RFC 6376, 5.4.2)."""
    left = {name: list(values) for name, values in fields.items()}
    return [left[name].pop() for name in (each.encode() for each in SIGNED) if left.get(name)]


def _relaxed_field(line: bytes) -> bytes:
    """Give a field as it is hashed (RFC 6376, 3.4.2)."""
    name, _, value = _FOLDED.sub(b"", line).partition(b":")
    return name.strip().lower() + b":" + _SPACES.sub(b" ", value).strip(b" \t") + b"\r\n"
