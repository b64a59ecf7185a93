"""Letting go of old bytes never takes what is still needed."""

from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings as DjangoSettings
from tests.portal.press import NOW, full_paper, photograph

from headwater.model.page import digest_of
from headwater.store.bytes import Bytes
from headwater.store.models import ArticleRow, PictureRow
from headwater.store.upkeep import forget_bytes

pytestmark = pytest.mark.django_db


def test_kept_pictures_stay_as_long_as_a_report_has_them(tmp_path: Path, settings: DjangoSettings) -> None:
    settings.BYTES_DIRECTORY = tmp_path
    full_paper()
    kept, later = Bytes(tmp_path), NOW + timedelta(days=900)
    unneeded = kept.put(b"a page whose report is long gone")
    assert forget_bytes(kept, before=later) == 1
    assert kept.get(unneeded) is None
    assert kept.get(digest_of(photograph())) == photograph()
    ArticleRow.objects.exclude(picture=None).delete()
    assert forget_bytes(kept, before=later) == 1
    assert not PictureRow.objects.exists()
    assert list(kept.digests()) == []
