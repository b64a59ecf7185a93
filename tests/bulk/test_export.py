"""What an export holds, what it leaves out, and that others can read it."""

import csv
import json
from pathlib import Path

import pyarrow.parquet
import pytest
from pytest_django import Settings as DjangoSettings
from tests.portal.press import DEEP, NOW, Press, full_paper, set_rights

from headwater.bulk.export import Exporting, export_directory, export_pages, subscriptions
from headwater.bulk.tables import COLUMNS
from headwater.model.feed import Entry
from headwater.model.outlet import OutletDirectory
from headwater.model.page import Page
from headwater.model.rights import Extent, Rights
from headwater.newsroom.archive import take_archive
from headwater.read.ninjs import is_ninjs
from headwater.read.opml import read_opml
from headwater.read.warc import read_warc
from headwater.store import rows
from headwater.store.bytes import Bytes
from headwater.store.models import ArticleRow, EntryRow, FeedRow, PageRow, TombstoneRow

HEADLINE = "Karsova offers amnesty to fighters who hand in"


@pytest.fixture
def paper(db: None, settings: DjangoSettings, tmp_path: Path) -> Press:
    settings.BYTES_DIRECTORY = tmp_path / "bytes"
    press = full_paper()
    for row in ArticleRow.objects.select_related("feed"):
        fetched(row, tmp_path)
    return press


def fetched(row: ArticleRow, directory: Path) -> None:
    """Keep the page that an article was read from."""
    body = f"<html><title>{row.headline}</title><p>{DEEP if row.headline.startswith(HEADLINE) else '…'}</p></html>".encode()
    page = Page(
        url=row.url,
        final_url=row.url,
        status=200,
        content_type="text/html",
        charset="utf-8",
        body=body,
        fetched_at=row.first_seen,
    )
    entry = rows.entry_row(Entry(link=row.url), feed=row.feed, outlet=row.outlet_key, seen_at=row.first_seen)
    entry.digest = Bytes(directory / "bytes").put(body)
    entry.save(force_insert=True)
    rows.page_row(page, entry=entry).save()


def exporting(tmp_path: Path, *, every_page: bool = False) -> Exporting:
    kept = Bytes(tmp_path / "bytes")
    return Exporting(
        now=NOW, base="https://estuary.example", software="Headwater/test", kept=kept, every_page=every_page
    )


def exported(tmp_path: Path) -> Path:
    directory = tmp_path / "out"
    directory.mkdir()
    export_directory(directory, exporting(tmp_path), title="The Estuary")
    return directory


def words_of(directory: Path) -> str:
    """Give all words of an export, the archive's pages too."""
    plain = "".join(
        path.read_text(encoding="utf-8") for path in directory.iterdir() if path.suffix in {".csv", ".jsonl"}
    )
    with (directory / "archive.warc.gz").open("rb") as stream:
        return plain + "".join(page.body.decode() for page in read_warc(stream, name="archive"))


