"""Stories in lists are kept as markup, and never longer than they are right."""

import pytest
from django.test import Client
from pytest_django import Settings as DjangoSettings
from tests.portal.press import set_rights

from headwater.model.rights import Extent, Rights
from headwater.project.config import PortalSettings, Settings
from headwater.store.models import OutletRow, PublicationRow, StoryRow
from headwater.store.rows import outlet_from, outlet_row

pytestmark = pytest.mark.django_db


def front(client: Client) -> str:
    PublicationRow.objects.update(number=PublicationRow.objects.get().number + 1)
    return client.get("/").content.decode()


def test_a_kept_story_follows_what_changes(reader: Client, settings: DjangoSettings) -> None:
    before = front(reader)
    assert "Shipyard in Porto Nuevo" in before
    set_rights("meridian", Rights(extent=Extent.LINK))
    assert "Shipyard in Porto Nuevo" not in front(reader)
    row = OutletRow.objects.get(key="meridian")
    changed = outlet_from(row)
    outlet_row(type(changed)(key=changed.key, name="Meridian Wire", domains=changed.domains)).save()
    assert "Meridian Wire" in front(reader)
    assert "first seen " in front(reader)
    settings.PORTAL = Settings(portal=PortalSettings(language="de", time_zone="Europe/Berlin"))
    assert "zuerst gesehen" in front(reader)
    assert "first seen" not in front(reader)


def test_a_story_that_an_editor_hides_is_gone_at_once(reader: Client) -> None:
    assert "Shipyard in Porto Nuevo" in front(reader)
    StoryRow.objects.filter(headline__startswith="Shipyard").update(hidden=True)
    assert "Shipyard in Porto Nuevo" not in front(reader)
