"""Which address leads to which room."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from headwater.desk.site import desk_site

urlpatterns: list[URLPattern | URLResolver] = [
    path("desk", RedirectView.as_view(url="/desk/", permanent=True)),
    path("desk/", desk_site.urls),
    path("api/v1/", include("headwater.api.urls")),
    path("", include("headwater.portal.urls")),
]

handler400 = "headwater.portal.errors.bad_request"
handler404 = "headwater.portal.errors.not_found"
handler500 = "headwater.portal.errors.failed"
