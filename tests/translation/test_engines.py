"""LibreTranslate and DeepL are asked as they want to be, over real HTTP, and what goes wrong is a sentence."""

from collections.abc import Iterator

import pytest
from tests.translation.engine_server import Engine, serving

from headwater.translation.deepl import FREE_ADDRESS, PRO_ADDRESS, DeepL, address_of, headers_of
from headwater.translation.engine import Ask, Blame, NoAnswer
from headwater.translation.libretranslate import LibreTranslate
from headwater.translation.line import Line

ASK = Ask(texts=("The ferries sail.", "Nobody was hurt."), source="en", target="el")
IN_GREEK = ("Τχε φερριεσ σαιλ.", "Νοβοδυ ωασ χυρτ.")


@pytest.fixture
def libre(engine: Engine) -> Iterator[LibreTranslate]:
    with Line(engine.address, name="LibreTranslate", timeout_s=2.0) as line:
        yield LibreTranslate(line, key="k-123")


@pytest.fixture
def deepl(engine: Engine) -> Iterator[DeepL]:
    with Line(engine.address + "/", name="DeepL", timeout_s=2.0, headers=headers_of("k-123:fx")) as line:
        yield DeepL(line)


def refusal(answer: object) -> NoAnswer:
    assert isinstance(answer, NoAnswer), answer
    return answer


def test_libretranslate_gets_an_array_its_languages_and_the_key(engine: Engine, libre: LibreTranslate) -> None:
    assert libre.translate(ASK) == IN_GREEK
    (asked,) = engine.asked
    assert asked.path == "/translate"
    assert asked.plain == {"q": list(ASK.texts), "source": "en", "target": "el", "format": "text", "api_key": "k-123"}


def test_libretranslate_says_what_it_translates_from_and_gets_its_own_names(
    engine: Engine, libre: LibreTranslate
) -> None:
    assert libre.sources("el") == frozenset({"en", "fr", "zh"})
    assert libre.sources("tr") == frozenset()
    libre.translate(Ask(texts=("船",), source="zh", target="el"))
    assert engine.asked[-1].plain["source"] == "zh-Hans"


def test_deepl_gets_its_header_and_its_names_of_languages(engine: Engine, deepl: DeepL) -> None:
    assert deepl.translate(ASK) == IN_GREEK
    asked = engine.asked[-1]
    assert asked.path == "/v2/translate"
    assert asked.headers["Authorization"] == "DeepL-Auth-Key k-123:fx"
    assert (asked.plain["source_lang"], asked.plain["target_lang"]) == ("EN", "EL")
    assert asked.plain["text"] == list(ASK.texts)
    assert "tag_handling" not in asked.plain
    deepl.translate(Ask(texts=("<b>",), source="el", target="en", is_markup=True))
    assert (engine.asked[-1].plain["target_lang"], engine.asked[-1].plain["tag_handling"]) == ("EN-GB", "xml")
    assert deepl.sources("el") == frozenset({"en", "fr", "zh"})
    assert deepl.sources("tr") == frozenset()


def test_a_key_says_at_which_address_it_is_known() -> None:
    assert address_of("279a:fx") == FREE_ADDRESS
    assert address_of("279a") == PRO_ADDRESS


@pytest.mark.parametrize(
    ("status", "headers", "reason", "blame", "wait_s"),
    [
        (429, {"Retry-After": "90"}, "too-often", Blame.ENGINE, 90),
        (503, {}, "not-available", Blame.ENGINE, None),
        (500, {}, "engine-trouble", Blame.TEXTS, None),
        (403, {}, "key", Blame.ENGINE, None),
        (456, {}, "quota", Blame.ENGINE, 86_400),
        (400, {}, "not-understood", Blame.TEXTS, None),
        (413, {}, "too-large", Blame.TEXTS, None),
        (302, {"Location": "/elsewhere"}, "redirects", Blame.ENGINE, None),
    ],
)
def test_a_status_is_told_from_the_others(  # noqa: PLR0913, PLR0917 - a case and its engine
    engine: Engine,
    deepl: DeepL,
    status: int,
    headers: dict[str, str],
    reason: str,
    blame: Blame,
    wait_s: int | None,
) -> None:
    engine.faults = [(status, headers, b"{}")]
    answer = refusal(deepl.translate(ASK))
    assert (answer.reason, answer.blame, answer.retry_after_s) == (reason, blame, wait_s)
    assert "DeepL" in answer.detail
    assert [asked.path for asked in engine.asked] == ["/v2/translate"]


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html>not here</html>", "no-json"),
        (b"[" * 5000, "no-json"),
        (b'{"error": "boom"}', "not-understood"),
        (b"[]", "not-understood"),
        (b'{"translatedText": "one"}', "not-understood"),
        (b'{"translatedText": ["one"]}', "wrong-number"),
        (b'{"translatedText": ["one", 2]}', "wrong-number"),
        (b'{"translatedText": ["one", " "]}', "empty-text"),
        (b'{"translatedText": ["one", "' + b"x" * 900 + b'"]}', "too-long"),
        (b'{"translatedText": ["' + b"x" * 1_100_000 + b'"]}', "too-large"),
    ],
)
def test_an_answer_that_is_no_translation_is_none(
    engine: Engine, libre: LibreTranslate, body: bytes, reason: str
) -> None:
    engine.faults = [(200, {}, body)]
    assert refusal(libre.translate(ASK)).reason == reason


def test_an_answer_stays_one_line_and_can_be_stored(engine: Engine, libre: LibreTranslate) -> None:
    engine.faults = [(200, {}, b'{"translatedText": ["one\\ntwo\\u0000", "half \\ud83d a pair"]}')]
    assert libre.translate(ASK) == ("one two ", "half  a pair")


def test_an_engine_that_is_silent_or_away_is_not_waited_for(engine: Engine) -> None:
    with Line(engine.address, name="LibreTranslate", timeout_s=0.3) as line:
        engine.wait_s = 1.0
        assert refusal(LibreTranslate(line).translate(ASK)).reason == "no-answer-timeout"
    with serving() as other:
        away = other.address
    with Line(away, name="LibreTranslate", timeout_s=2.0) as line:
        answer = refusal(LibreTranslate(line).sources("el"))
    assert (answer.reason, answer.blame) == ("no-answer-connect", Blame.ENGINE)
