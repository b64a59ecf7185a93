import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.text.charsets import CharsetRule, decode_html, decode_xml

POLISH = "Źródło: gęś na łące, żółw w błocie, ćma przy świecy. " * 3
RUSSIAN = "Источник сообщил, что переговоры продолжатся завтра утром. " * 3


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_wins_over_all_else(charset: str) -> None:
    decoded = decode_xml("<a>é</a>".encode(charset), header="iso-8859-1")
    assert (decoded.text, decoded.rule) == ("<a>é</a>", CharsetRule.BOM)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_letters_are_seen_without_a_mark(charset: str) -> None:
    assert decode_xml("<a>é</a>".encode(charset)).text == "<a>é</a>"


def test_the_header_wins_over_the_declaration() -> None:
    body = "<?xml version='1.0' encoding='iso-8859-1'?><a>Ź</a>".encode("iso-8859-2")
    assert decode_xml(body, header="iso-8859-2").text.endswith("<a>Ź</a>")


def test_a_header_that_does_not_fit_is_passed_over() -> None:
    body = b"<?xml version='1.0' encoding='windows-1251'?>" + RUSSIAN.encode("cp1251")
    decoded = decode_xml(body, header="utf-8")
    assert decoded.text.endswith(RUSSIAN)
    assert decoded.rule is CharsetRule.DECLARED


def test_utf8_that_is_called_latin_is_read_as_utf8() -> None:
    assert decode_xml(b"<a>\xc3\xa9</a>", header="iso-8859-1").text == "<a>é</a>"


def test_latin1_is_read_as_browsers_read_it() -> None:
    assert decode_html(b"\x93quoted\x94", header="iso-8859-1").text == "“quoted”"


def test_a_page_names_its_charset_in_a_meta_element() -> None:
    body = b'<html><head><meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">' + POLISH.encode(
        "iso-8859-2"
    )
    decoded = decode_html(body)
    assert decoded.text.endswith(POLISH)
    assert decoded.rule is CharsetRule.DECLARED


@pytest.mark.parametrize(("text", "charset"), [(RUSSIAN, "cp1251"), (POLISH, "cp1250")])
def test_what_nobody_names_is_detected(text: str, charset: str) -> None:
    decoded = decode_html(text.encode(charset))
    assert (decoded.text, decoded.rule) == (text, CharsetRule.DETECTED)


def test_one_bad_byte_does_not_turn_a_utf8_feed_into_another_charset() -> None:
    body = b"<?xml version='1.0' encoding='utf-8'?>" + RUSSIAN.encode() + b"\xe9"
    assert decode_xml(body).text.endswith(RUSSIAN + "\ufffd")


@pytest.mark.parametrize("label", ["utf-7", "base64", "idna", "unicode_escape", "x" * 4000, "\x00", "rot13"])
def test_a_codec_that_is_no_charset_is_never_used(label: str) -> None:
    assert decode_xml(b"+ADw-script+AD4-", header=label).text == "+ADw-script+AD4-"


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([None, "utf-8", "utf-16", "iso-8859-1", "gb2312", "cp037", "latin"]))
def test_any_bytes_give_a_text_that_can_be_stored(body: bytes, header: str | None) -> None:
    for decoded in (decode_xml(body, header=header), decode_html(body, header=header)):
        assert "\0" not in decoded.text
        decoded.text.encode()


@pytest.mark.parametrize(
    ("body", "is_kept"),
    [
        ("<a>é</a>".encode(), True),
        (b"\xef\xbb\xbf" + "<a>é</a>".encode(), True),
        (b"\xef\xbb\xbf\xef\xbb\xbf<a/>", False),
        (b"<a>\0</a>", False),
        (b"<a>\xe9</a>", False),
        ("<a>é</a>".encode("utf-16"), False),
        (b'<?xml version="1.0" encoding="utf-8"?><a>' + "žluťoučký".encode() + b"\xff</a>", False),
    ],
)
def test_the_bytes_are_kept_only_where_they_are_the_text(body: bytes, *, is_kept: bool) -> None:
    decoded = decode_xml(body)
    assert decoded.utf8 == (decoded.text.encode() if is_kept else None)
