"""Signatures of letters, read by another implementation, as a receiver would; and keys that are none."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as some

from headwater.newsletter.signing import Signature, read_key, signature_field

NOW = datetime(2026, 3, 2, 8, tzinfo=UTC)
KEY = generate_private_key(65537, 1024)
#: What canonicalization folds, strips and keeps.
LINES = some.lists(some.text(alphabet="xy \t.", max_size=12), max_size=8).map("\r\n".join)
FOLDED = some.lists(some.text(alphabet="xy:", min_size=1, max_size=9), min_size=1, max_size=4).map("\r\n \t".join)


def record(key: RSAPrivateKey) -> bytes:
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return f"v=DKIM1; k=rsa; p={''.join(public.splitlines()[1:-1])}".encode()


def holds(content: bytes) -> bool:
    return bool(dkim.verify(content, minkey=1024, dnsfunc=lambda name, timeout=5: record(KEY)))


@given(subject=FOLDED, to=FOLDED, body=LINES)
def test_whatever_is_written_a_receiver_finds_the_signature_right(subject: str, to: str, body: str) -> None:
    header = f"From: a@lantern.example\r\nTo:{to}\r\nSUBJECT:  {subject} \r\nX-Other: y\r\nTo: twice\r\n"
    content = f"{header}\r\n{body}".encode()
    signed = signature_field(content, Signature(domain="lantern.example", selector="s", key=KEY), now=NOW) + content
    assert holds(signed)
    assert not holds(signed.replace(b"a@lantern", b"b@lantern"))
    assert not holds(signed + b"more\r\n")
    assert max(len(line) for line in signed.partition(b"From:")[0].split(b"\r\n")) <= 78


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["genrsa", "512"], "512 bits"),
        (["ecparam", "-name", "prime256v1", "-genkey"], "another kind than RSA"),
        (["genrsa", "-aes128", "-passout", "pass:tide", "1024"], "passphrase"),
        (["version"], "no private key"),
    ],
)
def test_a_file_that_is_no_key_says_what_to_do(command: list[str], words: str, tmp_path: Path) -> None:
    written = subprocess.run(["openssl", *command], check=True, capture_output=True, cwd=tmp_path).stdout
    with pytest.raises(ValueError, match=words):
        read_key(written)