def table(directory: Path, name: str) -> list[dict[str, str]]:
    with (directory / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_everything_is_there_and_every_file_can_be_read(paper: Press, tmp_path: Path) -> None:
    out = exported(tmp_path)
    assert DEEP in words_of(out)
    items = [json.loads(line) for line in (out / "articles.ninjs.jsonl").read_text(encoding="utf-8").splitlines()]
    assert all(map(is_ninjs, items))
    assert len(items) == ArticleRow.objects.count() == len(table(out, "articles"))
    for name, columns in COLUMNS.items():
        read = pyarrow.parquet.read_table(out / f"{name}.parquet")
        assert tuple(read.column_names) == columns
        assert read.num_rows == len(table(out, name)) > 0, name
    assert {row["speaker"] for row in table(out, "statements")} >= {"Reza Talin"}
    assert [row["outlet"] for row in table(out, "origins")][:1]


def test_the_subscriptions_are_an_opml_list(paper: Press) -> None:
    page = Page(
        url="https://a.example/l",
        final_url="https://a.example/l",
        status=200,
        content_type=None,
        charset=None,
        body=subscriptions(title="The Estuary", now=NOW),
        fetched_at=NOW,
    )
    assert {outline.url for outline in read_opml(page)} == set(FeedRow.objects.values_list("url", flat=True))


def test_pages_go_out_only_where_the_whole_text_may_be_shown(paper: Press, tmp_path: Path) -> None:
    full = {"ledger", "nisos", "sahil", "longname"}
    for every_page, outlets in ((False, full), (True, set(paper.outlets))):
        file = tmp_path / f"{every_page}.warc.gz"
        export_pages(file, exporting(tmp_path, every_page=every_page))
        with file.open("rb") as stream:
            hosts = {page.url.split("/")[2].removesuffix(".example") for page in read_warc(stream, name="archive")}
        assert hosts == outlets


def test_what_was_exported_is_read_in_again_as_it_was(paper: Press, tmp_path: Path) -> None:
    file = tmp_path / "archive.warc.gz"
    export_pages(file, exporting(tmp_path))
    pages = dict(PageRow.objects.filter(entry__outlet_key="ledger").values_list("entry__url", "digest"))
    EntryRow.objects.all().delete()
    feed = FeedRow.objects.get(outlet_key="ledger")
    outlets = OutletDirectory(paper.outlets.values())
    with file.open("rb") as stream:
        found = read_warc(stream, name="archive")
        *_, counts = take_archive(feed, found, now=NOW, outlets=outlets, kept=Bytes(tmp_path / "again"))
    assert counts["new"] == ArticleRow.objects.filter(outlet_key__in=["ledger", "nisos", "sahil", "longname"]).count()
    assert dict(EntryRow.objects.filter(outlet_key="ledger").values_list("url", "digest")) == pages


@pytest.mark.parametrize("where", ["feed", "page"])
def test_what_reserves_text_and_data_mining_is_left_out(paper: Press, tmp_path: Path, where: str) -> None:
    if where == "feed":
        set_rights("ledger", Rights(extent=Extent.FULL, tdm_reserved=True))
    else:
        ArticleRow.objects.filter(outlet_key="ledger").update(tdm_reserved=True)
    counts = export_pages(tmp_path / "own.warc.gz", exporting(tmp_path, every_page=True))
    assert counts["reserved"] == ArticleRow.objects.filter(outlet_key="ledger").count()
    out = exported(tmp_path)
    everything = words_of(out)
    key = ArticleRow.objects.get(headline__startswith=HEADLINE).key
    for words in (DEEP, HEADLINE, "Mira Holt", key, "Aegean Ledger credits Meridian"):
        assert words not in everything, words
    with (tmp_path / "own.warc.gz").open("rb") as stream:
        assert not any("ledger.example" in page.url for page in read_warc(stream, name="own"))


def test_what_was_taken_down_has_expired_or_waits_is_left_out(paper: Press, tmp_path: Path) -> None:
    row = ArticleRow.objects.get(headline__startswith=HEADLINE)
    key = row.key
    TombstoneRow.objects.create(key=key, reason="takedown", removed_at=NOW)
    row.delete()
    set_rights("nisos", Rights(extent=Extent.FULL, embargo_s=10**6))
    set_rights("longname", Rights(extent=Extent.FULL, expires_after_s=60))
    everything = words_of(exported(tmp_path))
    for words in (DEEP, HEADLINE, key, "Ξανά πλοία", "A museum’s mislabelled drawer"):
        assert words not in everything, words
    assert "استئناف" in everything


def test_an_excerpt_goes_out_as_an_excerpt_and_a_link_as_a_link(paper: Press, tmp_path: Path) -> None:
    set_rights("ledger", Rights(extent=Extent.EXCERPT))
    rows_by_outlet: dict[str, list[dict[str, str]]] = {}
    out = exported(tmp_path)
    for row in table(out, "articles"):
        rows_by_outlet.setdefault(row["outlet"], []).append(row)
    assert all(row["excerpt"] or not row["text"] for row in rows_by_outlet["ledger"])
    assert not any(row["text"] for row in rows_by_outlet["ledger"])
    assert not any(row["headline"] or row["excerpt"] for row in rows_by_outlet["courier"])
    assert "A headline that must not be printed" not in words_of(out)
    assert DEEP not in words_of(out)


def test_a_cell_is_no_formula(paper: Press, tmp_path: Path) -> None:
    row = ArticleRow.objects.get(headline__startswith=HEADLINE)
    row.document = row.document.replace(HEADLINE, "=HYPERLINK(1) amnesty")
    row.save()
    headlines = [each["headline"] for each in table(exported(tmp_path), "articles")]
    assert any(headline.startswith("'=HYPERLINK(1)") for headline in headlines)
