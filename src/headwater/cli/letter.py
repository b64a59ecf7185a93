"""`headwater letter …`: look at the newsletter, try it, send it, and decide about what is in doubt."""

import sys
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from headwater.cli.console import DirectoryOption, JsonOption, complain, print_json, print_table, say, show
from headwater.cli.newsdesk import utc_now
from headwater.cli.opening import open_portal
from headwater.project.home import Home

if TYPE_CHECKING:
    from headwater.newsletter.message import Letter
    from headwater.newsletter.office import Plan

app = typer.Typer(no_args_is_help=True, help="Look at the newsletter, try it, send it, decide about letters in doubt.")


class Kind(Enum):
    """Kinds of letters."""

    DAILY = "daily"
    WEEKLY = "weekly"
    BREAKING = "breaking"


KindArgument = Annotated[Kind, typer.Argument(help="Which letter.")]
LanguageOption = Annotated[
    str, typer.Option(help="Language of the letter. Otherwise the portal's.", show_default=False)
]
SectionOption = Annotated[list[str] | None, typer.Option("--section", help="Only this section; may be repeated.")]


@app.command()
def preview(
    kind: KindArgument = Kind.DAILY,
    *,
    directory: DirectoryOption = None,
    language: LanguageOption = "",
    section: SectionOption = None,
    file: Annotated[Path | None, typer.Option(help="Write the HTML to this file.", show_default=False)] = None,
) -> None:
    """Show the letter as it would be made now: its plain text, or its HTML in a file."""
    home = open_portal(directory)
    letter = _previewed(home, kind, language=language, sections=section)
    if file is not None:
        file.write_text(letter.html, encoding="utf-8")
        say(f"{file}: {letter.subject}")
        return
    show(f"Subject: {letter.subject}\n\n{letter.text}")


@app.command("test")
def send_one(
    address: Annotated[str, typer.Argument(help="Where the letter goes.")],
    kind: KindArgument = Kind.DAILY,
    *,
    directory: DirectoryOption = None,
    language: LanguageOption = "",
    section: SectionOption = None,
) -> None:
    """Send the letter as it would be made now to one address, to see how it arrives."""
    home = open_portal(directory)
    from headwater.newsletter.connection import Fate, NotReachedError
    from headwater.newsletter.mail import mail_of_portal
    from headwater.newsletter.preview import send_test

    letter = _previewed(home, kind, language=language, sections=section)
    try:
        answer = send_test(letter, to=address, mail=mail_of_portal(), now=utc_now())
    except NotReachedError as error:
        complain(f"the mail server: {error}")
        raise typer.Exit(1) from None
    if answer.fate is not Fate.TAKEN:
        complain(f"the mail server did not take it ({answer.fate.value}): {answer.words}")
        raise typer.Exit(1)
    say(f"The mail server took it: {answer.words}")


@app.command()
def send(kind: KindArgument, *, directory: DirectoryOption = None) -> None:
    """Make the letter now and send it to its readers. Today's is made once, whoever asks."""
    home = open_portal(directory)
    from headwater.model.letter import Frequency
    from headwater.newsletter.gate import why_held
    from headwater.newsletter.mail import mail_of_portal
    from headwater.newsletter.office import issue_by_hand
    from headwater.newsletter.sender import Sender
    from headwater.store import deliveries

    mail = mail_of_portal()
    held = why_held(mail.mark_file)
    if held:
        complain(f"no letter goes out: {held}. If they should: headwater letter resume")
        raise typer.Exit(1)
    made = issue_by_hand(Frequency(kind.value), mail=mail, plan=plan_of(home), now=utc_now())
    if made is None:
        say("It was made already, or there is nothing to make it of; what still waits goes out now.")
    else:
        say(f"{made.key}: {made.copies} letters, {made.skipped} readers for whom there is nothing new")
    sent = Sender(mail=mail, clock=utc_now).send_due()
    trouble = deliveries.post().trouble
    say(f"{sent} letters were handed over." + (f" The mail server: {trouble}" if trouble else ""))


@app.command()
def status(*, directory: DirectoryOption = None, as_json: JsonOption = False) -> None:
    """Say how many readers there are, how far each issue has come, and whether letters go out."""
    open_portal(directory)
    from headwater.store import deliveries
    from headwater.store.models import IssueRow, ReaderRow, ReaderState

    post = deliveries.post()
    active = ReaderRow.objects.filter(state=ReaderState.ACTIVE)
    readers = {kind.value: active.filter(frequency=kind.value).count() for kind in Kind}
    keys = list(IssueRow.objects.order_by("-made_at").values_list("key", flat=True)[:10])
    issues = {key: deliveries.tally(key) for key in keys}
    if as_json:
        print_json({"held": post.held_because, "trouble": post.trouble, "readers": readers, "issues": issues})
        return
    say(f"Letters do not go out: {post.held_because}" if post.held_because else "Letters go out.")
    if post.trouble:
        say(f"The mail server: {post.trouble}")
    print_table("Readers", sorted(readers.items()), columns=("letter", "readers"))
    rows = [(key, ", ".join(f"{count} {state}" for state, count in copies.items())) for key, copies in issues.items()]
    print_table("Issues", rows, columns=("issue", "copies"))


