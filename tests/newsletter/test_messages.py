"""A message on the wire: the headers that were meant and no others, a signature that holds, two readable bodies."""

import random
import re
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import dkim
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import Client
from tests.newsletter.conftest import ADDRESS, Clock, mail_to, reader
from tests.portal.press import NOW, Press

from headwater.edition.wording import letter_languages
from headwater.model.letter import Frequency, Reader, Wishes
from headwater.newsletter.connection import Connection, Fate
from headwater.newsletter.mail import Mail
from headwater.newsletter.message import Letter, delivery_of, list_headers, message_bytes, message_id_of
from headwater.newsletter.preview import preview_letter
from headwater.newsletter.signing import Signature, read_key
from headwater.newsletter.writing import Writer

LIST = {
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
    "List-Subscribe",
    "List-Post",
    "List-Owner",
}
ALWAYS = {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"}
PIECES = (
    "\r\nBcc: all@victim.example", "\nX-Evil: 1", "\r\n\r\n<script>alert(1)</script>", "\x0b", "\x0c", "\x1c", "\x1e",
    "\x85", "\u2028", "\u2029", "\x00", "\x7f", "\u202e", "\u2066", "\ud800", "=?utf-8?q?=0ABcc:_x?=", "Ελλάδα", "أخبار", "😀" * 9,
    "a" * 300, '"', "<>", "@", ",", ";", ":", "\\", "(comment)", " " * 80, "\t", "\r", "\u200f", "=?", "?=", "\ufeff",
)  # fmt: skip


class Box:
    """Keeps what aiosmtpd took."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.original_content, bytes)
        self.taken.append(envelope.original_content)
        return "250 taken"


@pytest.fixture
def box() -> Iterator[tuple[Box, int]]:
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=0)
    # Port 0 would make the controller knock at port 0: it is told a free one.
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        controller.port = probe.getsockname()[1]
    controller.start()
    yield box, controller.port
    controller.stop()


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """Give a private key and the record that stands in DNS."""
    file = tmp_path_factory.mktemp("key") / "letters.pem"
    subprocess.run(["openssl", "genrsa", "-out", file, "2048"], check=True, capture_output=True)
    public = subprocess.run(
        ["openssl", "rsa", "-in", file, "-pubout", "-outform", "PEM"], check=True, capture_output=True, text=True
    )
    lines = public.stdout.splitlines()[1:-1]
    return file.read_bytes(), f"v=DKIM1; k=rsa; p={''.join(lines)}"


def parsed(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def hostile(chance: random.Random) -> str:
    return "".join(chance.choice((*PIECES, "Ferries sail ")) for _ in range(chance.randint(1, 6)))


def test_two_hundred_hostile_titles_and_names_make_no_header(box: tuple[Box, int]) -> None:
    taken, port = box
    chance = random.Random(7)
    connection = Connection(mail_to(port).server)
    for number in range(200):
        mail = mail_to(port, from_name=hostile(chance), contact="editor@lantern.example")
        listed = list_headers(mail, leave=f"{ADDRESS}/newsletter/leave/{'t' * 60}", sign_up=f"{ADDRESS}/newsletter")
        words = hostile(chance)
        letter = Letter(subject=words, text=words.encode("utf-8", "replace").decode(), html="<p>hello", listed=listed)
        content = message_bytes(letter, to="mira@mail.example", mail=mail, message_id=f"<{number}@x.example>", date=NOW)
        answer = connection.hand_over(
            content, sender=mail.from_address, to="mira@mail.example", before_end=lambda: None
        )
        assert answer.fate is Fate.TAKEN
    connection.close()
    assert len(taken.taken) == 200
    for number, content in enumerate(taken.taken):
        message = parsed(content)
        names = list(message)
        assert sorted(names) == sorted(ALWAYS | LIST), content[:600]
        assert message["To"] == "mira@mail.example"
        assert message["From"].addresses[0].addr_spec == "letter@lantern.example"
        assert len(message["From"].addresses) == 1
        assert message["Message-ID"] == f"<{number}@x.example>"
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", message["Subject"])
        assert max(len(line) for line in content.split(b"\r\n\r\n", 1)[0].split(b"\r\n")) < 998


def test_the_signature_holds_and_covers_the_list_headers(paper: Press, key: tuple[bytes, str]) -> None:
    private, record = key
    mail = mail_to(25, signature=Signature(domain="lantern.example", selector="letters", key=read_key(private)))
    letter = preview_letter(Wishes(), mail=mail, now=NOW, limit=12)
    content = message_bytes(letter, to="mira@mail.example", mail=mail, message_id="<1@lantern.example>", date=NOW)

    def answer(name: bytes, timeout: int = 5) -> bytes:
        assert name == b"letters._domainkey.lantern.example."
        return record.encode()

    assert dkim.verify(content, dnsfunc=answer)
    signature = parsed(content)["DKIM-Signature"].replace(" ", "").replace("\t", "").casefold()
    covered = signature.partition(";h=")[2].partition(";")[0].split(":")
    assert {"from", "to", "subject", "date", "message-id", *(name.casefold() for name in LIST)} <= set(covered)
    for change in (
        (b"List-Unsubscribe: <https://lantern", b"List-Unsubscribe: <https://evil"),
        (b"Subject: ", b"Subject: x"),
        (b"From: ", b"From: other@evil.example\r\nFrom: "),
    ):
        assert change[0] in content
        assert not dkim.verify(content.replace(*change, 1), dnsfunc=answer)


def test_a_letter_has_what_providers_ask_of_a_list(paper: Press) -> None:
    mail = mail_to(25)
    mira = Reader(key="mira", address="mira@mail.example", wishes=Wishes())
    letter = Writer(mail).issue_letter(mira, [], frequency=Frequency.DAILY, made_at=NOW)
    message = parsed(message_bytes(letter, to=mira.address, mail=mail, message_id="<1@x.example>", date=NOW))
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message["List-Unsubscribe"]
    assert re.fullmatch(rf"<{ADDRESS}/newsletter/leave/mira\.[A-Za-z0-9_-]{{43}}>", link)
    assert message["List-Id"] == "<newsletter.lantern.example>"


def test_one_click_leaving_works_as_a_provider_does_it(paper: Press) -> None:
    key = reader("mira")
    mail = mail_to(25)
    mira = Reader(key=key, address="mira@mail.example", wishes=Wishes())
    link = Writer(mail).issue_letter(mira, [], frequency=Frequency.DAILY, made_at=NOW).listed["List-Unsubscribe"]
    path = link.strip("<>").removeprefix(ADDRESS)
    provider = Client(enforce_csrf_checks=True)
    answer = provider.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    from headwater.store import subscriptions

    assert subscriptions.reader_of(key) is None


def test_a_message_id_is_stable_and_nobody_can_make_one_up() -> None:
    mail = mail_to(25)
    made = message_id_of(7, "mira", mail=mail)
    assert made == message_id_of(7, "mira", mail=mail)
    assert delivery_of(made) == 7
    assert delivery_of(made.replace("<7.", "<8.")) is None
    assert delivery_of("<7.mira.@lantern.example>") is None
    assert delivery_of("") is None


@pytest.mark.parametrize("language", letter_languages())
def test_a_letter_reads_well_in_every_language(paper: Press, language: str) -> None:
    mail = mail_to(25)
    letter = preview_letter(Wishes(language=language), mail=mail, now=NOW, limit=20)
    assert "Karsova offers amnesty to fighters who hand in" in letter.subject
    for body in (letter.text, letter.html):
        assert "Karsova offers amnesty" in body
        assert "Ξανά πλοία ανάμεσα στα νησιά" in body
        assert "headwater-" not in body
        assert "A headline that must not be printed" not in body
        assert "/newsletter/leave/preview." in body
        assert "/newsletter/preferences/preview." in body
    assert f'lang="{language}"' in letter.html
    assert ('dir="rtl"' in letter.html.split("<body")[0]) == (language == "ar")
    # No pixel, no foreign server, no script; what links, links to the portal.
    assert set(re.findall(r'(?:src|href)="(https?://[^/"]+)', letter.html)) == {ADDRESS}
    assert "<script" not in letter.html
    assert [line for line in letter.text.splitlines() if len(line) > 90 and " " in line.strip()] == []


def test_the_lead_comes_first_with_its_honest_line(paper: Press) -> None:
    text = preview_letter(Wishes(), mail=mail_to(25), now=NOW, limit=5).text
    assert text.index("Karsova offers amnesty") < text.index("Rail unions")
    assert "2 independent sources · 6 reports · first seen 09:42," in " ".join(text.split())


def test_hostile_words_are_text_in_the_letter(paper: Press) -> None:
    from dataclasses import replace

    from headwater.edition.letter import make_issue

    story = make_issue(Frequency.DAILY, now=NOW, address=ADDRESS).stories[0]
    evil = replace(story, headline="<script>alert(1)</script>", summary='"><img src=x onerror=alert(1)>', section="<b>")
    mira = Reader(key="mira", address="mira@mail.example", wishes=Wishes())
    letter = Writer(mail_to(25)).issue_letter(mira, [evil], frequency=Frequency.DAILY, made_at=NOW)
    assert "<script>alert" not in letter.html
    assert "<img src=x" not in letter.html
    assert "<script>alert(1)</script>" in letter.text


def test_an_operators_own_template_wins(paper: Press, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("Own words of {{ name }}\n", encoding="utf-8")
    letter = preview_letter(Wishes(), mail=mail_to(25, templates=tmp_path), now=NOW, limit=3)
    assert letter.text == "Own words of The Lantern Sea\n"


def test_a_confirmation_holds_a_link_and_no_list(paper: Press, clock: Clock, mail: Mail) -> None:
    mira = Reader(key="mira", address="mira@mail.example", wishes=Wishes(language="de"))
    letter = Writer(mail).confirmation(mira, invitation=1, made_at=clock())
    message = parsed(message_bytes(letter, to=mira.address, mail=mail, message_id="<1@x.example>", date=NOW))
    assert message["Subject"] == "Bitte bestätigen: Nachrichten per E-Mail von The Lantern Sea"
    assert message["Auto-Submitted"] == "auto-generated"
    assert not LIST & set(message.keys())
    assert f"{ADDRESS}/newsletter/confirm/mira-1-{int((clock() + timedelta(days=3)).timestamp())}." in letter.text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_of_a_letter_stands_out_in_light_and_dark(paper: Press, scheme: str, tmp_path: Path) -> None:
    import shutil

    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
    from playwright.sync_api import sync_playwright

    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("chromium is not installed")
    mail, mira = mail_to(25), Reader(key="mira", address="mira@mail.example", wishes=Wishes())
    letters = {
        "issue": preview_letter(Wishes(), mail=mail, now=NOW, limit=12),
        "confirmation": Writer(mail).confirmation(mira, invitation=1, made_at=NOW),
    }
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-background-networking"]
        )
        page = browser.new_page(viewport={"width": 375, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
        for name, letter in letters.items():
            file = tmp_path / f"{name}.html"
            file.write_text(letter.html, encoding="utf-8")
            page.goto(file.as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") <= 375
            found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag22aa"]}).response["violations"]
            assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
        browser.close()
