"""What a page prints: a report at a time, in an outlet's own manner, before any design is put around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from headwater.demo.days import day_and_month, weekday
from headwater.demo.load import load_labels
from headwater.demo.marks import parse
from headwater.demo.world import ChangeKind, House, Labels
from headwater.demo.written import Version, Written

#: A drawn picture's size, pixels.
PICTURE_SIZE = (960, 540)


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """A link to another report of the same outlet."""

    headline: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as printed."""

    url: str
    caption: str | None
    credit: str | None
    width: int = PICTURE_SIZE[0]
    height: int = PICTURE_SIZE[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Everything a design may print of one report."""

    house: House
    labels: Labels
    url: str
    canonical: str
    language: str
    headline: str
    summary: str | None
    section: str
    #: A person's name as written; None for the desk's line or nothing.
    author: str | None
    #: As printed.
    byline: str | None
    published: datetime
    modified: datetime | None
    #: As a reader sees it.
    printed_date: str
    note: str | None
    #: Plain text, dateline in front of the first.
    paragraphs: tuple[str, ...]
    credit: str | None
    picture: Picture | None
    related: tuple[Teaser, ...]

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return "rtl" if self.language == "ar" else "ltr"


def sheet_of(written: Written, *, now: datetime, originals: Mapping[str, Written], others: Sequence[Written]) -> Sheet:
    """Give what the page of a report prints at a time.

    Args:
        written: the report.
        now: the world's time.
        originals: every report by key, for canonical addresses.
        others: what else the outlet has published, for its related boxes.

    """
    version = written.version(now)
    labels = labels_of(written.language)
    off = timedelta(minutes=written.house.dates_off_min)
    published = written.published + off
    return Sheet(
        house=written.house,
        labels=labels,
        url=written.url,
        canonical=_canonical(written, originals=originals),
        language=written.language,
        headline=version.headline,
        summary=written.summary,
        section=section_of(written),
        author=_author(written),
        byline=byline_of(written),
        published=published,
        modified=version.since + off if version.change else None,
        printed_date=_printed(published, language=written.language),
        note=version.note,
        paragraphs=printed_paragraphs(written, version=version),
        credit=parse(written.credit).text if written.credit else None,
        picture=_picture(written, labels=labels),
        related=tuple(Teaser(headline=other.version(now).headline, url=other.url) for other in others[:5]),
    )


def printed_paragraphs(written: Written, *, version: Version) -> tuple[str, ...]:
    """Give the paragraphs as printed: without marks, the dateline in front; none once a report is retracted."""
    if version.change is ChangeKind.RETRACTION:
        return ()
    plain = [parse(paragraph).text for paragraph in version.paragraphs]
    if written.dateline:
        plain[0] = f"{parse(written.dateline).text} {plain[0]}"
    return tuple(plain)


def byline_of(written: Written) -> str | None:
    """Give the byline as printed, or None."""
    if written.byline is None:
        return None
    if _author(written) is None:
        return parse(written.byline).text
    return labels_of(written.language).by.format(name=written.byline)


def section_of(written: Written) -> str:
    """Give the outlet's own word for the section."""
    return written.report.section or written.house.sections.get(written.section.value, written.section.value)


def labels_of(language: str) -> Labels:
    """Give what sites of a language print around their articles."""
    return load_labels()[language]


def picture_path(written: Written) -> str:
    """Give the path of the report's own copy of its picture."""
    return f"/img/{written.event}/{written.report.picture or 'picture'}.png"


def _author(written: Written) -> str | None:
    # A desk's line has marks in it, a person's name never.
    return written.byline if written.byline and "{" not in written.byline else None


def _canonical(written: Written, *, originals: Mapping[str, Written]) -> str:
    how = written.report.how
    takes_all = how is not None and how.value in {"verbatim", "retitled"}
    if written.house.canonical_to_source and takes_all and written.parents[0] in originals:
        return originals[written.parents[0]].url
    return written.url


def _printed(time: datetime, *, language: str) -> str:
    return f"{weekday(time.date(), language)}, {day_and_month(time.date(), language)} {time:%Y, %H:%M}"


def _picture(written: Written, *, labels: Labels) -> Picture | None:
    scene = written.picture
    if scene is None:
        return None
    return Picture(
        url=f"http://{written.house.host}{picture_path(written)}",
        caption=written.report.caption or scene.caption.get(written.language),
        credit=labels.photo.format(credit=scene.credit) if scene.credit else None,
    )
