"""ninjs and PROV-JSON as others read them."""

import json
from typing import Any

from django.test import Client
from tests.api.asking import ask, key_of, ledger
from tests.portal.press import DEEP, NOW, Press, paragraphs, set_rights

from headwater.model.article import Article
from headwater.model.rights import Extent, Rights
from headwater.newsroom.publish import raise_publication
from headwater.provenance.revisions import compare
from headwater.read.ninjs import is_ninjs, read_ninjs
from headwater.store.rows import revision_row

#: Properties of an item in the schema of ninjs 3.0 that are used here.
NINJS = {
    *(
        "standard",
        "type",
        "uri",
        "pubStatus",
        "language",
        "firstCreated",
        "versionCreated",
        "contentCreated",
        "expires",
    ),
    *("headlines", "descriptions", "bodies", "by", "copyrightHolder", "usageTerms", "infoSources", "renditions"),
    *("altIds", "subjects", "associations"),
}


def relations(document: Any, kind: str | None) -> set[tuple[str, str]]:
    return {
        (each["prov:generatedEntity"], each["prov:usedEntity"])
        for each in document["wasDerivedFrom"].values()
        if each.get("prov:type", {}).get("$") == kind
    }


def test_an_article_is_a_ninjs_item_that_our_own_reader_takes_in(program: Client) -> None:
    item = ask(program, f"articles/{ledger()}/ninjs")
    assert set(item) <= NINJS
    assert item["standard"]["version"] == "3.0"
    assert is_ninjs(item)
    entry = read_ninjs(item, url="https://estuary.example/").entries[0]
    assert entry.title == item["headlines"][0]["value"]
    assert DEEP in (entry.content or "")
    assert entry.authors == ("By Mira Holt",)
    roles = [(source["name"], source["role"].rpartition("#")[2]) for source in item["infoSources"]]
    assert roles == [
        ("Reza Talin", "hadPrimarySource"),
        ("Meridian", "hadPrimarySource"),
        ("HEL-PE", "wasDerivedFrom"),
        ("Aegean Ledger", "wasAttributedTo"),
    ]
    assert item["renditions"][0]["href"].startswith("http://testserver/picture/")


def test_a_story_is_a_package_of_its_reports(program: Client) -> None:
    story = ask(program, f"articles/{ledger()}")["story"]
    package = ask(program, f"stories/{story}/ninjs")
    assert set(package) <= NINJS
    assert len(package["associations"]) == 6
    assert all({"name", "uri"} <= set(each) <= NINJS | {"name"} for each in package["associations"])
    assert len(read_ninjs(package, url="https://estuary.example/").entries) >= 1


def test_provenance_says_who_had_it_from_whom(program: Client) -> None:
    story = ask(program, f"articles/{ledger()}")["story"]
    document = ask(program, f"stories/{story}/prov")
    meridian, helpe, me = (f"hw:article/{key}" for key in (key_of("meridian"), key_of("helpe"), ledger()))
    assert relations(document, None) >= {(helpe, meridian), (me, helpe)}
    origin = f"hw:story/{story}#origin-0"
    assert (me, origin) in relations(document, "prov:PrimarySource")
    quoted = relations(document, "prov:Quotation")
    said = {entity for entity, source in quoted if source == me}
    owners = {each["prov:agent"] for each in document["wasAttributedTo"].values() if each["prov:entity"] in said}
    assert "Reza Talin" in {document["agent"][owner].get("schema:name") for owner in owners}


def test_what_an_outlet_changed_is_told_and_the_earlier_text_is_a_revision(program: Client) -> None:
    before = Article(
        url="https://ledger.example/a", outlet="ledger", headline="Old", body=paragraphs("A bridge fell today.")
    )
    after = Article(
        url="https://ledger.example/a", outlet="ledger", headline="New", body=paragraphs("A bridge was closed today.")
    )
    revision = compare(before, after, article=ledger(), captured_at=NOW)
    assert revision is not None
    revision_row(revision).save()
    told = ask(program, f"articles/{ledger()}/revisions")["items"]
    assert told[0]["differences"][0] == {"before": "Old", "after": "New"}
    me = f"hw:article/{ledger()}"
    assert (me, f"{me}#before-1") in relations(ask(program, f"articles/{ledger()}/prov"), "prov:Revision")
    set_rights("ledger", Rights(extent=Extent.LINK))
    raise_publication(NOW)
    assert ask(program, f"articles/{ledger()}/revisions")["items"][0]["differences"] == []


def test_every_name_in_a_document_is_declared(program: Client) -> None:
    story = ask(program, f"articles/{ledger()}")["story"]
    for path in (f"stories/{story}/prov", f"articles/{ledger()}/prov"):
        document = ask(program, path)
        things = {**document["entity"], **document["agent"]}
        for relation in document["wasDerivedFrom"].values():
            assert {relation["prov:generatedEntity"], relation["prov:usedEntity"]} <= set(document["entity"])
        for relation in document["wasAttributedTo"].values():
            assert {relation["prov:entity"], relation["prov:agent"]} <= set(things)
        prefixes = {name.partition(":")[0] for name in things}
        assert prefixes <= set(document["prefix"])


def test_a_quote_carries_its_selector_where_rights_allow_the_words(program: Client, paper: Press) -> None:
    key = key_of("meridian")
    entities = ask(program, f"articles/{key}/prov")["entity"]
    exact = [words for each in entities.values() if "oa:exact" in each for words in [each["oa:exact"]]]
    assert "“Even for them we are considering an amnesty,”" in exact
    set_rights("meridian", Rights(extent=Extent.HEADLINE))
    raise_publication(NOW)
    assert "oa:exact" not in json.dumps(ask(program, f"articles/{key}/prov"))


def test_what_was_shared_is_no_derivation_where_nobody_knows_who_had_it(program: Client, paper: Press) -> None:
    from headwater.model.codec import decode, encode
    from headwater.model.provenance import Direction, Reuse
    from headwater.store.models import ReuseRow

    for row in ReuseRow.objects.all():
        plain = decode(row.document, Reuse)
        undecided = Reuse(newer=plain.newer, older=plain.older, coverage=1.0, direction=Direction.UNDECIDED)
        row.document = encode(undecided).decode()
        row.save()
    document = ask(program, f"articles/{ledger()}/prov")
    assert not any(older.startswith("hw:article/") and "#" not in older for _, older in relations(document, None))