@app.command()
def doubt(
    *,
    directory: DirectoryOption = None,
    arrived: Annotated[list[int] | None, typer.Option(help="Count this one as sent; may be repeated.")] = None,
    again: Annotated[list[int] | None, typer.Option(help="Send this one again; may be repeated.")] = None,
    as_json: JsonOption = False,
) -> None:
    """List the letters of which nobody knows whether they arrived, or decide about them."""
    open_portal(directory)
    from headwater.store import deliveries

    decisions = [(number, True) for number in arrived or []] + [(number, False) for number in again or []]
    for number, has_arrived in decisions:
        if not deliveries.decide_doubt(number, arrived=has_arrived, now=utc_now()):
            complain(f"{number} is not in doubt")
            raise typer.Exit(1)
    listed = _doubtful_lines()
    if as_json:
        print_json([dict(zip(("number", "address", "issue", "when", "why"), line, strict=True)) for line in listed])
        return
    print_table("Letters in doubt", listed, columns=("number", "address", "issue", "when", "why"))
    if listed:
        say("Your mail server's log knows them by Message-ID; each begins with its number.")
        say("Then: headwater letter doubt --arrived NUMBER, or --again NUMBER")


@app.command()
def resume(*, directory: DirectoryOption = None) -> None:
    """Let letters out again, after a backup was restored or letters have waited long."""
    open_portal(directory)
    from headwater.newsletter.gate import let_out, why_held
    from headwater.newsletter.mail import mail_of_portal

    mark_file = mail_of_portal().mark_file
    held = why_held(mark_file)
    let_out(mark_file, now=utc_now())
    say(f"Letters go out again. They were held: {held}" if held else "Letters were not held.")


@app.command()
def bounce(
    file: Annotated[Path | None, typer.Argument(help="A mail, a Maildir or an mbox; otherwise standard input.")] = None,
    *,
    directory: DirectoryOption = None,
) -> None:
    """Take in what came back: a delivery report on standard input, or a mailbox full of them."""
    open_portal(directory)
    from headwater.newsletter.bounces import MOST_BYTES, read_bounce, read_mailbox, take_bounce

    if file is not None:
        sentences = list(read_mailbox(file, now=utc_now()))
        for sentence in sentences:
            say(sentence)
        say(f"{len(sentences)} reports were taken in.")
        return
    report = read_bounce(sys.stdin.buffer.read(MOST_BYTES))
    # Exit code 0 either way: a mail server that pipes mails here would send a refused report back to its sender.
    say(take_bounce(report, now=utc_now()) if report is not None else "this is no delivery report; nothing was done")


@app.command()
def suppress(
    address: Annotated[str, typer.Argument(help="The address.")],
    *,
    directory: DirectoryOption = None,
    lift: Annotated[bool, typer.Option("--lift", help="Let it sign up again.")] = False,
) -> None:
    """See to it that an address gets no letter any more, whoever signs it up."""
    open_portal(directory)
    from headwater.store import subscriptions

    if lift:
        say("It may sign up again." if subscriptions.allow(address) else "Nothing kept it out.")
        return
    subscriptions.suppress(address, reason="operator", now=utc_now())
    say("No letter goes there any more.")


def plan_of(home: Home) -> "Plan":
    """Give when letters go out, by the portal's settings."""
    from headwater.newsletter.office import Plan

    chosen = home.settings().newsletter
    return Plan(
        daily_at=chosen.daily_at,
        weekly_on=chosen.weekly_on,
        stories=chosen.stories,
        breaking_sources=chosen.breaking_sources,
        breaking_per_day=chosen.breaking_per_day,
    )


def _previewed(home: Home, kind: Kind, *, language: str, sections: list[str] | None) -> "Letter":
    from headwater.model.letter import Frequency, Wishes
    from headwater.newsletter.mail import mail_of_portal
    from headwater.newsletter.preview import preview_letter

    mail, plan = mail_of_portal(), plan_of(home)
    wishes = Wishes(frequency=Frequency(kind.value), sections=tuple(sections or ()), language=language or mail.language)
    return preview_letter(wishes, mail=mail, now=utc_now(), limit=plan.stories, sources=plan.breaking_sources)


def _doubtful_lines() -> list[tuple[object, ...]]:
    from headwater.store import deliveries, subscriptions

    rows = deliveries.in_doubt(utc_now())
    readers = subscriptions.readers_of(row.subscription_key for row in rows)
    return [
        (
            row.pk,
            readers[row.subscription_key].address if row.subscription_key in readers else "(has left)",
            row.issue_id or "confirmation",
            row.handed_at.isoformat(timespec="seconds") if row.handed_at else "",
            row.reason,
        )
        for row in rows
    ]
