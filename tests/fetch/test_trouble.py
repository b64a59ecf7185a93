"""Every error has a reason and one sentence; most are met on the wire in test_client.py and test_tls.py."""

import aiohttp
import pytest

from headwater.fetch.decoding import CutError, EncodingError, TooLargeError
from headwater.fetch.exchange import UnwantedTypeError
from headwater.fetch.trouble import explain
from headwater.model.page import Failure, Refusal


@pytest.mark.parametrize(
    ("error", "reason", "words"),
    [
        (aiohttp.ConnectionTimeoutError(), Failure.TIMEOUT, "firewall"),
        (aiohttp.SocketTimeoutError(), Failure.TIMEOUT, "silent"),
        (TimeoutError(), Failure.TIMEOUT, "(30 s)"),
        (aiohttp.ServerDisconnectedError(), Failure.CUT, "without an answer"),
        (ConnectionResetError(), Failure.CUT, "without an answer"),
        (aiohttp.ClientPayloadError(), Failure.CUT, "middle"),
        (CutError(), Failure.CUT, "middle"),
        (aiohttp.InvalidURL("x"), Refusal.ADDRESS, "not the name"),
        (EncodingError("the coding 'rot13' is not known"), Refusal.ENCODING, "rot13"),
        (TooLargeError(), Refusal.TOO_LARGE, "larger"),
        (UnwantedTypeError("video/mp4"), Refusal.CONTENT_TYPE, "video/mp4"),
        (RecursionError("deep"), Failure.PROTOCOL, "RecursionError"),
    ],
)
def test_each_error_has_its_reason_and_a_sentence(error: Exception, reason: Failure | Refusal, words: str) -> None:
    trouble = explain(error, host="ledger.example", timeout_s=30.0)
    assert trouble.reason is reason
    assert words in trouble.detail
    assert "ledger.example" in trouble.detail
    assert trouble.detail.endswith(".")
    assert trouble.detail.isprintable()
