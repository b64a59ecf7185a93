"""The desk's site: Django's admin under the portal's name, with our own way to sign in."""

from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse

from headwater.desk.signing_in import SignInForm
from headwater.desk.words import Rooms, later, say


class DeskSite(AdminSite):
    """The admin of one portal."""

    site_title = later("desk.title")
    index_title = later("desk.index")
    index_template = "desk/index.html"
    login_form = SignInForm
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """Give what every page is given: the portal's own name in the header, and the desk's words."""
        header = say("desk.header", name=settings.PORTAL.portal.name)
        return super().each_context(request) | {"site_header": header, "words": Rooms()}

    def get_urls(self) -> list[Any]:
        """Give the addresses of the desk; its lists are read with them, so that no command has to."""
        import_module("headwater.desk.lists")
        from headwater.desk.letters import letter_urls  # noqa: PLC0415 - its tables are there only once Django is ready

        return [*letter_urls(self), *super().get_urls()]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """Give the first page, with what waits for somebody."""
        from headwater.desk.waiting import what_waits  # noqa: PLC0415 - its tables are there only once Django is ready

        return super().index(request, {**(extra_context or {}), "waiting": what_waits()})


desk_site = DeskSite(name="admin")
