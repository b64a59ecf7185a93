"""`headwater doctor`: what is broken, a sentence each, with the mend."""

import shutil
import stat
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec
import typer

from headwater.cli.console import DirectoryOption, JsonOption, err, out, print_json, show
from headwater.cli.newsdesk import utc_now
from headwater.cli.opening import open_portal
from headwater.cli.partners import check_partners
from headwater.data.load import load_rules
from headwater.errors import KnowledgeError
from headwater.newsroom.findings import Finding
from headwater.project.home import Home

_LITTLE_SPACE_BYTES = 1024**3
#: Sites change: a rule that nobody looked at for so long is named.
_REVIEWED_WITHIN = timedelta(days=365)


def doctor(*, directory: DirectoryOption = None, as_json: JsonOption = False) -> None:
    """Say what is broken and how to mend it. Exit code 1 where something is."""
    home = open_portal(directory)
    from headwater.newsroom.checkup import check_portal

    now = utc_now()
    findings = (
        *check_portal(now),
        *_check_directory(home),
        *_check_rules(home, today=now.date()),
        *check_partners(home.settings()),
    )
    if as_json:
        print_json(msgspec.to_builtins(findings))
    else:
        for finding in findings:
            colour = "red" if finding.grade == "broken" else "yellow"
            out.print(f"[{colour}]{finding.grade}[/] ", end="")
            show(f"{finding.what}\n       → {finding.mend}")
        if not findings:
            err.print("[green]All is well.[/]")
    if any(finding.grade == "broken" for finding in findings):
        raise typer.Exit(1)


def _check_rules(home: Home, *, today: date) -> Iterator[Finding]:
    try:
        rules = load_rules(home.rules_directory)
    except KnowledgeError as error:
        yield Finding(grade="broken", what=str(error), mend=f"mend the file in {home.rules_directory}")
        return
    for host, rule in rules.items():
        seen = rule.reviewed or rule.written
        if seen is not None and today - seen > _REVIEWED_WITHIN:
            yield Finding(
                grade="notice",
                what=f"nobody has looked at the rule for {host} since {seen.isoformat()}",
                mend="read one of its pages with `headwater read … --rules`, then write today's day under reviewed",
            )


def _check_directory(home: Home) -> Iterator[Finding]:
    free = shutil.disk_usage(home.directory).free
    if free < _LITTLE_SPACE_BYTES:
        yield Finding(
            grade="broken" if free < _LITTLE_SPACE_BYTES // 10 else "notice",
            what=f"only {free / 1e6:.0f} MB are left on the disk of {home.directory}",
            mend="make room, or keep bytes for fewer days: retention.bytes_days",
        )
    mode = stat.S_IMODE(home.secret_file.stat().st_mode)
    if mode & 0o077:
        yield Finding(
            grade="broken",
            what=f"others can read the secret key (mode {mode:o})",
            mend=f"chmod 600 {home.secret_file}",
        )
    settings = home.settings()
    if not settings.portal.contact:
        yield Finding(
            grade="notice",
            what="the portal names no contact: sources cannot reach its operator, readers find no imprint",
            mend=f"set portal.contact in {home.settings_file}",
        )
    if not settings.portal.address:
        yield Finding(
            grade="notice",
            what="the portal does not know its public address, so feeds link to the address that readers came by",
            mend=f'set portal.address = "https://…" in {home.settings_file}',
        )
