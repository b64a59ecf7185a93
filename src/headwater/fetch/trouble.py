"""What went wrong, in a sentence that the operator and the site's owner understand."""

import ssl
from dataclasses import dataclass

import aiohttp
from aiohttp.http_exceptions import BadHttpMessage, TransferEncodingError

from headwater.fetch.decoding import CutError, EncodingError, TooLargeError
from headwater.fetch.exchange import UnwantedTypeError
from headwater.fetch.guard import AddressRefusedError
from headwater.model.page import Failure, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """Why an exchange gave no answer that we take."""

    reason: Failure | Refusal
    #: One sentence, with the mend where there is one.
    detail: str


def explain(error: BaseException, *, host: str, timeout_s: float) -> Trouble:
    """Give the reason and the sentence for whatever an exchange raised; nothing is left unexplained."""
    if isinstance(error, aiohttp.ClientConnectorCertificateError | aiohttp.ClientConnectorSSLError | ssl.SSLError):
        return Trouble(reason=Failure.TLS, detail=f"{host} {_certificate(error)}.")
    if isinstance(error, aiohttp.ClientConnectorDNSError):
        detail = f"The name {host} leads to no address; check the spelling, or the name server of this machine."
        return Trouble(reason=Failure.RESOLVE, detail=detail)
    if isinstance(error, aiohttp.ClientConnectorError):
        return _unconnected(error, host=host)
    if isinstance(error, TimeoutError):
        return Trouble(reason=Failure.TIMEOUT, detail=f"{host} {_too_late(error, timeout_s=timeout_s)}.")
    if isinstance(error, aiohttp.InvalidURL):
        return Trouble(reason=Refusal.ADDRESS, detail=f"{host[:200]} is not the name of a public server.")
    if isinstance(error, EncodingError):
        return Trouble(reason=Refusal.ENCODING, detail=f"The answer of {host} cannot be decoded: {error}.")
    if isinstance(error, UnwantedTypeError):
        return Trouble(reason=Refusal.CONTENT_TYPE, detail=f"{host} sent {error}, which is not what was asked for.")
    if isinstance(error, TooLargeError):
        return Trouble(reason=Refusal.TOO_LARGE, detail=f"The answer of {host} is larger than we take.")
    return _broken(error, host=host)


def _broken(error: BaseException, *, host: str) -> Trouble:
    if _is_chunk_nonsense(error):
        return Trouble(reason=Failure.PROTOCOL, detail=f"{host} sent a body whose chunks make no sense.")
    if isinstance(error, aiohttp.ClientPayloadError | CutError):
        return Trouble(reason=Failure.CUT, detail=f"{host} broke off in the middle of its answer.")
    if isinstance(error, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError | ConnectionError):
        return Trouble(reason=Failure.CUT, detail=f"{host} closed the connection without an answer.")
    if isinstance(error, aiohttp.ClientResponseError | BadHttpMessage):
        return Trouble(reason=Failure.PROTOCOL, detail=f"{host} does not speak proper HTTP: {_words(error)}.")
    detail = f"The answer of {host} could not be understood ({type(error).__name__})."
    return Trouble(reason=Failure.PROTOCOL, detail=detail)


def _too_late(error: TimeoutError, *, timeout_s: float) -> str:
    if isinstance(error, aiohttp.ConnectionTimeoutError):
        return "did not take up the connection in time; it may be down, or a firewall may be between us"
    if isinstance(error, aiohttp.SocketTimeoutError):
        return "took up the connection and then kept silent for too long"
    return f"did not finish its answer in time ({timeout_s:g} s)"


def _is_chunk_nonsense(error: BaseException) -> bool:
    cause = error.__cause__
    return isinstance(cause, TransferEncodingError) and "Not enough data" not in str(cause)


def _unconnected(error: aiohttp.ClientConnectorError, *, host: str) -> Trouble:
    cause = error.os_error
    if isinstance(cause, AddressRefusedError):
        reason = Refusal.PORT if cause.reason.startswith("port ") else Refusal.ADDRESS
        return Trouble(reason=reason, detail=f"{host} is not asked: {cause.reason}, and only public web servers are.")
    if isinstance(cause, ConnectionResetError) and cause.errno is None:
        # asyncio's word for a connection that ended while the two sides agreed on encryption.
        detail = f"{host} broke off while agreeing on encryption; it may speak only versions older than TLS 1.2."
        return Trouble(reason=Failure.TLS, detail=detail)
    words = (cause.strerror or "no connection").casefold()
    return Trouble(reason=Failure.CONNECT, detail=f"{host} cannot be reached ({words[:100]}).")


def _certificate(error: BaseException) -> str:
    cause = error.certificate_error if isinstance(error, aiohttp.ClientConnectorCertificateError) else error
    said = str(cause)
    for sign, words in _CERTIFICATE_WORDS.items():
        if sign in said:
            return words
    return "does not agree with us on how to encrypt (TLS 1.2 or later is needed)"


_CERTIFICATE_WORDS = {
    "certificate has expired": "shows a certificate that has expired; its owner has to renew it",
    "not yet valid": "shows a certificate that is not valid yet; check its date and this machine's clock",
    "self-signed": "shows a certificate that it signed itself, so nobody vouches for it",
    "Hostname mismatch": "shows a certificate for another name",
    "IP address mismatch": "shows a certificate for another name",
    "unable to get local issuer": "shows a certificate whose chain is incomplete; its owner has to send all of it",
    "certificate verify failed": "shows a certificate that cannot be verified",
}


def _words(error: BaseException) -> str:
    text = str(getattr(error, "message", "") or type(error).__name__)
    first = " ".join(text.partition("\n")[0].split())
    return "".join(character for character in first if character.isprintable())[:120].rstrip(".:, ")
