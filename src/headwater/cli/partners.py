"""Whether those answer that a portal is told to work with: its mail server and its engines."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from headwater.cli.embedding import check_embedding
from headwater.errors import SettingsError
from headwater.newsroom.findings import Finding
from headwater.project.config import Settings

if TYPE_CHECKING:
    from headwater.translation.engine import Translator  # its tables can be imported once Django knows the portal


def check_partners(settings: Settings) -> Iterator[Finding]:
    """Ask each one that is set for the least it can say, and give what is wrong; no letter and no report goes out."""
    if settings.mail.host:
        yield from _check_mail_server()
    if settings.translation.engine != "off":
        yield from _check_engine()
    if settings.stories.embedding != "off":
        yield from check_embedding(settings)


def _check_mail_server() -> Iterator[Finding]:
    from headwater.newsletter.connection import Connection, NotReachedError
    from headwater.newsletter.mail import mail_of_portal

    try:
        Connection(mail_of_portal().server).close()
    except SettingsError as error:
        yield Finding(grade="broken", what="letters cannot be written", mend=str(error))
    except NotReachedError as error:
        yield Finding(
            grade="broken",
            what=f"the mail server does not take letters: {error}",
            mend="see that it runs, and that mail.host, mail.port, mail.tls and mail.user are right; letters wait",
        )


def _check_engine() -> Iterator[Finding]:
    from headwater.translation.portal import plan_of_portal, translator_of_portal

    try:
        plan = plan_of_portal()
        with translator_of_portal() as translator:
            yield from _check_languages(translator, into=plan.into, wanted=plan.languages)
    except SettingsError as error:
        yield Finding(grade="broken", what="nothing is translated", mend=str(error))


def _check_languages(translator: "Translator", *, into: str, wanted: frozenset[str]) -> Iterator[Finding]:
    from headwater.translation.engine import NoAnswer

    known = translator.sources(into)
    if isinstance(known, NoAnswer):
        yield Finding(grade="broken", what=f"{translator.name} does not translate, reports wait", mend=known.detail)
        return
    lacking = sorted(wanted - known)
    if lacking or not known:
        named = ", ".join(lacking) or "any language"
        yield Finding(
            grade="notice",
            what=f"{translator.name} does not translate from {named} into {into}",
            mend="give the engine these languages, or take them out of translation.languages",
        )
