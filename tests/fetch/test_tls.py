"""Encryption: whoever cannot prove the name is not read, and the sentence says why."""

import ssl
import warnings
from pathlib import Path

import pytest
from tests.fetch.scripted import answer, client_of, feed, run, serving

from headwater.model.page import Failed, Failure, Outcome, Page

CASES = Path(__file__).parent.parent / "cases" / "fetch" / "tls"


def server_side(name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CASES / f"{name}.pem")
    return context


def old_server_side() -> ssl.SSLContext:
    context = server_side("good")
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context


def outcome_from(context: ssl.SSLContext) -> Outcome:
    trusted = ssl.create_default_context(cafile=str(CASES / "authority.pem"))

    async def scene() -> Outcome:
        served = serving({}, default=answer(body=b"x"), tls=context)
        async with served as server, client_of(server, tls=trusted) as client:
            return await client.fetch(feed("https://ledger.example/feed"))

    return run(scene())


def test_a_certificate_in_order_is_accepted() -> None:
    assert isinstance(outcome_from(server_side("good")), Page)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("expired", "has expired"),
        ("early", "not valid yet"),
        ("stranger", "another name"),
        ("selfmade", "signed itself"),
    ],
)
def test_a_certificate_out_of_order_is_refused_with_the_reason(name: str, words: str) -> None:
    outcome = outcome_from(server_side(name))
    assert isinstance(outcome, Failed)
    assert outcome.reason is Failure.TLS
    assert words in outcome.detail


def test_a_server_that_speaks_only_old_encryption_is_refused() -> None:
    outcome = outcome_from(old_server_side())
    assert isinstance(outcome, Failed)
    assert outcome.reason is Failure.TLS


def test_a_certificate_of_an_unknown_authority_is_refused() -> None:
    async def scene() -> Outcome:
        served = serving({}, default=answer(body=b"x"), tls=server_side("good"))
        async with served as server, client_of(server) as client:
            return await client.fetch(feed("https://ledger.example/feed"))

    outcome = run(scene())
    assert isinstance(outcome, Failed)
    assert outcome.reason is Failure.TLS
